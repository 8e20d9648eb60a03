import { expect, test } from 'vitest'
import type { ResolvedDuty } from '#modules/plan/packs/pack.contract'
import { fallsOn } from './candidate.rules.ts'
import { findWay } from './counted.rules.ts'

const usual: ResolvedDuty = {
  id: 'some', matter: 'some', clauses: ['1/a'], form: 'count', bearer: { kind: 'unit' }, subject: { kind: 'none' },
  action: { kind: 'open_day', where: [] }, relation: 'at-least', number: 2, when: { period: 'semester' }, strength: 'must',
}
type Change = { [K in keyof ResolvedDuty]?: ResolvedDuty[K] | undefined }
const way = (change: Change) => {
  const found = findWay({ ...usual, ...change } as ResolvedDuty)
  return found && [found.shape, found.carrier, found.reach, found.number, found.percent ?? '-', found.designation ?? '-', found.atMost ? 'most' : 'least'].join(' ')
}
const each = (kind: 'student' | 'class' | 'key-student' | 'left-behind-student' | 'new-student', of: 'class' | 'unit' = 'unit') => ({ subject: { kind, of } })
const half = { form: 'coverage' as const, number: 50, unit: 'percent' as const }

test.each<[string, Change, string | undefined]>([
  ['times of a unit', {}, 'times unit unit 2 - - least'],
  ['a delivery', { form: 'delivery', number: 1 }, 'times unit unit 1 - - least'],
  ['all, without a number', { relation: 'all', number: undefined }, 'times unit unit 1 - - least'],
  ['a limit', { relation: 'at-most' }, 'times unit unit 2 - - most'],
  ['a prohibition', { form: 'prohibition', number: 0 }, 'times unit unit 0 - - most'],
  ['a limit for each class', { relation: 'at-most', ...each('class') }, 'classes unit unit 2 - - most'],
  ['a limit for each child', { relation: 'at-most', ...each('student') }, undefined],
  ['a share of children', { ...half, ...each('student') }, 'students unit unit 1 50 - least'],
  ['all children', { ...half, relation: 'all', ...each('student') }, 'students unit unit 1 50 - least'],
  ['a share of classes', { ...half, ...each('class') }, 'classes unit unit 1 50 - least'],
  ['a share of nothing in particular', half, 'times unit unit 1 - - least'],
  ['key students of the own class', { bearer: { kind: 'post', posts: ['head_teacher'] }, ...each('key-student', 'class') }, 'students post class 2 - key least'],
  ['children left behind', each('left-behind-student'), 'students unit unit 2 - left_behind least'],
  ['families', { bearer: { kind: 'guardian' }, ...each('class') }, 'classes unit unit 2 - - least'],
  ['each body', { bearer: { kind: 'body', bodies: ['station'] } }, 'times body unit 2 - - least'],
  ['children of a body', { bearer: { kind: 'body', bodies: ['station'] }, ...each('student') }, undefined],
  ['children of the bureau', { bearer: { kind: 'unit', at: 'bureau' }, ...each('student') }, undefined],
  ['a demand without a number', { strength: 'statement', number: undefined }, undefined],
  ['a demand with a number', { strength: 'statement' }, 'times unit unit 2 - - least'],
  ['what is not counted from records', { form: 'structure' }, undefined],
  ['what names no kind of record', { action: undefined }, undefined],
])('%s', (_, change, expected) => {
  expect(way(change)).toBe(expected)
})

test.each<[ResolvedDuty['bearer'], boolean, boolean]>([
  [{ kind: 'unit' }, true, false], [{ kind: 'unit', at: 'bureau' }, false, true], [{ kind: 'unit', posts: ['bureau_leader'] }, true, false],
  [{ kind: 'guardian' }, true, false], [{ kind: 'team', posts: ['middle_leader'] }, true, false], [{ kind: 'team', posts: ['bureau_leader'] }, false, true],
  [{ kind: 'holder', posts: ['principal'] }, true, true], [{ kind: 'body', bodies: ['station'] }, true, true], [{ kind: 'body', bodies: ['station'], at: 'bureau' }, false, true],
])('%j falls on schools: %s, on the bureau: %s', (bearer, school, bureau) => {
  expect([fallsOn(bearer, 'school'), fallsOn(bearer, 'bureau')]).toEqual([school, bureau])
})
