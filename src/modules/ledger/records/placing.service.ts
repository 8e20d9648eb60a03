import { byKeeper, type Placed } from '#modules/org/index'
import type { Act } from '#platform/access/act'
import { movePlaces } from './record.store.ts'

/**
 * Reaction to `studentsPlaced`: what was written about a child goes where the child goes. Of a leaver the school keeps the
 * records and no class sees them.
 */
export async function followStudents(act: Act, { placed }: { placed: readonly Placed[] }): Promise<void> {
  for (const { to, studentIds } of byKeeper(placed)) await movePlaces(act, studentIds, to)
}
