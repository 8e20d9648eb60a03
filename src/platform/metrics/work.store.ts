import { sql } from 'kysely'
import type { Database } from '#platform/db/database'
import { regionScope } from '#platform/db/scope'

/** What waits in one jurisdiction; `oldest` is undefined when nothing does. `db` is the roll-up role's. */
export interface Backlog { readonly outbox: number; readonly oldest: Date | undefined; readonly unsealed: number }

export const readBacklog = (db: Database, regionId: number): Promise<Backlog> => db.inScope(regionScope(regionId), async (tx) => {
  const { rows: [row] } = await sql<{ outbox: number; oldest: Date | null; unsealed: number }>`
    select count(*)::int as outbox, min(created_at) as oldest,
      (select count(*)::int from audit_unsealed where region_id = ${regionId}) as unsealed
    from outbox where region_id = ${regionId}`.execute(tx)
  return { outbox: row!.outbox, oldest: row!.oldest ?? undefined, unsealed: row!.unsealed }
})
