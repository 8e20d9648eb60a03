import { addDays, daysBetween } from '#kernel/dates'
import type { SchoolDate } from '#kernel/dates'
import type { Calendar } from './calendar.contract.ts'
import { isWorkday, type Workdays } from './calendar.rules.ts'
import type { CalendarTemplate } from './template.contract.ts'

/** The calendar of an academic year: starts move forward to the next school day, ends back to the last one. */
export function makeCalendar(template: CalendarTemplate, academicYear: number): Calendar {
  const workdays = template.workdays.filter(({ date }) => inYear(date, academicYear))
  const days = { holidays: holidaysOf(template, academicYear), workdays }
  const [first, second] = template.semesters
  const later = academicYear + 1
  return {
    academicYear,
    semesters: [
      { no: 1, start: move(`${academicYear}-${first.start}`, 1, days), end: move(`${later}-${first.end}`, -1, days) },
      { no: 2, start: move(`${later}-${second.start}`, 1, days), end: move(`${later}-${second.end}`, -1, days) },
    ],
    ...days,
    overrides: template.leaving.map(({ stage, grade, end }) =>
      ({ stage, grade, semester: 2, end: move(`${later}-${end}`, -1, days) })),
    note: template.note,
  }
}

const inYear = (date: SchoolDate, academicYear: number) => `${academicYear}-09-01` <= date && date <= `${academicYear + 1}-08-31`

function holidaysOf({ breaks, yearly }: CalendarTemplate, academicYear: number): Calendar['holidays'] {
  const days = breaks.flatMap(({ from, to, name }) =>
    Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => ({ date: addDays(from, index), name })))
  for (const { day, name } of yearly) {
    for (const year of [academicYear, academicYear + 1]) days.push({ date: `${year}-${day}`, name })
  }
  return days.filter(({ date }, index) => inYear(date, academicYear) && days.findIndex((one) => one.date === date) === index)
    .sort((a, b) => (a.date < b.date ? -1 : 1))
}

function move(date: SchoolDate, step: 1 | -1, days: Workdays): SchoolDate {
  return isWorkday(date, days) ? date : move(addDays(date, step), step, days)
}
