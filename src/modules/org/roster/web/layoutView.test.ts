import { expect, test } from 'vitest'
import type { SheetLook } from '../row.contract.ts'
import { chooseField, chosenLayout, fieldOptions, hasName, layoutOf, moveHeader, sameLayout, sayColumns, takeSheet, touched } from './layoutView.ts'

const look = (sheet: string, headings: readonly string[], columns: SheetLook['columns']): SheetLook => ({
  sheet, use: true, headerRow: 2, columns, rows: 3, hidden: false, hiddenRows: 0, why: null,
  headings: headings.map((heading, column) => ({ column, heading, hidden: false, examples: [] })),
})
const first = look('一年级', ['姓名', '号码', '班级'], { 0: 'name', 2: 'class' })
const second = look('二年级', ['姓名', '号码', '班级'], { 0: 'name', 2: 'class' })
const third = look('三年级', ['姓名', '备注', '班级'], { 0: 'name', 2: 'class' })
const looks = [first, second, third]
const layout = layoutOf({ looks, hiddenRows: 'skip' })
const columnsOf = (chosen: typeof layout) => chosen.sheets.map(({ columns }) => columns)

test('a column chosen in one sheet is chosen under the same heading of the others', () => {
  const number = { 0: 'name', 1: 'studentNo', 2: 'class' }
  expect(columnsOf(chooseField(layout, looks, { sheet: '一年级', column: 1, field: 'studentNo' }))).toEqual([number, number, third.columns])
})

test('a field stands in one column only, and a column can be left out', () => {
  const [moved] = columnsOf(chooseField(layout, looks, { sheet: '一年级', column: 1, field: 'class' }))
  expect(moved).toEqual({ 0: 'name', 1: 'class' })
  expect(columnsOf(chooseField(layout, looks, { sheet: '三年级', column: 2, field: '' }))).toEqual([{ 0: 'name' }, { 0: 'name' }, { 0: 'name' }])
})

test('another header row asks for another guess; a sheet can be left out', () => {
  expect(moveHeader(layout, '二年级', 3).sheets[1]).toEqual({ sheet: '二年级', use: true, headerRow: 3, columns: {} })
  expect(takeSheet(layout, '三年级', false).sheets.map(({ use }) => use)).toEqual([true, true, false])
})

test('two layouts are the same whatever the order of their columns', () => {
  const turned = { ...layout, sheets: layout.sheets.map((sheet) => ({ ...sheet, columns: { 2: 'class', 0: 'name' } as const })) }
  expect(sameLayout(layout, turned)).toBe(true)
  expect(sameLayout(layout, takeSheet(layout, '三年级', false))).toBe(false)
  expect(sameLayout(layout, { ...layout, hiddenRows: 'read' })).toBe(false)
})

test('what a sheet gives is said in the order of its columns', () => {
  expect(sayColumns({ columns: { 2: 'class', 0: 'name' } })).toBe('姓名、班级')
  expect(sayColumns({ columns: { 0: 'name', 1: 'gender', 2: 'class', 3: 'studentNo', 4: 'identityNo' } })).toBe('姓名、性别、班级 等 5 列')
  expect([hasName(first), hasName({ columns: { 1: 'gender' } })]).toEqual([true, false])
})

test('staff have other fields than children', () => {
  const [staff, students] = (['staff', 'students'] as const).map((kind) => fieldOptions(kind).map(({ label }) => label))
  expect([staff![0], students![0]]).toEqual(['不导入', '不导入'])
  expect([staff!.includes('工号'), staff!.includes('学籍号'), students!.includes('工号'), students!.includes('学籍号')]).toEqual([true, false, false, true])
})

test('only what was touched is asked for, and what was read since stands under it', () => {
  const read = { looks, hiddenRows: 'skip' as const }
  const moved = touched(read, moveHeader(layout, '二年级', 3), undefined)
  expect(moved).toEqual({ sheets: [{ sheet: '二年级', use: true, headerRow: 3, columns: {} }], hiddenRows: 'skip' })
  const since = { looks: [first, { ...second, headerRow: 3, columns: { 1: 'name' } as const }, third], hiddenRows: 'skip' as const }
  expect(sameLayout(chosenLayout(since, moved), layoutOf(since))).toBe(true)
  expect(sameLayout(chosenLayout(read, moved), layout)).toBe(false)
  const both = touched(since, takeSheet(chosenLayout(since, moved), '三年级', false), moved)
  expect(both.sheets.map(({ sheet }) => sheet)).toEqual(['二年级', '三年级'])
})
