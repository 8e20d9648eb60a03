import { sql } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { FieldValues } from '../records/record.contract.ts'
import { HOME_VISIT } from '../visits/visit.contract.ts'

export interface Listing {
  readonly unitId: Uuid
  readonly kind: string | undefined
  /** Only records with a subject in one of these classes; empty for the whole unit. */
  readonly classIds: readonly Uuid[]
  /** Beside those of the classes also what the acting person did. */
  readonly orOwn: boolean
  /** Only what is older than this line. */
  readonly after: { readonly happenedOn: SchoolDate; readonly recordId: Uuid } | undefined
  readonly limit: number
}

const valid = (act: Act) => act.tx.selectFrom('record_version as v')
  .innerJoin('record as r', (on) => on.onRef('r.region_id', '=', 'v.region_id')
    .onRef('r.id', '=', 'v.record_id').onRef('r.version', '=', 'v.version'))
  .where('v.region_id', '=', act.regionId)

const ownActor = (act: Act) => sql<boolean>`exists (select 1 from record_actor a where a.region_id = ${act.regionId}
  and a.record_id = v.record_id and a.version = v.version and a.person_id = ${act.capacity.personId})`

/** Ids of the records of a unit that hold or were withdrawn, newest first, one page. */
export async function findPage(act: Act, listing: Listing): Promise<{ recordId: Uuid; happenedOn: SchoolDate }[]> {
  const { unitId, kind, classIds, orOwn, after, limit } = listing
  let query = valid(act).select(['v.record_id as recordId', 'v.happened_on as happenedOn']).where('v.unit_id', '=', unitId)
  if (classIds.length > 0) {
    const ofClasses = sql<boolean>`exists (select 1 from record_subject s where s.region_id = ${act.regionId}
      and s.record_id = v.record_id and s.version = v.version and s.class_id = any(${[...classIds]}::uuid[]))`
    query = query.where(orOwn ? sql<boolean>`(${ofClasses} or ${ownActor(act)})` : ofClasses)
  }
  if (kind !== undefined) query = query.where('v.kind', '=', kind)
  if (after !== undefined) {
    query = query.where(sql<boolean>`(v.happened_on, v.record_id) < (${after.happenedOn}::date, ${after.recordId}::uuid)`)
  }
  return query.orderBy('v.happened_on', 'desc').orderBy('v.record_id', 'desc').limit(limit).execute()
}

export interface PlainLikeness {
  readonly kind: string
  readonly happenedOn: SchoolDate
  readonly subjectIds: readonly Uuid[]
  /** Counts as the same only with these values. */
  readonly fields: FieldValues
}

/** Records of the own unit and the acting person that hold, of the same kind and day and with these values. */
export const findLike = async (act: Act, { kind, happenedOn, fields }: Omit<PlainLikeness, 'subjectIds'>): Promise<Uuid[]> =>
  (await valid(act).select('r.id')
    .where('v.unit_id', '=', act.capacity.unitId).where('v.kind', '=', kind).where('v.happened_on', '=', happenedOn)
    .where('r.state', '<>', 'withdrawn').where(ownActor(act)).where(sql<boolean>`v.fields @> ${JSON.stringify(fields)}::jsonb`)
    .execute()).map((row) => row.id)

const LATEST = 200

/** The latest records about some children, visits apart. */
export async function findRecordsOfChildren(act: Act, studentIds: readonly Uuid[]): Promise<Uuid[]> {
  const rows = await act.tx.selectFrom('record_subject as s')
    .innerJoin('record as r', (on) => on.onRef('r.region_id', '=', 's.region_id')
      .onRef('r.id', '=', 's.record_id').onRef('r.version', '=', 's.version'))
    .select('r.id').distinct().where('s.region_id', '=', act.regionId).where('r.kind', '<>', HOME_VISIT).where('r.state', '<>', 'withdrawn')
    .where('s.student_id', '=', sql<string>`any(${[...studentIds]}::uuid[])`)
    .orderBy('r.id', 'desc').limit(LATEST).execute()
  return rows.map((row) => row.id)
}
