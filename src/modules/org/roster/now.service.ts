import type { AnswerOf } from '#kernel/route'
import type { Act } from '#platform/access/act'
import { countChildren, countClasses, countStaff } from './now.store.ts'
import { schoolOf } from './reading/reading.service.ts'
import type { readRosterNow as nowRoute } from './roster.contract.ts'

/** What the school of the capacity has today. */
export async function readRosterNow(act: Act): Promise<AnswerOf<typeof nowRoute>> {
  const schoolId = schoolOf(act)
  return { classes: await countClasses(act, schoolId), students: await countChildren(act, schoolId), staff: await countStaff(act, schoolId) }
}
