import { describe, expect, test } from 'vitest'
import { asksAbout, asksFor, latestEnd, mayEnd, stillHolds, tieOf, type Asker } from './exception.rules.ts'
import { heldFor, reliefOfAll, type Relief } from './relief.rules.ts'

const officer: Asker = { role: 'bureau_officer', personId: 'o', unitId: 'bureau', bears: ['o'] }
const principal: Asker = { role: 'principal', personId: 'p', unitId: 'a', bears: ['p', 'post-p'] }
const asked = { kind: 'hindrance', unitId: 'a', askedBy: 't', bearerId: 'b' } as const

test.each<[string, Partial<typeof asked> | { kind: 'exception' }, Asker, ReturnType<typeof tieOf>]>([
  ['the bureau decides', {}, officer, 'decider'],
  ['an officer does not decide what the same person asked as a principal', { askedBy: 'o' as 't' }, officer, 'asker'],
  ['the principal confirms what others of the school say', {}, principal, 'decider'],
  ['not what the principal said', { askedBy: 'p' as 't' }, principal, 'asker'],
  ['not what the principal owes in person', { bearerId: 'p' as 'b' }, principal, 'asker'],
  ['nor by the post', { bearerId: 'post-p' as 'b' }, principal, 'asker'],
  ['an officer does not decide what the same person owes at a school', { bearerId: 'o' as 'b' }, officer, 'asker'],
  ['not an exception', { kind: 'exception' }, principal, 'asker'],
  ['nothing of another school', { unitId: 'c' as 'a' }, principal, undefined],
  ['a teacher takes back what the teacher asked', {}, { role: 'head_teacher', personId: 't', unitId: 'a', bears: [] }, 'asker'],
  ['but not after leaving the school', {}, { role: 'head_teacher', personId: 't', unitId: 'c', bears: [] }, undefined],
  ['another teacher learns nothing', {}, { role: 'head_teacher', personId: 'x', unitId: 'a', bears: [] }, undefined],
])('%s', (_, change, who, tie) => {
  expect(tieOf({ ...asked, ...change }, who)).toBe(tie)
})

test('a head teacher asks for the own classes only, who leads for the own school', () => {
  const cell = { unitId: 'a', classId: 'k' }
  expect(asksAbout({ role: 'head_teacher', unitId: 'a', classIds: ['k'] }, cell)).toBe(true)
  expect(asksAbout({ role: 'head_teacher', unitId: 'a', classIds: [] }, cell)).toBe(false)
  expect(asksAbout({ role: 'head_teacher', unitId: 'a', classIds: ['k'] }, { unitId: 'a', classId: null })).toBe(false)
  expect(asksAbout({ role: 'principal', unitId: 'c', classIds: [] }, cell)).toBe(false)
  expect(asksAbout({ role: 'subject_teacher', unitId: 'a', classIds: ['k'] }, cell)).toBe(false)
})

test('what is never late needs nothing, and only what holds in principle has exceptions', () => {
  expect([asksFor('normally'), asksFor('must'), asksFor('encouraged'), asksFor('statement'), asksFor(null)])
    .toEqual([['exception', 'hindrance'], ['hindrance'], [], [], []])
})

describe('until when', () => {
  test.each([
    ['the period', '2027-02-21', '2027-02-21'], ['a year, of what never ends', '9999-12-31', '2027-11-22'],
    ['today, of a period that is over', '2026-09-21', '2026-11-21'], ['nothing, of what is long over', '2025-09-21', undefined],
  ])('%s', (_, lastDay, latest) => expect(latestEnd('2026-11-21', lastDay)).toBe(latest))

  test('not yesterday, not after the latest', () => {
    expect(['2026-11-20', '2026-11-21', '2027-02-21', '2027-02-22'].map((day) => mayEnd(day, '2026-11-21', '2027-02-21'))).toEqual([false, true, true, false])
  })

  test('it holds to its last day, and for ever when it lasts as long as its period', () => {
    expect(stillHolds('2026-12-01', '2026-12-01', '2027-02-21')).toBe(true)
    expect(stillHolds('2026-12-01', '2026-12-02', '2027-02-21')).toBe(false)
    expect(stillHolds('2027-02-21', '2027-05-01', '2027-02-21')).toBe(true)
  })
})

describe('what was granted', () => {
  const span = { key: '2026-1', start: '2026-09-01', end: '2027-02-21', due: '2027-01-22', takenFrom: '', takenTo: '' }
  const duty = { key: 'd', period: '2026-1', strength: 'normally', isLimit: false, spansAt: () => [span] } as const
  const relief: Relief = {
    kind: 'exception', duty: 'd', period: '2026-1', bearerId: 'b', groupId: 'g', unitId: 'a', stage: null, reason: 'place', note: '礼堂大修', endsOn: '2027-02-21',
    place: { schoolId: 'a' }, required: 2, done: 0,
  }
  const held = (change: Partial<Relief> = {}, of: Partial<{ strength: 'must' }> = {}) => heldFor({ ...duty, ...of }, [{ ...relief, ...change }], '2027-01-30')

  test('means nothing once the cell is done, the text says must, or its day is over', () => {
    expect(held()).toHaveLength(1)
    expect([held({ done: 2 }), held({}, { strength: 'must' }), held({ endsOn: '2027-01-29' }), held({ period: '2026-2' })].flat()).toEqual([])
    expect(held({ kind: 'hindrance' }, { strength: 'must' })).toHaveLength(1)
  })

  test('relieves several cells together only when nothing else is open', () => {
    expect(reliefOfAll(held(), { open: 2, isLimit: false, today: '2027-01-30' })).toEqual({ kind: 'exception', text: '场地或条件不具备：礼堂大修' })
    expect(reliefOfAll(held(), { open: 3, isLimit: false, today: '2027-01-30' })).toBeUndefined()
    expect(reliefOfAll(held({ endsOn: '2027-02-01' }), { open: 2, isLimit: false, today: '2027-01-30' })?.text).toBe('场地或条件不具备：礼堂大修（至 2月1日）')
  })
})
