import { expect, test } from 'vitest'
import { aMatter, ANY_VISIT, IN_HOME, SCHOOLS } from './desk.factory.ts'
import { HAS_VACANCY, inState, pairOf, questionOf, rowsOf, sayUnits, statesOf, sumOf } from './matterView.ts'

const { duties, rows } = aMatter()
const { lead, other } = pairOf(duties, '')

test('the binding duty leads, and beside it stands the one that it is stricter than', () => {
  expect([lead?.key, other?.key]).toEqual([IN_HOME, ANY_VISIT])
})

test('the reader may put another duty in front; an unknown one is as none', () => {
  expect(pairOf(duties, ANY_VISIT).lead?.key).toBe(ANY_VISIT)
  expect(pairOf(duties, 'gone#x').lead?.key).toBe(IN_HOME)
  expect(pairOf([], '')).toEqual({ lead: undefined, other: undefined })
})

test('a duty without a figure leads only when there is no counted one', () => {
  const waiting = duties.filter(({ figure }) => figure === null)
  expect(pairOf([...waiting, ...duties], '').lead?.figure).not.toBeNull()
  expect(pairOf(waiting, '').lead).toBe(waiting[0])
})

test('states are offered as they occur, with their number, and vacancies beside them', () => {
  expect(statesOf(rows, lead).map(({ key, count }) => [key, count])).toEqual([
    ['on-track', 1], ['overdue', 1], ['met', 1], ['not-applicable', 1], [HAS_VACANCY, 1],
  ])
})

test('a state keeps its schools, and vacancy goes across the states', () => {
  expect(rows.filter((row) => inState(row, lead, 'met')).map(({ name }) => name)).toEqual(['示例中学'])
  expect(rows.filter((row) => inState(row, lead, HAS_VACANCY)).map(({ name }) => name)).toEqual(['示例第二小学'])
  expect(rows.filter((row) => inState(row, lead, ''))).toHaveLength(SCHOOLS.length)
})

test('schools that the pair does not concern come last, a bureau without figures not at all', () => {
  const [first, ...rest] = rows
  const bare = { ...first!, name: '示例幼儿园二', cells: [] }
  const bureau = { ...bare, name: '示例教育局', stages: [] }
  const shown = rowsOf([bureau, bare, ...rest], { lead, other })
  expect(shown.at(-1)?.name).toBe('示例幼儿园二')
  expect(shown.some(({ name }) => name === '示例教育局')).toBe(false)
  expect(sayUnits(shown)).toBe('学校 4 所')
  expect(sayUnits([bureau])).toBe('单位 1 个')
})

test('sums add what the rows say, and nothing for a duty that has no cells', () => {
  expect(sumOf(rows, lead)).toEqual({ required: 2_492, done: 1_562 })
  expect(sumOf(rows, duties.at(-1))).toEqual({ required: 0, done: 0 })
})

test.each([
  [{ year: '', stage: '', street: '' }, {}],
  [{ year: '2025', stage: 'junior', street: '松林街道' }, { year: '2025', stage: 'junior', street: '松林街道' }],
  [{ year: '二〇二五', stage: 'nursery', street: '' }, {}],
])('the address %o asks the server %o', (search, question) => {
  expect(questionOf(search)).toEqual(question)
})
