import { describe, expect, it, test } from 'vitest'
import { BODY_KINDS } from '../body.contract.ts'
import { kindsKeptBy, parentsOf } from '../body.rules.ts'
import { aSeat } from './bodies.factory.ts'
import { firstKind, kindGroups, newSeat, personsIn, proposedEnd, sayDays, seatOf, seatsNow } from './bodyView.ts'
import { gradeName } from './PlaceField.tsx'

describe('kinds', () => {
  it('shows each kind once, in groups, and those that a school may not enter only where there are any', () => {
    const all = kindGroups({ counts: [], keeps: BODY_KINDS }).flatMap(({ kinds }) => kinds.map(({ kind }) => kind))
    expect(all.toSorted()).toEqual([...BODY_KINDS].sort())
    const ofSchool = kindGroups({ counts: [{ kind: 'station', count: 2 }], keeps: kindsKeptBy('principal') })
    expect(ofSchool.flatMap(({ kinds }) => kinds)).toContainEqual({ kind: 'station', name: '家庭教育指导服务站点', count: 2 })
    expect(ofSchool.flatMap(({ kinds }) => kinds.map(({ kind }) => kind))).not.toContain('community')
    expect(kindGroups({ counts: [], keeps: kindsKeptBy('head_teacher') })).toEqual([])
  })

  it('begins with what is asked for, else with the first that has anything', () => {
    const groups = kindGroups({ counts: [{ kind: 'base', count: 9 }], keeps: ['leading_group', 'base'] })
    expect([firstKind(groups, 'leading_group'), firstKind(groups, 'nonsense'), firstKind([], '')]).toEqual(['leading_group', 'base', undefined])
  })

  it('lets no kind stand below itself by one step, and everything that is asked of a community below it', () => {
    for (const kind of BODY_KINDS) expect(parentsOf(kind), kind).not.toContain(kind)
    expect(parentsOf('station')).toContain('community')
  })
})

test('days and persons', () => {
  expect(sayDays({ validFrom: '2026-09-01', validTo: null }, '2026-11-21')).toBe('9月1日 周二起')
  expect(sayDays({ validFrom: '2025-09-01', validTo: '2026-11-20' }, '2026-11-21')).toBe('2025年9月1日 周一 至 11月20日 周五')
  expect([proposedEnd({ validFrom: '2026-09-01', validTo: null }, '2026-11-21'), proposedEnd({ validFrom: '2026-11-21', validTo: null }, '2026-11-21')])
    .toEqual(['2026-11-20', '2026-11-21'])
  const seats = [aSeat(), aSeat({ number: 2, validTo: '2026-10-01' }), aSeat({ number: 9, validFrom: '2026-11-22' })]
  expect(personsIn(seatsNow({ validFrom: '2026-09-01', validTo: null, seats }, '2026-11-21'))).toBe(3)
  expect(personsIn(seatsNow({ validFrom: '2026-09-01', validTo: '2026-09-30', seats }, '2026-11-21'))).toBe(5)
})

test('a seat while it is being written', () => {
  expect(seatOf(newSeat('head', { title: ' 区长 ', number: '1' }))).toEqual({ role: 'head', kind: 'principal', title: '区长', number: 1 })
  for (const number of ['', '0', '-1', '1.5', '三']) expect(seatOf(newSeat('member', { number })), number).toBeUndefined()
})

test.each([['三(2)班', '三年级'], ['高一(2)班', '高一'], ['七(10)班', '七年级']])('%s is of %s', (name, grade) => expect(gradeName(name)).toBe(grade))
