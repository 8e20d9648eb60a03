import { sql } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'

export interface Listing {
  readonly unitId: Uuid
  readonly kind: string | undefined
  /** Only records with a subject in one of these classes; empty for the whole unit. */
  readonly classIds: readonly Uuid[]
  /** Only what is older than this line. */
  readonly after: { readonly happenedOn: SchoolDate; readonly recordId: Uuid } | undefined
  readonly limit: number
}

/** Ids of the records of a unit that hold or were withdrawn, newest first, one page. */
export async function findPage(act: Act, listing: Listing): Promise<{ recordId: Uuid; happenedOn: SchoolDate }[]> {
  const { unitId, kind, classIds, after, limit } = listing
  let query = act.tx.selectFrom('record_version as v')
    .innerJoin('record as r', (on) => on.onRef('r.region_id', '=', 'v.region_id')
      .onRef('r.id', '=', 'v.record_id').onRef('r.version', '=', 'v.version'))
    .select(['v.record_id as recordId', 'v.happened_on as happenedOn'])
    .where('v.region_id', '=', act.regionId).where('v.unit_id', '=', unitId)
    .where(({ exists, selectFrom }) => exists(selectFrom('record_subject as s').select('s.subject_id')
      .where('s.region_id', '=', act.regionId)
      .whereRef('s.record_id', '=', 'v.record_id').whereRef('s.version', '=', 'v.version')
      .$if(classIds.length > 0, (of) => of.where('s.class_id', '=', sql<string>`any(${[...classIds]}::uuid[])`))))
  if (kind !== undefined) query = query.where('v.kind', '=', kind)
  if (after !== undefined) {
    query = query.where(sql<boolean>`(v.happened_on, v.record_id) < (${after.happenedOn}::date, ${after.recordId}::uuid)`)
  }
  return query.orderBy('v.happened_on', 'desc').orderBy('v.record_id', 'desc').limit(limit).execute()
}
