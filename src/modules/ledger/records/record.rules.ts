import type { Capacity, Role } from '#kernel/capacity'
import type { Uuid } from '#kernel/ids'
import type { RecordKind } from '#modules/plan/packs/kind.contract'
import { withoutTexts } from './field.rules.ts'
import type { RecordActor, RecordFacts, RecordState, RecordSubject, FieldValues } from './record.contract.ts'
import { recordMachine, type Tie } from './record.machine.ts'

/** The version of a record that holds, with everything that it says. */
export interface StoredRecord {
  readonly recordId: Uuid
  readonly kind: string
  readonly unitId: Uuid
  readonly version: number
  readonly state: RecordState
  readonly createdBy: Uuid
  readonly happenedOn: string
  readonly fields: FieldValues
  readonly actors: readonly RecordActor[]
  readonly subjects: readonly RecordSubject[]
}

const LEADERS: ReadonlySet<Role> = new Set<Role>(['principal', 'party_secretary', 'vice_principal'])

/** A former holder of the post is nobody to the record any more; a leader is one by seeing its subjects. */
export function tieOf(capacity: Capacity, actors: readonly Pick<RecordActor, 'personId' | 'postId'>[]): Tie {
  if (actors.some((actor) => actor.personId === capacity.personId && capacity.postIds.includes(actor.postId))) return 'actor'
  return LEADERS.has(capacity.role) ? 'leader' : 'reader'
}

/** The buttons of a record. */
export function canOf(capacity: Capacity, record: Pick<StoredRecord, 'state' | 'actors'>): { correct: boolean; withdraw: boolean } {
  const open = recordMachine.open(record.state, tieOf(capacity, record.actors))
  return { correct: open.includes('correct'), withdraw: open.includes('withdraw') }
}

/** A record as others may know it. Without a definition no field is known to be no text, so none is told. */
export function factsOf(record: StoredRecord, kind: RecordKind | undefined): RecordFacts {
  const fields = kind?.fields ?? []
  const { recordId, version, unitId, happenedOn, actors } = record
  return {
    recordId, version, kind: record.kind, unitId, happenedOn, actors,
    withdrawn: record.state === 'withdrawn',
    fields: withoutTexts(fields, record.fields),
    subjects: record.subjects.map((subject) => ({ ...subject, fields: withoutTexts(fields, subject.fields) })),
  }
}
