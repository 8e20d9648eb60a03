import type { Uuid } from '#kernel/ids'

/** What was done or read: ids and field names, never contents. */
export interface AuditEntry {
  /** What was done, for example `visit.record`; `child.read` for every answer that tells staff of one child. */
  readonly action: string
  readonly objectKind: string
  readonly objectId: string
  /** Set when it concerns one child; then the child's guardians can see the entry. */
  readonly student?: { readonly id: Uuid; readonly schoolId: Uuid | null; readonly classId: Uuid | null }
  /** Set when it concerns all children of one class, for example a list by name; then their guardians can see the entry. */
  readonly group?: { readonly schoolId: Uuid; readonly classId: Uuid }
  readonly fields?: readonly string[]
  readonly purpose?: string
}
