import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { DB } from '#platform/db/rows.generated'

/** An audit row as the database keeps it. */
export type AuditRow = Selectable<DB['audit']>

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Every column counts, in this order for ever: a change of the order would break older blocks. */
export const hashRow = (row: AuditRow): string => sha256(JSON.stringify([
  row.region_id, row.id, row.at.toISOString(), row.person_id, row.capacity, row.action, row.object_kind, row.object_id,
  row.student_id, row.school_id, row.class_id, row.fields, row.purpose, row.request_id,
]))

export interface Block {
  readonly regionId: number
  readonly seq: number
  readonly previousHash: string
  readonly rowIds: readonly string[]
  readonly rowHashes: readonly string[]
  readonly sealedAt: Date
}

/** What stands before the first block of a jurisdiction. */
export const GENESIS = '0'.repeat(64)

/** The hash of a block covers its predecessor, so that no block can be taken out or put in between. */
export const hashBlock = (block: Block): string => sha256(JSON.stringify([
  block.regionId, block.seq, block.previousHash, block.rowIds, block.rowHashes, block.sealedAt.toISOString(),
]))
