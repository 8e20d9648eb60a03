/** A school day as `YYYY-MM-DD` in Asia/Shanghai. Text compares in calendar order. */
export type SchoolDate = string

const DAY = 86_400_000
const SHANGHAI = 8 * 3_600_000
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

const utc = (date: SchoolDate) => Date.parse(`${date}T00:00:00Z`)
const text = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** The school day on which an instant falls. China has had no daylight saving since 1991, so +08:00 is exact. */
export const schoolDateOf = (instant: Date): SchoolDate => text(instant.getTime() + SHANGHAI)

/** True for an existing day of the calendar written `YYYY-MM-DD`. PostgreSQL, as people, knows no year 0. */
export const isSchoolDate = (value: string): boolean =>
  /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(utc(value)) && text(utc(value)) === value

export const addDays = (date: SchoolDate, days: number): SchoolDate => text(utc(date) + days * DAY)

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: SchoolDate, b: SchoolDate): number => Math.round((utc(b) - utc(a)) / DAY)

/** 0 is Sunday. */
export const weekday = (date: SchoolDate): number => new Date(utc(date)).getUTCDay()

export const laterOf = (a: SchoolDate, b: SchoolDate): SchoolDate => (a > b ? a : b)
export const earlierOf = (a: SchoolDate, b: SchoolDate): SchoolDate => (a < b ? a : b)

/** 「9月3日 周四」; with the year when it is not the year of `today`. */
export function sayDate(date: SchoolDate, today: SchoolDate): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const short = `${month}月${day}日 ${WEEKDAYS[weekday(date)]}`
  return date.slice(0, 4) === today.slice(0, 4) ? short : `${year}年${short}`
}

/** 「11月21日 18:00」 in Asia/Shanghai. */
export function sayInstant(instant: Date): string {
  const local = new Date(instant.getTime() + SHANGHAI)
  const time = local.toISOString().slice(11, 16)
  return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${time}`
}
