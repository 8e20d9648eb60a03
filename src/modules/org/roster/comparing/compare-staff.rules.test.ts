import { describe, expect, it } from 'vitest'
import { compareStaff, decideStaff, type MarkedStaff, type SchoolPerson, type SchoolPost, type StaffOfSchool } from './compare-staff.rules.ts'
import type { RosterPost } from '../row.contract.ts'

const CLASS = { id: 'class-3-2', stage: 'primary', entryYear: 2024, number: 2, validFrom: '2024-09-01' } as const
const person = (id: string, name: string, over: Partial<SchoolPerson> = {}): SchoolPerson => ({ id, name, staffNo: null, phone: null, hasFile: false, ...over })
const post = (id: string, kind: RosterPost, holder: string | null, over: Partial<SchoolPost> = {}): SchoolPost => ({
  id, kind, classId: null, subject: null, holder: holder === null ? null : { appointmentId: `a-${id}`, personId: holder, name: `原任${holder}`, from: '2020-09-01' }, ...over,
})
const school = (over: Partial<StaffOfSchool> = {}): StaffOfSchool => ({ academicYear: 2026, classes: [CLASS], people: [], posts: [], ...over })

let rows = 1
const row = (name: string, posts: MarkedStaff['row']['posts'], over: Partial<MarkedStaff['row']> & { mark?: string } = {}): MarkedStaff => {
  const { mark, ...rest } = over
  return { phone: mark ?? null, row: { sheet: '教师', row: ++rows, name, staffNo: null, phone: null, posts, ...rest } }
}
const head = { kind: 'head_teacher', class: CLASS, subject: null } as const
const chinese = { kind: 'subject_teacher', class: CLASS, subject: '语文' } as const
const vice = { kind: 'vice_principal', class: null, subject: null } as const
const compare = (of: StaffOfSchool, ...list: MarkedStaff[]) => compareStaff(of, { rows: list, keptOut: [] })

describe('a teacher', () => {
  it('is known by number, by telephone and name, by a name that is alone, and by the post among namesakes', () => {
    const people = [person('p1', '王老师甲', { staffNo: 'T1' }), person('p2', '李老师甲', { phone: 'mark' }), person('p3', '赵老师甲'), person('p4', '孙老师甲'), person('p5', '孙老师甲')]
    const posts = [post('h', 'head_teacher', 'p5', { classId: CLASS.id })]
    const plan = compare(school({ people, posts }), row('王老师甲', [], { staffNo: 'T1' }), row('李老师甲', [], { mark: 'mark' }), row('赵老师甲', []), row('孙老师甲', [head]), row('周老师甲', []))
    expect(plan.steps.map((step) => [step.person?.id ?? null, step.kind])).toEqual([['p1', 'same'], ['p2', 'same'], ['p3', 'same'], ['p5', 'same'], [null, 'new']])
    expect([plan.pending, plan.problems]).toEqual([[], []])
  })

  it.each([
    ['has left', [person('p1', '王老师甲', { hasFile: true })], {}],
    ['has another telephone', [person('p1', '王老师甲', { phone: 'former' })], { mark: 'other' }],
  ])('is not held for a namesake who %s: that account would open the new class', (what, people, over) => {
    const posts = [post('h', 'head_teacher', null, { classId: CLASS.id }), post('v', 'vice_principal', what === 'has left' ? null : 'p1')]
    const plan = compare(school({ people, posts }), row('王老师甲', [head], over))
    expect(plan.steps).toEqual([])
    expect(plan.pending.map((one) => [one.doubt.kind, one.doubt.choices.map((choice) => choice.value)])).toEqual([['same-person', ['p1', 'new']]])
    // Whoever holds the post already is the same, also with a new telephone.
    const known = compare(school({ people, posts: [post('h', 'head_teacher', 'p1', { classId: CLASS.id })] }), row('王老师甲', [head], over))
    expect([known.pending, known.steps.map((step) => step.person?.id)]).toEqual([[], ['p1']])
  })

  it('under another name is asked about, and left out on demand', () => {
    const plan = compare(school({ people: [person('p1', '王老师甲', { staffNo: 'T1' })] }), row('王老师乙', [], { staffNo: 'T1' }))
    expect(plan.pending.map((one) => one.doubt.kind)).toEqual(['same-person'])
    expect(decideStaff(plan, { 'same-person': 'same' }).steps).toMatchObject([{ kind: 'changed', fields: ['name'] }])
    expect(decideStaff(plan, { 'same-person': 'skip' })).toEqual({ steps: [], unanswered: 0 })
  })
})

