import { expect, test } from 'vitest'
import type { Capacity, Role } from '#kernel/capacity'
import { choicesOf, firstChoice, safeNext } from './choices.ts'

const capacity = (id: string, role: Role): Capacity =>
  ({ id, role, regionId: 1, personId: 'p', unitId: null, postIds: [], classIds: [], studentIds: [], label: id })

test('a role begins at its own page, and the guardianships of two districts are one choice', () => {
  const choices = choicesOf([
    capacity('1-guardian-family', 'guardian'), capacity('1-head_teacher-c1', 'head_teacher'), capacity('2-guardian-family', 'guardian'),
  ])
  expect(choices.map((choice) => choice.address)).toEqual(['/c/1-head_teacher-c1/today', '/family'])
})

test('the last choice is taken up again only while it holds', () => {
  const choices = choicesOf([capacity('a', 'principal'), capacity('b', 'subject_teacher')])
  expect(firstChoice(choices, 'b')?.key).toBe('b')
  expect(firstChoice(choices, 'gone')?.key).toBe('a')
  expect(firstChoice([], 'b')).toBeUndefined()
})

test.each([
  ['/c/1/today', '/c/1/today'], [undefined, '/'], ['//evil.example', '/'], ['/\\evil.example', '/'], ['https://evil.example', '/'],
])('after signing in %s leads to %s', (next, expected) => {
  expect(safeNext(next)).toBe(expected)
})
