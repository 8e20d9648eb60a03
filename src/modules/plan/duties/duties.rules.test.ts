import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readPack } from '../packs/pack-files.service.ts'
import type { Duty, Pack, ResolvedDuty, Setting } from '../packs/pack.contract.ts'
import { findMisfit } from './fit.rules.ts'
import { bindingAmong, groupByMatter } from './matter.rules.ts'
import { relationBetween } from './relation.rules.ts'
import { findFault, isRecordable, resolve } from './resolve.rules.ts'
import { sayDuty } from './say.rules.ts'

const PACKS = join(import.meta.dirname, '../../../../packs')
let province: Pack
let district: Pack

async function load(doc: string): Promise<Pack> {
  const read = await readPack(join(PACKS, doc))
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return read.pack
}

beforeAll(async () => {
  province = await load('shanxi-2023-3')
  district = await load('tianjin-hebei-2024-17')
})

const dutyOf = (pack: Pack, id: string): Duty => pack.duties.find((one) => one.id === id)!

function resolved(pack: Pack, id: string, settings: Record<string, Setting> = {}): ResolvedDuty {
  const answer = resolve(dutyOf(pack, id), pack, settings)
  if ('missing' in answer) throw new Error(`missing ${answer.missing.join()}`)
  return answer.duty
}

test('the head teacher of the district owes an in-home visit to each student', () => {
  expect(sayDuty(resolved(district, 'head-teacher-visits-each-student'), district, 'zh'))
    .toBe('班主任 对本班每名学生 每学年 入户家访 至少 1 次')
})

test('a value that nobody has set is named, never guessed', () => {
  expect(resolve(dutyOf(province, 'school-leaders-visit'), province, {}))
    .toEqual({ missing: ['school-leaders-by', 'school-leaders-visits'] })
  const set = resolved(province, 'school-leaders-visit', { 'school-leaders-by': 'team', 'school-leaders-visits': 6 })
  expect(set).toMatchObject({ number: 6, bearer: { kind: 'team' } })
  expect(sayDuty(set, province, 'zh')).toBe('校长、党组织书记、副校长合计 每学年 家访（入户、校内、视频） 至少 6 次')
})

test('a local value replaces the reading of the text only once it is set', () => {
  expect(resolved(province, 'head-teacher-visits-each-student').action?.where)
    .toEqual([{ field: 'mode', in: ['in_home', 'at_school', 'video'] }])
  const widened = resolved(province, 'head-teacher-visits-each-student', { 'counted-modes': ['in_home', 'phone'] })
  expect(widened.action?.where).toEqual([{ field: 'mode', in: ['in_home', 'phone'] }])
})

test('the text gives 10 visits as the floor of the school’s own number', () => {
  const declared = district.localValues.find((one) => one.key === 'subject-teacher-visits')!
  expect(resolved(district, 'other-subject-teachers-visit').number).toBe(10)
  expect(resolved(district, 'other-subject-teachers-visit', { 'subject-teacher-visits': 12 }).number).toBe(12)
  expect(findFault(declared, 9)).toBe('应在 10 至 200 之间。')
  expect(findFault(declared, 'ten')).toBe('应填写整数。')
})

test.each<[string, Setting, boolean]>([
  ['school-leaders-by', 'team', true], ['school-leaders-by', 'unit', false], ['counted-modes', ['phone'], true],
  ['counted-modes', ['letter'], false], ['counted-modes', 'phone', false],
  ['meeting-start-window', { from: { anchor: 'start', days: 0 }, to: { anchor: 'start', days: 20 } }, true],
  ['meeting-start-window', 14, false],
  ['key-periods', [{ name: '期中', from: '2026-11-09', to: '2026-11-20' }], true],
  ['key-periods', [{ name: '期中', from: '2026-11-20', to: '2026-11-09' }], false],
])('local value %s = %j fits: %s', (key, setting, fits) => {
  expect(findFault(district.localValues.find((one) => one.key === key)!, setting) === undefined).toBe(fits)
})

