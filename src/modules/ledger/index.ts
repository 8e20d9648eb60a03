export { recordSaved } from './records/record.contract.ts'
export type { RecordActor, RecordFacts, RecordSubject } from './records/record.contract.ts'
