import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SchoolDate } from '#kernel/dates'
import { newId, type Uuid } from '#kernel/ids'
import type { RecordActor, RecordFacts } from '#modules/ledger/records/record.contract'
import { useDatabase } from '#testing/database'
import { oracle, TOLD } from './oracle.factory.ts'
import { rebuild, rebuildIfDue, verify } from './rebuild.service.ts'
import { DISTRICT, makeWorld, noon, PROVINCE, type Enrolment, type SchoolClass, type World } from './world.factory.ts'

/** First and last days, which random histories seldom meet. */
const TODAY = '2026-11-20'
const urls = useDatabase()
let world: World
let own: SchoolClass
let other: SchoolClass
let actor: RecordActor
const children: Uuid[] = []

beforeAll(async () => {
  world = await makeWorld(urls)
  const school = await world.addUnit({ kind: 'school', stages: ['primary'] })
  own = await world.addClass({ schoolId: school.id, stage: 'primary', entryYear: 2024 })
  other = await world.addClass({ schoolId: school.id, stage: 'primary', entryYear: 2024 })
  const post = await world.addPost({ unitId: school.id, kind: 'head_teacher', classId: own.id })
  const personId = await world.addPerson()
  await world.appoint({ postId: post.id, personId, from: '2025-03-01' }, TODAY)
  for (let n = 0; n < 4; n++) children.push(await world.join({ classId: own.id, on: '2025-09-01' }, '2025-09-01'))
  actor = { personId, postId: post.id, postKind: 'head_teacher', unitId: school.id, classId: own.id }
  await rebuild(world.rollup, 1, { now: noon(TODAY), reason: 'start' })
})
afterAll(() => world.close())

const record = (on: SchoolDate, part: Partial<RecordFacts>): RecordFacts => ({
  recordId: newId(), version: 1, kind: 'home_visit', unitId: actor.unitId, happenedOn: on, withdrawn: false, actors: [actor],
  fields: { mode: 'in_home' }, subjects: [], ...part,
})
const about = (subjectId: Uuid, at: SchoolClass, studentId: Uuid | null) =>
  ({ subjectId, studentId, schoolId: at.schoolId, classId: at.id, classThen: at.id, fields: {} })
const visit = (child: Uuid, on: SchoolDate) => world.save(record(on, { subjects: [about(child, own, child)] }), TODAY)
const meet = (on: SchoolDate, themed = false) =>
  world.save(record(on, { kind: 'parent_meeting', fields: { topic: '成长', themed }, subjects: [about(own.id, own, null)] }), TODAY)

async function cells(): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; value: string }>`
    select concat_ws(' ', c.duty, c.period, c.bearer_id, c.group_id) as key, c.done || '/' || c.required as value
    from cell c join generation g on g.region_id = c.region_id and g.id = c.generation and g.state = 'current'`.execute(world.owner.shared)
  return new Map(rows.filter((row) => TOLD.has(row.key.split(' ')[0]!)).map((row) => [row.key, row.value]))
}
const cellOf = async (duty: string, period: string, classId: Uuid) =>
  [...await cells()].filter(([key]) => key.startsWith(`${duty} ${period} `) && key.endsWith(classId)).map(([, value]) => value)

/** What is stored is what the plain count says, as it stands and after a rebuild. */
async function agree(): Promise<void> {
  await world.drain()
  expect(await verify(world.rollup, 1, noon(TODAY))).toEqual({ differences: [], waiting: 0 })
  expect(new Map(await cells())).toEqual(new Map(oracle(world.story, TODAY)))
}

test('the last day of a year belongs to it, the next to the next', async () => {
  await visit(children[0]!, '2026-08-31')
  await visit(children[1]!, '2026-09-01')
  await agree()
  const duty = `${DISTRICT}#head-teacher-visits-each-student`
  expect([await cellOf(duty, '2025', own.id), await cellOf(duty, '2026', own.id)]).toEqual([['1/4'], ['1/4']])
})

test('the last day of a semester and of a window belong to them', async () => {
  const each = `${PROVINCE}#parent-meetings`
  const atEnd = `${DISTRICT}#parent-meeting-at-end`
  const themed = `${DISTRICT}#themed-meeting-first-week`
  for (const day of ['2026-02-25', '2026-02-26', '2026-01-23', '2026-01-24', '2025-12-26', '2025-12-27']) await meet(day)
  await meet('2026-03-04', true)
  await meet('2026-03-05', true)
  await agree()
  expect([await cellOf(each, '2025-1', own.id), await cellOf(each, '2025-2', own.id)]).toEqual([['5/2'], ['3/2']])
  expect([await cellOf(atEnd, '2025-1w', own.id), await cellOf(themed, '2025-2w', own.id)]).toEqual([['2/1'], ['1/1']])
})

