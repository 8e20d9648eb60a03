import type { SchoolDate } from '#kernel/dates'
import type { Refusal } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import { holdsOn, type Dated } from '../units/dated.rules.ts'
import { alreadyThere, classClosed, placedInFuture, placedTooEarly } from './student.contract.ts'

interface Placing {
  readonly on: SchoolDate
  readonly today: SchoolDate
  readonly target: Dated & { readonly id: Uuid }
  /** The open enrolment or the last one; none for a child who is new. */
  readonly last: (Dated & { readonly classId: Uuid }) | undefined
}

/**
 * Why a child cannot sit in a class from a day on; undefined when it can. A placing takes effect at once, because the
 * row policies go by where the child sits now.
 */
export function whyNotPlaced({ on, today, target, last }: Placing): Refusal | undefined {
  if (on > today) return placedInFuture()
  if (!holdsOn(target, on)) return classClosed()
  if (last === undefined) return undefined
  if (last.validTo === null && last.classId === target.id) return alreadyThere()
  return on > (last.validTo ?? last.validFrom) ? undefined : placedTooEarly()
}

/** Why a child cannot leave with that last day. */
export function whyNotLeaving(lastDay: SchoolDate, today: SchoolDate, enrolment: Dated): Refusal | undefined {
  if (lastDay > today) return placedInFuture()
  return lastDay < enrolment.validFrom ? placedTooEarly() : undefined
}
