import type { SchoolDate } from '#kernel/dates'
import type { Refusal } from '#kernel/errors'
import {
  alreadyDesignated, designatedElsewhere, designatedInFuture, designationEnded, designationEndsTooEarly, type Designation, type DesignationKind,
} from './designation.contract.ts'

/** `elsewhereUntil`: the last day on which the child sat in another school, whose figures stay as they were. */
export interface Limits { readonly today: SchoolDate; readonly elsewhereUntil: SchoolDate | null }

/** Why a child cannot be designated from a day on; undefined when it can. The same mark never holds twice on one day. */
export function whyNotDesignated(
  asked: { kind: DesignationKind; validFrom: SchoolDate } & Limits, present: readonly Designation[],
): Refusal | undefined {
  if (asked.validFrom > asked.today) return designatedInFuture()
  if (asked.elsewhereUntil !== null && asked.validFrom <= asked.elsewhereUntil) return designatedElsewhere(asked.elsewhereUntil)
  const overlaps = present.some((one) => one.kind === asked.kind && (one.validTo === null || one.validTo >= asked.validFrom))
  return overlaps ? alreadyDesignated() : undefined
}

/** Why a mark cannot end with that last day. */
export function whyNotEnding(lastDay: SchoolDate, { today, elsewhereUntil }: Limits, { validFrom, validTo }: Designation): Refusal | undefined {
  if (validTo !== null) return designationEnded()
  if (lastDay > today) return designatedInFuture()
  if (elsewhereUntil !== null && lastDay < elsewhereUntil) return designatedElsewhere(elsewhereUntil)
  return lastDay < validFrom ? designationEndsTooEarly() : undefined
}
