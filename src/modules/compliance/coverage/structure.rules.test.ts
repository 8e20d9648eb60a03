import { describe, expect, test } from 'vitest'
import type { BodyKind } from '#modules/org/bodies/body.contract'
import { measure, sayLack, surveyOf, type GradedClass, type HeldSeat, type StandingBody, type StandingUnit, type StructureRule } from './structure.rules.ts'

const TODAY = '2026-11-22'
const BUREAU: StandingUnit = { id: 'bureau', kind: 'bureau', name: '云杉区教育局', stages: [], from: '2020-09-01', to: null }
const school = (id: string, given: Partial<StandingUnit> = {}): StandingUnit =>
  ({ id, kind: 'school', name: `云杉${id}`, stages: ['primary'], from: '2020-09-01', to: null, ...given })
const one = school('one')

const body = (id: string, kind: BodyKind, given: Partial<StandingBody> = {}): StandingBody => ({
  id, kind, topic: null, name: id, unitId: 'one', parentId: null, classId: null, grade: null, from: '2025-09-01', to: null, seats: [], ...given,
})
const seat = (role: HeldSeat['role'], kind: HeldSeat['kind'], number = 1, given: Partial<HeldSeat> = {}): HeldSeat =>
  ({ role, kind, number, from: '2025-09-01', to: null, ...given })

interface Scene { units?: StandingUnit[]; classes?: Record<string, GradedClass[]>; unit?: StandingUnit; bearing?: StandingBody; day?: string }

function look(rule: Omit<StructureRule, 'bearer' | 'form'> & Partial<StructureRule>, bodies: StandingBody[], scene: Scene = {}) {
  const { units = [BUREAU, one], classes = {}, unit = one, bearing, day = TODAY } = scene
  const survey = surveyOf({ units, bodies, classesOn: (id) => classes[id] ?? [] })
  const bearer = { unit, ...(bearing === undefined ? {} : { body: bearing }) }
  return measure({ form: 'structure', bearer: { kind: bearing === undefined ? 'unit' : 'body' }, ...rule }, { bearer, day, survey })
}
const figure = (...given: Parameters<typeof look>) => {
  const { required, done } = look(...given)
  return `${done}/${required}`
}

describe('structure: is it there', () => {
  const rule = { structure: { body: 'leading_group' as const } }
  test('on the day, of the kind, kept by the unit', () => {
    expect(figure(rule, [])).toBe('0/1')
    expect(figure(rule, [body('a', 'leading_group')])).toBe('1/1')
    expect(figure(rule, [body('a', 'committee')])).toBe('0/1')
    expect(figure(rule, [body('a', 'leading_group', { unitId: 'two' })])).toBe('0/1')
  })
  test('its first and last days belong to it', () => {
    const there = [body('a', 'leading_group', { from: '2026-03-01', to: '2026-06-30' })]
    expect(['2026-02-28', '2026-03-01', '2026-06-30', '2026-07-01'].map((day) => figure(rule, there, { day }))).toEqual(['0/1', '1/1', '1/1', '0/1'])
  })
  test('a topic must be the same', () => {
    const mechanism = { structure: { body: 'mechanism' as const, topic: 'home-visits' } }
    expect(figure(mechanism, [body('a', 'mechanism', { topic: 'home-visits' })])).toBe('1/1')
    expect(figure(mechanism, [body('a', 'mechanism', { topic: 'training' }), body('b', 'mechanism')])).toBe('0/1')
  })
  test('so many, where the text names a number', () => {
    expect(figure({ ...rule, number: 2 }, [body('a', 'leading_group')])).toBe('0/1')
    expect(figure({ ...rule, number: 2 }, [body('a', 'leading_group'), body('b', 'leading_group')])).toBe('1/1')
  })
})

