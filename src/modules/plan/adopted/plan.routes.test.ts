import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '#kernel/capacity'
import { Refusal } from '#kernel/errors'
import type { AnswerOf, Route } from '#kernel/route'
import type { z } from 'zod'
import { newId } from '#kernel/ids'
import { openDatabase, type Database } from '#platform/db/database'
import { regionScope } from '#platform/db/scope'
import { useDatabase } from '#testing/database'
import {
  listLocalValues, listMatters, listPacks, publishCalendarRoute, setLocalValueRoute, showCalendar, showDuty, showPack,
} from './plan.contract.ts'
import { previewCalendar, showCalendarDraft } from './calendar-draft.contract.ts'
import { planAccess } from './plan.access.ts'
import { listTopics } from './topic.contract.ts'
import { acting, adoptedRegion, type AdoptedRegion } from './plan.factory.ts'
import { planRoutes } from './plan.routes.ts'

const NOW = new Date('2026-11-21T02:00:00Z')
const DISTRICT = 'tianjin-hebei-2024-17'
const urls = useDatabase()
let owner: Database
let app: Database
let region: AdoptedRegion

beforeAll(async () => {
  owner = openDatabase(urls.ownerUrl, 2)
  app = openDatabase(urls.appUrl, 2)
  region = await adoptedRegion({ owner, app, now: NOW })
  await owner.shared.insertInto('jurisdiction').values({ region_id: 3, level: 'province', reports_to: null, demo: true, created_at: NOW }).execute()
})

afterAll(async () => {
  await app.close()
  await owner.close()
})

type AnyRoute = Route<z.ZodType, z.ZodType, z.ZodType, z.ZodType>
interface Asked {
  readonly as?: Role
  readonly minute?: number
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
}

/** Asks a route as the server does and holds the answer against its schema. */
async function ask<R extends AnyRoute>(route: R, asked: Asked = {}): Promise<AnswerOf<R>> {
  const { as = 'bureau_officer', minute = 0, ...input } = asked
  const served = planRoutes.find((one) => one.route === route)
  if (served?.caller !== 'act' || route.answer === 'file') throw new Error('not served')
  const { answer } = route
  const now = new Date(NOW.getTime() + minute * 60_000)
  const spec = { role: as, now, ...(as === 'principal' ? { unitId: region.schoolId } : {}) }
  const given = { params: {}, query: {}, body: undefined, ...input }
  return answer.parse(await acting(app, spec, (act) => served.run(act, given))) as AnswerOf<R>
}

test('every route is served once and its verb stands in the access table', () => {
  const declared = [
    listPacks, showPack, showDuty, listMatters, listTopics, showCalendar, showCalendarDraft, previewCalendar, publishCalendarRoute, listLocalValues, setLocalValueRoute,
  ]
  expect(planRoutes.map((one) => one.route.path)).toEqual(declared.map((one) => one.path))
  for (const { verb } of declared) expect(planAccess).toHaveProperty([verb ?? ''])
})

test('both packs are listed with what they still need', async () => {
  const { packs } = await ask(listPacks)
  expect(packs.map(({ doc, clauses }) => ({ doc, clauses }))).toEqual([{ doc: 'shanxi-2023-3', clauses: 132 }, { doc: DISTRICT, clauses: 297 }])
  for (const { doc, duties: count, needLocalValue } of packs) {
    const { duties } = await ask(showPack, { params: { doc } })
    expect([count, needLocalValue]).toEqual([duties.length, duties.filter(({ state }) => state === 'needs-local-value').length])
    expect(needLocalValue).toBeGreaterThan(0)
  }
})

test('a pack shows clauses, duties as sentences and the decisions', async () => {
  const { clauses, duties } = await ask(showPack, { params: { doc: DISTRICT } })
  expect(clauses.find((one) => one.id === '4.2.8/j')).toMatchObject({
    strength: 'must', carrier: ['head-teacher-visits-each-student'],
  })
  expect(duties.find((one) => one.id === 'head-teacher-visits-each-student')).toMatchObject({
    zh: '班主任 对本班每名学生 每学年 入户家访 至少 1 次', state: 'counted', strength: 'must', missing: [],
  })
  expect(duties.find((one) => one.id === 'parent-meeting-at-start')).toMatchObject({
    state: 'needs-local-value', missing: [{ key: 'meeting-start-window', setBy: 'region' }],
  })
  expect(duties.find((one) => one.form === 'content')).toMatchObject({ state: 'form', missing: [] })
})

test('a duty stands beside the others of its matter', async () => {
  const answer = await ask(showDuty, { params: { doc: DISTRICT, dutyId: 'head-teacher-visits-each-student' } })
  expect(answer.clauses.map((one) => one.id)).toEqual(['4.2.8/j'])
  const province = answer.others.find(({ duty: { doc, id } }) => doc === 'shanxi-2023-3' && id === 'head-teacher-visits-each-student')
  expect(province?.relation).toBe('stricter')
})

