import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PostKind } from '#kernel/capacity'
import { newId, type Uuid } from '#kernel/ids'
import type { RecordActor, RecordFacts, RecordSubject } from '#modules/ledger/records/record.contract'
import { regionScope } from '#platform/db/scope'
import { useDatabase } from '#testing/database'
import { oracle, TOLD } from './oracle.factory.ts'
import { rebuild, rebuildIfDue, verify } from './rebuild.service.ts'
import { dayBefore, makeWorld, noon, type Post, type World } from './world.factory.ts'

const urls = useDatabase()
let world: World

beforeAll(async () => {
  world = await makeWorld(urls)
  const bureau = await world.addUnit({ kind: 'bureau', stages: [] })
  const one = await world.addUnit({ kind: 'school', stages: ['primary'] })
  const two = await world.addUnit({ kind: 'school', stages: ['primary', 'junior'] })
  const three = await world.addUnit({ kind: 'school', stages: ['kindergarten'] })
  for (const [schoolId, stage, entryYear] of [[one.id, 'primary', 2023], [one.id, 'primary', 2026], [two.id, 'primary', 2020], [two.id, 'junior', 2024], [two.id, 'junior', 2025], [three.id, 'kindergarten', 2025]] as const) {
    const made = await world.addClass({ schoolId, stage, entryYear })
    const head = await world.addPost({ unitId: schoolId, kind: 'head_teacher', classId: made.id })
    const teach = await world.addPost({ unitId: schoolId, kind: 'subject_teacher', classId: made.id })
    const person = await world.addPerson()
    await world.appoint({ postId: head.id, personId: person, from: '2025-08-20' }, '2025-09-01')
    await world.appoint({ postId: teach.id, personId: made.entryYear === 2024 ? person : await world.addPerson(), from: '2025-03-01' }, '2025-09-01')
    for (let child = 0; child < 3; child++) await world.join({ classId: made.id, on: '2025-09-01' }, '2025-09-01')
  }
  for (const [unitId, kind] of [[one.id, 'principal'], [two.id, 'principal'], [two.id, 'vice_principal'], [two.id, 'middle_leader'], [bureau.id, 'bureau_leader']] as const) {
    const post = await world.addPost({ unitId, kind, classId: null })
    await world.appoint({ postId: post.id, personId: await world.addPerson(), from: '2025-01-01' }, '2025-09-01')
  }
  await rebuild(world.rollup, 1, { now: noon('2025-09-01'), reason: 'start' })
})
afterAll(() => world.close())

async function storedCells(): Promise<Map<string, string>> {
  const { rows } = await world.rollup.inScope(regionScope(1), (tx) => sql<{ key: string; value: string }>`
    select concat_ws(' ', c.duty, c.period, c.bearer_id, c.group_id) as key, c.done || '/' || c.required as value
    from cell c join generation g on g.region_id = c.region_id and g.id = c.generation and g.state = 'current'
    where c.region_id = 1`.execute(tx))
  return new Map(rows.filter((row) => TOLD.has(row.key.split(' ')[0]!)).map((row) => [row.key, row.value]))
}

const differences = (a: Map<string, string>, b: Map<string, string>) => [...new Set([...a.keys(), ...b.keys()])]
  .filter((key) => a.get(key) !== b.get(key)).map((key) => `${key}: ${a.get(key)} ≠ ${b.get(key)}`).sort()

const holderOn = (post: Post, day: string) => world.story.appointments.find((one) => one.postId === post.id && one.from <= day && (one.to === null || one.to >= day))
const enrolledOn = (day: string) => world.story.enrolments.filter((one) => one.from <= day && (one.to === null || one.to >= day))
const childNow = (studentId: Uuid): Pick<RecordSubject, 'schoolId' | 'classId'> => {
  const last = world.story.enrolments.findLast((one) => one.studentId === studentId)!
  return { schoolId: last.schoolId, classId: last.to === null ? last.classId : null }
}

const step = fc.record({
  what: fc.constantFrom('visit', 'visit', 'visit', 'visit', 'meeting', 'guidance', 'correct', 'withdraw', 'move', 'leave', 'join', 'appoint', 'vacate', 'pass'),
  a: fc.nat(1000), b: fc.nat(1000), c: fc.nat(1000), late: fc.nat(40), flag: fc.boolean(), pass: fc.nat(12),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length]
const back = (day: string, days: number) => new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)
const MODES = ['in_home', 'in_home', 'at_school', 'phone', 'video']

function actorsOn(day: string, kinds: readonly PostKind[], n: number): RecordActor[] {
  const held = world.story.posts.filter((post) => kinds.includes(post.kind) && holderOn(post, day) !== undefined)
  const first = pick(held, n)
  const second = n % 4 === 0 ? held.find((post) => post.unitId === first?.unitId && post.id !== first?.id) : undefined
  return [first, second].flatMap((post) => (post === undefined ? [] : [{
    personId: holderOn(post, day)!.personId, postId: post.id, postKind: post.kind, unitId: post.unitId, classId: post.classId,
  }]))
}

function visitOf(at: Step, day: string): RecordFacts | undefined {
  const actors = actorsOn(day, ['head_teacher', 'head_teacher', 'subject_teacher', 'principal', 'vice_principal', 'middle_leader', 'bureau_leader'], at.a)
  const own = actors[0]?.classId
  const children = enrolledOn(day)
  const main = pick(own === null || own === undefined || at.b % 7 === 0 ? children : children.filter((one) => one.classId === own), at.b)
  if (actors.length === 0 || main === undefined) return undefined
  const sibling = at.c % 3 === 0 ? pick(children.filter((one) => one.schoolId === main.schoolId && one.studentId !== main.studentId), at.c) : undefined
  return {
    recordId: newId(), version: 1, kind: 'home_visit', unitId: actors[0]!.unitId, happenedOn: day, withdrawn: false, actors,
    fields: { mode: pick(MODES, at.c)!, ...(actors[0]!.postKind === 'bureau_leader' && at.flag ? { random: true } : {}) },
    subjects: [main, ...(sibling === undefined ? [] : [sibling])].map((one) => ({
      subjectId: one.studentId, studentId: one.studentId, ...childNow(one.studentId), classThen: one.classId, fields: {},
    })),
  }
}

