import { isDates } from '../packs/pack.contract.ts'
import type { DateSpan, Duty, Lexicon, PeriodKind, Phase, RelativeWindow, ResolvedDuty, ResolvedWhen, Window } from '../packs/pack.contract.ts'

export type SaidWhen = Duty['when'] | ResolvedDuty['when']

export const PERIOD_NAMES: Readonly<Record<PeriodKind, { zh: string; en: string }>> = {
  'academic-year': { zh: '每学年', en: 'academic year' },
  semester: { zh: '每学期', en: 'semester' },
  'half-year': { zh: '每半年', en: 'half-year' },
  'calendar-year': { zh: '每年', en: 'calendar year' },
}

/** 「每学期」「每学期开始后1周内」「每年5月15日所在的一周」「组织实施阶段（2025年1月1日至10月31日）」; nothing for what stands from a day on. */
export function sayWhen(when: SaidWhen, lexicon: Lexicon): string {
  if (when.firstSemesterOfAppointment) return '接班后的第一个学期'
  const { period, window } = when
  if (typeof period === 'object') return '按本地确定的周期'
  if (period === undefined || period === 'once') return sayOnce(when, lexicon)
  const { zh } = PERIOD_NAMES[period]
  if (window === undefined) return zh
  if ('local' in window) return `${zh}${labelOf(window.local, lexicon).zh}（日期由本地确定）`
  return `${zh}${sayPart(window)}`
}

/** The text's own words for an open value; its key when it is not declared. */
export const labelOf = (key: string, { localValues }: Lexicon): { zh: string; en: string } =>
  localValues.find((one) => one.key === key)?.label ?? { zh: key, en: key }

/** What is owed once: the phase it lies in, or its last day. */
export interface Once { readonly phase?: Phase; readonly last?: string; readonly open?: true }

export function readOnce(when: SaidWhen, { phases }: Lexicon): Once {
  const named = 'phase' in when ? phases.find((one) => one.key === when.phase) : undefined
  if ('by' in when && typeof when.by === 'object') return { open: true }
  const due = 'due' in when ? when.due : 'by' in when && typeof when.by === 'string' ? when.by : undefined
  const phase = named ?? phases.find((one) => one.from === firstDay(when) && one.to === due)
  if (phase !== undefined) return { phase }
  return due === undefined ? {} : { last: due }
}

const firstDay = (when: SaidWhen): string | undefined => (when as ResolvedWhen).from

function sayOnce(when: SaidWhen, lexicon: Lexicon): string {
  const { phase, last, open } = readOnce(when, lexicon)
  if (open) return '在本地确定的日期前'
  if (phase !== undefined) return `在${phase.zh}（${sayDays(phase)}）`
  return last === undefined ? '' : `${sayDay(last)}前`
}

/** 「2025年12月31日」 */
export const sayDay = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** 「2025年1月1日至10月31日」, with the year of the last day only when it is another one. */
function sayDays({ from, to }: { readonly from: string; readonly to: string }): string {
  const last = sayDay(to)
  return `${sayDay(from)}至${from.slice(0, 4) === to.slice(0, 4) ? last.slice(last.indexOf('年') + 1) : last}`
}

const sayMonthDay = (day: string) => `${Number(day.slice(0, 2))}月${Number(day.slice(3))}日`
const LAST_DAYS = ['31', '29', '31', '30', '31', '30', '31', '31', '30', '31', '30', '31'] as const

/** Whole months are said as months. */
export function wholeMonths({ from, to }: { readonly from: string; readonly to: string }): [number, number] | undefined {
  const last = Number(to.slice(0, 2))
  return from.endsWith('-01') && to.slice(3) >= (LAST_DAYS[last - 1] ?? '31') ? [Number(from.slice(0, 2)), last] : undefined
}

/** 「9月至10月」「5月」「5月4日至6月1日」 */
export function sayYearly(yearly: { readonly from: string; readonly to: string }): string {
  const months = wholeMonths(yearly)
  if (months === undefined) return yearly.from === yearly.to ? sayMonthDay(yearly.from) : `${sayMonthDay(yearly.from)}至${sayMonthDay(yearly.to)}`
  return months[0] === months[1] ? `${months[0]}月` : `${months[0]}月至${months[1]}月`
}

/** A part of a period, decided: 「开始后2周内」「9月至10月」「每个指定时段（期中、期末）」. */
export function sayPart(part: Window | readonly DateSpan[]): string {
  if (isDates(part)) return `每个指定时段（${part.map((span) => span.name).join('、')}）`
  if ('yearly' in part) return sayYearly(part.yearly)
  if ('weekOf' in part) return `${sayMonthDay(part.weekOf)}所在的一周`
  if ('days' in part) {
    const around = part.around === 0 ? '' : `（前后${part.around}天内）`
    return `${part.days.map(sayMonthDay).join('、')}${around}${part.days.length > 1 ? '分别' : ''}`
  }
  return sayRelative(part)
}

const length = (days: number) => (days % 7 === 0 ? `${days / 7}周` : `${days}天`)

function sayRelative({ from, to }: RelativeWindow): string {
  if (from.anchor === 'start' && to.anchor === 'start') {
    if (from.days === 0) return `开始后${length(to.days + 1)}内`
    if (from.days < 0 && to.days >= 0) return `开始前${length(-from.days)}至开始后${length(to.days + 1)}`
  }
  if (from.anchor === 'end' && to.anchor === 'end' && to.days === 0) return `结束前${length(1 - from.days)}内`
  return `${sayEdge(from)}至${sayEdge(to)}`
}

function sayEdge({ anchor, days }: RelativeWindow['from']): string {
  const day = anchor === 'start' ? '首日' : '末日'
  if (days === 0) return day
  return days < 0 ? `${day}前${-days}天` : `${day}后${days}天`
}
