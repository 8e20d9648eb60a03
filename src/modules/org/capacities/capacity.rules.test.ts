import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { POST_KINDS, REACH_LIMIT, type Capacity, type PostKind } from '#kernel/capacity'
import { capacitiesOf, partsOfCapacity, sightOf, type HeldLink, type Links } from './capacity.rules.ts'

const held = (kind: PostKind, over: Partial<HeldLink> & { classNo?: number } = {}): HeldLink => ({
  postId: `post-${kind}-${over.classNo ?? 0}`, kind, unitId: 'school', unitName: '示例小学甲',
  class: over.classNo === undefined ? null : { id: `class-${over.classNo}`, stage: 'primary', entryYear: 2024, number: over.classNo }, ...over,
})
const of = (links: Partial<Links>): Capacity[] => capacitiesOf({ regionId: 7, personId: 'me', posts: [], wards: [], assigned: [], ...links }, 2026)
const wards = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `child-${n}`, name: `示例同学${n}` }))

describe('capacitiesOf', () => {
  it.each([
    ['a head teacher', { posts: [held('head_teacher', { classNo: 2 })] }, [['7.head_teacher.school', '三(2)班 · 班主任']]],
    ['a subject teacher of three classes', { posts: [1, 2, 3].map((classNo) => held('subject_teacher', { classNo })) },
      [['7.subject_teacher.school', '三(1)班等 3 个班 · 任课教师']]],
    ['a principal who teaches', { posts: [held('subject_teacher', { classNo: 2 }), held('principal')] },
      [['7.principal.school', '示例小学甲 · 校长'], ['7.subject_teacher.school', '三(2)班 · 任课教师']]],
    ['posts in two units', { posts: [held('middle_leader', { unitId: 'b', unitName: '示例小学乙' }), held('middle_leader', { unitId: 'a' })] },
      [['7.middle_leader.a', '示例小学甲 · 中层干部'], ['7.middle_leader.b', '示例小学乙 · 中层干部']]],
    ['a guardian of two', { wards: [{ id: 'a', name: '张同学' }, { id: 'b', name: '张同学乙' }] }, [['7.guardian.family', '张同学等 2 名孩子的家长']]],
    ['a guardian of one', { wards: [{ id: 'a', name: '张同学' }] }, [['7.guardian.family', '张同学的家长']]],
    ['nobody', {}, []],
  ] as const)('of %s', (_, links, expected) => {
    expect(of(links as Partial<Links>).map((c) => [c.id, c.label])).toEqual(expected)
  })

  it('counts a class once that is taught in two subjects', () => {
    const [only, ...others] = of({ posts: [held('subject_teacher', { classNo: 2 }), held('subject_teacher', { classNo: 2, postId: 'second' })] })
    expect(only).toMatchObject({ classIds: ['class-2'], postIds: ['post-subject_teacher-2', 'second'], label: '三(2)班 · 任课教师' })
    expect(others).toEqual([])
  })

  it('splits nine classes into two capacities with their own posts', () => {
    const [first, second] = of({ posts: Array.from({ length: 9 }, (_, n) => held('subject_teacher', { classNo: n + 1 })) })
    expect(first).toMatchObject({ id: '7.subject_teacher.school', label: '三(1)班等 8 个班 · 任课教师' })
    expect(second).toMatchObject({ id: '7.subject_teacher.school.2', classIds: ['class-9'], postIds: ['post-subject_teacher-9'], label: '三(9)班 · 任课教师' })
  })

  it('gives a bureau leader the children drawn for the own post, and a capacity also without any', () => {
    const posts = [held('bureau_leader', { unitId: 'bureau', unitName: '示例区教育局' })]
    const drawn = { postId: posts[0]!.postId, studentId: 'child' }
    expect(of({ posts, assigned: [drawn, { postId: 'another', studentId: 'other' }] })[0]!.studentIds).toEqual(['child'])
    expect(of({ posts })).toMatchObject([{ label: '示例区教育局 · 局领导', studentIds: [] }])
    expect(of({ assigned: [drawn] })).toEqual([])
  })

  it('reaches every class and child exactly once, never more than the limit, under ids of their own', () => {
    const kinds = fc.constantFrom(...POST_KINDS)
    const posts = fc.array(fc.record({ kind: kinds, classNo: fc.integer({ min: 1, max: 40 }), unit: fc.constantFrom('a', 'b') }), { maxLength: 60 })
    fc.assert(fc.property(posts, fc.integer({ min: 0, max: 30 }), (some, children) => {
      const links = some.map(({ kind, classNo, unit }, n) => held(kind, { classNo, unitId: unit, postId: `post-${n}` }))
      const capacities = of({ posts: links, wards: wards(children) })
      expect(new Set(capacities.map((c) => c.id)).size).toBe(capacities.length)
      for (const c of capacities) expect(Math.max(c.classIds.length, c.studentIds.length)).toBeLessThanOrEqual(REACH_LIMIT)
      expect(capacities.flatMap((c) => c.postIds).sort()).toEqual(links.map((l) => l.postId).sort())
      expect(capacities.filter((c) => c.role === 'guardian').flatMap((c) => c.studentIds)).toEqual(wards(children).map((w) => w.id))
    }))
  })
})

describe('sightOf', () => {
  const capacity = (role: Capacity['role']): Capacity => ({
    id: 'x', regionId: 7, role, personId: 'me', unitId: 'unit', postIds: [], classIds: ['class'], studentIds: ['child'], label: '',
  })
  const school = { schools: ['unit'], classes: [], students: [] }
  const classes = { schools: [], classes: ['class'], students: [] }
  const students = { schools: [], classes: [], students: ['child'] }
  const none = { schools: [], classes: [], students: [] }
  it.each([
    ['principal', school], ['party_secretary', school], ['vice_principal', school], ['middle_leader', school], ['roster_keeper', school],
    ['head_teacher', classes], ['subject_teacher', classes], ['guardian', students], ['bureau_leader', students],
    ['bureau_officer', none], ['security_admin', none],
  ] as const)('of a %s', (role, sight) => {
    expect(sightOf(capacity(role))).toEqual(sight)
  })
})

it('reads role and unit back from an id', () => {
  expect(partsOfCapacity('7.head_teacher.0190.2')).toEqual({ role: 'head_teacher', unitId: '0190' })
  expect(partsOfCapacity('7.guardian.family')).toEqual({ role: 'guardian', unitId: undefined })
  expect(partsOfCapacity('program')).toEqual({ role: undefined, unitId: undefined })
})
