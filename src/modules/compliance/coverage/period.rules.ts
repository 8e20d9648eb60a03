import type { SchoolDate } from '#kernel/dates'

const DIGITS = ['一', '二'] as const

/** 「2026–2027学年第一学期」 from a period's key (`2026-1`, `H2026-2`, `C2026`, a window `w`, a stretch from a day on `d11-18`). */
export function sayPeriod(key: string): string {
  const parts = /^([HC]?)(\d{4})(?:-([12]))?(w|d(\d{2})-(\d{2}))?$/.exec(key)
  if (parts === null) return key
  const [, kind, year, half, , month, day] = parts
  const part = half === undefined ? '' : DIGITS[Number(half) - 1 as 0 | 1]
  const tail = month === undefined ? '' : `${Number(month)}月${Number(day)}日起`
  if (kind === 'C') return `${year}年${tail}`
  if (kind === 'H') return `${year}年${part === '一' ? '上' : '下'}半年${tail}`
  return `${year}–${Number(year) + 1}学年${part === '' ? '' : `第${part}学期`}${tail}`
}

/** The academic year in which a period begins to be asked about; civil periods go by their own year. */
export const yearOfPeriod = (key: string): number => Number(/\d{4}/.exec(key)?.[0] ?? 0)

/** 「11月22日」; with the year when it is not the year of `today`. */
export function sayDay(date: SchoolDate, today: SchoolDate): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return `${date.slice(0, 4) === today.slice(0, 4) ? '' : `${year}年`}${month}月${day}日`
}

/** 「7月10日前」 */
export const sayDue = (due: SchoolDate, today: SchoolDate): string => `${sayDay(due, today)}前`

/** 「上学年 10月」, 「上学期 10月」: school life goes by its own years, so 去年 would say October of this academic year. */
export const sayLastTime = (date: SchoolDate, sameYear: boolean): string =>
  `${sameYear ? '上学期' : '上学年'} ${Number(date.slice(5, 7))}月`
