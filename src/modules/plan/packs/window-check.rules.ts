import { addDays, daysBetween, isSchoolDate } from '#kernel/dates'
import type { PeriodKind, RelativeWindow, Window } from './pack.contract.ts'
import type { Report } from './fault.rules.ts'

/** Days that a period has at most; a semester runs to the day before the next one. */
const LONGEST: Readonly<Record<PeriodKind, number>> = { 'academic-year': 372, semester: 215, 'half-year': 184, 'calendar-year': 366 }

/** A window that no year could hold: it ends before it begins, is longer than its period, or names a day that does not exist. */
export function checkWindow(window: Window, period: PeriodKind | undefined, report: Report): void {
  const longest = LONGEST[period ?? 'academic-year']
  if ('from' in window) return checkRelative(window, longest, report)
  if ('yearly' in window) return checkYearly(window.yearly, longest, report)
  if ('weekOf' in window) return checkDay(window.weekOf, (zh, en) => report(['weekOf'], zh, en))
  window.days.forEach((day, index) => checkDay(day, (zh, en) => report(['days', index], zh, en)))
  const sorted = [...window.days].sort()
  if (sorted.some((day, index) => index > 0 && distance(sorted[index - 1] ?? day, day) <= 2 * window.around)) {
    report(['days'], '不可能的时段：前后容许的天数使几个日子重叠', 'impossible window: with the days around them two days overlap')
  }
}

function checkRelative({ from, to }: RelativeWindow, longest: number, report: Report): void {
  const backwards = from.anchor === to.anchor ? from.days > to.days : from.anchor === 'end' && to.days < from.days + longest
  if (backwards) {
    return report(['to'], '不可能的时段：结束早于开始', 'impossible window: it ends before it begins')
  }
  if (from.anchor === to.anchor && to.days - from.days + 1 > longest) {
    return report(['to'], '不可能的时段：比周期还长', 'impossible window: it is longer than its period')
  }
  const before = to.anchor === 'start' && to.days < 0
  const after = from.anchor === 'end' && from.days > 0
  const past = from.anchor === 'start' && from.days >= longest
  const early = to.anchor === 'end' && to.days <= -longest
  if (before || after || past || early) report(['from'], '不可能的时段：不在周期之内', 'impossible window: it lies outside its period')
}

function checkYearly({ from, to }: { readonly from: string; readonly to: string }, longest: number, report: Report): void {
  checkDay(from, (zh, en) => report(['yearly', 'from'], zh, en))
  checkDay(to, (zh, en) => report(['yearly', 'to'], zh, en))
  if (longest < 366 && length(from, to) > longest) report(['yearly', 'to'], '不可能的时段：比周期还长', 'impossible window: it is longer than its period')
}

function checkDay(day: string, report: (zh: string, en: string) => void): void {
  if (!isSchoolDate(`2024-${day}`)) report(`不可能的时段：没有 ${day} 这一天`, `impossible window: there is no day ${day}`)
}

const distance = (a: string, b: string): number => daysBetween(`2024-${a}`, `2024-${b}`)

/** Days of a yearly window; one that ends before it begins runs into the next year. */
const length = (from: string, to: string): number => daysBetween(`2024-${from}`, to < from ? addDays(`2024-${to}`, 366) : `2024-${to}`) + 1