function gatheringOf(at: Step, day: string, kind: 'parent_meeting' | 'guidance_activity'): RecordFacts | undefined {
  const actors = actorsOn(day, ['head_teacher', 'principal'], at.a)
  const unitId = actors[0]?.unitId
  if (unitId === undefined) return undefined
  const classes = world.story.classes.filter((one) => one.schoolId === unitId && (at.flag || one.id === actors[0]!.classId || at.c % 2 === 0))
  if (classes.length === 0) return undefined
  return {
    recordId: newId(), version: 1, kind, unitId, happenedOn: day, withdrawn: false, actors,
    fields: kind === 'parent_meeting' ? { topic: '成长', themed: at.flag } : { category: ['ideas'], topic: '沟通' },
    subjects: classes.map((one) => ({ subjectId: one.id, studentId: null, schoolId: one.schoolId, classId: one.id, classThen: one.id, fields: {} })),
  }
}

async function run(at: Step, today: string): Promise<void> {
  const day = [back(today, at.late), '2025-09-01'].sort()[1]!
  const records = [...world.story.records.values()].filter((one) => !one.withdrawn)
  const record = pick(records, at.a)
  const open = enrolledOn(today).filter((one) => one.to === null)
  const child = pick(open, at.a)
  const target = pick(world.story.classes, at.b)!
  const saved = at.what === 'visit' ? visitOf(at, day) : at.what === 'meeting' ? gatheringOf(at, day, 'parent_meeting')
    : at.what === 'guidance' ? gatheringOf(at, day, 'guidance_activity') : undefined
  if (saved !== undefined) return world.save(saved, today)
  if (at.what === 'correct' && record !== undefined) {
    const subjects = record.subjects.map((one) => (one.studentId === null ? one : { ...one, ...childNow(one.studentId) }))
    const fields = record.kind === 'home_visit' ? { ...record.fields, mode: pick(MODES, at.b)! } : record.fields
    return world.save({ ...record, version: record.version + 1, happenedOn: at.flag ? day : record.happenedOn, fields, subjects: at.c % 3 === 0 ? subjects.slice(0, 1) : subjects }, today)
  }
  if (at.what === 'withdraw' && record !== undefined) {
    const subjects = record.subjects.map((one) => (one.studentId === null ? one : { ...one, ...childNow(one.studentId) }))
    return world.save({ ...record, version: record.version + 1, subjects, withdrawn: true }, today)
  }
  const on = back(today, at.late % 8)
  if ((at.what === 'move' || at.what === 'leave') && child !== undefined && child.from < on && target.id !== child.classId) {
    return world.place(child.studentId, { classId: at.what === 'move' ? target.id : null, on }, today)
  }
  if (at.what === 'join') {
    const gone = pick([...new Set(world.story.enrolments.map((one) => one.studentId))].filter((id) => childNow(id).classId === null), at.c)
    if (gone === undefined || at.flag) { await world.join({ classId: target.id, on }, today); return }
    const last = world.story.enrolments.findLast((one) => one.studentId === gone)!
    if (last.to! < on) return world.place(gone, { classId: target.id, on }, today)
  }
  const post = pick(world.story.posts, at.a)!
  const held = world.story.appointments.find((one) => one.postId === post.id && one.to === null)
  if (at.what === 'vacate' && held !== undefined && held.from < dayBefore(on)) {
    return world.endAppointment(held, dayBefore(on), today)
  }
  if (at.what === 'appoint' && (held === undefined || held.from < dayBefore(on))) {
    const last = world.story.appointments.findLast((one) => one.postId === post.id)
    if (held === undefined && last !== undefined && last.to! >= on) return
    if (held !== undefined) await world.endAppointment(held, dayBefore(on), today)
    const known = pick(world.story.appointments, at.c)!.personId
    await world.appoint({ postId: post.id, personId: at.flag ? known : await world.addPerson(), from: on }, today)
  }
}

describe('cells', () => {
  test('after any history equal a plain count and a full recomputation', async () => {
    let today = '2025-09-02'
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      for (const at of steps) {
        today = back(today, -(at.what === 'pass' ? at.pass : at.pass % 2))
        await run(at, today)
      }
      await world.drain()
      expect(differences(await storedCells(), oracle(world.story, today))).toEqual([])
      const proof = await verify(world.rollup, 1, noon(today))
      expect(proof).toEqual({ differences: [], waiting: 0 })
    }), { numRuns: 25, endOnFailure: true, verbose: 0 })
    expect(today > '2026-01-01').toBe(true)
    await rebuild(world.rollup, 1, { now: noon(today), reason: 'test' })
    expect(differences(await storedCells(), oracle(world.story, today))).toEqual([])
    expect(await rebuildIfDue(world.rollup, 1, noon(today))).toBe(false)

    const held = world.story.appointments.findLast((one) => one.to === null)!
    await world.endAppointment(held, today, today)
    const tomorrow = back(today, -1)
    expect(await rebuildIfDue(world.rollup, 1, noon(tomorrow))).toBe(true)
    expect(differences(await storedCells(), oracle(world.story, tomorrow))).toEqual([])
  }, 240_000)
})
