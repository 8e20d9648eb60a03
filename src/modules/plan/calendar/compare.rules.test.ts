import { expect, test } from 'vitest'
import type { Calendar } from './calendar.contract.ts'
import { compareCalendars, movedPeriods } from './compare.rules.ts'

const SCHOOL = '0199aaaa-0000-7000-8000-000000000001'
const before: Calendar = {
  academicYear: 2026,
  semesters: [{ no: 1, start: '2026-09-01', end: '2027-01-22' }, { no: 2, start: '2027-02-22', end: '2027-07-09' }],
  holidays: [{ date: '2026-10-01', name: '国庆节' }], workdays: [],
  overrides: [{ stage: 'junior', grade: 9, semester: 2, end: '2027-06-15' }], note: '',
}
const [first, second] = before.semesters

const said = (after: Calendar) => compareCalendars(before, after)
  .map(({ place, semester, startMoved, endMoved, gained }) => [place, semester, startMoved, endMoved, gained])

test('the same calendar moves nothing, and a note is no change', () => {
  expect(compareCalendars(before, { ...before, note: '第二版' })).toEqual([])
})

test('a semester that ends a week earlier takes five school days from everybody but those who leave before', () => {
  expect(said({ ...before, semesters: [first, { ...second, end: '2027-07-02' }] }))
    .toEqual([[{}, 2, 0, -7, -5], [{ stage: 'junior', grade: 9 }, 2, 0, 0, 0]])
})

test('a holiday takes a day, an adjusted workday gives one back', () => {
  expect(said({ ...before, holidays: [...before.holidays, { date: '2026-11-02', name: '校庆' }] })).toEqual([[{}, 1, 0, 0, -1]])
  expect(said({ ...before, workdays: [{ date: '2026-10-10', name: '调休' }] })).toEqual([[{}, 1, 0, 0, 1]])
})

test('a leaving grade, and one school of it, are told apart', () => {
  const overrides: Calendar['overrides'] = [
    { stage: 'junior', grade: 9, semester: 2, end: '2027-06-18' }, { grade: 9, schoolId: SCHOOL, semester: 2, end: '2027-06-22' },
  ]
  expect(said({ ...before, overrides })).toEqual([
    [{ grade: 9, schoolId: SCHOOL }, 2, 0, -17, -13],
    [{ stage: 'junior', grade: 9 }, 2, 0, 3, 3], [{ stage: 'junior', grade: 9, schoolId: SCHOOL }, 2, 0, 7, 5],
  ])
})

test('an override that is taken back gives the grade the days of everybody', () => {
  expect(said({ ...before, overrides: [] })).toEqual([[{ stage: 'junior', grade: 9 }, 2, 0, 24, 18]])
})

test('the windows of a term move with its edges, and what lies in the civil year stays', () => {
  const after: Calendar = { ...before, semesters: [{ ...first, start: '2026-09-03' }, second] }
  const versions = { before: [before], after: [after] }
  const weeks = { from: { anchor: 'start', days: 0 }, to: { anchor: 'start', days: 13 } } as const
  expect(movedPeriods({ period: 'semester', window: weeks }, versions, {})).toEqual([{
    place: {}, key: '2026-1w', before: { key: '2026-1w', start: '2026-09-01', end: '2026-09-14', due: '2026-09-14' },
    after: { key: '2026-1w', start: '2026-09-03', end: '2026-09-16', due: '2026-09-16' },
  }])
  expect(movedPeriods({ period: 'calendar-year' }, versions, {})).toEqual([])
  expect(movedPeriods({ period: 'once', from: '2025-01-01', due: '2026-12-31' }, versions, {})).toEqual([])
})

test('the first calendar of a year makes its periods', () => {
  expect(movedPeriods({ period: 'academic-year' }, { before: [], after: [before] }, {}))
    .toEqual([{ place: {}, key: '2026', after: { key: '2026', start: '2026-09-01', end: '2027-08-31', due: '2027-07-09' } }])
})