test('what stands in a form, and a statement without a number, has no figure', () => {
  const visit = dutyOf(district, 'head-teacher-visits-each-student')
  const { number: _, unit: __, ...open } = visit
  expect(isRecordable(visit)).toBe(true)
  expect(isRecordable({ ...open, strength: 'statement' })).toBe(false)
  expect(isRecordable({ ...visit, strength: 'statement' })).toBe(true)
  expect(isRecordable({ ...visit, form: 'content' })).toBe(false)
  expect(isRecordable({ ...visit, waiting: '记录尚未提供' })).toBe(false)
})

test.each([
  ['home_visit', { mode: 'in_home' }, undefined, undefined],
  ['home_visit', { mode: 'phone' }, 'mode', 'mode'],
  ['home_visit', { mode: 'video' }, undefined, 'mode'],
  ['home_visit', {}, 'mode', 'mode'],
  ['parent_meeting', { mode: 'in_home' }, 'kind', 'kind'],
])('a %s with %j misses the province by %s and the district by %s', (kind, values, ofProvince, ofDistrict) => {
  expect(findMisfit(resolved(province, 'head-teacher-visits-each-student'), kind, values)).toBe(ofProvince)
  expect(findMisfit(resolved(district, 'head-teacher-visits-each-student'), kind, values)).toBe(ofDistrict)
})

test('a visit that was not assigned is no random visit', () => {
  const duty = resolved(district, 'bureau-leaders-random-visits')
  expect(findMisfit(duty, 'home_visit', { mode: 'in_home' })).toBe('random')
  expect(findMisfit(duty, 'home_visit', { mode: 'in_home', random: true })).toBeUndefined()
})

test('the district’s in-home visit is stricter than the province’s visit', () => {
  const [a, b] = [resolved(province, 'head-teacher-visits-each-student'), resolved(district, 'head-teacher-visits-each-student')]
  expect([relationBetween(b, a), relationBetween(a, b), relationBetween(a, a)]).toEqual(['stricter', 'looser', 'equal'])
  const encouraged = resolved(district, 'head-teacher-visits-each-student', { 'numbers-strength': 'encouraged' })
  expect(relationBetween(encouraged, b)).toBe('looser')
  expect(relationBetween(encouraged, a)).toBe('not-comparable')
})

test('1 visit a semester and 5 a year differ in unit; 3 a semester would be stricter', () => {
  const by = { 'school-leaders-by': 'holder' }
  const semester = resolved(district, 'school-leaders-visit-each-semester', by)
  const year = resolved(district, 'school-leaders-visit-each-year', by)
  expect(relationBetween(semester, year)).toBe('different-unit')
  expect(relationBetween({ ...semester, number: 3 }, year)).toBe('stricter')
  expect(relationBetween(year, { ...semester, number: 3 })).toBe('looser')
  expect(relationBetween(semester, resolved(district, 'school-leaders-visit-each-year', { 'school-leaders-by': 'team' })))
    .toBe('different-unit')
})

test('other relations of numbers', () => {
  const meetings = resolved(district, 'parent-meetings-each-semester')
  const start = { ...resolved(district, 'themed-meeting-first-week') }
  const { window: _, ...whole } = start.when
  expect(relationBetween(start, { ...start, when: whole })).toBe('stricter')
  expect(relationBetween({ ...meetings, relation: 'exactly' }, meetings)).toBe('stricter')
  expect(relationBetween({ ...meetings, relation: 'at-most' }, meetings)).toBe('not-comparable')
  expect(relationBetween({ ...meetings, relation: 'at-most', number: 1 }, { ...meetings, relation: 'at-most' })).toBe('stricter')
  expect(relationBetween(meetings, resolved(district, 'guidance-activities-of-schools'))).toBe('not-comparable')
  const kindergartens = resolved(district, 'guidance-activities-of-kindergartens')
  expect(relationBetween(resolved(province, 'guidance-activities'), kindergartens)).toBe('stricter')
})

