import { expect, test } from 'vitest'
import type { DutyState } from '../../coverage.contract.ts'
import { aSchool, figure, standing } from './desk.factory.ts'
import { groupHome } from './homeView.ts'
import type { SchoolDuty } from './schoolView.ts'

const [model] = aSchool().duties

interface Spec { readonly state: DutyState; readonly strength?: SchoolDuty['strength']; readonly required?: number; readonly due?: string }
const duty = (matter: string, { state, strength = 'must', required = 10, due = '2027-07-10' }: Spec): SchoolDuty =>
  ({ ...model!, key: `${matter} ${state} ${strength}`, matter, strength, rows: model!.rows.filter((row) => row.holder !== null), standing: standing(state), figure: figure(0, required), period: { ...model!.period!, due } })

const unmanned = (one: SchoolDuty): SchoolDuty => ({ ...one, rows: one.rows.slice(0, 1).map((row) => ({ ...row, standing: standing('vacant') })) })

const MATTERS = ['a', 'b', 'c'].map((key) => ({ key, name: key.toUpperCase() }))
const keys = (duties: readonly SchoolDuty[]) => duties.map(({ key }) => key)

test('a matter stands as its worst duty; the most pressing comes first, of two alike the one due first', () => {
  const { groups } = groupHome(MATTERS, [
    duty('a', { state: 'met' }), duty('a', { state: 'on-track', due: '2027-07-10' }), duty('b', { state: 'on-track', due: '2027-01-20' }), duty('b', { state: 'met-late' }),
    unmanned(duty('c', { state: 'due-soon' })), duty('c', { state: 'met' }),
  ])
  expect(groups.map(({ name, worst, met, duties }) => [name, worst.state, worst.due, met, duties.length])).toEqual([
    ['C', 'vacant', '2027-07-10', 1, 2], ['B', 'on-track', '2027-01-20', 1, 2], ['A', 'on-track', '2027-07-10', 1, 2],
  ])
  expect(keys(groups.at(-1)!.duties), 'the most pressing duty of a matter first').toEqual(['a on-track must', 'a met must'])
})

test('what nobody can be late with makes no matter pressing and stands apart, each kind by itself', () => {
  const all = [
    duty('a', { state: 'on-track' }), duty('a', { state: 'offered', strength: 'encouraged' }), duty('a', { state: 'on-track', strength: 'statement' }),
    duty('b', { state: 'needs-local-value' }), duty('b', { state: 'needs-local-value', strength: 'encouraged' }), duty('b', { state: 'not-applicable', required: 0 }),
  ]
  const { groups, waiting, offers, statements, idle } = groupHome(MATTERS, all)
  expect(groups.map(({ name, duties }) => [name, duties.length])).toEqual([['A', 1]])
  expect([waiting, offers, statements, idle].map(keys)).toEqual([
    ['b needs-local-value must', 'b needs-local-value encouraged'], ['a offered encouraged'], ['a on-track statement'], ['b not-applicable must'],
  ])
})
