import { sql } from 'kysely'
import type { Database } from '#platform/db/database'

/** The numbers of all jurisdictions of this installation. */
export async function listRegions(db: Database): Promise<number[]> {
  const { rows } = await sql<{ region_id: number }>`select * from jurisdiction_ids() as region_id`.execute(db.shared)
  return rows.map((r) => r.region_id)
}
