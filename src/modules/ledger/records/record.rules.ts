import type { Capacity, Role } from '#kernel/capacity'
import type { Uuid } from '#kernel/ids'
import type { RecordKind } from '#modules/plan/packs/kind.contract'
import { withoutTexts } from './field.rules.ts'
import type { FieldValues, RecordActor, RecordCan, RecordFacts, RecordState, RecordSubject } from './record.contract.ts'
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

/** A former holder of the post is nobody to the record any more; a leader leads the unit that recorded. */
export function tieOf(capacity: Capacity, { unitId, actors }: Pick<StoredRecord, 'unitId' | 'actors'>): Tie {
  if (actors.some((actor) => actor.personId === capacity.personId && capacity.postIds.includes(actor.postId))) return 'actor'
  return LEADERS.has(capacity.role) && capacity.unitId === unitId ? 'leader' : 'reader'
}

/** The buttons of a record; a year that is locked has none. */
export function canOf(
  capacity: Capacity, record: Pick<StoredRecord, 'state' | 'unitId' | 'actors'>, { locked }: { locked: boolean },
): RecordCan {
  const open = locked ? [] : recordMachine.open(record.state, tieOf(capacity, record))
  return { correct: open.includes('correct'), withdraw: open.includes('withdraw') }
}

/** A record as others may know it. */
export function factsOf(record: StoredRecord, { fields }: Pick<RecordKind, 'fields'>): RecordFacts {
  const { recordId, version, unitId, happenedOn, actors } = record
  return {
    recordId, version, kind: record.kind, unitId, happenedOn, actors,
    withdrawn: record.state === 'withdrawn',
    fields: withoutTexts(fields, record.fields),
    subjects: record.subjects.map((subject) => ({ ...subject, fields: withoutTexts(fields, subject.fields) })),
  }
}

/** Posts of those who came along with the recorder. */
export const companionsOf = ({ actors, createdBy }: Pick<StoredRecord, 'actors' | 'createdBy'>): Uuid[] =>
  actors.filter((actor) => actor.personId !== createdBy).map((actor) => actor.postId)