test('who sat there on the last day is owed for the year, who came the day after is not', async () => {
  await world.place(children[2]!, { classId: other.id, on: '2026-09-01' }, TODAY)
  await world.join({ classId: own.id, on: '2026-09-01' }, TODAY)
  await world.place(children[3]!, { classId: null, on: '2026-08-31' }, TODAY)
  await agree()
  const duty = `${DISTRICT}#head-teacher-visits-each-student`
  expect([await cellOf(duty, '2025', own.id), await cellOf(duty, '2026', own.id)]).toEqual([['1/3'], ['1/3']])
})

test('a second visit to a child is not a second child, and one visit to two is two', async () => {
  await visit(children[0]!, '2026-10-10')
  await visit(children[0]!, '2026-10-11')
  const two = [children[0]!, children[1]!].map((child) => about(child, own, child))
  await world.save(record('2026-10-12', { subjects: two }), TODAY)
  await agree()
  expect(await cellOf(`${DISTRICT}#head-teacher-visits-each-student`, '2026', own.id)).toEqual(['2/3'])
})

test('the head teacher of another class visits for nobody here', async () => {
  const post = await world.addPost({ unitId: actor.unitId, kind: 'head_teacher', classId: other.id })
  const personId = await world.addPerson()
  await world.appoint({ postId: post.id, personId, from: '2025-03-01' }, TODAY)
  const stranger: RecordActor = { personId, postId: post.id, postKind: 'head_teacher', unitId: actor.unitId, classId: other.id }
  const fresh: Enrolment = world.story.enrolments.findLast((one) => one.classId === own.id)!
  await world.save(record('2026-10-13', { actors: [stranger], subjects: [about(fresh.studentId, own, fresh.studentId)] }), TODAY)
  await agree()
  expect(await cellOf(`${PROVINCE}#head-teacher-visits-each-student`, '2026', own.id)).toEqual(['2/3'])
})

test('what took effect on the day of the build is counted and not built again', async () => {
  await world.join({ classId: own.id, on: TODAY }, TODAY)
  await rebuild(world.rollup, 1, { now: noon(TODAY), reason: 'test' })
  expect(await rebuildIfDue(world.rollup, 1, noon('2026-11-21'))).toBe(false)
})

test('two processes that find the same change of a new day count anew once', async () => {
  await world.join({ classId: own.id, on: '2026-11-22' }, TODAY)
  const answers = await Promise.all([1, 2].map(() => rebuildIfDue(world.rollup, 1, noon('2026-11-22'))))
  expect(answers.filter((rebuilt) => rebuilt)).toHaveLength(1)
})

test('what is written down late counts in the school where the year closed, though the child sat elsewhere then and sits elsewhere now', async () => {
  const [second, third] = [await world.addUnit({ kind: 'school', stages: ['primary'] }), await world.addUnit({ kind: 'school', stages: ['primary'] })]
  const closing = await world.addClass({ schoolId: second.id, stage: 'primary', entryYear: 2024 })
  const present = await world.addClass({ schoolId: third.id, stage: 'primary', entryYear: 2024 })
  const post = await world.addPost({ unitId: second.id, kind: 'head_teacher', classId: closing.id })
  await world.appoint({ postId: post.id, personId: await world.addPerson(), from: '2025-03-01' }, TODAY)
  const child = await world.join({ classId: own.id, on: '2025-09-01' }, TODAY)
  await world.place(child, { classId: closing.id, on: '2025-12-01' }, TODAY)
  await world.place(child, { classId: present.id, on: '2026-10-08' }, TODAY)
  // A school with a value of its own has duties of its own.
  await world.owner.shared.insertInto('local_value').values({
    region_id: 1, id: newId(), doc: DISTRICT, key: 'subject-teacher-visits', unit_id: second.id, value: '12', set_at: noon(TODAY), set_by: null,
  }).execute()
  await rebuild(world.rollup, 1, { now: noon(TODAY), reason: 'new schools' })
  expect(await cellOf(`${DISTRICT}#head-teacher-visits-each-student`, '2025', closing.id)).toEqual(['0/1'])
  await world.save(record('2025-10-10', { subjects: [{ ...about(child, present, child), classThen: own.id }] }), TODAY)
  await agree()
  expect(await cellOf(`${DISTRICT}#head-teacher-visits-each-student`, '2025', closing.id)).toEqual(['1/1'])
})