describe('structure: seats of one body', () => {
  const asks = (...seats: NonNullable<StructureRule['structure']['seats']>) => ({ structure: { body: 'committee' as const, seats } })
  test('role and kind, summed up to a number', () => {
    const rule = asks({ role: 'member', of: ['parent', 'teacher'], number: 5 })
    expect(figure(rule, [body('a', 'committee', { seats: [seat('member', 'parent', 3), seat('member', 'teacher', 2)] })])).toBe('2/2')
    expect(figure(rule, [body('a', 'committee', { seats: [seat('member', 'parent', 3), seat('member', 'expert', 2)] })])).toBe('1/2')
    expect(figure(rule, [body('a', 'committee', { seats: [seat('member', 'parent', 3), seat('head', 'teacher', 2)] })])).toBe('1/2')
  })
  test('without a number one is asked; any role and any kind do', () => {
    expect(figure(asks({}), [body('a', 'committee', { seats: [seat('secretary', 'judge')] })])).toBe('2/2')
    expect(figure(asks({}), [body('a', 'committee')])).toBe('1/2')
  })
  test('exactly is no more and no less', () => {
    const rule = asks({ role: 'head', relation: 'exactly', number: 2 })
    expect([1, 2, 3].map((n) => figure(rule, [body('a', 'committee', { seats: [seat('head', 'principal', n)] })]))).toEqual(['1/2', '2/2', '1/2'])
  })
  test('different kinds count kinds, not persons', () => {
    const rule = asks({ role: 'member', of: ['police', 'court', 'health'], kinds: 2 })
    expect(figure(rule, [body('a', 'committee', { seats: [seat('member', 'police', 9), seat('member', 'police')] })])).toBe('1/2')
    expect(figure(rule, [body('a', 'committee', { seats: [seat('member', 'police'), seat('member', 'court')] })])).toBe('2/2')
  })
  test('two bodies do not help each other to one rule; each rule may find its own', () => {
    const rule = asks({ role: 'member', number: 4 }, { role: 'head' })
    expect(figure(rule, [body('a', 'committee', { seats: [seat('member', 'parent', 2)] }), body('b', 'committee', { seats: [seat('member', 'parent', 2)] })])).toBe('1/3')
    expect(figure(rule, [body('a', 'committee', { seats: [seat('member', 'parent', 4)] }), body('b', 'committee', { seats: [seat('head', 'parent')] })])).toBe('3/3')
  })
  test('a seat that has ended, or is to begin, is empty', () => {
    const rule = asks({ role: 'head' })
    const held = (given: Partial<HeldSeat>) => [body('a', 'committee', { seats: [seat('head', 'principal', 1, given)] })]
    expect(figure(rule, held({ to: TODAY }))).toBe('2/2')
    expect(figure(rule, held({ to: '2026-11-21' }))).toBe('1/2')
    expect(figure(rule, held({ from: '2026-11-23' }))).toBe('1/2')
  })
  test('without the body nothing of it is there', () => expect(figure(asks({ role: 'head' }), [])).toBe('0/2'))
})

