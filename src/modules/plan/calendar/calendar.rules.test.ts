import { expect, test } from 'vitest'
import { addDays } from '#kernel/dates'
import type { RelativeWindow } from '../packs/pack.contract.ts'
import { calendar as calendarSchema, type Calendar, type Place } from './calendar.contract.ts'
import { academicYearOf, addSchoolDays, isSchoolDay, schoolWeeks, semesterFor } from './calendar.rules.ts'
import { periodsOf, type PeriodRule } from './period.rules.ts'

const SCHOOL = '0199aaaa-0000-7000-8000-000000000001'

/** 2027–2028 holds a leap day; 2026–2027 an adjusted workday and the leaving grades. */
const year2026: Calendar = {
  academicYear: 2026,
  semesters: [{ no: 1, start: '2026-09-01', end: '2027-01-20' }, { no: 2, start: '2027-02-24', end: '2027-07-09' }],
  holidays: [{ date: '2026-10-01', name: '国庆节' }, { date: '2026-10-02', name: '国庆节' }, { date: '2027-01-01', name: '元旦' }],
  workdays: [{ date: '2026-10-10', name: '国庆节调休' }],
  overrides: [
    { stage: 'junior', grade: 9, semester: 2, end: '2027-06-15' },
    { grade: 9, schoolId: SCHOOL, semester: 2, end: '2027-06-18' },
    { stage: 'kindergarten', semester: 1, start: '2026-09-07' },
  ],
  note: '',
}
const year2027: Calendar = {
  academicYear: 2027,
  semesters: [{ no: 1, start: '2027-09-02', end: '2028-01-14' }, { no: 2, start: '2028-02-14', end: '2028-07-07' }],
  holidays: [], workdays: [], overrides: [], note: '',
}
const both = [year2027, year2026]

test.each([
  ['2026-08-31', '2025–2026学年校历尚未发布'],
  ['2026-09-01', 2026], ['2027-01-20', 2026], ['2027-08-31', 2026], ['2027-09-01', 2026],
  ['2027-09-02', 2027], ['2028-02-29', 2027], ['2028-08-31', 2027], ['2028-09-01', '2028–2029学年校历尚未发布'],
])('%s lies in the academic year %s', (date, expected) => {
  const year = academicYearOf(date, both)
  expect(typeof year === 'number' ? year : year.missing).toBe(expected)
})

test('the last day before an unpublished year is 31 August', () => {
  expect(academicYearOf('2027-08-31', [year2026])).toBe(2026)
  expect(academicYearOf('2027-09-01', [year2026])).toEqual({ missing: '2027–2028学年校历尚未发布' })
})

const G9: Place = { stage: 'junior', grade: 9 }
const semester: PeriodRule = { period: 'semester' }
const year: PeriodRule = { period: 'academic-year' }

test.each<[string, PeriodRule, Place, object]>([
  ['2026-09-01', semester, {}, { key: '2026-1', start: '2026-09-01', end: '2027-02-23', due: '2027-01-20' }],
  ['2027-01-21', semester, {}, { key: '2026-1', start: '2026-09-01', end: '2027-02-23', due: '2027-01-20' }],
  ['2027-02-23', semester, {}, { key: '2026-1', start: '2026-09-01', end: '2027-02-23', due: '2027-01-20' }],
  ['2027-02-24', semester, {}, { key: '2026-2', start: '2027-02-24', end: '2027-09-01', due: '2027-07-09' }],
  ['2027-09-01', semester, {}, { key: '2026-2', start: '2027-02-24', end: '2027-09-01', due: '2027-07-09' }],
  ['2028-08-31', semester, {}, { key: '2027-2', start: '2028-02-14', end: '2028-08-31', due: '2028-07-07' }],
  ['2027-03-01', semester, G9, { key: '2026-2', start: '2027-02-24', end: '2027-09-01', due: '2027-06-15' }],
  ['2027-03-01', year, G9, { key: '2026', start: '2026-09-01', end: '2027-09-01', due: '2027-06-15' }],
  ['2027-03-01', year, { stage: 'junior', grade: 8 }, { key: '2026', start: '2026-09-01', end: '2027-09-01', due: '2027-07-09' }],
  ['2027-03-01', year, { ...G9, schoolId: SCHOOL }, { key: '2026', start: '2026-09-01', end: '2027-09-01', due: '2027-06-18' }],
  ['2027-03-01', { period: 'half-year' }, {}, { key: 'H2027-1', start: '2027-01-01', end: '2027-06-30', due: '2027-06-30' }],
  ['2027-07-01', { period: 'half-year' }, {}, { key: 'H2027-2', start: '2027-07-01', end: '2027-12-31', due: '2027-12-31' }],
  ['2028-02-29', { period: 'calendar-year' }, {}, { key: 'C2028', start: '2028-01-01', end: '2028-12-31', due: '2028-12-31' }],
])('%s with %j at %j', (date, rule, place, expected) => {
  expect(periodsOf(both, rule, place).filter((one) => one.start <= date && date <= one.end)).toEqual([expected])
})

