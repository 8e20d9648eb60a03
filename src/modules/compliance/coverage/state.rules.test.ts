import { describe, expect, test } from 'vitest'
import { DUTY_STATES } from './coverage.contract.ts'
import { entryYearOf, lastYearOf, sayDue, sayPeriod, yearOfPeriod } from './period.rules.ts'
import { dueForChild, stand, standWithoutCount, type Situation } from './state.rules.ts'

const usual: Situation = { count: { required: 38, done: 12 }, start: '2026-09-01', due: '2027-07-09', today: '2026-11-21', strength: 'must' }

describe('a counted duty', () => {
  test.each<[string, Partial<Situation>, string]>([
    ['runs', {}, 'on-track'],
    ['has not begun', { today: '2026-08-31' }, 'not-yet-due'],
    ['is due in 28 days', { today: '2027-06-11' }, 'due-soon'],
    ['is due in 29 days', { today: '2027-06-10' }, 'on-track'],
    ['is due today', { today: '2027-07-09' }, 'due-soon'],
    ['was due yesterday', { today: '2027-07-10' }, 'overdue'],
    ['is done', { count: { required: 38, done: 38 } }, 'met'],
    ['is more than done', { count: { required: 10, done: 12 } }, 'met'],
    ['was done after the due day', { count: { required: 2, done: 2, doneInTime: 1 } }, 'met-late'],
    ['has nobody to be done for', { count: { required: 0, done: 0 } }, 'not-applicable'],
    ['has nobody to do it', { vacant: true }, 'vacant'],
    ['was done before the post fell vacant', { vacant: true, count: { required: 1, done: 1 } }, 'met'],
    ['has an exception', { exception: '疫情期间', today: '2027-08-01' }, 'excepted'],
    ['cannot be met', { hindrance: '班级已撤' }, 'cannot-be-met'],
    ['is normal and late', { strength: 'normally', today: '2027-07-10' }, 'overdue'],
    ['is encouraged and late', { strength: 'encouraged', today: '2027-07-10' }, 'offered'],
    ['is encouraged and vacant', { strength: 'encouraged', vacant: true }, 'offered'],
    ['is encouraged and done', { strength: 'encouraged', count: { required: 2, done: 2 } }, 'met'],
    ['is a statement', { strength: 'statement', today: '2027-07-10' }, 'on-track'],
    ['is a statement and done', { strength: 'statement', count: { required: 2, done: 2 } }, 'met'],
    ['is a limit that holds', { count: { required: 2, done: 2, limit: 'kept' }, today: '2027-07-10' }, 'met'],
    ['is a limit that was exceeded', { count: { required: 2, done: 3, limit: 'exceeded' } }, 'cannot-be-met'],
    ['must never happen and did not', { count: { required: 0, done: 0, limit: 'kept' } }, 'met'],
    ['has no last day', { due: '9999-12-31', today: '2099-01-01' }, 'on-track'],
  ])('%s', (_, change, state) => {
    expect(stand({ ...usual, ...change }).state).toBe(state)
  })

  test('only overdue and vacant are red', () => {
    const situations = [{}, { today: '2027-07-10' }, { vacant: true }, { today: '2026-08-31' }, { exception: 'x' }, { hindrance: 'x' }, { strength: 'encouraged' as const, today: '2027-07-10' }]
    const seen = situations.map((change) => stand({ ...usual, ...change }))
    expect(seen.filter((one) => one.red).map((one) => one.state)).toEqual(['overdue', 'vacant'])
    expect(seen.every((one) => DUTY_STATES.includes(one.state))).toBe(true)
  })
})

test.each([
  [{ waiting: '尚无记录', missing: ['几次？'] }, 'cannot-be-recorded', '尚无记录'],
  [{ missing: ['几次？', '按人？'] }, 'needs-local-value', '几次？；按人？'],
  [{ calendarMissing: '未发布' }, 'not-applicable', '未发布'],
])('without a count %o is %s', (why, state, note) => {
  expect(standWithoutCount(why)).toMatchObject({ state, note, red: false })
})

test('a child who arrived late is owed until the later of the due day and 60 days', () => {
  expect(dueForChild('2027-07-09', null)).toBe('2027-07-09')
  expect(dueForChild('2027-07-09', '2026-11-02')).toBe('2027-07-09')
  expect(dueForChild('2027-07-09', '2027-06-01')).toBe('2027-07-31')
  expect(dueForChild('2027-07-09', '2027-06-01', 10)).toBe('2027-07-09')
})

test.each([
  ['2026', '2026–2027学年', 2026], ['2026-2', '2026–2027学年第二学期', 2026], ['2026-1w', '2026–2027学年第一学期', 2026],
  ['2026d03-05', '2026–2027学年3月5日起', 2026], ['H2027-1', '2027年上半年', 2027], ['C2026', '2026年', 2026],
])('period %s is called %s', (key, label, year) => {
  expect([sayPeriod(key), yearOfPeriod(key)]).toEqual([label, year])
})

test.each([
  ['o0001-01-01_2025-12-31', '2025年12月31日前'], ['o2025-01-01_2025-10-31', '2025年1月1日至10月31日'],
  ['o2025-09-01_2026-10-31', '2025年9月1日至2026年10月31日'], ['o2025-01-01_', '长期'],
])('what is owed once, %s, is called %s', (key, label) => {
  expect(sayPeriod(key)).toBe(label)
})

test('a due day names its year only when it is another', () => {
  expect([sayDue('2026-12-31', '2026-11-21'), sayDue('2027-07-09', '2026-11-21')]).toEqual(['12月31日前', '2027年7月9日前'])
})

test.each([
  ['2026', 2026, 2026], ['2026-2', 2026, 2026], ['H2027-1', 2027, 2026], ['H2026-2', 2026, 2026], ['C2026', 2026, 2026],
  ['o2025-03-01_2026-10-31', 2024, 2026], ['o2025-09-01_2026-08-31', 2025, 2025], ['o2025-09-01_', 2025, 2025],
])('%s is asked about from %i on, and its new classes began in %i', (key, year, entry) => {
  expect([yearOfPeriod(key), entryYearOf(key)]).toEqual([year, entry])
})

test('what has no last day never ends', () => {
  expect([lastYearOf('o2025-01-01_'), lastYearOf('o2025-01-01_2026-08-31'), lastYearOf('o2025-01-01_2026-09-01')]).toEqual([undefined, 2025, 2026])
  expect(sayDue('9999-12-31', '2026-11-21')).toBe('长期')
})
