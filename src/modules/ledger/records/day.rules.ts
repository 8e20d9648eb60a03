import { addDays, type SchoolDate } from '#kernel/dates'

/** Days after the end of an academic year in which its records may still be made and changed. */
const GRACE_DAYS = 14

export interface Span { readonly start: SchoolDate; readonly end: SchoolDate }

/**
 * The last day on which records of `day` could be made or changed, when it is over. A day of a year without calendar is
 * never closed: nothing says when it ended.
 */
export function findLock(day: SchoolDate, years: readonly Span[], today: SchoolDate): SchoolDate | undefined {
  const year = years.find((span) => span.start <= day && day <= span.end)
  if (year === undefined) return undefined
  const last = addDays(year.end, GRACE_DAYS)
  return today > last ? last : undefined
}
