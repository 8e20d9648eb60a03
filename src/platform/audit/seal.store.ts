import { sql } from 'kysely'
import type { Database } from '#platform/db/database'
import { regionScope, type Tx } from '#platform/db/scope'
import { GENESIS, hashBlock, hashRow, type AuditRow } from './chain.ts'

const BLOCK_SIZE = 2_000

/** Seals what waits in one jurisdiction into blocks; answers how many rows. Two sealers take turns. */
export async function sealAudit(db: Database, regionId: number, now: Date): Promise<number> {
  for (let total = 0; ;) {
    const sealed = await db.inScope(regionScope(regionId), (tx) => sealBlock(tx, regionId, now))
    total += sealed
    if (sealed < BLOCK_SIZE) return total
  }
}

async function sealBlock(tx: Tx, regionId: number, now: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(7266003, ${regionId})`.execute(tx)
  const taken = await sql<{ audit_id: string }>`
    delete from audit_unsealed where region_id = ${regionId} and audit_id in (
      select audit_id from audit_unsealed where region_id = ${regionId} order by audit_id limit ${BLOCK_SIZE} for update skip locked)
    returning audit_id`.execute(tx)
  if (taken.rows.length === 0) return 0
  const rows = await readRows(tx, regionId, taken.rows.map((r) => r.audit_id))
  const last = await tx.selectFrom('audit_block').select(['seq', 'hash']).where('region_id', '=', regionId).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  const block = {
    regionId, seq: (last?.seq ?? 0) + 1, previousHash: last?.hash ?? GENESIS,
    rowIds: rows.map((r) => r.id), rowHashes: rows.map(hashRow), sealedAt: now,
  }
  await tx.insertInto('audit_block').values({
    region_id: regionId, seq: block.seq, previous_hash: block.previousHash, hash: hashBlock(block),
    row_ids: block.rowIds, row_hashes: block.rowHashes, sealed_at: now,
  }).execute()
  return rows.length
}

/** The rows of these ids, in the order of the ids. */
export const readRows = (tx: Tx, regionId: number, ids: readonly string[]): Promise<AuditRow[]> =>
  tx.selectFrom('audit').selectAll().where('region_id', '=', regionId).where('id', '=', sql<string>`any(${[...ids]}::uuid[])`).orderBy('id').execute()
