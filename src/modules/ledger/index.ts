export { ledgerAccess } from './ledger.access.ts'
export { ledgerRoutes } from './ledger.routes.ts'

export { recordsSaved } from './records/record.contract.ts'
export type { FieldValues, RecordActor, RecordSubject } from './records/record.contract.ts'
export { objectToUndoing } from './records/undoing.service.ts'
export { followStudents } from './records/placing.service.ts'
export { insertRecords, type VersionRow } from './records/record.store.ts'
