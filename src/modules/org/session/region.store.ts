import type { SchoolDate } from '#kernel/dates'
import type { Tx } from '#platform/db/scope'

/** What the jurisdiction is called on a day. */
export async function findRegionName(tx: Tx, regionId: number, on: SchoolDate): Promise<string | undefined> {
  const row = await tx.selectFrom('jurisdiction_name').select('name').where('region_id', '=', regionId).where('valid_from', '<=', on)
    .orderBy('valid_from', 'desc').limit(1).executeTakeFirst()
  return row?.name
}
