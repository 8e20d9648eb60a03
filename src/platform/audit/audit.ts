import type { Uuid } from '#kernel/ids'

/** What was done or read: ids and field names, never contents. */
export interface AuditEntry {
  /** The verb of the access table, for example `visit.record` or `child.read`. */
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