describe('structure: one for each', () => {
  const classes = { one: [
    { id: 'c1', stage: 'primary' as const, grade: 1, name: '一(1)班' }, { id: 'c2', stage: 'primary' as const, grade: 1, name: '一(2)班' },
    { id: 'c3', stage: 'primary' as const, grade: 2, name: '二(1)班' },
  ] }
  const committee = (id: string, given: Partial<StandingBody>) => body(id, 'parent_committee', given)
  test('class', () => {
    const rule = { structure: { body: 'parent_committee' as const, each: 'class' as const } }
    expect(figure(rule, [committee('a', { classId: 'c1' }), committee('b', { classId: 'c1' }), committee('s', {})], { classes })).toBe('1/3')
    expect(figure(rule, [committee('a', { classId: 'c1' }), committee('b', { classId: 'c2' }), committee('c', { classId: 'c3' })], { classes })).toBe('3/3')
    expect(look(rule, [committee('a', { classId: 'c1' })], { classes }).parts.map((part) => part.label)).toEqual(['一(1)班家长委员会', '一(2)班家长委员会', '二(1)班家长委员会'])
  })
  test('grade that has classes', () => {
    const rule = { structure: { body: 'parent_committee' as const, each: 'grade' as const } }
    expect(figure(rule, [committee('a', { grade: 1 }), committee('b', { grade: 3 })], { classes })).toBe('1/2')
    expect(figure(rule, [committee('a', { grade: 1 }), committee('b', { grade: 2 })], { classes })).toBe('2/2')
  })
  test('seats must be right in every one', () => {
    const rule = { structure: { body: 'parent_committee' as const, each: 'grade' as const, seats: [{ number: 3 }] } }
    const with3 = (id: string, grade: number, n: number) => committee(id, { grade, seats: [seat('member', 'parent', n)] })
    expect(figure(rule, [with3('a', 1, 3), with3('b', 2, 2)], { classes })).toBe('2/3')
    expect(figure(rule, [with3('a', 1, 3), with3('b', 2, 3)], { classes })).toBe('3/3')
  })
  test('what a class or grade keeps does not stand for the school', () => {
    const rule = { structure: { body: 'parent_committee' as const } }
    expect(figure(rule, [committee('a', { classId: 'c1' }), committee('b', { grade: 1 })], { classes })).toBe('0/1')
    expect(figure(rule, [committee('s', {})], { classes })).toBe('1/1')
    const share = { form: 'target' as const, bearer: { kind: 'unit' as const, at: 'bureau' as const }, unit: 'percent' as const, number: 100, structure: { body: 'parent_committee' as const, of: 'school' as const } }
    expect(figure(share, [committee('a', { classId: 'c1' })], { unit: BUREAU })).toBe('0/1')
    expect(figure(share, [committee('s', {})], { unit: BUREAU })).toBe('1/1')
  })
  test('of no classes nothing is asked', () => {
    expect(figure({ structure: { body: 'parent_committee', each: 'class', seats: [{ number: 3 }] } }, [], {})).toBe('0/0')
  })
})

describe('structure of a body', () => {
  test('is that of itself, and need not be there first', () => {
    const bearing = body('s', 'station', { unitId: 'bureau', seats: [seat('member', 'full_time_guide', 2)] })
    const rule = { structure: { seats: [{ of: ['full_time_guide' as const], number: 2 }, { role: 'head' as const }] } }
    expect(figure(rule, [bearing], { unit: BUREAU, bearing })).toBe('1/2')
  })
  test('or of what belongs to it, where a kind is named', () => {
    const bearing = body('c', 'community', { unitId: 'bureau' })
    const rule = { structure: { body: 'station' as const } }
    expect(figure(rule, [bearing, body('s', 'station', { parentId: 'other' })], { unit: BUREAU, bearing })).toBe('0/1')
    expect(figure(rule, [bearing, body('s', 'station', { parentId: 'c' })], { unit: BUREAU, bearing })).toBe('1/1')
  })
})

