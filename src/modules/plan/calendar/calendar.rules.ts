import { addDays, daysBetween, weekday } from '#kernel/dates'
import type { SchoolDate } from '#kernel/dates'
import type { Calendar, Override, Place, Semester, Unpublished } from './calendar.contract.ts'

/** The days of an academic year whose records belong to it. */
export interface YearSpan {
  readonly calendar: Calendar
  readonly start: SchoolDate
  readonly end: SchoolDate
}

/** 「2026–2027学年校历尚未发布」 */
export const unpublished = (academicYear: number): Unpublished =>
  ({ missing: `${academicYear}–${academicYear + 1}学年校历尚未发布` })

/**
 * Start and end of each published year in order: a year runs to the day before the next, or to 31 August while the next is
 * not published. `calendars` holds one version per year: the one that holds.
 */
export function yearSpans(calendars: readonly Calendar[]): YearSpan[] {
  return [...calendars].sort((a, b) => a.academicYear - b.academicYear).map((calendar) => {
    const next = calendars.find((one) => one.academicYear === calendar.academicYear + 1)
    const end = next ? addDays(next.semesters[0].start, -1) : `${calendar.academicYear + 1}-08-31`
    return { calendar, start: calendar.semesters[0].start, end }
  })
}

/** The academic year of a day, by the region's calendars; before 1 September without a calendar it is the year before. */
export function academicYearOf(date: SchoolDate, calendars: readonly Calendar[]): number | Unpublished {
  const span = yearSpans(calendars).find((one) => one.start <= date && date <= one.end)
  if (span) return span.calendar.academicYear
  return unpublished(likelyYear(date))
}

/** The academic year in which a day without a calendar would lie, only to name it in a sentence. */
export const likelyYear = (date: SchoolDate): number => Number(date.slice(0, 4)) - (date.slice(5) < '09-01' ? 1 : 0)

/** How many of its three properties an override names; the most particular one wins, of equal ones the later. */
function particularity(override: Override): number {
  return (override.schoolId ? 4 : 0) + (override.grade === undefined ? 0 : 2) + (override.stage ? 1 : 0)
}

function concerns(override: Override, place: Place): boolean {
  return (override.stage === undefined || override.stage === place.stage)
    && (override.grade === undefined || override.grade === place.grade)
    && (override.schoolId === undefined || override.schoolId === place.schoolId)
}

/** First and last school day of a semester for a place: leaving grades end earlier, a school may start later. */
export function semesterFor(calendar: Calendar, no: 1 | 2, place: Place): Semester {
  const semester = calendar.semesters[no - 1 as 0 | 1]
  const fitting = calendar.overrides
    .filter((one) => one.semester === no && concerns(one, place))
    .sort((a, b) => particularity(a) - particularity(b))
  return fitting.reduce((held, one) => ({ no, start: one.start ?? held.start, end: one.end ?? held.end }), semester)
}

/** Whether there is school on a day, at a place. Days outside both semesters are not school days. */
export function isSchoolDay(date: SchoolDate, calendars: readonly Calendar[], place: Place = {}): boolean {
  const calendar = yearSpans(calendars).find((one) => one.start <= date && date <= one.end)?.calendar
  if (calendar === undefined) return false
  const inside = calendar.semesters.some(({ no }) => {
    const { start, end } = semesterFor(calendar, no, place)
    return start <= date && date <= end
  })
  return inside && isWorkday(date, calendar)
}

export type Workdays = Pick<Calendar, 'holidays' | 'workdays'>

/** A weekday that is no holiday, or a day of the weekend that was made a workday (调休). */
export function isWorkday(date: SchoolDate, { holidays, workdays }: Workdays): boolean {
  if (holidays.some((day) => day.date === date)) return false
  if (workdays.some((day) => day.date === date)) return true
  const day = weekday(date)
  return day !== 0 && day !== 6
}

/**
 * The day `days` school days after `date`, which itself is not counted. Says which year is missing when the published
 * calendars end before.
 */
export function addSchoolDays(
  date: SchoolDate, days: number, { calendars, place = {} }: { calendars: readonly Calendar[]; place?: Place },
): SchoolDate | Unpublished {
  let day = date
  let left = days
  while (left > 0) {
    day = addDays(day, 1)
    const year = academicYearOf(day, calendars)
    if (typeof year !== 'number') return year
    if (isSchoolDay(day, calendars, place)) left -= 1
  }
  return day
}

export interface SchoolWeek {
  readonly no: number
  readonly monday: SchoolDate
  readonly sunday: SchoolDate
}

/** Teaching weeks of a semester, Monday to Sunday; week 1 holds the first school day. */
export function schoolWeeks(calendar: Calendar, no: 1 | 2, place: Place = {}): SchoolWeek[] {
  const { start, end } = semesterFor(calendar, no, place)
  const first = addDays(start, -((weekday(start) + 6) % 7))
  const count = Math.floor(daysBetween(first, end) / 7) + 1
  return Array.from({ length: count }, (_, index) => {
    const monday = addDays(first, 7 * index)
    return { no: index + 1, monday, sunday: addDays(monday, 6) }
  })
}
