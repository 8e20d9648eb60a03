import { isDates } from '../packs/pack.contract.ts'
import type { DateSpan, Lexicon, RelativeWindow, Window } from '../packs/pack.contract.ts'
import { listWords } from './english.rules.ts'
import { labelOf, PERIOD_NAMES, readOnce, wholeMonths, type SaidWhen } from './say-when.rules.ts'

/** “in every semester”, “in the week of 15 May of every calendar year”, “by 31 December 2025”. */
export function sayWhenInEnglish(when: SaidWhen, lexicon: Lexicon): string {
  if (when.firstSemesterOfAppointment) return 'in the first semester after taking over'
  const { period, window } = when
  if (typeof period === 'object') return 'in every period of a length to be decided locally'
  if (period === undefined || period === 'once') return sayOnce(when, lexicon)
  const name = PERIOD_NAMES[period].en
  if (window === undefined) return `in every ${name}`
  if ('local' in window) return `in every ${name}, ${labelOf(window.local, lexicon).en} (dates to be decided locally)`
  return sayPart(window, name)
}

function sayOnce(when: SaidWhen, lexicon: Lexicon): string {
  const { phase, last, open } = readOnce(when, lexicon)
  if (open) return 'by a date to be decided locally'
  if (phase !== undefined) return `in the phase of ${phase.en} (${sayDay(phase.from)} to ${sayDay(phase.to)})`
  return last === undefined ? '' : `by ${sayDay(last)}`
}

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
] as const

const month = (number: number): string => MONTHS[number - 1] ?? ''
const sayMonthDay = (day: string) => `${Number(day.slice(3))} ${month(Number(day.slice(0, 2)))}`

/** “31 December 2025” */
export const sayDay = (date: string): string => `${sayMonthDay(date.slice(5))} ${date.slice(0, 4)}`

function sayYearly(yearly: { readonly from: string; readonly to: string }): string {
  const months = wholeMonths(yearly)
  if (months === undefined) return yearly.from === yearly.to ? `on ${sayMonthDay(yearly.from)}` : `from ${sayMonthDay(yearly.from)} to ${sayMonthDay(yearly.to)}`
  return months[0] === months[1] ? `in ${month(months[0])}` : `from ${month(months[0])} to ${month(months[1])}`
}

function sayPart(part: Window | readonly DateSpan[], period: string): string {
  if (isDates(part)) return `in each of the periods ${listWords(part.map((span) => span.name), 'and')} of every ${period}`
  if ('yearly' in part) return `${sayYearly(part.yearly)} of every ${period}`
  if ('weekOf' in part) return `in the week of ${sayMonthDay(part.weekOf)} of every ${period}`
  if (!('days' in part)) return sayRelative(part, period)
  const around = part.around === 0 ? '' : ` (up to ${sayCount(part.around, 'day')} before or after)`
  const each = part.days.length > 1 ? 'each of ' : ''
  return `on ${each}${listWords(part.days.map(sayMonthDay), 'and')}${around} of every ${period}`
}

const sayCount = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`

function sayRelative({ from, to }: RelativeWindow, period: string): string {
  const days = to.days - from.days + 1
  if (from.anchor === 'start' && to.anchor === 'start' && from.days === 0) return `in the first ${sayCount(days, 'day')} of every ${period}`
  if (from.anchor === 'end' && to.anchor === 'end' && to.days === 0) return `in the last ${sayCount(days, 'day')} of every ${period}`
  const edge = ({ anchor, days: away }: RelativeWindow['from']) => {
    const day = anchor === 'start' ? 'the first day' : 'the last day'
    return away === 0 ? day : `${sayCount(Math.abs(away), 'day')} ${away < 0 ? 'before' : 'after'} ${day}`
  }
  return `from ${edge(from)} to ${edge(to)} of every ${period}`
}
