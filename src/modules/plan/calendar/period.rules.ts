import { addDays, earlierOf } from '#kernel/dates'
import type { SchoolDate } from '#kernel/dates'
import { isDates } from '../packs/pack.contract.ts'
import type { DateSpan, PeriodKind, Window } from '../packs/pack.contract.ts'
import type { Calendar, Period, Place } from './calendar.contract.ts'
import { semesterFor, yearSpans } from './calendar.rules.ts'

/** The part of a resolved duty's `when` that says in which stretches it is counted. */
export interface PeriodRule {
  readonly period: PeriodKind
  readonly window?: Window | readonly DateSpan[]
}

/**
 * All periods of the published years, in order. Keys: `2026`, `2026-1`, `H2026-2`, `C2026`; a window adds `w`, a fixed stretch
 * its first day, `2026d11-09`.
 */
export function periodsOf(calendars: readonly Calendar[], rule: PeriodRule, place: Place = {}): Period[] {
  const whole = wholePeriods(calendars, rule.period, place)
  if (rule.window === undefined) return whole.map(({ key, start, end, due }) => ({ key, start, end, due }))
  if (isDates(rule.window)) return datePeriods(whole, rule.window)
  const { from, to } = rule.window
  return whole.map((one) => {
    const edge = ({ anchor, days }: Window['from']) => addDays(anchor === 'start' ? one.first : one.due, days)
    const end = edge(to)
    return { key: `${one.key}w`, start: edge(from), end, due: end }
  })
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