test('the matter of home visits leads with the district’s duty of the head teacher', async () => {
  const { matters } = await ask(listMatters)
  const binding = matters.find(({ matter }) => matter.key === 'home-visit')?.binding
  expect(binding).toContainEqual({ doc: DISTRICT, id: 'head-teacher-visits-each-student' })
  expect(binding).not.toContainEqual({ doc: 'shanxi-2023-3', id: 'head-teacher-visits-each-student' })
})

test('the calendar says its week, and an unpublished year says so', async () => {
  expect(await ask(showCalendar)).toMatchObject({ academicYear: 2026, today: { semester: 1, week: 12 } })
  expect(await ask(showCalendar, { query: { academicYear: 2027 } })).toEqual({ academicYear: 2027, missing: '2027–2028学年校历尚未发布' })
})

test('a draft says who gains or loses days and which duties move, and keeps nothing', async () => {
  const { calendar, schools, version } = await ask(showCalendarDraft, { query: { academicYear: 2026 } })
  expect(schools).toEqual([{ id: region.schoolId, name: '云杉第一小学' }])
  const [first, second] = calendar!.semesters
  const body = {
    ...calendar!, semesters: [first, { ...second, end: '2027-07-02' }],
    overrides: [...calendar!.overrides, { schoolId: region.schoolId, semester: 1, start: '2026-09-03' }],
  }
  const { first: isFirst, changes, moved } = await ask(previewCalendar, { body })
  expect(isFirst).toBe(false)
  expect(changes.map(({ place, semester, startMoved, endMoved, gained }) => [place, semester, startMoved, endMoved, gained])).toEqual(expect.arrayContaining([
    ['云杉第一小学', 1, 2, 0, -2], ['全部学校', 2, 0, -7, -5], ['初中 9 年级', 2, 0, 0, 0],
  ]))
  const everybody = moved.find(({ place, after }) => place === '全部学校' && after?.due === '2027-07-02')
  expect(everybody?.duties).toContainEqual({ doc: DISTRICT, id: 'head-teacher-visits-each-student', zh: '班主任 对本班每名学生 每学年 入户家访 至少 1 次' })
  const week = moved.find(({ place, after }) => place === '云杉第一小学' && after?.due === '2026-09-09')
  expect(week?.duties.map(({ id }) => id)).toContain('themed-meeting-first-week')
  expect(await ask(showCalendarDraft, { query: { academicYear: 2026 } })).toEqual({ calendar, schools, version })
})

test('a year that is a slip of the pen is refused before anything is counted with it', async () => {
  const { calendar, version } = await ask(showCalendarDraft, { query: { academicYear: 2026 } })
  const [first, second] = calendar!.semesters
  const wrong = [
    { ...calendar!, semesters: [first, { ...second, end: '9999-12-31' }] }, { ...calendar!, overrides: [{ stage: 'junior', semester: 2, end: '9999-12-31' }] },
    { ...calendar!, overrides: [{ stage: 'junior', semester: 1, start: '0026-09-01' }] },
  ]
  expect([previewCalendar.body!.safeParse(calendar).success, publishCalendarRoute.body!.safeParse({ calendar, replaces: version }).success]).toEqual([true, true])
  for (const body of wrong) {
    expect(previewCalendar.body!.safeParse(body).error?.message).toContain('应在2026–2027学年之内')
    expect(publishCalendarRoute.body!.safeParse({ calendar: body, replaces: version }).error?.message).toContain('应在2026–2027学年之内')
  }
})

test('the first calendar of a year is told apart', async () => {
  const { calendar } = await ask(showCalendar)
  const later = JSON.parse(JSON.stringify({ ...calendar!, overrides: [] }).replaceAll('2027-', '2028-').replaceAll('2026', '2027')) as typeof calendar
  expect(await ask(previewCalendar, { body: later })).toMatchObject({ first: true, changes: [] })
  expect(await ask(showCalendarDraft, { query: { academicYear: 2027 } })).toEqual({ schools: [{ id: region.schoolId, name: '云杉第一小学' }], version: null })
})

test('a published calendar is shown', async () => {
  const { calendar, version } = await ask(showCalendarDraft, { query: { academicYear: 2026 } })
  const { id } = await ask(publishCalendarRoute, { minute: 1, body: { calendar: { ...calendar!, note: '第二版' }, replaces: version } })
  expect((await ask(showCalendar)).calendar?.note).toBe('第二版')
  expect((await ask(showCalendarDraft, { query: { academicYear: 2026 } })).version).toBe(id)
})

test('of two officers who began with the same version only the first publishes, also at the same moment', async () => {
  const { calendar, version } = await ask(showCalendarDraft, { query: { academicYear: 2026 } })
  const publish = (note: string) => ask(publishCalendarRoute, { minute: 2, body: { calendar: { ...calendar!, note }, replaces: version } })
  const both = await Promise.allSettled([publish('甲'), publish('乙')])
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'calendar-replaced' })
  await expect(publish('丙')).rejects.toMatchObject({ code: 'calendar-replaced' })
  await expect(ask(publishCalendarRoute, { body: { calendar: calendar!, replaces: null } })).rejects.toMatchObject({ code: 'calendar-replaced' })
})

