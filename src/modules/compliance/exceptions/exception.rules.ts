import type { Capacity, Role } from '#kernel/capacity'
import { addDays, earlierOf, type SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Strength } from '#modules/plan/packs/pack.contract'
import type { ExceptionKind } from './exception.contract.ts'

export interface Asker {
  readonly role: Role
  readonly personId: Uuid
  readonly unitId: Uuid | null
  /** What may carry an own cell: the person, and posts and takings-over of the person in whichever capacity. */
  readonly bears: readonly Uuid[]
}

interface Asked { readonly kind: ExceptionKind; readonly unitId: Uuid; readonly askedBy: Uuid; readonly bearerId: Uuid }

/**
 * Who one is to what was asked: the bureau decides everything, the principal also what stands in the way of the own school. Nobody decides
 * what they asked themselves or owe themselves. Undefined for strangers, who learn nothing of it.
 */
export function tieOf(asked: Asked, who: Asker): 'decider' | 'asker' | undefined {
  const own = asked.unitId === who.unitId
  const bureau = who.role === 'bureau_officer'
  if (asked.askedBy === who.personId && (own || bureau)) return 'asker'
  if (!bureau && (who.role !== 'principal' || !own)) return undefined
  if (who.bears.includes(asked.bearerId)) return 'asker'
  return bureau || asked.kind === 'hindrance' ? 'decider' : 'asker'
}

/** Nothing is granted for longer without being asked for again, and nothing that is over for longer is looked at again. */
const LONGEST_DAYS = 366

/**
 * The last day for which may be asked: that of the period, at most a year from today. Of a period that is over, such as the first weeks of a
 * semester, it is today, and what is granted then holds for the period as it was.
 */
export function latestEnd(today: SchoolDate, lastDay: SchoolDate | undefined): SchoolDate | undefined {
  if (lastDay === undefined || lastDay < addDays(today, -LONGEST_DAYS)) return undefined
  return lastDay < today ? today : earlierOf(lastDay, addDays(today, LONGEST_DAYS))
}

/** Not past its last day, or past it only because the period is over as well. */
export const stillHolds = (endsOn: SchoolDate, today: SchoolDate, lastDay: SchoolDate | undefined): boolean => endsOn >= earlierOf(today, lastDay ?? today)

export const mayEnd = (endsOn: SchoolDate, today: SchoolDate, lastDay: SchoolDate | undefined): boolean => {
  const latest = latestEnd(today, lastDay)
  return latest !== undefined && endsOn >= today && endsOn <= latest
}

/** What can be late is what can be relieved: an offer or a mere demand is never red. An exception only from what holds in principle. */
export const asksFor = (strength: Strength | null): readonly ExceptionKind[] => {
  if (strength === 'normally') return ['exception', 'hindrance']
  return strength === 'must' ? ['hindrance'] : []
}

/** A head of a school asks for whatever the own school owes, a head teacher for what is owed to the own classes. */
export const asksAbout = (
  { role, unitId, classIds }: Pick<Capacity, 'role' | 'unitId' | 'classIds'>, cell: { readonly unitId: Uuid; readonly classId: Uuid | null },
): boolean => ASKERS.has(role) && cell.unitId === unitId && (role !== 'head_teacher' || (cell.classId !== null && classIds.includes(cell.classId)))

const ASKERS: ReadonlySet<Role> = new Set<Role>(['principal', 'vice_principal', 'head_teacher'])
