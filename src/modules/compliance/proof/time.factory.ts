import type { Decided } from './decide.factory.ts'
import type { Story } from './story.factory.ts'

type Klass = Story['classes'][number]

export const plus = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
export const least = (a: string, b: string) => (a < b ? a : b)

export interface Stretch { key: string; start: string; end: string; due: string; takenFrom: string; takenTo: string }
export interface At { stage?: string; grade?: number; schoolId: string }

const START: Readonly<Record<string, number>> = { kindergarten: 1, primary: 1, junior: 7, senior: 10, vocational: 10 }
const LENGTH: Readonly<Record<string, number>> = { kindergarten: 3, primary: 6, junior: 3, senior: 3, vocational: 3 }

export function gradeIn(one: Klass, year: number): number | undefined {
  const nth = year - one.entryYear
  return nth >= 0 && nth < LENGTH[one.stage]! ? START[one.stage]! + nth : undefined
}

/** First and last school day of a semester at a place: of the exceptions that fit, the most particular one says. */
function semester(calendar: Story['calendars'][number], no: 1 | 2, at: At): { start: string; end: string } {
  const plain = calendar.semesters[no - 1]!
  let [start, end, startRank, endRank] = [plain.start, plain.end, -1, -1]
  for (const rule of calendar.overrides) {
    if (rule.semester !== no) continue
    if (rule.stage !== undefined && rule.stage !== at.stage) continue
    if (rule.grade !== undefined && rule.grade !== at.grade) continue
    if (rule.schoolId !== undefined && rule.schoolId !== at.schoolId) continue
    const rank = (rule.schoolId === undefined ? 0 : 4) + (rule.grade === undefined ? 0 : 2) + (rule.stage === undefined ? 0 : 1)
    if (rule.start !== undefined && rank >= startRank) [start, startRank] = [rule.start, rank]
    if (rule.end !== undefined && rank >= endRank) [end, endRank] = [rule.end, rank]
  }
  return { start, end }
}

/** The whole periods of the published years at a place. `opens` is the first school day of that place. */
function periods(story: Story, duty: Decided, at: At, years: readonly number[]): { key: string; start: string; end: string; due: string; opens: string }[] {
  const found = []
  const calendars = [...story.calendars].sort((a, b) => a.academicYear - b.academicYear)
  for (const calendar of calendars) {
    const { academicYear: year } = calendar
    if (!years.includes(year)) continue
    const next = calendars.find((one) => one.academicYear === year + 1)
    const start = calendar.semesters[0].start
    const end = next === undefined ? `${year + 1}-08-31` : plus(next.semesters[0].start, -1)
    const [one, two] = [semester(calendar, 1, at), semester(calendar, 2, at)]
    if (duty.period === 'academic-year') found.push({ key: `${year}`, start, end, due: two.end, opens: one.start })
    if (duty.period === 'semester') {
      const turn = calendar.semesters[1].start
      found.push({ key: `${year}-1`, start, end: plus(turn, -1), due: one.end, opens: one.start })
      found.push({ key: `${year}-2`, start: turn, end, due: two.end, opens: two.start })
    }
  }
  if (duty.period === 'half-year' || duty.period === 'calendar-year') {
    const civil = new Set(calendars.flatMap((one) => [one.academicYear, one.academicYear + 1]))
    for (const year of civil) {
      const whole = (key: string, start: string, end: string) => found.push({ key, start, end, due: end, opens: start })
      if (duty.period === 'calendar-year') whole(`C${year}`, `${year}-01-01`, `${year}-12-31`)
      else { whole(`H${year}-1`, `${year}-01-01`, `${year}-06-30`); whole(`H${year}-2`, `${year}-07-01`, `${year}-12-31`) }
    }
  }
  return found.sort((a, b) => (a.start < b.start ? -1 : 1))
}

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const dated = (year: number, day: string) => `${year}-${day === '02-29' && !isLeap(year) ? '02-28' : day}`

/** The day of the year that lies in a period. */
function inside(start: string, end: string, day: string): string | undefined {
  for (let year = Number(start.slice(0, 4)); year <= Number(end.slice(0, 4)); year++) {
    const date = dated(year, day)
    if (start <= date && date <= end) return date
  }
  return undefined
}

export function stretches(story: Story, duty: Decided, at: At, klass?: Klass): Stretch[] {
  if (duty.period === 'once') {
    const open = { takenFrom: '0001-01-01', takenTo: '9999-12-31' }
    return [{ key: `o${duty.from}_${duty.due ?? ''}`, start: duty.from, end: '9999-12-31', due: duty.due ?? '9999-12-31', ...open }]
  }
  const every = story.calendars.map((one) => one.academicYear)
  const civil = duty.period === 'half-year' || duty.period === 'calendar-year'
  const held = []
  if (klass === undefined) held.push(...periods(story, duty, at, every))
  else if (civil) { if (every.some((year) => gradeIn(klass, year) !== undefined)) held.push(...periods(story, duty, at, every)) }
  else {
    for (const year of every) {
      const grade = gradeIn(klass, year)
      if (grade !== undefined) held.push(...periods(story, duty, { ...at, grade }, [year]))
    }
  }
  const wide = periods(story, duty, { schoolId: at.schoolId, ...(at.stage === undefined ? {} : { stage: at.stage }) }, every)
  const parts: Stretch[] = []
  for (const one of held) {
    const place = wide.findIndex((other) => other.key === one.key)
    const before = place > 0 ? wide[place - 1] : undefined
    const taken = duty.first
      ? { takenFrom: before === undefined ? plus(one.start, -62) : plus(before.due, 1), takenTo: one.due }
      : { takenFrom: '0001-01-01', takenTo: '9999-12-31' }
    for (const part of cut(one, duty)) parts.push({ ...part, ...taken })
  }
  return parts
}

function cut(one: { key: string; start: string; end: string; due: string; opens: string }, duty: Decided): { key: string; start: string; end: string; due: string }[] {
  const { window, spans } = duty
  if (spans !== undefined) {
    return spans.filter((span) => one.start <= span.from && span.from <= one.end).map((span) => {
      const end = least(span.to, one.end)
      return { key: `${one.key}d${span.from.slice(5)}`, start: span.from, end, due: end }
    })
  }
  if (window === undefined) return [{ key: one.key, start: one.start, end: one.end, due: one.due }]
  if ('days' in window) {
    return window.days.flatMap((day) => {
      const middle = inside(one.start, one.end, day)
      if (middle === undefined) return []
      const start = plus(middle, -window.around)
      const end = least(plus(middle, window.around), one.end)
      return start < one.start ? [] : [{ key: `${one.key}d${start.slice(5)}`, start, end, due: end }]
    })
  }
  const part = (start: string, end: string) => [{ key: `${one.key}w`, start, end, due: end }]
  if ('weekOf' in window) {
    const day = inside(one.start, one.end, window.weekOf)
    if (day === undefined) return []
    let monday = day
    while (new Date(Date.parse(monday)).getUTCDay() !== 1) monday = plus(monday, -1)
    return part(monday, plus(monday, 6))
  }
  if ('yearly' in window) {
    const start = inside(one.start, one.end, window.yearly.from)
    if (start === undefined) return []
    const year = Number(start.slice(0, 4))
    return part(start, window.yearly.to < window.yearly.from ? dated(year + 1, window.yearly.to) : dated(year, window.yearly.to))
  }
  const edge = (given: { anchor: string; days: number }) => plus(given.anchor === 'start' ? one.opens : one.due, given.days)
  return part(edge(window.from), edge(window.to))
}
