import { addDays, type SchoolDate } from '#kernel/dates'

/** Something that holds from its first to its last day; `null` is open. */
export interface Dated {
  readonly validFrom: SchoolDate
  readonly validTo: SchoolDate | null
}

export const holdsOn = (dated: Dated, date: SchoolDate): boolean =>
  dated.validFrom <= date && (dated.validTo === null || date <= dated.validTo)

/** What held until a successor takes over on `from` ends on the day before. */
export const dayBefore = (from: SchoolDate): SchoolDate => addDays(from, -1)