test('a school sees its own value, the bureau the region’s', async () => {
  const sourceFor = async (as: Role) => {
    const { values } = await ask(listLocalValues, { as })
    return values.find((one) => one.declared.key === 'subject-teacher-visits')
  }
  expect(await sourceFor('principal')).toMatchObject({ value: 10, source: 'default' })
  await ask(setLocalValueRoute, { as: 'principal', minute: 2, body: { doc: DISTRICT, key: 'subject-teacher-visits', value: 15 } })
  expect(await sourceFor('principal')).toMatchObject({ value: 15, source: 'school', setAt: '2026-11-21T02:02:00.000Z' })
  expect(await sourceFor('bureau_officer')).toMatchObject({ value: 10, source: 'default' })
  const { duty } = await ask(showDuty, { as: 'principal', params: { doc: DISTRICT, dutyId: 'other-subject-teachers-visit' } })
  expect(duty.zh).toContain('至少 15 次')
})

test('a value without which a duty cannot count is needed; where the text has its own reading it is adjustable', async () => {
  const viewFor = async (key: string) => {
    const { values } = await ask(listLocalValues)
    const { need, value, source, reading } = values.find((one) => one.doc === DISTRICT && one.declared.key === key)!
    return { need, value, source, reading }
  }
  const faceToFace = ['in_home', 'at_school', 'video']
  expect(await viewFor('counted-modes')).toEqual({ need: 'adjustable', value: faceToFace, source: 'default', reading: faceToFace })
  expect(await viewFor('numbers-strength')).toEqual({ need: 'adjustable', value: 'must', source: 'default', reading: 'must' })
  expect(await viewFor('subject-teacher-visits')).toMatchObject({ need: 'adjustable', reading: 10 })
  expect(await viewFor('meeting-start-window')).toEqual({ need: 'needed', source: 'none' })
  await ask(setLocalValueRoute, { minute: 3, body: { doc: DISTRICT, key: 'counted-modes', value: ['in_home'] } })
  expect(await viewFor('counted-modes')).toEqual({ need: 'adjustable', value: ['in_home'], source: 'region', reading: faceToFace })
})

test('a value says what the text says, which duties wait for it, and what others at the same level chose', async () => {
  const valueFor = async (as: Role, doc: string, key: string) => {
    const { values } = await ask(listLocalValues, { as })
    return values.find((one) => one.doc === doc && one.declared.key === key)!
  }
  const meetings = await valueFor('bureau_officer', 'shanxi-2023-3', 'parent-meetings')
  expect(meetings).toMatchObject({ clauses: [{ id: '1/d', summary: expect.stringContaining('家长会') as string }], choices: [] })
  expect(meetings.duties).toContainEqual({ id: 'parent-meetings', zh: '中小学校、幼儿园 对每个班级 每学期 召开家长会 至少（次数由本地确定）', waits: true })
  // Another district of the same installation decides, changes its mind, and a province decides too.
  await elsewhere(2, [3, 4])
  await elsewhere(3, [9])
  expect((await valueFor('bureau_officer', 'shanxi-2023-3', 'parent-meetings')).choices).toEqual([{ value: 4, count: 1 }])
  expect((await valueFor('principal', 'shanxi-2023-3', 'parent-meetings')).choices).toEqual([{ value: 4, count: 1 }])
  // The school decided 15 above: others see it, the school itself does not.
  expect((await valueFor('bureau_officer', DISTRICT, 'subject-teacher-visits')).choices).toEqual([{ value: 15, count: 1 }])
  expect((await valueFor('principal', DISTRICT, 'subject-teacher-visits')).choices).toEqual([])
})

/** Values that another jurisdiction set, one after the other. */
async function elsewhere(regionId: number, values: readonly number[]): Promise<void> {
  for (const [at, value] of values.entries()) {
    await app.inScope(regionScope(regionId), (tx) => tx.insertInto('local_value').values({
      region_id: regionId, id: newId(), doc: 'shanxi-2023-3', key: 'parent-meetings', unit_id: null, value: JSON.stringify(value),
      set_at: new Date(NOW.getTime() + at * 1_000), set_by: null,
    }).execute())
  }
}

test('who chose what stays behind the row policies: only how many chose it comes out', async () => {
  const rows = await app.inScope(regionScope(1), (tx) => tx.selectFrom('local_value').select('region_id').where('doc', '=', 'shanxi-2023-3').execute())
  expect(rows.filter(({ region_id }) => region_id !== 1)).toEqual([])
})

const STRANGE = [
  { route: showPack, params: { doc: 'xinganmeng-2025-60' } }, { route: showDuty, params: { doc: DISTRICT, dutyId: 'nothing' } },
]

test.each(STRANGE)(
  '$route.path answers 404 for what is not adopted', async ({ route, params }) => {
    const error: unknown = await ask(route, { params }).catch((one: unknown) => one)
    expect(error instanceof Refusal && error.status).toBe(404)
  })
