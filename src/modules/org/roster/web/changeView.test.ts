import { describe, expect, test } from 'vitest'
import { aDoubt, countsOf } from './roster.factory.ts'
import { answerAll, answerOf, answersTo, differencesOf, groupDoubts, hindrance, sayCounts } from './changeView.ts'

test('only differences that occur are told, who came first', () => {
  expect(differencesOf('students', countsOf({ left: 2, new: 312, same: 1204, moved: 4 })).map(({ name, count }) => `${name} ${count}`))
    .toEqual(['新增 312', '调班 4', '离校 2'])
  expect(sayCounts('students', countsOf({ new: 1312, classes: 2 }))).toBe('新增 1,312 · 新建班级 2')
  expect(sayCounts('staff', countsOf({ left: 1 }))).toBe('离任 1')
  expect(sayCounts('students', countsOf({ same: 9 }))).toBe('没有变化')
})

describe('doubts', () => {
  const [gone, twin, moved] = [aDoubt('a'), aDoubt('b'), aDoubt('c', { kind: 'same-person', fallback: 'other' })]

  test('of one kind stand together and can be answered together by what all of them offer', () => {
    const odd = aDoubt('d', { choices: [{ value: 'left', label: '已离校' }, { value: 'later', label: '以后再定' }] })
    const groups = groupDoubts([gone, moved, twin, odd])
    expect(groups.map(({ kind, doubts }) => [kind, doubts.length])).toEqual([['absent', 3], ['same-person', 1]])
    expect(groups[0]!.common).toEqual([{ value: 'left', label: '已离校' }])
  })

  test('must be answered only where nothing happens by itself', () => {
    expect([answerOf(gone, {}), answerOf(gone, { a: 'left' }), answerOf(moved, {})]).toEqual([null, 'left', 'other'])
  })

  test('answered together also answer what the page does not list; one of them can still be answered otherwise', () => {
    const [group] = groupDoubts([gone, twin])
    const together = answerAll(group!, 'left', { a: 'stays', c: 'other' })
    expect(together).toEqual({ absent: 'left', c: 'other' })
    expect([answerOf(gone, together), answerOf(twin, { ...together, b: 'stays' })]).toEqual(['left', 'stays'])
  })

  test('answers to what is no doubt any more are dropped, and so are choices that are not offered any more', () => {
    expect(answersTo([gone, twin], { a: 'left', b: 'gone-away', x: 'left', absent: 'stays' })).toEqual({ a: 'left', absent: 'stays' })
  })
})

describe('what stands in the way of importing', () => {
  const draft = (counts: Parameters<typeof countsOf>[0], doubts = [] as ReturnType<typeof aDoubt>[]) =>
    ({ kind: 'students' as const, counts: countsOf({ rows: 10, ...counts }), doubts })

  test.each([
    ['nothing', draft({ new: 10 }), null],
    ['errors, but the rest can go', draft({ new: 9, errors: 1 }), { say: expect.stringContaining('1 处错误'), restPossible: true }],
    ['open doubts', draft({ new: 9, errors: 1 }, [aDoubt('a')]), { say: expect.stringContaining('1 处需要您确认'), restPossible: false }],
    ['no difference', draft({ same: 10 }), { say: expect.stringContaining('一致'), restPossible: false }],
    ['an empty workbook', draft({ rows: 0 }), { say: expect.stringContaining('没有读到学生'), restPossible: false }],
  ])('%s', (_, given, expected) => { expect(hindrance(given, {})).toEqual(expected) })

  test('an answered doubt is in nobody\'s way', () => {
    expect(hindrance(draft({ same: 10 }, [aDoubt('a')]), { a: 'left' })).toBeNull()
  })
})