test('every day of the published years lies in one semester, within one year', () => {
  for (let date = '2026-09-01'; date <= '2028-08-31'; date = addDays(date, 1)) {
    const holding = periodsOf(both, semester).filter((one) => one.start <= date && date <= one.end)
    expect(holding, date).toHaveLength(1)
    expect(Number(holding[0]?.key.slice(0, 4)), date).toBe(academicYearOf(date, both))
  }
})

test('a year without a calendar says so, and has no period of any kind', () => {
  expect(academicYearOf('2030-03-01', both)).toEqual({ missing: '2029–2030学年校历尚未发布' })
  expect(academicYearOf('2026-10-01', [])).toEqual({ missing: '2026–2027学年校历尚未发布' })
  for (const period of ['academic-year', 'semester', 'half-year', 'calendar-year'] as const) {
    expect(periodsOf([], { period })).toEqual([])
    expect(periodsOf(both, { period }).filter((one) => one.start <= '2030-03-01' && '2030-03-01' <= one.end)).toEqual([])
  }
})

const window = (from: [RelativeWindow['from']['anchor'], number], to: [RelativeWindow['to']['anchor'], number]): RelativeWindow =>
  ({ from: { anchor: from[0], days: from[1] }, to: { anchor: to[0], days: to[1] } })

test.each<[string, RelativeWindow, Place, object]>([
  ['in the first week', window(['start', 0], ['start', 6]), {},
    { key: '2026-1w', start: '2026-09-01', end: '2026-09-07', due: '2026-09-07' }],
  ['where the kindergarten starts later', window(['start', 0], ['start', 6]), { stage: 'kindergarten' },
    { key: '2026-1w', start: '2026-09-07', end: '2026-09-13', due: '2026-09-13' }],
  ['in the last three weeks of a leaving grade', window(['end', -20], ['end', 0]), G9,
    { key: '2026-2w', start: '2027-05-26', end: '2027-06-15', due: '2027-06-15' }],
  ['before the start, by the year to come', window(['start', -30], ['start', 20]), {},
    { key: '2027-1w', start: '2027-08-03', end: '2027-09-22', due: '2027-09-22' }],
])('a window of the semester, %s', (_, part, place, expected) => {
  expect(periodsOf(both, { period: 'semester', window: part }, place)).toContainEqual(expected)
})

test('a visit in August counts for the window around the enrolment of September', () => {
  const rule: PeriodRule = { period: 'academic-year', window: window(['start', -30], ['start', 29]) }
  expect(periodsOf(both, rule)).toContainEqual({ key: '2027w', start: '2027-08-03', end: '2027-10-01', due: '2027-10-01' })
})

test('key periods are counted one by one', () => {
  const rule: PeriodRule = {
    period: 'academic-year',
    window: [{ name: '期末', from: '2027-01-04', to: '2027-01-15' }, { name: '期中', from: '2026-11-09', to: '2026-11-13' }],
  }
  expect(periodsOf(both, rule).map(({ key, start, due }) => [key, start, due])).toEqual([
    ['2026d11-09', '2026-11-09', '2026-11-13'], ['2026d01-04', '2027-01-04', '2027-01-15'],
  ])
})

test.each<[string, boolean, Place]>([
  ['2026-09-01', true, {}], ['2026-09-01', false, { stage: 'kindergarten' }], ['2026-09-05', false, {}],
  ['2026-09-06', false, {}],
  ['2026-10-01', false, {}], ['2026-10-10', true, {}], ['2026-10-11', false, {}], ['2027-01-20', true, {}],
  ['2027-01-21', false, {}],
  ['2027-06-15', true, G9], ['2027-06-16', false, G9], ['2027-06-16', true, {}], ['2028-02-29', true, {}],
  ['2031-03-03', false, {}],
])('%s is a school day: %s at %j', (date, expected, place) => {
  expect(isSchoolDay(date, both, place)).toBe(expected)
})

test.each<[string, number, string]>([
  ['2026-09-01', 0, '2026-09-01'], ['2026-09-04', 1, '2026-09-07'], ['2026-09-30', 1, '2026-10-05'],
  ['2026-10-09', 1, '2026-10-10'],
  ['2027-01-20', 1, '2027-02-24'], ['2028-02-28', 1, '2028-02-29'],
])('%s and %i school days is %s', (date, days, expected) => {
  expect(addSchoolDays(date, days, { calendars: both })).toBe(expected)
})

test('school days beyond the published calendars say which year is missing', () => {
  expect(addSchoolDays('2028-07-07', 1, { calendars: both })).toEqual({ missing: '2028–2029学年校历尚未发布' })
})

test('weeks run from Monday to Sunday and the first holds the first school day', () => {
  const weeks = schoolWeeks(year2026, 1)
  expect(weeks[0]).toEqual({ no: 1, monday: '2026-08-31', sunday: '2026-09-06' })
  expect(weeks.at(-1)).toEqual({ no: 21, monday: '2027-01-18', sunday: '2027-01-24' })
  expect(schoolWeeks(year2026, 1, { stage: 'kindergarten' })[0]).toMatchObject({ no: 1, monday: '2026-09-07' })
})

