import { expect, it } from 'vitest'
import type { MarkedRow, SchoolChild } from './compare-match.rules.ts'
import { compareStudents, type StudentPlan } from './compare-students.rules.ts'

interface Family { readonly guardian: string; readonly phone?: string; readonly born?: string; readonly no?: string; readonly name?: string; readonly number?: number }

const rowOf = ({ guardian, phone = 'office', born = '2017-10-09', no, name, number = 1 }: Family, at: number): MarkedRow => ({
  row: {
    sheet: '名册', row: at + 2, name: name ?? `张同学${at}`, gender: 'unknown', birthDate: born, studentNo: null, identity: null,
    class: { stage: 'primary', entryYear: 2024, number }, enteredOn: null, neighbourhood: null,
    guardians: [{ name: guardian, relation: '监护人', phone }],
  },
  identity: no ?? `no${at}`, studentNo: null, phones: [phone],
})

const childOf = (id: string, { guardian, phone = 'office', born = '2017-10-09', no = id, name = `张同学${id}` }: Family): SchoolChild => ({
  id, name, gender: 'unknown', neighbourhood: null, schoolId: 's', classId: 'c1', birthDate: born, identity: no, studentNo: null,
  guardians: [{ id: `g${id}`, personId: `p${id}`, name: guardian, relation: '监护人', phone }],
})

const CLASSES = [1, 2].map((number) => ({ id: `c${number}`, stage: 'primary' as const, entryYear: 2024, number, validFrom: '2024-09-01' }))

const compared = (families: readonly Family[], children: readonly SchoolChild[] = []) => comparedRows(families.map(rowOf), children)

function comparedRows(rows: readonly MarkedRow[], children: readonly SchoolChild[] = []): StudentPlan {
  const work = compareStudents({ schoolId: 's', academicYear: 2026, classes: CLASSES, children, elsewhere: new Map() }, { rows, keptOut: [] })
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

const persons = (plan: StudentPlan) => new Set(plan.steps.flatMap((step) => step.guardians).flatMap((one) => (one.kind === 'new' ? [JSON.stringify(one.person)] : [])))
const times = <T>(count: number, one: (at: number) => T) => Array.from({ length: count }, (_, at) => one(at))

it('brother and sister have one mother', () => {
  expect(persons(compared([{ guardian: '王家长甲', phone: '1' }, { guardian: '王家长甲', phone: '1' }])).size).toBe(1)
  const plan = compared([{ guardian: '王家长甲', phone: '1' }], [childOf('x', { guardian: '王家长甲', phone: '1' })])
  expect([...persons(plan)]).toEqual(['{"known":"px"}'])
})

it.each(['爸爸', '母亲', '学生家长', '妈 妈', '法定监护人', '王老师', '51'])('nobody is one person by being called %s, whatever the telephone', (guardian) => {
  expect(persons(compared([{ guardian }, { guardian }])).size).toBe(2)
  expect([...persons(compared([{ guardian }], [childOf('x', { guardian })]))].join()).not.toContain('known')
})

it('the telephone of an office makes no family: many names behind it', () => {
  const families = times(50, (at) => ({ guardian: `赵家长${at % 10}` }))
  expect(persons(compared(families)).size).toBe(50)
  const known = compared([{ guardian: '赵家长1' }], times(10, (at) => childOf(`x${at}`, { guardian: `赵家长${at}` })))
  expect([...persons(known)].join()).not.toContain('known')
})

it('one name and telephone that was filled in for a whole class is nobody in particular', () => {
  expect(persons(compared(times(6, () => ({ guardian: '王某某' })))).size).toBe(6)
})

it('a father and a grandfather of one name are two, and known again by what they are to the child', () => {
  const two = ['父亲', '祖父母'].map((relation) => ({ name: '邵家长甲', relation }))
  for (const phone of [null, '1']) {
    const row = rowOf({ guardian: '' }, 0)
    const given = { ...row, row: { ...row.row, guardians: two.map((one) => ({ ...one, phone })) }, phones: [phone, phone] }
    const child = childOf('no0', { guardian: '', name: row.row.name })
    const known = { ...child, guardians: two.map((one, at) => ({ ...one, id: `g${at}`, personId: `p${at}`, phone })).toReversed() }
    const plan = comparedRows([given], [known])
    expect([plan.steps.map((step) => [step.kind, step.guardians]), plan.pending]).toEqual([[['same', []]], []])
    expect(persons(comparedRows([given])).size).toBe(2)
  }
})

it('a namesake born the same day who is said to be another child does not get the other one’s mother', () => {
  const namesake = { name: '张同学', guardian: '王家长甲' }
  const plan = compared([{ ...namesake, phone: '2', no: 'other', number: 2 }], [childOf('x', { ...namesake, phone: '1' })])
  const [doubt] = plan.pending.filter((one) => one.doubt.kind === 'identity-changed')
  expect(doubt!.outcomes['new']).toMatchObject([{ guardians: [{ kind: 'new', person: { made: expect.any(String) as string } }] }])
})
