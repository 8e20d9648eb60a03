import { sql } from 'kysely'
import type { Database } from '#platform/db/database'
import { later } from '#platform/db/later'
import { regionScope, type Tx } from '#platform/db/scope'

/** The roll-up role's way into jurisdictions. */
export type Jurisdictions = Pick<Database, 'inScope'>

export const inRegion = <T>(db: Jurisdictions, regionId: number, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.inScope(regionScope(regionId), work)

const LOCK = 7266010

/** A record waits only for a rebuild or a change of the roster, never for another record. */
export const joinWriters = (tx: Tx, regionId: number): Promise<void> =>
  later(tx, sql`select pg_advisory_xact_lock_shared(${LOCK}::int, ${regionId}::int)`.execute(tx))

/** Nobody else moves a cell of the jurisdiction until the transaction ends. */
export const haltWriters = (tx: Tx, regionId: number) =>
  sql`select pg_advisory_xact_lock(${LOCK}::int, ${regionId}::int)`.execute(tx)

/** The generation that is read; undefined before the first build. */
export async function findGeneration(tx: Tx, regionId: number): Promise<{ id: number; builtAt: Date } | undefined> {
  const row = await tx.selectFrom('generation').select(['id', 'built_at'])
    .where('region_id', '=', regionId).where('state', '=', 'current').executeTakeFirst()
  return row === undefined ? undefined : { id: row.id, builtAt: row.built_at }
}

/** The generation that is read, opened now where nothing was ever built; notes when and why it was built last. */
export async function renewGeneration(tx: Tx, regionId: number, given: { reason: string; at: Date }): Promise<number> {
  const moment = { reason: given.reason, built_at: given.at }
  const current = await tx.updateTable('generation').set(moment).where('region_id', '=', regionId).where('state', '=', 'current')
    .returning('id').executeTakeFirst()
  if (current !== undefined) return current.id
  await tx.insertInto('generation').values({ region_id: regionId, id: 1, state: 'current', ...moment }).execute()
  return 1
}

/**
 * A grid of thousands of places looks like ten to the planner, which then loops over 50,000 children. Hash joins are right for
 * whole jurisdictions. For this transaction only.
 */
export const planForAll = (tx: Tx) =>
  sql.raw(`set local plan_cache_mode = auto; set local enable_nestloop = off; set local work_mem = '64MB'; set local jit = off`).execute(tx)

/** Rows of generations that nobody reads: version 0.1 built each beside the last. */
export async function sweepGenerations(tx: Tx, regionId: number): Promise<void> {
  const old = await tx.selectFrom('generation').select('id')
    .where('region_id', '=', regionId).where('state', '=', 'replaced').execute()
  for (const { id } of old) {
    for (const table of ['rollup', 'cell', 'fulfilment'] as const) {
      await tx.deleteFrom(table).where('region_id', '=', regionId).where('generation', '=', id).execute()
    }
    await tx.deleteFrom('generation').where('region_id', '=', regionId).where('id', '=', id).execute()
  }
}

/** Whether something dated took effect on a day after the last build, so that no act announced it. */
export async function hasSilentChange(tx: Tx, regionId: number, days: { after: string; upTo: string }): Promise<boolean> {
  const { after, upTo } = days
  const changed = (table: string) => sql`exists (select 1 from ${sql.table(table)} where region_id = ${regionId}
    and ((valid_from > ${after} and valid_from <= ${upTo}) or (valid_to >= ${after} and valid_to < ${upTo})))`
  const { rows: [row] } = await sql<{ changed: boolean }>`select ${sql.join(
    ['enrolment', 'appointment', 'post', 'class', 'unit', 'body', 'seat', 'designation'].map(changed), sql` or `)} as changed`.execute(tx)
  return row?.changed ?? false
}
