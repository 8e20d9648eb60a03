import { addDays, earlierOf, weekday } from '#kernel/dates'
import type { SchoolDate } from '#kernel/dates'
import { isDates } from '../packs/pack.contract.ts'
import type { DateSpan, PeriodKind, RelativeWindow, ResolvedWhen, Window } from '../packs/pack.contract.ts'
import type { Calendar, Period, Place } from './calendar.contract.ts'
import { semesterFor, yearSpans } from './calendar.rules.ts'

/** The part of a resolved duty's `when` that says in which stretches it is counted. */
export type PeriodRule = Pick<ResolvedWhen, 'period' | 'window' | 'from' | 'due'>

/** A day that never comes: what has no last day is due then and never closes. */
export const NEVER = '9999-12-31'

/**
 * All periods of the published years, in order. Keys: `2026`, `2026-1`, `H2026-2`, `C2026`; a window adds `w`, a fixed stretch or day
 * its first day, `2026d11-09`; what is owed once has its own days, `o2025-01-01_2025-10-31`, `o2025-01-01_`.
 */
export function periodsOf(calendars: readonly Calendar[], rule: PeriodRule, place: Place = {}): Period[] {
  if (rule.period === 'once') return [oncePeriod(rule)]
  const whole = wholePeriods(calendars, rule.period, place)
  const { window } = rule
  if (window === undefined) return whole.map(({ key, start, end, due }) => ({ key, start, end, due }))
  if (isDates(window)) return datePeriods(whole, window)
  if ('days' in window) return datePeriods(whole, whole.flatMap((one) => window.days.flatMap((day) => around(one, day, window.around))))
  return whole.flatMap((one) => partOf(one, window))
}

function oncePeriod({ from = EVER, due }: PeriodRule): Period {
  return { key: `o${from}_${due ?? ''}`, start: from, end: NEVER, due: due ?? NEVER }
}

const EVER = '0001-01-01'

type Part = Exclude<Window, { days: string[] }>

function partOf(one: WholePeriod, window: Part): Period[] {
  const part = (start: SchoolDate, end: SchoolDate) => [{ key: `${one.key}w`, start, end, due: end }]
  if ('from' in window) {
    const edge = ({ anchor, days }: RelativeWindow['from']) => addDays(anchor === 'start' ? one.first : one.due, days)
    return part(edge(window.from), edge(window.to))
  }
  const first = dayIn(one, 'weekOf' in window ? window.weekOf : window.yearly.from)
  if (first === undefined) return []
  if ('weekOf' in window) {
    const monday = addDays(first, -((weekday(first) + 6) % 7))
    return part(monday, addDays(monday, 6))
  }
  const year = Number(first.slice(0, 4)) + (window.yearly.to < window.yearly.from ? 1 : 0)
  return part(first, dayOf(year, window.yearly.to))
}

/** A day of the year inside a period; undefined where the period does not hold it (15 May in a first semester). */
const dayIn = ({ start, end }: WholePeriod, day: string): SchoolDate | undefined =>
  [Number(start.slice(0, 4)), Number(end.slice(0, 4))].map((year) => dayOf(year, day)).find((one) => start <= one && one <= end)

/** 29 February stands for the last day of February. */
function dayOf(year: number, day: string): SchoolDate {
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
  return `${String(year).padStart(4, '0')}-${day === '02-29' && !leap ? '02-28' : day}`
}

function around(one: WholePeriod, day: string, days: number): DateSpan[] {
  const held = dayIn(one, day)
  return held === undefined ? [] : [{ name: day, from: addDays(held, -days), to: addDays(held, days) }]
}

interface WholePeriod extends Period {
  /** First school day, from which windows are counted. */
  readonly first: SchoolDate
}

function wholePeriods(calendars: readonly Calendar[], period: PeriodKind, place: Place): WholePeriod[] {
  switch (period) {
    case 'academic-year': return yearSpans(calendars).map(({ calendar, start, end }) => ({
      key: String(calendar.academicYear), start, end,
      first: semesterFor(calendar, 1, place).start, due: semesterFor(calendar, 2, place).end,
    }))
    case 'semester': return yearSpans(calendars).flatMap(({ calendar, start, end }) => {
      const [one, two] = [semesterFor(calendar, 1, place), semesterFor(calendar, 2, place)]
      const turn = calendar.semesters[1].start
      return [
        { key: `${calendar.academicYear}-1`, start, end: addDays(turn, -1), first: one.start, due: one.end },
        { key: `${calendar.academicYear}-2`, start: turn, end, first: two.start, due: two.end },
      ]
    })
    case 'half-year': return civilYears(calendars).flatMap((year) => [
      civil(`H${year}-1`, `${year}-01-01`, `${year}-06-30`), civil(`H${year}-2`, `${year}-07-01`, `${year}-12-31`),
    ])
    case 'calendar-year': return civilYears(calendars).map((year) => civil(`C${year}`, `${year}-01-01`, `${year}-12-31`))
  }
}

const civil = (key: string, start: SchoolDate, end: SchoolDate): WholePeriod => ({ key, start, end, first: start, due: end })

/** Civil years touched by a published academic year. */
function civilYears(calendars: readonly Calendar[]): number[] {
  const years = new Set(calendars.flatMap(({ academicYear }) => [academicYear, academicYear + 1]))
  return [...years].sort((a, b) => a - b)
}

function datePeriods(whole: readonly WholePeriod[], spans: readonly DateSpan[]): Period[] {
  const sorted = [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))
  return whole.flatMap((one) => sorted
    .filter((span) => one.start <= span.from && span.from <= one.end)
    .map((span) => {
      const end = earlierOf(span.to, one.end)
      return { key: `${one.key}d${span.from.slice(5)}`, start: span.from, end, due: end }
    }))
}
