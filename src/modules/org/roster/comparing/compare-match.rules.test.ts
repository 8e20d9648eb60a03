import { describe, expect, it } from 'vitest'
import { findAbsent, matchStudents, type MarkedRow, type Matches, type SchoolChild, type StudentsOfSchool } from './compare-match.rules.ts'

const facts = (number: number) => ({ stage: 'primary', entryYear: 2024, number }) as const
const CLASSES = [1, 2].map((number) => ({ ...facts(number), id: `c${number}`, validFrom: '2024-09-01' }))
const child = (id: string, name: string, over: Partial<SchoolChild> = {}): SchoolChild => ({
  id, name, gender: 'unknown', neighbourhood: null, schoolId: 's', classId: 'c1', birthDate: null, identity: null, studentNo: null, guardians: [], ...over,
})
let at = 1
const row = (name: string, over: { birthDate?: string; identity?: string; studentNo?: string; number?: number } = {}): MarkedRow => ({
  identity: over.identity ?? null, studentNo: over.studentNo ?? null, phones: [],
  row: {
    sheet: '名册', row: ++at, name, gender: 'unknown', birthDate: over.birthDate ?? null, studentNo: null, identity: null, class: facts(over.number ?? 1),
    enteredOn: null, neighbourhood: null, guardians: [],
  },
})
const school = (children: SchoolChild[], elsewhere: [string, string][] = []): StudentsOfSchool =>
  ({ schoolId: 's', academicYear: 2026, classes: CLASSES, children, elsewhere: new Map(elsewhere) })

function match(of: StudentsOfSchool, ...rows: MarkedRow[]): Matches {
  const work = matchStudents(of, rows)
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}
const said = ({ of }: Matches) => of.map((one) => ('child' in one ? `${one.is} ${one.child.id}` : 'children' in one ? `${one.is} ${one.children.map((some) => some.id).join()}` : one.is))

describe('a row is the child', () => {
  it.each([
    ['with its identity number, whatever its name', child('a', '张同学', { identity: 'i' }), row('张同学改', { identity: 'i' }), 'child a'],
    ['with its student number', child('a', '张同学', { studentNo: 'n' }), row('张同学', { studentNo: 'n' }), 'child a'],
    ['of its name and birthday in another class', child('a', '张同学', { birthDate: '2017-01-01' }), row('张同学', { birthDate: '2017-01-01', number: 2 }), 'child a'],
    ['of its name and class where nothing more is known', child('a', '张同学'), row('张同学', { identity: 'i' }), 'child a'],
    ['that has left, by its number', child('a', '张同学', { classId: null, identity: 'i' }), row('张同学', { identity: 'i' }), 'child a'],
  ])('%s', (_, known, given, expected) => {
    expect(said(match(school([known]), given))).toEqual([expected])
  })

  it.each([
    ['whose number is another under one name and birthday', child('a', '张同学', { birthDate: '2017-01-01', identity: 'i' }), row('张同学', { birthDate: '2017-01-01', identity: 'j' }), 'renumbered a'],
    ['whose identity number is another under one student number', child('a', '张同学', { studentNo: 'n', identity: 'i' }), row('张同学', { studentNo: 'n', identity: 'j' }), 'renumbered a'],
    ['of its name in another class', child('a', '张同学'), row('张同学', { number: 2 }), 'one-of a'],
    ['of its name and class with another number', child('a', '张同学', { identity: 'i' }), row('张同学', { identity: 'j' }), 'one-of a'],
  ])('perhaps, and the keeper is asked: %s', (_, known, given, expected) => {
    expect(said(match(school([known]), given))).toEqual([expected])
  })

  it('never when the birthday is another', () => {
    expect(said(match(school([child('a', '张同学', { birthDate: '2017-01-01' })]), row('张同学', { birthDate: '2018-01-01' })))).toEqual(['new'])
  })

  it('and not its namesake: two of one name and birthday are told apart by class, or asked about', () => {
    const two = [child('a', '张同学', { birthDate: '2017-01-01' }), child('b', '张同学', { birthDate: '2017-01-01', classId: 'c2' })]
    expect(said(match(school(two), row('张同学', { birthDate: '2017-01-01', number: 2 }), row('张同学', { birthDate: '2017-01-01' })))).toEqual(['child b', 'child a'])
    const same = two.map((one) => ({ ...one, classId: 'c1' }))
    expect(said(match(school(same), row('张同学', { birthDate: '2017-01-01' })))).toEqual(['one-of a,b'])
  })

  it('once: a second row with its number is wrong', () => {
    const known = child('a', '张同学', { identity: 'i', studentNo: 'n' })
    const matches = match(school([known]), row('张同学', { identity: 'i' }), row('张同学', { studentNo: 'n' }))
    expect(said(matches)).toEqual(['child a', 'wrong'])
    expect(matches.problems).toMatchObject([{ code: 'duplicate-row', level: 'error' }])
  })
})

it('offers of many namesakes those of the class first, then those whom nothing contradicts, and never one of another birthday', () => {
  const known = [
    child('other', '张同学', { identity: 'i', classId: 'c2' }), child('blank', '张同学', { classId: null }), child('late', '张同学', { birthDate: '2018-01-01' }),
    child('here', '张同学', { identity: 'j', birthDate: '2017-01-01' }), child('there', '张同学', { studentNo: 'n', classId: 'c2' }),
  ]
  expect(said(match(school(known), row('张同学', { identity: 'x', birthDate: '2017-01-01' }), row('张同学', { identity: 'y', birthDate: '2017-01-01' }))))
    .toEqual(['one-of here,blank,there', 'one-of here,blank,there'])
})

it('looks at each of many namesakes a few times only', () => {
  let looks = 0
  const many = 3_000
  const known = Array.from({ length: many }, (_, at): SchoolChild => {
    const plain = child(`k${at}`, '张同学', { identity: `k${at}`, classId: 'c2' })
    return new Proxy(plain, { get: (target, key) => { looks++; return Reflect.get(target, key) as unknown } })
  })
  const matches = match(school(known), ...Array.from({ length: many }, (_, at) => row('张同学', { identity: `r${at}` })))
  expect(new Set(said(matches))).toEqual(new Set(['new']))
  expect(looks).toBeLessThan(100 * many)
})

it('a number of a child in another school is an error that names the school', () => {
  const matches = match(school([], [['i', '示例小学乙']]), row('张同学', { identity: 'i' }))
  expect([said(matches), matches.problems[0]!.say]).toEqual([['wrong'], expect.stringContaining('示例小学乙')])
})

it('missing are children of the listed classes whom no row names, may mean, or was kept out with', () => {
  const children = [child('a', '张同学'), child('b', '李同学'), child('c', '王同学', { identity: 'k' }), child('d', '赵同学', { classId: 'c2' }), child('e', '孙同学', { classId: null })]
  const rows = [row('张同学')]
  const keptOut = [{ sheet: '名册', row: 9, name: null, studentNo: null, identityNo: 'x', marks: ['k'] }]
  expect(findAbsent(school(children), rows, { named: match(school(children), ...rows).named, keptOut }).map((one) => one.id)).toEqual(['b'])
})