test('a matter keeps every duty, and leads with the binding ones', () => {
  const list = [province, district].flatMap((pack) => pack.duties.map((duty) => {
    const answer = resolve(duty, pack, {})
    return { doc: pack.doc, id: duty.id, matter: duty.matter, ...('duty' in answer ? { resolved: answer.duty } : {}) }
  }))
  const groups = groupByMatter(list, [...province.matters, ...district.matters])
  expect(groups.flatMap((group) => group.duties)).toHaveLength(list.length)
  expect(groups.map((group) => group.matter.key)).toEqual(expect.arrayContaining(['home-visit', 'parent-meeting', 'guidance', 'open-day']))
  const visits = groups.find((group) => group.matter.key === 'home-visit')!.duties
    .filter((one) => one.id === 'head-teacher-visits-each-student')
  expect(bindingAmong(visits).map((one) => one.doc)).toEqual(['tianjin-hebei-2024-17'])
  expect(bindingAmong([visits[0]!, visits[0]!, { ...visits[0]! }])).toHaveLength(2)
})

const visit = () => resolved(district, 'head-teacher-visits-each-student')
const bureau = { kind: 'unit', at: 'bureau' } as const

test('what is owed once is never compared with what is owed again and again', () => {
  const { when: _, ...rest } = visit()
  const once: ResolvedDuty = { ...rest, when: { period: 'once', from: '2025-01-01', due: '2025-12-31' } }
  expect(relationBetween(once, visit())).toBe('different-unit')
  const sooner: ResolvedDuty = { ...once, when: { period: 'once', from: '2025-01-01', due: '2025-10-31' } }
  expect([relationBetween(sooner, once), relationBetween(once, sooner), relationBetween(once, once)]).toEqual(['stricter', 'looser', 'equal'])
})

test('bearers of different names, bodies or offices are not compared', () => {
  const duty: ResolvedDuty = { ...visit(), bearer: { ...bureau, name: { zh: '区妇联', en: 'the federation' } } }
  expect(relationBetween(duty, { ...duty, bearer: { ...bureau, name: { zh: '区教育局', en: 'the bureau' } } })).toBe('not-comparable')
  expect(relationBetween(duty, { ...duty, bearer: { kind: 'unit' } })).toBe('not-comparable')
  const body = (...bodies: ('station' | 'base')[]): ResolvedDuty => ({ ...duty, bearer: { kind: 'body', bodies } })
  expect(relationBetween(body('station'), body('base'))).toBe('not-comparable')
  expect(relationBetween(body('station', 'base'), body('station'))).toBe('stricter')
})

test('a part of the year inside another part binds', () => {
  const part = (from: string, to: string): ResolvedDuty => ({ ...visit(), when: { period: 'calendar-year', window: { yearly: { from, to } } } })
  expect(relationBetween(part('09-01', '09-30'), part('09-01', '10-31'))).toBe('stricter')
  expect(relationBetween(part('11-01', '12-31'), part('09-01', '10-31'))).toBe('not-comparable')
  expect(relationBetween({ ...visit(), when: { period: 'calendar-year', window: { weekOf: '05-15' } } }, part('05-01', '05-31'))).toBe('not-comparable')
})

test('a composition with more or narrower seats binds', () => {
  const { action: _, number: __, unit: ___, ...rest } = visit()
  const made = (seats: NonNullable<ResolvedDuty['structure']>['seats'], each?: 'class'): ResolvedDuty => ({
    ...rest, form: 'structure', bearer: { kind: 'unit' }, subject: { kind: 'none' }, relation: 'all', when: { period: 'once', from: '2025-01-01' },
    structure: { body: 'workstation', ...(seats === undefined ? {} : { seats }), ...(each ? { each } : {}) },
  })
  const five = made([{ role: 'member', of: ['teacher', 'parent'], number: 5 }])
  expect(relationBetween(five, made(undefined))).toBe('stricter')
  expect(relationBetween(made([{ role: 'member', of: ['teacher'], number: 5 }]), five)).toBe('stricter')
  expect(relationBetween(made([{ role: 'member', of: ['teacher', 'expert'], number: 6 }]), five)).toBe('not-comparable')
  expect(relationBetween(made([{ kinds: 2, of: ['teacher', 'parent'] }]), made([{ kinds: 1, of: ['teacher', 'parent'] }]))).toBe('stricter')
  expect(relationBetween(made(undefined, 'class'), made(undefined))).toBe('different-unit')
  expect(findMisfit(five, 'home_visit', {})).toBe('kind')
})
