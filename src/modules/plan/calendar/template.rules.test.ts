import { join } from 'node:path'
import { expect, test } from 'vitest'
import { calendar as calendarSchema } from './calendar.contract.ts'
import { isSchoolDay, semesterFor } from './calendar.rules.ts'
import { readCalendarTemplate } from './template-file.service.ts'
import { makeCalendar } from './template.rules.ts'

const template = await readCalendarTemplate(join(import.meta.dirname, '../../../../packs/demo/calendar.yaml'))

test.each([2020, 2023, 2024, 2025, 2026, 2027, 2031])('the calendar of %i runs from a school day to a school day', (year) => {
  const calendar = makeCalendar(template, year)
  expect(calendarSchema.parse(calendar)).toEqual(calendar)
  for (const day of calendar.semesters.flatMap(({ start, end }) => [start, end])) expect(isSchoolDay(day, [calendar])).toBe(true)
})

test('starts move forward and ends move back', () => {
  expect(makeCalendar(template, 2024).semesters).toEqual([
    { no: 1, start: '2024-09-02', end: '2025-01-20' }, { no: 2, start: '2025-02-24', end: '2025-07-10' },
  ])
  expect(makeCalendar(template, 2026).semesters[1].end).toBe('2027-07-09')
})

test.each([
  ['2025-10-08', false], ['2025-10-11', true], ['2026-01-04', true], ['2026-02-28', true], ['2026-04-06', false],
  ['2026-06-19', false],
])('%s is a school day: %s', (date, expected) => {
  expect(isSchoolDay(date, [makeCalendar(template, 2025)])).toBe(expected)
})

test('leaving grades end in the middle of June', () => {
  const calendar = makeCalendar(template, 2025)
  expect(semesterFor(calendar, 2, { stage: 'junior', grade: 9 }).end).toBe('2026-06-15')
  expect(semesterFor(calendar, 2, { stage: 'senior', grade: 12 }).end).toBe('2026-06-15')
  expect(semesterFor(calendar, 2, { stage: 'primary', grade: 6 }).end).toBe('2026-07-10')
})
