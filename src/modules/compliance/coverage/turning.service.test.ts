import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SchoolDate } from '#kernel/dates'
import { newId, type Uuid } from '#kernel/ids'
import { adoptPack, loadPacks, plantCalendar, plantLocalValues } from '#modules/plan/index'
import { regionScope } from '#platform/db/scope'
import { useDatabase } from '#testing/database'
import { readMine } from './mine.service.ts'
import { rebuild, rebuildIfDue, verify } from './rebuild.service.ts'
import { readMatter } from './region.service.ts'
import { readClass, readSchoolHome } from './school.service.ts'
import { DISTRICT, makeWorld, PACKS, PROVINCE, type Post, type SchoolClass, type Unit, type World } from './world.factory.ts'

/** Years turn, semesters turn and windows open while nobody does anything. */
const EACH = `${DISTRICT}#head-teacher-visits-each-student`
const MEETINGS = `${DISTRICT}#parent-meetings-each-semester`
const AT_END = `${DISTRICT}#parent-meeting-at-end`
const urls = useDatabase()
let world: World
let school: Unit
let own: SchoolClass
let head: Post & { holder: Uuid }
const children: Uuid[] = []

const shanghai = (moment: string) => new Date(`${moment}:00+08:00`)
const tick = (moment: string) => rebuildIfDue(world.rollup, 1, shanghai(moment))

beforeAll(async () => {
  world = await makeWorld(urls)
  await world.addUnit({ kind: 'bureau', stages: [] })
  school = await world.addUnit({ kind: 'school', stages: ['primary'] })
  own = await world.addClass({ schoolId: school.id, stage: 'primary', entryYear: 2024 })
  const post = await world.addPost({ unitId: school.id, kind: 'head_teacher', classId: own.id })
  head = { ...post, holder: await world.addPerson() }
  await world.appoint({ postId: post.id, personId: head.holder, from: '2024-08-20' }, '2026-06-01')
  for (let n = 0; n < 3; n++) children.push(await world.join({ classId: own.id, on: '2025-09-01' }, '2026-06-01'))
  await rebuild(world.rollup, 1, { now: shanghai('2026-06-01T12:00'), reason: 'start' })
  await visit(children[0]!, '2026-06-01')
  await visit(children[1]!, '2026-06-02')
})
afterAll(() => world.close())

async function visit(studentId: Uuid, on: SchoolDate) {
  await world.save({
    recordId: newId(), version: 1, kind: 'home_visit', unitId: school.id, happenedOn: on, withdrawn: false, fields: { mode: 'in_home' },
    actors: [{ personId: head.holder, postId: head.id, postKind: 'head_teacher', unitId: school.id, classId: own.id }],
    subjects: [{ subjectId: studentId, studentId, schoolId: school.id, classId: own.id, classThen: own.id, fields: {} }],
  }, on)
  await world.drain()
}

type Shown = readonly [period: string | undefined, done: number | undefined, required: number | undefined, state: string]
const pick = (duties: readonly { key: string; period: { key: string } | null; figure: { done: number; required: number } | null; standing: { state: string } }[], key: string): Shown => {
  const one = duties.find((duty) => duty.key === key)!
  return [one.period?.key, one.figure?.done, one.figure?.required, one.standing.state]
}
const asHead = { role: 'head_teacher' as const }
const seen = async (day: SchoolDate, key: string): Promise<Shown> => {
  const who = { ...asHead, unitId: school.id, personId: head.holder, postIds: [head.id], classIds: [own.id] }
  return pick(await world.acting(who, day, async (act) => (key === EACH ? (await readMine(act)).duties : (await readClass(act, own.id)).duties)), key)
}
const seenByBureau = async (day: SchoolDate, matter: string, key: string, year?: number): Promise<Shown> =>
  pick((await world.acting({ role: 'bureau_officer' }, day, (act) => readMatter(act, matter, year === undefined ? {} : { year }))).duties, key)
const proof = (moment: string) => verify(world.rollup, 1, shanghai(moment))

