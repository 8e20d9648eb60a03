import { sql } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { HOME_VISIT } from './visit.contract.ts'

const subjects = (act: Act) => act.tx.selectFrom('record_subject as s')
  .innerJoin('record as r', (on) => on.onRef('r.region_id', '=', 's.region_id')
    .onRef('r.id', '=', 's.record_id').onRef('r.version', '=', 's.version'))
  .innerJoin('record_version as v', (on) => on.onRef('v.region_id', '=', 's.region_id')
    .onRef('v.record_id', '=', 's.record_id').onRef('v.version', '=', 's.version'))
  .where('s.region_id', '=', act.regionId).where('r.kind', '=', HOME_VISIT)

const LATEST = 200

/** The latest visits to some children, withdrawn ones too. */
export async function findVisitIds(act: Act, studentIds: readonly Uuid[]): Promise<Uuid[]> {
  const rows = await subjects(act).select(['r.id', 'v.happened_on']).distinct()
    .where('s.student_id', '=', sql<string>`any(${[...studentIds]}::uuid[])`)
    .orderBy('v.happened_on', 'desc').orderBy('r.id', 'desc').limit(LATEST).execute()
  return rows.map((row) => row.id)
}

export interface PromiseRow {
  readonly recordId: Uuid
  readonly studentId: Uuid
  readonly promise: string
  readonly happenedOn: SchoolDate
}

/** Visits that hold, to the child of `s`, after the one of `v`. */
const followingVisits = (act: Act) => act.tx.selectFrom('record_subject as s2')
  .innerJoin('record as r2', (on) => on.onRef('r2.region_id', '=', 's2.region_id')
    .onRef('r2.id', '=', 's2.record_id').onRef('r2.version', '=', 's2.version'))
  .innerJoin('record_version as v2', (on) => on.onRef('v2.region_id', '=', 's2.region_id')
    .onRef('v2.record_id', '=', 's2.record_id').onRef('v2.version', '=', 's2.version'))
  .select('s2.record_id')
  .where('s2.region_id', '=', act.regionId).where('r2.kind', '=', HOME_VISIT).where('r2.state', '<>', 'withdrawn')
  .where(sql<boolean>`s2.student_id = s.student_id and v2.happened_on > v.happened_on`)

/** Promises that the acting person made since a day to children in the scope, unless a later visit to the child followed. */
export const findPromises = (act: Act, since: SchoolDate): Promise<PromiseRow[]> => subjects(act)
  .select(['r.id as recordId', 's.student_id as studentId', 'v.happened_on as happenedOn'])
  .select(sql<string>`s.fields ->> 'promise'`.as('promise'))
  .where('r.state', '<>', 'withdrawn').where('v.happened_on', '>=', since).where(sql<boolean>`s.fields ? 'promise'`)
  .where(({ exists, selectFrom }) => exists(selectFrom('record_actor as a').select('a.post_id')
    .where('a.region_id', '=', act.regionId).where('a.person_id', '=', act.capacity.personId)
    .whereRef('a.record_id', '=', 's.record_id').whereRef('a.version', '=', 's.version')))
  .where(({ not, exists }) => not(exists(followingVisits(act))))
  .orderBy('v.happened_on', 'desc').orderBy('r.id', 'desc').limit(LATEST).execute() as Promise<PromiseRow[]>