describe('a post', () => {
  it('that is vacant is given, that exists nowhere is made, that another holds is asked about', () => {
    const posts = [post('h', 'head_teacher', null, { classId: CLASS.id }), post('s', 'subject_teacher', 'p9', { classId: CLASS.id, subject: '语文' })]
    const plan = compare(school({ posts, people: [person('p9', '钱老师甲')] }), row('王老师甲', [head, vice, chinese]))
    expect(plan.steps[0]!.givings.map((one) => [one.as.kind, one.post?.id ?? null])).toEqual([['head_teacher', 'h'], ['vice_principal', null]])
    expect(plan.pending.map((one) => [one.doubt.kind, one.doubt.fallback])).toEqual([['holder-replaced', null]])
    expect(decideStaff(plan, {}).unanswered).toBe(1)
    expect(decideStaff(plan, { 'holder-replaced': 'replace' }).steps.at(-1)).toMatchObject({ kind: 'give', giving: { replaces: { personId: 'p9' } } })
  })

  it('of one subject in one class may be shared when both are named', () => {
    const posts = [post('s', 'subject_teacher', 'p9', { classId: CLASS.id, subject: '语文' })]
    const plan = compare(school({ posts, people: [person('p9', '钱老师甲')] }), row('钱老师甲', [chinese]), row('王老师甲', [chinese]))
    expect(plan.pending).toEqual([])
    expect(plan.steps.map((step) => step.givings.map((one) => one.post))).toEqual([[], [null]])
  })

  it('of a head teacher is for one: the second row is wrong', () => {
    const plan = compare(school(), row('王老师甲', [head]), row('李老师甲', [head]))
    expect(plan.problems).toMatchObject([{ code: 'post-twice', level: 'error' }])
    expect(plan.steps).toHaveLength(1)
  })

  it('of a class that the school does not have is wrong', () => {
    expect(compare(school({ classes: [] }), row('王老师甲', [head])).problems).toMatchObject([{ code: 'no-such-class' }])
  })

  it('that the workbook lists no more is kept unless told otherwise', () => {
    const plan = compare(school({ posts: [post('v', 'vice_principal', 'p1')], people: [person('p1', '甲')] }), row('王老师甲', [vice]))
    expect(plan.pending.map((one) => [one.doubt.key, one.doubt.fallback])).toEqual([['post-gone:a-v', 'keep']])
    expect(decideStaff(plan, { 'post-gone': 'end' }).steps.at(-1)).toMatchObject({ kind: 'post-end', post: { id: 'v' } })
  })
})

describe.each(['principal', 'party_secretary', 'roster_keeper'] as const)('the post of a %s', (kind) => {
  const lead = { kind, class: null, subject: null } as const
  const held = school({ posts: [post('k', kind, 'p1'), post('h', 'head_teacher', 'p2', { classId: CLASS.id })], people: [person('p1', '钱老师甲', { staffNo: 'T1' }), person('p2', '孙老师甲')] })

  it.each([['somebody new', '陈某某'], ['a teacher of the school', '孙老师甲']])('in office is not replaced by %s, nor ended: the row is wrong', (_, name) => {
    const plan = compare(held, row(name, [lead]))
    expect(plan.problems).toMatchObject([{ level: 'error', code: 'post-held', say: expect.stringContaining('tongxin post hand-over') as string }])
    expect([plan.steps, plan.pending]).toEqual([[], []])
  })

  it('in office is not ended by a workbook that names others beside the one in office, or nobody', () => {
    const vacant = { ...held, posts: [...held.posts, post('second', kind, null)] }
    expect(compare(vacant, row('陈某某', [lead])).problems.map((one) => one.code)).toEqual(['post-held'])
    expect(compare(held, row('孙老师甲', [head])).pending).toEqual([])
  })

  it('in office is not doubled by a row before that of the one in office, whatever is answered', () => {
    const plan = compare(held, row('陈某某', [lead]), row('钱老师甲', [lead]))
    const given = plan.steps.flatMap((step) => step.givings)
    expect(given).toHaveLength(kind === 'roster_keeper' ? 1 : 0)
    expect(given.every((one) => one.replaces === null)).toBe(true)
    const twins = compare(held, row('钱老师甲', [lead], { phone: '1', mark: 'a' }), row('钱老师甲', [head], { phone: '2', mark: 'b' }))
    for (const { outcomes } of twins.pending) {
      for (const step of Object.values(outcomes).flat()) expect('givings' in step ? step.givings.filter((one) => one.as.kind === kind) : [step]).toEqual([])
    }
  })

  it('stays with its holder, and is given where nobody holds it', () => {
    expect(compare(held, row('钱老师甲', [lead]))).toMatchObject({ steps: [{ kind: 'same' }], problems: [], pending: [] })
    const empty = compare(school({ posts: [post('k', kind, null)] }), row('陈某某', [lead]))
    expect(empty.steps.map((step) => step.givings.map((one) => one.post?.id))).toEqual([['k']])
  })
})