describe('the academic year turns at midnight in Shanghai', () => {
  test('a minute before it is the old one, a minute after the new one with nothing done, on every page', async () => {
    await tick('2026-08-31T23:59')
    expect(await seen('2026-08-31', EACH)).toEqual(['2025', 2, 3, 'overdue'])
    await tick('2026-09-01T00:01')
    expect(await seen('2026-09-01', EACH)).toEqual(['2026', 0, 3, 'on-track'])
    expect(await seenByBureau('2026-09-01', 'home-visit', EACH)).toEqual(['2026', 0, 3, 'on-track'])
    expect(await proof('2026-09-01T00:01')).toEqual({ differences: [], waiting: 0 })
  })

  test('who leaves on 2 September leaves the new year, not the old', async () => {
    await world.place(children[2]!, { classId: null, on: '2026-09-02' }, '2026-09-02')
    await world.drain()
    expect(await seen('2026-09-02', EACH)).toEqual(['2026', 0, 2, 'on-track'])
    expect(await seenByBureau('2026-09-02', 'home-visit', EACH, 2025)).toEqual(['2025', 2, 3, 'overdue'])
    expect(await proof('2026-09-02T08:00')).toEqual({ differences: [], waiting: 0 })
  })
})

describe('the semester turns', () => {
  test.each([
    ['2026-12-24', 'is not told of it 29 days before its last day', []],
    ['2026-12-25', 'is told of it 28 days before its last day', [['2027-01-22', 1]]],
  ] as const)('on %s, before the window at the end opens, the principal %s', async (day, _, told) => {
    await tick(`${day}T12:00`)
    const { duties, dueSoon } = await world.acting({ role: 'principal', unitId: school.id }, day, readSchoolHome)
    expect(duties.find((one) => one.key === AT_END)).toMatchObject({ period: { start: '2026-12-26' }, standing: { state: 'not-yet-due' } })
    expect(dueSoon.filter((one) => one.duty === AT_END).map(({ due, remaining }) => [due, remaining])).toEqual(told)
  })

  test('from 20 January to 24 February: counts of the semester, and its windows, are those of the second', async () => {
    await tick('2027-01-20T12:00')
    expect(await seen('2027-01-20', MEETINGS)).toEqual(['2026-1', 0, 2, 'due-soon'])
    expect(await seen('2027-01-20', AT_END)).toEqual(['2026-1w', 0, 1, 'due-soon'])
    await tick('2027-02-24T00:01')
    expect(await seen('2027-02-24', MEETINGS)).toEqual(['2026-2', 0, 2, 'on-track'])
    expect(await seen('2027-02-24', AT_END)).toEqual(['2026-2w', 0, 1, 'not-yet-due'])
    expect(await seenByBureau('2027-02-24', 'parent-meeting', AT_END)).toEqual(['2026-2w', 0, 1, 'not-yet-due'])
    expect(await seenByBureau('2027-02-24', 'home-visit', EACH)).toEqual(['2026', 0, 2, 'on-track'])
  })
})

