import type { Uuid } from '#kernel/ids'
import type { Place, Placed } from './student.contract.ts'

/** Who keeps what is written about a child: its class, or after it has left its last school alone. */
export interface Keeper { readonly schoolId: Uuid; readonly classId: Uuid | null }

/** Children of whom something is written, by where their rows belong from now on, so that each place is one statement. */
export function byKeeper(placed: readonly Placed[]): { to: Keeper; studentIds: Uuid[] }[] {
  const groups = new Map<string, { to: Keeper; studentIds: Uuid[] }>()
  for (const one of placed) {
    const to = keeperOf(one)
    if (to === undefined || one.bare === true) continue
    const key = `${to.schoolId}|${to.classId}`
    const group = groups.get(key) ?? { to, studentIds: [] }
    group.studentIds.push(one.studentId)
    groups.set(key, group)
  }
  return [...groups.values()]
}

const keeperOf = ({ from, to }: { from?: Place; to?: Place }): Keeper | undefined => to ?? (from && { schoolId: from.schoolId, classId: null })
