import type { SchoolDate } from '#kernel/dates'
import type { Refusal } from '#kernel/errors'
import {
  alreadyDesignated, designatedInFuture, designationEnded, designationEndsTooEarly, type Designation, type DesignationKind,
} from './designation.contract.ts'

/** Why a child cannot be designated from a day on; undefined when it can. The same mark never holds twice on one day. */
export function whyNotDesignated(
  asked: { kind: DesignationKind; validFrom: SchoolDate; today: SchoolDate }, present: readonly Designation[],
): Refusal | undefined {
  if (asked.validFrom > asked.today) return designatedInFuture()
  const overlaps = present.some((one) => one.kind === asked.kind && (one.validTo === null || one.validTo >= asked.validFrom))
  return overlaps ? alreadyDesignated() : undefined
}

/** Why a mark cannot end with that last day. */
export function whyNotEnding(lastDay: SchoolDate, today: SchoolDate, { validFrom, validTo }: Designation): Refusal | undefined {
  if (validTo !== null) return designationEnded()
  if (lastDay > today) return designatedInFuture()
  return lastDay < validFrom ? designationEndsTooEarly() : undefined
}
