import { isDates } from '../packs/pack.contract.ts'
import type { Duty, Lexicon, PeriodKind, ResolvedDuty, Window } from '../packs/pack.contract.ts'

type When = Duty['when'] | ResolvedDuty['when']

export const PERIOD_NAMES: Readonly<Record<PeriodKind, { zh: string; inside: string; en: string }>> = {
  'academic-year': { zh: '每学年', inside: '学年', en: 'academic year' },
  semester: { zh: '每学期', inside: '学期', en: 'semester' },
  'half-year': { zh: '每半年', inside: '半年', en: 'half-year' },
  'calendar-year': { zh: '每年', inside: '年度', en: 'calendar year' },
}

/** 「每学期」「每学期开始后第1至7天」「任职后的第一个学期」 */
export function sayWhen(when: When, lexicon: Lexicon): string {
  const { zh } = PERIOD_NAMES[when.period]
  if (when.firstSemesterOfAppointment) return '接班后的第一个学期'
  if (when.window === undefined) return zh
  if ('local' in when.window) return `${zh}${labelOf(when.window.local, lexicon).zh}（日期由本地确定）`
  if (isDates(when.window)) return `${zh}每个指定时段（${when.window.map((span) => span.name).join('、')}）`
  return `${zh}${sayWindow(when.window)}`
}

/** The text's own words for an open value; its key when it is not declared. */
export const labelOf = (key: string, { localValues }: Lexicon): { zh: string; en: string } =>
  localValues.find((one) => one.key === key)?.label ?? { zh: key, en: key }

const length = (days: number) => (days % 7 === 0 ? `${days / 7}周` : `${days}天`)

function sayWindow({ from, to }: Window): string {
  if (from.anchor === 'start' && to.anchor === 'start') {
    if (from.days === 0) return `开始后${length(to.days + 1)}内`
    if (from.days < 0 && to.days >= 0) return `开始前${length(-from.days)}至开始后${length(to.days + 1)}`
  }
  if (from.anchor === 'end' && to.anchor === 'end' && to.days === 0) return `结束前${length(1 - from.days)}内`
  return `${sayEdge(from)}至${sayEdge(to)}`
}

function sayEdge({ anchor, days }: Window['from']): string {
  const day = anchor === 'start' ? '首日' : '末日'
  if (days === 0) return day
  return days < 0 ? `${day}前${-days}天` : `${day}后${days}天`
}
