import { sql } from 'kysely'
import type { Database } from '#platform/db/database'
import { regionScope, type Tx } from '#platform/db/scope'
import { GENESIS, hashBlock, hashRow } from './chain.ts'
import { readRows } from './seal.store.ts'

/** One thing that is not as it was sealed. */
export interface AuditDamage {
  readonly kind: 'row-changed' | 'row-missing' | 'row-added' | 'chain-broken'
  /** Number of the block; absent for a row that is in none. */
  readonly block?: number
  readonly auditId?: string
}

export interface AuditReport {
  readonly regionId: number
  readonly blocks: number
  /** Hash of the last block. Noted down outside, it shows when blocks were cut off at the end. */
  readonly head: string
  readonly sealed: number
  /** Rows that wait for their block: written, but not yet protected. */
  readonly unsealed: number
  readonly damage: readonly AuditDamage[]
}

interface BlockRow { seq: number; previous_hash: string; hash: string; row_ids: string[]; row_hashes: string[]; sealed_at: Date }

/** Recomputes the whole chain of one jurisdiction and compares every row with the hash in its block. */
export const verifyAudit = (db: Database, regionId: number): Promise<AuditReport> =>
  db.inScope(regionScope(regionId), async (tx) => {
    // One snapshot, or rows written meanwhile would look like damage.
    await sql`set transaction isolation level repeatable read`.execute(tx)
    const damage: AuditDamage[] = []
    let previous = GENESIS
    let sealed = 0
    let blocks = 0
    for (let block = await nextBlock(tx, regionId, 0); block !== undefined; block = await nextBlock(tx, regionId, block.seq)) {
      damage.push(...checkChain(regionId, block, { previous, seq: blocks + 1 }), ...await checkRows(tx, regionId, block))
      previous = block.hash
      sealed += block.row_ids.length
      blocks = block.seq
    }
    const loose = await looseRows(tx, regionId)
    damage.push(...loose.added.map((auditId) => ({ kind: 'row-added' as const, auditId })))
    return { regionId, blocks, head: previous, sealed, unsealed: loose.waiting, damage }
  })

const nextBlock = (tx: Tx, regionId: number, after: number): Promise<BlockRow | undefined> =>
  tx.selectFrom('audit_block').select(['seq', 'previous_hash', 'hash', 'row_ids', 'row_hashes', 'sealed_at'])
    .where('region_id', '=', regionId).where('seq', '>', after).orderBy('seq').limit(1).executeTakeFirst()

function checkChain(regionId: number, block: BlockRow, expected: { previous: string; seq: number }): AuditDamage[] {
  const hash = hashBlock({
    regionId, seq: block.seq, previousHash: block.previous_hash, rowIds: block.row_ids, rowHashes: block.row_hashes, sealedAt: block.sealed_at,
  })
  const whole = block.previous_hash === expected.previous && block.seq === expected.seq && block.hash === hash
  return whole ? [] : [{ kind: 'chain-broken', block: block.seq }]
}

async function checkRows(tx: Tx, regionId: number, block: BlockRow): Promise<AuditDamage[]> {
  const found = new Map((await readRows(tx, regionId, block.row_ids)).map((row) => [row.id, hashRow(row)]))
  return block.row_ids.flatMap((auditId, index): AuditDamage[] => {
    const hash = found.get(auditId)
    if (hash === undefined) return [{ kind: 'row-missing', block: block.seq, auditId }]
    return hash === block.row_hashes[index] ? [] : [{ kind: 'row-changed', block: block.seq, auditId }]
  })
}

/** Rows outside every block: they wait in the queue, or they were put in around the program. */
async function looseRows(tx: Tx, regionId: number): Promise<{ waiting: number; added: string[] }> {
  const { rows } = await sql<{ id: string; waiting: boolean }>`
    select a.id, exists (select 1 from audit_unsealed u where u.region_id = a.region_id and u.audit_id = a.id) as waiting
    from audit a where a.region_id = ${regionId}
      and not exists (select 1 from (select unnest(row_ids) as id from audit_block where region_id = ${regionId}) b where b.id = a.id)`.execute(tx)
  return { waiting: rows.filter((r) => r.waiting).length, added: rows.filter((r) => !r.waiting).map((r) => r.id) }
}
