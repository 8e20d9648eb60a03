import { later } from '#platform/db/later'
import type { Tx } from '#platform/db/scope'
import { newId, type Uuid } from '#kernel/ids'
import type { AuditEntry } from './audit.ts'

export interface Author {
  readonly regionId: number
  readonly personId: Uuid
  readonly capacity: string
  readonly requestId: string
  readonly at: Date
}

/** Plain inserts in one statement: the entries, and their places in the queue of the sealer. */
export async function insertAudit(tx: Tx, author: Author, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map((entry) => rowOf(author, entry))
  await later(tx, tx.with('noted', (made) => made.insertInto('audit').values(rows))
    .insertInto('audit_unsealed').values(rows.map((row) => ({ region_id: row.region_id, audit_id: row.id }))).execute())
}

const rowOf = (author: Author, entry: AuditEntry) => ({
  region_id: author.regionId, id: newId(author.at.getTime()), at: author.at, person_id: author.personId, capacity: author.capacity,
  action: entry.action, object_kind: entry.objectKind, object_id: entry.objectId,
  student_id: entry.student?.id ?? null, school_id: (entry.student ?? entry.group)?.schoolId ?? null,
  class_id: (entry.student ?? entry.group)?.classId ?? null,
  fields: [...(entry.fields ?? [])], purpose: entry.purpose ?? null, request_id: author.requestId,
})
