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

/** Two plain inserts: the entry, and its place in the queue of the sealer. */
export async function insertAudit(tx: Tx, author: Author, entry: AuditEntry): Promise<void> {
  const id = newId(author.at.getTime())
  await tx.insertInto('audit').values({
    region_id: author.regionId, id, at: author.at, person_id: author.personId, capacity: author.capacity,
    action: entry.action, object_kind: entry.objectKind, object_id: entry.objectId,
    student_id: entry.student?.id ?? null, school_id: entry.student?.schoolId ?? null, class_id: entry.student?.classId ?? null,
    fields: [...(entry.fields ?? [])], purpose: entry.purpose ?? null, request_id: author.requestId,
  }).execute()
  await tx.insertInto('audit_unsealed').values({ region_id: author.regionId, audit_id: id }).execute()
}
