import { sayDate, type SchoolDate } from '#kernel/dates'
import type { MovedDuties, SemesterChangeView } from '../calendar-draft.contract.ts'

export const SEMESTERS = { 1: '第一学期', 2: '第二学期' } as const

/** 「结束提前 7 天（7月9日 周五 → 7月2日 周五）；少 5 个上课日」 */
export function sayChange({ before, after, startMoved, endMoved, gained }: SemesterChangeView, today: SchoolDate): string {
  const parts = [
    sayShift('开始', { days: startMoved, from: before.start, to: after.start, today }),
    sayShift('结束', { days: endMoved, from: before.end, to: after.end, today }),
    gained === 0 ? '' : `${gained > 0 ? '多' : '少'} ${Math.abs(gained)} 个上课日`,
  ].filter((part) => part !== '')
  return parts.length === 0 ? '不变' : parts.join('；')
}

interface Shift { readonly days: number; readonly from: SchoolDate; readonly to: SchoolDate; readonly today: SchoolDate }

const sayShift = (name: string, { days, from, to, today }: Shift) =>
  (days === 0 ? '' : `${name}${days > 0 ? '推迟' : '提前'} ${Math.abs(days)} 天（${sayDate(from, today)} → ${sayDate(to, today)}）`)

type Stretch = NonNullable<MovedDuties['before']>

/** 「9月1日 周二 至 9月14日 周一 → 9月3日 周四 至 9月16日 周三」 */
export function sayMoved({ before, after }: MovedDuties, today: SchoolDate): string {
  const say = (one: Stretch | undefined) => (one === undefined ? '无' : `${sayDate(one.start, today)} 至 ${sayDate(one.due, today)}`)
  return `${say(before)} → ${say(after)}`
}
