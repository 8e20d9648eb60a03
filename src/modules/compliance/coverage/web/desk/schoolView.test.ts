import { expect, test } from 'vitest'
import { aSchool, ANY_VISIT, figure, IN_HOME } from './desk.factory.ts'
import { sayDay, sayFigure, sayRemaining } from './say.ts'
import { classLines, postGroups, sayDaysLeft, splitDuties, yearOf } from './schoolView.ts'

const { duties } = aSchool()

test('the two duties of the classes stand side by side, everything else below', () => {
  const { classDuties, others } = splitDuties(duties)
  expect(classDuties.map(({ key }) => key)).toEqual([IN_HOME, ANY_VISIT])
  expect(others).toHaveLength(2)
  expect(splitDuties([])).toEqual({ classDuties: [], others: [] })
})

test('a class that only one of the duties concerns has an empty cell, not a zero', () => {
  const [inHome, any] = splitDuties(duties).classDuties
  const lines = classLines([{ ...inHome!, rows: inHome!.rows.slice(1) }, any!])
  expect(lines).toHaveLength(4)
  expect(lines.find(({ label }) => label === '一(1)班')?.cells[0]).toBeUndefined()
})

test('above the school posts are counted by kind, and more than asked does not make up for others', () => {
  const leaders = duties.find(({ key }) => key.endsWith('#school-leaders-visit'))!
  expect(postGroups(leaders.rows)).toEqual([
    { label: '校长', bearers: 1, met: 0, vacant: 0, overdue: 0, required: 5, done: 0 },
    { label: '党组织书记', bearers: 1, met: 0, vacant: 0, overdue: 0, required: 5, done: 2 },
    { label: '副校长', bearers: 2, met: 1, vacant: 0, overdue: 0, required: 10, done: 9 },
  ])
})

test('the longest period names the page', () => {
  expect(yearOf(duties)).toBe('2026–2027学年')
  expect(yearOf([])).toBeUndefined()
})

test.each([['2026-11-21', '今天'], ['2026-11-22', '明天'], ['2026-12-04', '还有 13 天'], ['2026-11-18', '已过 3 天']])('%s is %s', (due, said) => {
  expect(sayDaysLeft(due, '2026-11-21')).toBe(said)
})

test('figures are said with separators and with what they count', () => {
  expect(sayFigure(figure(18_204, 29_876), '名')).toBe('18,204 / 29,876 名')
  expect(sayRemaining(figure(12, 38), '名', '7月10日')).toBe('还有 26 名，7月10日前')
  expect(sayRemaining(figure(12, 38), '名', undefined)).toBe('还有 26 名')
  expect(sayRemaining(figure(38, 38), '名', '7月10日')).toBe('已全部完成')
  expect(sayRemaining(figure(0, 0), '名', '7月10日')).toBe('目前没有需要完成的对象')
  expect([sayDay('2026-12-04', '2026-11-21'), sayDay('2027-07-10', '2026-11-21')]).toEqual(['12月4日', '2027年7月10日'])
})
