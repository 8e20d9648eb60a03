import { sql, type QueryCreator } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { DB } from '#platform/db/rows.generated'
import { later } from '#platform/db/later'
import type { Tx } from '#platform/db/scope'
import type { FieldValues, RecordActor, RecordState, RecordSubject } from './record.contract.ts'
import type { StoredRecord } from './record.rules.ts'

/** One version as it is written. */
export interface VersionRow extends StoredRecord {
  readonly reason: string | null
  readonly recordedAt: Date
  readonly recordedBy: Uuid
  /** Id of the capacity in which it was written. */
  readonly capacity: string
}

/** Rows a statement, far below PostgreSQL's 65,535 parameters. */
const CHUNK = 500

/** New records with their first version, for one (a person's) or for thousands (an import). */
export async function insertRecords(tx: Tx, regionId: number, rows: readonly VersionRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK)
    await later(tx, insertVersions(tx.with('record_made', (made) => made.insertInto('record').values(chunk.map((row) => ({
      region_id: regionId, id: row.recordId, kind: row.kind, unit_id: row.unitId, version: row.version, state: row.state,
      created_at: row.recordedAt, created_by: row.createdBy,
    })))), regionId, chunk))
  }
}

/** Moves the record on from `from`, the version that was seen. Answers false when another has been written meanwhile. */
export async function addVersion(tx: Tx, regionId: number, step: { from: number; row: VersionRow }): Promise<boolean> {
  const { from, row } = step
  const moved = await tx.updateTable('record').set({ version: row.version, state: row.state })
    .where('region_id', '=', regionId).where('id', '=', row.recordId).where('version', '=', from).executeTakeFirst()
  if (moved.numUpdatedRows === 0n) return false
  await insertVersions(tx, regionId, [row])
  return true
}

/** One statement for all tables, keys are checked at its end: a round trip each would cost half of the rate. */
async function insertVersions(first: QueryCreator<DB>, regionId: number, rows: readonly VersionRow[]): Promise<void> {
  await first
    .with('version_made', (made) => made.insertInto('record_version').values(rows.map((row) => ({
      region_id: regionId, record_id: row.recordId, version: row.version, kind: row.kind, unit_id: row.unitId,
      happened_on: row.happenedOn, fields: JSON.stringify(row.fields), withdrawn: row.state === 'withdrawn',
      recorded_at: row.recordedAt, recorded_by: row.recordedBy, capacity: row.capacity,
    }))))
    .with('subject_made', (made) => made.insertInto('record_subject').values(rows.flatMap((row) => subjectRows(regionId, row))))
    .insertInto('record_actor').values(rows.flatMap((row) => row.actors.map((actor) => ({
      region_id: regionId, record_id: row.recordId, version: row.version, person_id: actor.personId, post_id: actor.postId,
      post_kind: actor.postKind, unit_id: actor.unitId, class_id: actor.classId,
    })))).execute()
}

const subjectRows = (regionId: number, row: VersionRow) => row.subjects.map((subject) => ({
  region_id: regionId, record_id: row.recordId, version: row.version, subject_id: subject.subjectId,
  student_id: subject.studentId, school_id: subject.schoolId, class_id: subject.classId, class_then: subject.classThen,
  fields: JSON.stringify(subject.fields), reason: row.reason,
}))

const actorsOf = (act: Act) => jsonArrayFrom(act.tx.selectFrom('record_actor as a')
  .select(['a.person_id as personId', 'a.post_id as postId', 'a.post_kind as postKind', 'a.unit_id as unitId',
    'a.class_id as classId'])
  .where('a.region_id', '=', act.regionId)
  .whereRef('a.record_id', '=', sql.ref('r.id')).whereRef('a.version', '=', sql.ref('r.version'))
  .orderBy('a.post_id')).as('actors')

const subjectsOf = (act: Act) => jsonArrayFrom(act.tx.selectFrom('record_subject as s')
  .select(['s.subject_id as subjectId', 's.student_id as studentId', 's.school_id as schoolId', 's.class_id as classId',
    's.class_then as classThen', 's.fields'])
  .where('s.region_id', '=', act.regionId)
  .whereRef('s.record_id', '=', sql.ref('r.id')).whereRef('s.version', '=', sql.ref('r.version'))
  .orderBy('s.subject_id')).as('subjects')