describe('a year that is not published', () => {
  test('says so, and the closed year stays as it was', async () => {
    const before = await seenByBureau('2027-08-31', 'home-visit', EACH)
    expect(before).toEqual(['2026', 0, 2, 'overdue'])
    await tick('2027-09-01T00:01')
    const { calendarMissing, duties } = await world.acting({ role: 'bureau_officer' }, '2027-09-01', (act) => readMatter(act, 'home-visit', {}))
    expect(calendarMissing).toBe('2027–2028学年校历尚未发布')
    expect(duties.find((one) => one.key === EACH)).toMatchObject({ figure: null, period: null, standing: { state: 'not-applicable', red: false, note: '本学年校历尚未发布' } })
    expect((await seen('2027-09-01', EACH)).slice(1)).toEqual([undefined, undefined, 'not-applicable'])
    await world.place(children[1]!, { classId: null, on: '2027-09-02' }, '2027-09-02')
    await world.drain()
    expect(await seenByBureau('2027-09-02', 'home-visit', EACH, 2026)).toEqual(before)
    expect(await proof('2027-09-02T08:00')).toEqual({ differences: [], waiting: 0 })
  })

  test('once published it is counted; a semester may begin on 29 February', async () => {
    await world.app.inScope(regionScope(1), (tx) => plantCalendar(tx, 1, { now: shanghai('2027-09-03T10:00'), calendar: {
      academicYear: 2027, semesters: [{ no: 1, start: '2027-09-01', end: '2028-01-21' }, { no: 2, start: '2028-02-29', end: '2028-07-07' }],
      holidays: [], workdays: [], note: '', overrides: [],
    } }))
    expect(await tick('2027-09-03T10:05')).toBe(true)
    expect(await seen('2027-09-03', EACH)).toEqual(['2027', 0, 1, 'on-track'])
    await tick('2028-02-28T23:59')
    expect(await seen('2028-02-28', MEETINGS)).toEqual(['2027-1', 0, 2, 'overdue'])
    await tick('2028-02-29T00:01')
    expect(await seen('2028-02-29', MEETINGS)).toEqual(['2027-2', 0, 2, 'on-track'])
    await visit(children[0]!, '2028-02-29')
    expect(await seen('2028-02-29', EACH)).toEqual(['2027', 1, 1, 'met'])
    expect(await proof('2028-02-29T12:00')).toEqual({ differences: [], waiting: 0 })
  })
})

test('a document adopted ahead begins to count on its first day', async () => {
  const province = (await loadPacks(world.owner.shared, PACKS, shanghai('2028-03-01T09:00'))).flatMap((one) => ('hash' in one && one.doc === PROVINCE ? [one] : []))[0]!
  const { owner } = world
  await owner.shared.updateTable('adoption').set({ valid_to: '2028-03-02' }).where('doc', '=', PROVINCE).execute()
  await world.app.inScope(regionScope(1), (tx) => adoptPack(tx, 1, { adoption: { ...province, validFrom: '2028-03-05' }, now: shanghai('2028-03-01T10:00') }))
  expect(await tick('2028-03-01T12:00')).toBe(false)
  expect(await tick('2028-03-03T00:01')).toBe(true)
  expect((await world.acting({ role: 'bureau_officer' }, '2028-03-03', (act) => readMatter(act, 'home-visit', {}))).duties.some((one) => one.key.startsWith(PROVINCE))).toBe(false)
  expect(await tick('2028-03-05T00:01')).toBe(true)
  expect(await seenByBureau('2028-03-05', 'home-visit', `${PROVINCE}#head-teacher-visits-each-student`)).toEqual(['2027', 1, 1, 'met'])
})

test('of fixed stretches the principal is told of the one that runs and of the next, when both end within four weeks', async () => {
  const spans = [['期中', '2028-03-20', '2028-03-24'], ['安全教育', '2028-03-27', '2028-04-18'], ['期末', '2028-04-10', '2028-04-19']] as const
  await world.app.inScope(regionScope(1), (tx) => plantLocalValues(tx, 1, { date: '2028-03-06', now: shanghai('2028-03-06T10:00'), decisions: [
    { doc: DISTRICT, key: 'key-periods', value: spans.map(([name, from, to]) => ({ name, from, to })) },
  ] }))
  await rebuild(world.rollup, 1, { now: shanghai('2028-03-21T10:00'), reason: 'plan changed' })
  const { duties, dueSoon } = await world.acting({ role: 'principal', unitId: school.id }, '2028-03-21', readSchoolHome)
  const key = `${DISTRICT}#themed-meeting-key-periods`
  expect(duties.filter((one) => one.key === key).map((one) => one.period?.key)).toEqual(['2027d03-20'])
  expect(dueSoon.filter((one) => one.duty === key).map(({ due, remaining }) => [due, remaining])).toEqual([['2028-03-24', 1], ['2028-04-18', 1]])
})
