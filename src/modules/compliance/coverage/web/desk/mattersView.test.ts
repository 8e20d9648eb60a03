import { expect, test } from 'vitest'
import { DUTY_STATE_NAMES, type DutyState } from '../../coverage.contract.ts'
import { figure, standing } from './desk.factory.ts'
import { besideOf, findMatters, sortMatters, statesOf, type Matter } from './mattersView.ts'

interface Spec { readonly state: DutyState; readonly required?: number | null; readonly due?: string; readonly vacant?: number; readonly waiting?: number; readonly more?: readonly Spec[] }

const duty = (matter: string, { state, required = 10, due = '2027-07-10' }: Spec, at: number): Matter['duties'][number] => ({
  key: `d#${matter}-${at}`, doc: 'd', number: '示例〔2026〕1号', level: 'district', levelLabel: '区', matter, sentence: `学校 ${matter} 至少 ${at + 1} 次`,
  strength: 'must', strengthLabel: '必须', unit: '次', period: { key: '2026', label: '2026–2027学年', start: '2026-09-01', end: '2027-08-31', due },
  figure: required === null ? null : figure(0, required), relieved: { excepted: 0, hindered: 0 }, standing: standing(state),
})

const matter = (name: string, spec: Spec): Matter => ({
  key: name, name, binding: `d#${name}-0`, duties: [spec, ...(spec.more ?? [])].map((one, at) => duty(name, one, at)),
  schools: { overdue: 0, vacant: spec.vacant ?? 0, waiting: spec.waiting ?? 0 },
})

const MATTERS = [
  matter('已完成的', { state: 'met' }), matter('按期的', { state: 'on-track', due: '2027-07-10' }), matter('先到期的', { state: 'on-track', due: '2027-01-22' }),
  matter('没有数量的', { state: 'cannot-be-recorded', required: null }), matter('没有对象的', { state: 'not-applicable', required: 0 }),
  matter('将到期的', { state: 'due-soon' }), matter('缺人的', { state: 'on-track', vacant: 2 }),
  matter('一项逾期的', { state: 'met', more: [{ state: 'overdue', due: '2026-10-01' }, { state: 'overdue', due: '2026-09-30' }] }),
  matter('待定的', { state: 'needs-local-value', required: null, waiting: 3 }), matter('守住的', { state: 'met', required: 0 }),
]
const named = (matters: readonly Matter[]) => matters.map(({ name }) => name)

test('what is overdue comes first, then vacant, due soon, on track by day, met; what has no figure stands apart', () => {
  const { lines, bare } = sortMatters(MATTERS)
  expect(named(lines.map((line) => line.matter))).toEqual(['一项逾期的', '缺人的', '将到期的', '先到期的', '按期的', '已完成的', '守住的'])
  expect(named(bare)).toEqual(['没有数量的', '没有对象的', '待定的'])
})

test('a matter stands as the worst of its duties with their first day, and leads with one that stands so', () => {
  const [line] = sortMatters(MATTERS).lines
  expect(line!.lead.key, 'the figure agrees with the state').toBe('d#一项逾期的-1')
  const demand = { ...MATTERS[1]!, duties: [MATTERS[0]!.duties[0]!, { ...MATTERS[1]!.duties[0]!, strength: 'statement' as const }] }
  expect(sortMatters([demand]).lines[0]!.worst.state, 'a demand without number keeps nothing open').toBe('met')
  expect(line!.worst).toEqual({ state: 'overdue', label: DUTY_STATE_NAMES.overdue, count: 2, due: '2026-09-30' })
  const [, vacant] = sortMatters(MATTERS).lines
  expect(vacant!.worst).toMatchObject({ state: 'vacant', count: 2 })
})

test('words look at names and sentences, all of them; a state narrows, and what waits is found among both', () => {
  const all = sortMatters(MATTERS)
  expect(statesOf(all).map(({ key, count }) => [key, count])).toEqual([
    ['overdue', 1], ['vacant', 1], ['due-soon', 1], ['on-track', 2], ['met', 2], ['needs-local-value', 1],
  ])
  const found = findMatters(all, { words: ' 到期 学校', state: '' })
  expect(named(found.lines.map((line) => line.matter))).toEqual(['将到期的', '先到期的'])
  expect(findMatters(all, { words: '到期', state: 'on-track' }).lines).toHaveLength(1)
  expect(named(findMatters(all, { words: '', state: 'needs-local-value' }).bare)).toEqual(['待定的'])
})

test('beside an open matter stand the most pressing others and no more', () => {
  expect(named(besideOf(MATTERS, '已完成的', 3))).toEqual(['已完成的', '一项逾期的', '缺人的', '将到期的'])
  expect(named(besideOf(MATTERS, '没有这个', 1))).toEqual(['一项逾期的'])
})
