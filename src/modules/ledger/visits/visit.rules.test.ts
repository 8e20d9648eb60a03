import { expect, test } from 'vitest'
import type { PostKind } from '#kernel/capacity'
import { distinctPosts } from '../records/companion.rules.ts'
import { actingPosts } from './visit.rules.ts'

const post = (kind: PostKind, unitId: string, classId: string | null = null) =>
  ({ postId: `${kind}-${classId ?? unitId}`, kind, unitId, classId })
const seat = { schoolId: 'school', classId: '3-2' }

test.each([
  ['the head teacher of the class', post('head_teacher', 'school', '3-2'), seat, true],
  ['the head teacher of another class', post('head_teacher', 'school', '3-1'), seat, false],
  ['a teacher of the class', post('subject_teacher', 'school', '3-2'), seat, true],
  ['the principal', post('principal', 'school'), seat, true],
  ['the principal of another school', post('principal', 'other'), seat, false],
  ['a bureau leader, wherever the child sat', post('bureau_leader', 'bureau'), seat, true],
  ['the head teacher, when the child sat nowhere here', post('head_teacher', 'school', '3-2'), undefined, false],
  ['the principal, when the child sat nowhere here', post('principal', 'school'), undefined, false],
])('%s', (_, held, where, acts) => {
  expect(actingPosts([held], where)).toEqual(acts ? [held] : [])
})

test('a post acts once, for however many children', () => {
  const held = post('principal', 'school')
  expect(distinctPosts([held, post('middle_leader', 'school'), held])).toEqual([held, post('middle_leader', 'school')])
})
