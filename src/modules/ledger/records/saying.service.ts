import type { Uuid } from '#kernel/ids'
import { listClasses, sayHolders, sayStaff } from '#modules/org/index'
import type { Act } from '#platform/access/act'
import type { RecordVersion, SayActor } from './record.contract.ts'
import type { StoredRecord } from './record.rules.ts'
import { listVersions } from './record.store.ts'

/** Names of today's classes as far as the capacity may know them: of the own unit, for others of the jurisdiction. */
export async function classNamesOf(act: Act): Promise<Map<Uuid, string>> {
  const { unitId, role } = act.capacity
  const classes = await listClasses(act, unitId === null || role === 'bureau_leader' ? {} : { schoolId: unitId })
  return new Map(classes.map((one) => [one.id, one.name]))
}

/** Who acted in each record, the recorder first. */
export async function sayActors(act: Act, records: readonly StoredRecord[]): Promise<Map<Uuid, SayActor[]>> {
  const said = await sayHolders(act, records.flatMap((record) => record.actors))
  const byHolder = new Map(said.map((one) => [`${one.postId} ${one.personId}`, one]))
  return new Map(records.map((record) => [record.recordId, recorderFirst(record).flatMap(({ postId, personId }) =>
    byHolder.get(`${postId} ${personId}`) ?? [])]))
}

const recorderFirst = ({ actors, createdBy }: StoredRecord) =>
  [...actors.filter((one) => one.personId === createdBy), ...actors.filter((one) => one.personId !== createdBy)]

/** How the record came to be what it is, oldest first. */
export async function sayHistory(act: Act, recordId: Uuid): Promise<RecordVersion[]> {
  const versions = await listVersions(act, recordId)
  const names = await sayStaff(act, versions.map((one) => one.recordedBy))
  return versions.map(({ recordedBy, recordedAt, ...version }) => ({
    ...version, recordedAt: recordedAt.toISOString(), by: names.get(recordedBy) ?? '原工作人员',
  }))
}