/** The version that holds of each record, with the subjects that the scope shows; a record without any is not answered. */
export async function findRecords(act: Act, recordIds: readonly Uuid[]): Promise<StoredRecord[]> {
  if (recordIds.length === 0) return []
  const rows = await act.tx.selectFrom('record as r')
    .innerJoin('record_version as v', (on) => on.onRef('v.region_id', '=', 'r.region_id')
      .onRef('v.record_id', '=', 'r.id').onRef('v.version', '=', 'r.version'))
    .select(['r.id as recordId', 'r.kind', 'r.unit_id as unitId', 'r.version', 'r.state', 'r.created_by as createdBy',
      'v.happened_on as happenedOn', 'v.fields'])
    .select([actorsOf(act), subjectsOf(act)])
    .where('r.region_id', '=', act.regionId).where('r.id', '=', sql<string>`any(${[...recordIds]}::uuid[])`)
    .orderBy('v.happened_on', 'desc').orderBy('r.id', 'desc').execute()
  return rows.filter((row) => row.subjects.length > 0).map((row) => ({
    ...row, state: row.state as RecordState, fields: row.fields as FieldValues,
    actors: row.actors as readonly RecordActor[], subjects: row.subjects as readonly RecordSubject[],
  }))
}

export interface VersionLine {
  readonly version: number
  readonly recordedAt: Date
  readonly recordedBy: Uuid
  readonly withdrawn: boolean
  readonly reason: string | null
}

/** All versions of a record, oldest first. Why it was withdrawn is read with the subjects that the scope shows: it may name a child. */
export const listVersions = (act: Act, recordId: Uuid): Promise<VersionLine[]> => act.tx.selectFrom('record_version as v')
  .select(['v.version', 'v.recorded_at as recordedAt', 'v.recorded_by as recordedBy', 'v.withdrawn'])
  .select(({ selectFrom }) => selectFrom('record_subject as s').select('s.reason')
    .where('s.region_id', '=', act.regionId).where('s.record_id', '=', recordId)
    .whereRef('s.version', '=', 'v.version').where('s.reason', 'is not', null).limit(1).as('reason'))
  .where('v.region_id', '=', act.regionId).where('v.record_id', '=', recordId).orderBy('v.version').execute()

export interface Likeness {
  readonly kind: string
  readonly happenedOn: string
  readonly subjectIds: readonly Uuid[]
  /** Counts as the same only when this field holds the same option. */
  readonly mode?: string
}

/** For each likeness a record of the acting person that holds, of the same kind, day and child. */
export async function findTwins(act: Act, likes: readonly Likeness[]): Promise<(Uuid | undefined)[]> {
  if (likes.length === 0) return []
  const asked = likes.flatMap(({ subjectIds, ...like }, n) => subjectIds.map((subjectId) => ({ ...like, n, subjectId })))
  const { rows } = await sql<{ n: number; id: Uuid }>`
    select l.n, twin.id
    from unnest(${asked.map((one) => one.n)}::int[], ${asked.map((one) => one.kind)}::text[], ${asked.map((one) => one.happenedOn)}::date[],
      ${asked.map((one) => one.mode ?? null)}::text[], ${asked.map((one) => one.subjectId)}::uuid[]) as l(n, kind, day, mode, subject_id)
    cross join lateral (select r.id from record_subject s
      join record r on r.region_id = ${act.regionId} and r.id = s.record_id and r.version = s.version
        and r.kind = l.kind and r.state <> 'withdrawn'
      join record_version v on v.region_id = ${act.regionId} and v.record_id = s.record_id and v.version = s.version
        and v.happened_on = l.day and (l.mode is null or v.fields ->> 'mode' = l.mode)
      where s.region_id = ${act.regionId} and s.student_id = l.subject_id
        and exists (select 1 from record_actor a where a.region_id = ${act.regionId} and a.person_id = ${act.capacity.personId}
          and a.record_id = s.record_id and a.version = s.version)
      limit 1) as twin`.execute(act.tx)
  const found = new Map(rows.map((row) => [row.n, row.id]))
  return likes.map((_, n) => found.get(n))
}

/** The children's rows follow them; the words of their guardians too. */
export async function movePlaces(act: Act, studentIds: readonly Uuid[], to: { schoolId: Uuid; classId: Uuid | null }): Promise<void> {
  const place = { school_id: to.schoolId, class_id: to.classId }
  await act.tx.updateTable('record_subject').set(place)
    .where('region_id', '=', act.regionId).where('student_id', '=', sql<Uuid>`any(${[...studentIds]}::uuid[])`).execute()
  await act.tx.updateTable('confirmation').set(place)
    .where('region_id', '=', act.regionId).where('student_id', '=', sql<Uuid>`any(${[...studentIds]}::uuid[])`).execute()
}