describe('target', () => {
  const target = { form: 'target' as const, bearer: { kind: 'unit' as const, at: 'bureau' as const } }
  const schools = ['one', 'two', 'three'].map((id) => school(id))
  const scene = { units: [BUREAU, ...schools], unit: BUREAU }
  const share = (number: number, structure: StructureRule['structure'] = { body: 'parents_school', of: 'school' }) => ({ ...target, unit: 'percent' as const, number, structure })

  test('a share of schools is rounded up', () => {
    expect([1, 33, 34, 66, 67, 90, 100].map((n) => look(share(n), [], scene).required)).toEqual([1, 1, 2, 2, 3, 3, 3])
    // 0.07 × 100 would be 7.000000000000001.
    expect(look(share(7), [], { ...scene, units: Array.from({ length: 100 }, (_, index) => school(String(index))) }).required).toBe(7)
  })
  test('names those that lack one', () => {
    const found = look(share(100), [body('a', 'parents_school', { unitId: 'two' })], scene)
    expect([found.done, found.required]).toEqual([1, 3])
    expect(found.lacking.map(({ id }) => id)).toEqual(['one', 'three'])
    expect(found.parts).toEqual([{ label: '建有家长学校的学校', measure: '所', have: 1, need: 3, holds: false }])
  })
  test('of the stages, of the day, and whose seats are right', () => {
    const units = [BUREAU, school('one'), school('two', { stages: ['junior'] }), school('three', { to: '2026-07-01' })]
    expect(look({ ...share(100), bearer: { ...target.bearer, stages: ['primary'] } }, [], { ...scene, units }).required).toBe(1)
    const seated = share(100, { body: 'parents_school', of: 'school', seats: [{ role: 'head' }, { role: 'secretary' }] })
    expect(look(seated, [body('a', 'parents_school', { seats: [seat('head', 'principal')] }), body('b', 'parents_school', { seats: [seat('secretary', 'teacher')] })], scene).done).toBe(0)
    expect(look(seated, [body('a', 'parents_school', { seats: [seat('head', 'principal'), seat('secretary', 'teacher')] })], scene).done).toBe(1)
  })
  test('of an empty list nothing is asked', () => {
    expect(look(share(90), [body('a', 'parents_school')], { unit: BUREAU, units: [BUREAU] })).toEqual({ required: 0, done: 0, parts: [], lacking: [] })
  })
  test('a share of bodies is of those with one below them', () => {
    const of = { body: 'station' as const, of: 'community' as const }
    const communities = ['x', 'y', 'z'].map((id) => body(id, 'community', { unitId: 'bureau' }))
    const stations = [body('s', 'station', { parentId: 'x' }), body('t', 'station', { parentId: 'x' }), body('u', 'station')]
    const found = look(share(90, of), [...communities, ...stations], scene)
    expect([found.done, found.required, found.lacking.map(({ id }) => id)]).toEqual([1, 3, ['y', 'z']])
    expect(figure(share(90, of), stations, scene)).toBe('0/0')
  })
  test('things of the region, whoever keeps them', () => {
    const rule = { ...target, unit: 'things' as const, number: 3, structure: { body: 'base' as const } }
    expect(figure(rule, [body('a', 'base'), body('b', 'base', { unitId: 'bureau' }), body('c', 'venue')], scene)).toBe('2/3')
    expect(figure({ ...rule, structure: { body: 'base', topic: 'red' } }, [body('a', 'base', { topic: 'red' }), body('b', 'base')], scene)).toBe('1/3')
    expect(figure({ ...rule, number: 1 }, [body('a', 'base'), body('b', 'base')], scene)).toBe('2/1')
  })
  test('persons in them together', () => {
    const rule = { ...target, unit: 'persons' as const, number: 300, structure: { body: 'lecturer_team' as const, seats: [{ of: ['expert' as const] }] } }
    const team = (id: string, n: number) => body(id, 'lecturer_team', { seats: [seat('member', 'expert', n), seat('member', 'parent', 50)] })
    expect(figure(rule, [team('a', 120), team('b', 90)], scene)).toBe('210/300')
  })
})

describe('what is lacking', () => {
  test('in words', () => {
    const rule = { structure: { body: 'consortium' as const, seats: [{ role: 'coordinator' as const }, { role: 'member' as const, number: 5 }, { role: 'head' as const }] } }
    const found = look(rule, [body('a', 'consortium', { seats: [seat('member', 'parent', 3), seat('head', 'principal')] })])
    expect(sayLack(found.parts)).toBe('缺：总协调员 1 名；成员还差 2 名')
    expect(sayLack(look(rule, []).parts)).toBe('缺：教联体 1 个；总协调员 1 名；成员 5 名；负责人 1 名')
  })
  test('what is too many stands behind', () => {
    const rule = { structure: { body: 'consortium' as const, seats: [{ role: 'head' as const, relation: 'exactly' as const, number: 1 }, { of: ['parent' as const] }] } }
    expect(sayLack(look(rule, [body('a', 'consortium', { seats: [seat('head', 'principal', 3)] })]).parts)).toBe('缺：家长 1 名；负责人多出 2 名')
  })
  test('nothing', () => expect(sayLack([])).toBe(null))
})
