import { expect, it } from 'vitest'
import type { ClassFacts } from '../classes/class.rules.ts'
import { studentSheets, type ChildOut } from './export.rules.ts'

const child = (name: string, of: ClassFacts): ChildOut => ({
  name, gender: 'unknown', birthDate: null, studentNo: null, identity: null, class: of, since: '2026-09-01', neighbourhood: null, guardians: [],
})
const primary = (entryYear: number, number: number): ClassFacts => ({ stage: 'primary', entryYear, number })
const CHILDREN = [child('张同学', primary(2024, 2)), child('李同学', primary(2026, 1)), child('王同学', primary(2024, 1))]
const HEADINGS = [{ heading: '所在班级', field: 'class' }, { heading: '学生姓名', field: 'name' }] as const
const listed = (sheetPerGrade: boolean) =>
  studentSheets(CHILDREN, { headings: HEADINGS, sheetPerGrade }, 2026).map(({ name, headings, rows }) => [name, headings, ...rows])

it('gives a sheet for each grade to a school that keeps its list so, in its own words and order', () => {
  expect(listed(true)).toEqual([
    ['一年级', ['所在班级', '学生姓名'], ['一(1)班', '李同学']],
    ['三年级', ['所在班级', '学生姓名'], ['三(1)班', '王同学'], ['三(2)班', '张同学']],
  ])
})

it('gives one sheet to any other', () => {
  expect(listed(false)).toEqual([['学生名册', ['所在班级', '学生姓名'], ['一(1)班', '李同学'], ['三(1)班', '王同学'], ['三(2)班', '张同学']]])
})

it('gives a school that has imported nothing the headings of every field', () => {
  const [sheet] = studentSheets([], undefined, 2026)
  expect(sheet).toMatchObject({ name: '学生名册', rows: [] })
  expect(sheet!.headings).toContain('监护人1电话')
})
