import type { SchoolDate } from '#kernel/dates'

const DIGITS = ['一', '二'] as const
const EVER = '0001-01-01'
const NEVER = '9999-12-31'

/**
 * 「2026–2027学年第一学期」 from a period's key (`2026-1`, `H2026-2`, `C2026`, a window `w`, a stretch from a day on `d11-18`);
 * 「2025年1月1日至10月31日」「2025年12月31日前」「长期」 from what is owed once (`o2025-01-01_2025-10-31`).
 */
export function sayPeriod(key: string): string {
  if (isOnce(key)) return sayOnce(key)
  const parts = /^([HC]?)(\d{4})(?:-([12]))?(w|d(\d{2})-(\d{2}))?$/.exec(key)
  if (parts === null) return key
  const [, kind, year, half, , month, day] = parts
  const part = half === undefined ? '' : DIGITS[Number(half) - 1 as 0 | 1]
  const tail = month === undefined ? '' : `${Number(month)}月${Number(day)}日起`
  if (kind === 'C') return `${year}年${tail}`
  if (kind === 'H') return `${year}年${part === '一' ? '上' : '下'}半年${tail}`
  return `${year}–${Number(year) + 1}学年${part === '' ? '' : `第${part}学期`}${tail}`
}

function sayOnce(key: string): string {
  const { from, due } = daysOfOnce(key)
  if (due === undefined) return '长期'
  return from === EVER ? `${sayDay(due, '')}前` : `${sayDay(from, '')}至${sayDay(due, from)}`
}

/** Owed once, from a day on, with or without a last day: no school year and no civil year. */
export const isOnce = (key: string): boolean => key.startsWith('o')

export const isCivil = (key: string): boolean => key.startsWith('H') || key.startsWith('C')

function daysOfOnce(key: string): { from: SchoolDate; due?: SchoolDate } {
  const [from = '', due = ''] = key.slice(1).split('_')
  return due === '' ? { from } : { from, due }
}

/** The academic year in which a period begins to be asked about; civil periods go by their own year. */
export const yearOfPeriod = (key: string): number => (isOnce(key) ? yearOfDay(daysOfOnce(key).from) : Number(/\d{4}/.exec(key)?.[0] ?? 0))

const yearOfDay = (day: SchoolDate): number => Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0)

/** The academic year whose new classes a period means: January to June, and what ends before September, belong to the year that runs. */
export function entryYearOf(key: string): number {
  if (isOnce(key)) return yearOfDay(daysOfOnce(key).due ?? daysOfOnce(key).from)
  return yearOfPeriod(key) - (/^H\d{4}-1/.test(key) ? 1 : 0)
}

/** The academic year in which what is owed once ends; undefined where it never does. */
export function lastYearOf(key: string): number | undefined {
  const { due } = daysOfOnce(key)
  return due === undefined ? undefined : yearOfDay(due)
}

/** 「11月22日」; with the year when it is not the year of `today`. */
export function sayDay(date: SchoolDate, today: SchoolDate): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return `${date.slice(0, 4) === today.slice(0, 4) ? '' : `${year}年`}${month}月${day}日`
}

export const isEndless = ({ due }: { readonly due: SchoolDate }): boolean => due === NEVER

/** 「7月10日前」; 「长期」 of what has no last day. */
export const sayDue = (due: SchoolDate, today: SchoolDate): string => (isEndless({ due }) ? '长期' : `${sayDay(due, today)}前`)

/** 「上学年 10月」, 「上学期 10月」: school life goes by its own years, so 去年 would say October of this academic year. */
export const sayLastTime = (date: SchoolDate, sameYear: boolean): string =>
  `${sameYear ? '上学期' : '上学年'} ${Number(date.slice(5, 7))}月`
