import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Place } from '#modules/org/index'
import type { Act } from '#platform/access/act'
import { movePlace } from './record.store.ts'

interface Placed { readonly studentId: Uuid; readonly from?: Place; readonly to?: Place; readonly on: SchoolDate }

/**
 * Reaction to `studentPlaced`: what was written about a child goes where the child goes. Of a leaver the school keeps the
 * records and no class sees them. The scope holds both schools when the event is announced.
 */
export async function followStudent(act: Act, placed: Placed): Promise<void> {
  const to = placed.to ?? (placed.from && { schoolId: placed.from.schoolId, classId: null })
  if (to !== undefined) await movePlace(act, placed.studentId, to)
}
