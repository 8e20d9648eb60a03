import type { Uuid } from '#kernel/ids'
import { listUnits } from '#modules/org/index'
import type { Act } from '#platform/access/act'
import type { StoredRecord } from './record.rules.ts'
import { findRecords } from './record.store.ts'

/**
 * Records with the subjects that the capacity may know, newest first: children and classes in its scope, and of what the own
 * unit recorded also units and bodies, which hold nothing about a child. A record without any such subject is missing.
 */
export async function findReadable(act: Act, recordIds: readonly Uuid[]): Promise<StoredRecord[]> {
  const seen = await findRecords(act, recordIds)
  const rest = recordIds.filter((id) => !seen.some((record) => record.recordId === id))
  const { unitId } = act.capacity
  if (unitId === null || rest.length === 0) return seen
  const units = (await listUnits(act)).map((unit) => unit.id)
  const wide = await act.asProgram(units, (program) => findRecords(program, rest))
  const open = wide.filter((record) => record.unitId === unitId).map(withoutPeople).filter((record) => record.subjects.length > 0)
  return [...seen, ...open].sort(newestFirst)
}

const withoutPeople = (record: StoredRecord): StoredRecord =>
  ({ ...record, subjects: record.subjects.filter((subject) => subject.studentId === null && subject.classId === null) })

const newestFirst = (a: StoredRecord, b: StoredRecord): number =>
  (a.happenedOn === b.happenedOn ? (a.recordId < b.recordId ? 1 : -1) : a.happenedOn < b.happenedOn ? 1 : -1)