test('the most particular override wins, and only for its place', () => {
  expect(semesterFor(year2026, 2, G9).end).toBe('2027-06-15')
  expect(semesterFor(year2026, 2, { ...G9, schoolId: SCHOOL }).end).toBe('2027-06-18')
  expect(semesterFor(year2026, 2, { stage: 'kindergarten', grade: 3 }).end).toBe('2027-07-09')
})

test.each<[string, Partial<Calendar>]>([
  ['ends before it starts', { semesters: [{ no: 1, start: '2026-09-01', end: '2026-08-01' }, year2026.semesters[1]] }],
  ['overlaps', { semesters: [year2026.semesters[0], { no: 2, start: '2027-01-01', end: '2027-07-09' }] }],
  ['begins in another year', { academicYear: 2025 }],
  ['has a day that does not exist', { holidays: [{ date: '2027-02-29', name: '无' }] }],
])('a calendar that %s is refused', (_, change) => {
  expect(calendarSchema.safeParse(year2026).success).toBe(true)
  expect(calendarSchema.safeParse({ ...year2026, ...change }).success).toBe(false)
})

const civil: PeriodRule = { period: 'calendar-year' }

test.each<[string, PeriodRule, object[]]>([
  ['from September to October', { ...civil, window: { yearly: { from: '09-01', to: '10-31' } } }, [
    { key: 'C2026w', start: '2026-09-01', end: '2026-10-31', due: '2026-10-31' }, { key: 'C2027w', start: '2027-09-01', end: '2027-10-31', due: '2027-10-31' },
    { key: 'C2028w', start: '2028-09-01', end: '2028-10-31', due: '2028-10-31' }]],
  ['over the turn of the year', { ...year, window: { yearly: { from: '12-01', to: '01-31' } } }, [
    { key: '2026w', start: '2026-12-01', end: '2027-01-31', due: '2027-01-31' }, { key: '2027w', start: '2027-12-01', end: '2028-01-31', due: '2028-01-31' }]],
  ['to the end of February, in leap years too', { ...civil, window: { yearly: { from: '02-01', to: '02-29' } } }, [
    { key: 'C2026w', start: '2026-02-01', end: '2026-02-28', due: '2026-02-28' }, { key: 'C2027w', start: '2027-02-01', end: '2027-02-28', due: '2027-02-28' },
    { key: 'C2028w', start: '2028-02-01', end: '2028-02-29', due: '2028-02-29' }]],
  ['the week of 15 May, which is a Sunday and a Monday once', { ...civil, window: { weekOf: '05-15' } }, [
    { key: 'C2026w', start: '2026-05-11', end: '2026-05-17', due: '2026-05-17' }, { key: 'C2027w', start: '2027-05-10', end: '2027-05-16', due: '2027-05-16' },
    { key: 'C2028w', start: '2028-05-15', end: '2028-05-21', due: '2028-05-21' }]],
  ['a day of the second semester only', { ...semester, window: { weekOf: '05-15' } }, [
    { key: '2026-2w', start: '2027-05-10', end: '2027-05-16', due: '2027-05-16' }, { key: '2027-2w', start: '2028-05-15', end: '2028-05-21', due: '2028-05-21' }]],
  ['two days with three around them', { ...year, window: { days: ['06-01', '05-04'], around: 3 } }, [
    { key: '2026d05-01', start: '2027-05-01', end: '2027-05-07', due: '2027-05-07' }, { key: '2026d05-29', start: '2027-05-29', end: '2027-06-04', due: '2027-06-04' },
    { key: '2027d05-01', start: '2028-05-01', end: '2028-05-07', due: '2028-05-07' }, { key: '2027d05-29', start: '2028-05-29', end: '2028-06-04', due: '2028-06-04' }]],
  ['once, by a day', { period: 'once', from: '2025-01-01', due: '2025-12-31' }, [
    { key: 'o2025-01-01_2025-12-31', start: '2025-01-01', end: '9999-12-31', due: '2025-12-31' }]],
  ['from a day on', { period: 'once', from: '2025-01-01' }, [{ key: 'o2025-01-01_', start: '2025-01-01', end: '9999-12-31', due: '9999-12-31' }]],
])('part of a year, %s', (_, rule, expected) => {
  expect(periodsOf(both, rule)).toEqual(expected)
})

test('what is owed once needs no calendar, what is owed again and again has none without', () => {
  expect(periodsOf([], { period: 'once', from: '2025-01-01', due: '2025-12-31' })).toHaveLength(1)
  expect(periodsOf([], { ...civil, window: { weekOf: '05-15' } })).toEqual([])
})

test('an adjusted workday lies in its semester and moves no edge', () => {
  const without = { ...year2026, workdays: [] }
  expect(isSchoolDay('2026-10-10', [year2026])).toBe(true)
  expect(isSchoolDay('2026-10-10', [without])).toBe(false)
  expect(periodsOf([year2026], semester)).toEqual(periodsOf([without], semester))
})
