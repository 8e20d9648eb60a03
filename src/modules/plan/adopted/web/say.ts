import { addDays, daysBetween, sayDate, type SchoolDate } from '#kernel/dates'
import { sayPart } from '../../duties/say-when.rules.ts'
import type { CarrierName } from '../../packs/carriers.rules.ts'
import type { AWAITED, Clause, DateSpan, LocalValue, Setting, Window } from '../../packs/pack.contract.ts'

const HAN = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const

/** 1–99 in Chinese figures, as chapters and sections are counted. */
function sayHan(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  if (tens === 0) return HAN[ones]!
  return `${tens > 1 ? HAN[tens] : ''}十${ones > 0 ? HAN[ones] : ''}`
}

/** `j` → 「⑩」: a to t and u to z stand in two blocks of the character set. */
function sayRank(letter: string): string {
  const rank = letter.charCodeAt(0) - 96
  return String.fromCharCode(rank <= 20 ? 0x245f + rank : 0x3250 + rank - 20)
}

/** `4.2.8/j` → 「四（二）8 ⑩」: chapter, section and point as the document counts them, then the how manieth requirement in it. */
export function sayClause(id: string): string {
  const [place = '', letter = ''] = id.split('/')
  const [chapter = '', section, ...points] = place.split('.')
  const parts = [sayHan(Number(chapter)), section === undefined ? '' : `（${sayHan(Number(section))}）`, points.join('.')]
  return [parts.join(''), letter && sayRank(letter)].filter(Boolean).join(' ')
}

/** What carries a clause, as the screens call it. */
export const CARRIER_NAMES: Readonly<Record<CarrierName, string>> = {
  duty: '责任', activity: '活动', record: '台账', guidance: '指引', awaits: '待接', register: '登记',
}

/** Parts of the program that are still to come. */
export const AWAITED_NAMES: Readonly<Record<(typeof AWAITED)[number], string>> = {
  cases: '个案', care: '关爱帮扶', booking: '预约', learning: '学习', messages: '消息', evaluation: '评价', reports: '报告', library: '资源库',
}

export const CLAUSE_KIND_NAMES: Readonly<Record<Clause['kind'], string>> = {
  'duty-recurring': '定期责任', 'duty-once': '一次性责任', structure: '组织机构', target: '目标', 'content-rule': '内容要求', workflow: '工作流程',
  activity: '活动', guidance: '指导意见', service: '服务', ledger: '台账', evaluation: '评价',
}

/** 「2025–2026学年」 */
export const sayYear = (academicYear: number): string => `${academicYear}–${academicYear + 1}学年`

const sayOption = (declared: LocalValue, key: string) =>
  ('options' in declared ? declared.options.find((option) => option.key === key)?.zh : undefined) ?? key

/** What was decided, in words; each stretch of days on its own line. */
export function saySetting(declared: LocalValue, value: Setting, today: SchoolDate): string {
  switch (declared.type) {
    case 'int': return String(value as number)
    case 'enum': return sayOption(declared, value as string)
    case 'enums': return (value as string[]).map((key) => sayOption(declared, key)).join('、')
    case 'window': return sayPart(value as Window)
    case 'date': return sayDate(value as string, today)
    case 'dates': return (value as DateSpan[]).map((span) => `${span.name}：${sayDate(span.from, today)} 至 ${sayDate(span.to, today)}`).join('\n')
  }
}

/** Days of one name that follow each other. */
export interface Stretch {
  readonly name: string
  readonly from: SchoolDate
  readonly to: SchoolDate
  readonly days: number
}

/** Single named days as stretches, in the order of the calendar. */
export function stretchesOf(days: readonly { readonly date: SchoolDate; readonly name: string }[]): Stretch[] {
  const sorted = [...days].sort((a, b) => (a.date < b.date ? -1 : 1))
  const found: Stretch[] = []
  for (const { date, name } of sorted) {
    const last = found.at(-1)
    if (last?.name === name && addDays(last.to, 1) === date) found[found.length - 1] = { ...last, to: date, days: last.days + 1 }
    else found.push({ name, from: date, to: date, days: 1 })
  }
  return found
}

export const sayStretch = ({ from, to }: Pick<Stretch, 'from' | 'to'>, today: SchoolDate): string =>
  (daysBetween(from, to) === 0 ? sayDate(from, today) : `${sayDate(from, today)} 至 ${sayDate(to, today)}`)
