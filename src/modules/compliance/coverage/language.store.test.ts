import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Uuid } from '#kernel/ids'
import type { RecordActor } from '#modules/ledger/records/record.contract'
import { useDatabase } from '#testing/database'
import { employ, invent, languageWorld, ofChild, ofClass, ofUnit, PROVEN, type LanguageWorld } from './language.factory.ts'
import { rebuild, rebuildIfDue } from './rebuild.service.ts'
import { noon } from './world.factory.ts'

/** Each way in which a duty is counted from records, against numbers made by hand from docs/duty-language.md. */
const TODAY = '2026-11-20'
const semester = { period: 'semester' } as const
const urls = useDatabase()
let here: LanguageWorld
const children: Uuid[] = []

beforeAll(async () => {
  here = await languageWorld(urls, { duties: [
    invent('station', 'station_activity', { bearer: { kind: 'body', bodies: ['station'] }, when: { period: 'calendar-year' } }),
    invent('inspected', 'inspection'),
    invent('bureau-meets', 'work_meeting', { bearer: { kind: 'unit', at: 'bureau' }, number: 2, when: semester }),
    invent('school-meets', 'work_meeting', { number: 2, when: semester }),
    invent('leaders-team', 'work_meeting', { bearer: { kind: 'team', posts: ['principal'] }, when: semester }),
    invent('talks', 'talk', {
      form: 'coverage', relation: 'all', number: 100, unit: 'percent', subject: { kind: 'student', of: 'unit' },
      when: { ...semester, window: { from: { anchor: 'start', days: 0 }, to: { anchor: 'start', days: 13 } } },
    }),
    invent('most-talks', 'talk', { form: 'coverage', number: 90, unit: 'percent', subject: { kind: 'student', of: 'unit' }, when: semester }),
    invent('key-talks', 'talk', { bearer: { kind: 'post', posts: ['head_teacher'] }, subject: { kind: 'key-student', of: 'class' }, number: 2, when: semester }),
    invent('left-behind', 'guardian_contact', { subject: { kind: 'left-behind-student', of: 'unit' }, when: semester }),
    invent('new-talks', 'talk', { subject: { kind: 'new-student', of: 'unit' }, when: { period: 'half-year' } }),
    invent('classes-reached', 'lesson', { form: 'coverage', number: 90, unit: 'percent', subject: { kind: 'class', of: 'unit' } }),
    invent('guardians-meet', 'parent_meeting', { bearer: { kind: 'guardian' }, subject: { kind: 'class', of: 'unit' }, when: semester }),
    invent('mentor', 'mentor_report', { bearer: { kind: 'post', posts: ['psychology_teacher'] }, subject: { kind: 'class', of: 'unit' }, when: semester }),
    invent('mentor-person', 'mentor_report', { bearer: { kind: 'holder', posts: ['psychology_teacher'] }, subject: { kind: 'class', of: 'unit' }, when: semester }),
    invent('mentor-talks', 'talk', { bearer: { kind: 'post', posts: ['psychology_teacher'] }, subject: { kind: 'student', of: 'unit' }, when: semester }),
    invent('new-head', 'training', { bearer: { kind: 'appointment', posts: ['head_teacher'] }, when: { ...semester, firstSemesterOfAppointment: true } }),
  ] })
  for (let n = 0; n < 11; n++) children.push(await here.world.join({ classId: here.own.id, on: '2025-09-01' }, '2026-09-01'))
  await rebuild(here.world.rollup, 1, { now: noon('2026-09-01'), reason: 'test' })
})
afterAll(() => here.world.close())

const talk = (child: Uuid, on: string, today = TODAY) => here.record({ kind: 'talk', on, by: here.head, about: [ofChild(child, here.own)] }, today)

describe('every child within two weeks', () => {
  test('who comes late in those weeks is owed, who comes after them is not', async () => {
    const { own } = here
    for (const child of children.slice(0, 9)) await talk(child, '2026-09-03', '2026-09-03')
    expect(await here.values('talks', '2026-1w')).toEqual(['0/0', '9/11'])
    const late = await here.world.join({ classId: own.id, on: '2026-09-14' }, '2026-09-14')
    await talk(late, '2026-09-15', '2026-09-15')
    await here.world.join({ classId: own.id, on: '2026-09-15' }, '2026-09-15')
    expect(await here.values('talks', '2026-1w')).toEqual(['0/0', '9/12'])
    for (const child of [...children.slice(9), late]) await talk(child, '2026-09-14', '2026-09-15')
    await rebuild(here.world.rollup, 1, { now: noon(TODAY), reason: 'test' })
    expect(await here.values('talks', '2026-1w')).toEqual(['0/0', '12/12'])
    expect(await here.proof(TODAY)).toEqual(PROVEN)
  })
})

describe('a body', () => {
  test('owes while it stands: its end before the close takes it out, its end after the close does not', async () => {
    const { world, bureau, officer, head, school } = here
    const [one, two, over] = await Promise.all([1, 2, 3].map(() => world.addBody({ kind: 'station', unitId: bureau.id, from: '2025-03-01' }, TODAY))) as [Uuid, Uuid, Uuid]
    await here.record({ kind: 'station_activity', on: '2026-10-10', by: officer, about: [ofUnit(one, bureau.id), ofUnit(two, bureau.id)] }, TODAY)
    await here.record({ kind: 'station_activity', on: '2025-11-11', by: head, about: [ofUnit(over, bureau.id)] }, TODAY)
    await here.record({ kind: 'station_activity', on: '2026-10-11', by: officer, about: [ofUnit(one, bureau.id)] }, TODAY)
    expect(await here.cells('station', 'C2026')).toEqual({ [one]: '2/1', [two]: '1/1', [over]: '0/1' })
    await world.endBody(over, bureau.id, { to: '2026-06-30', today: TODAY })
    await world.endBody(two, bureau.id, { to: '2026-12-31', today: TODAY })
    expect(await here.cells('station', 'C2026')).toEqual({ [one]: '2/1', [two]: '1/1' })
    expect(await here.cells('station', 'C2025')).toEqual({ [one]: '0/1', [two]: '0/1', [over]: '1/1' })
    expect(await here.proof(TODAY)).toEqual(PROVEN)
    expect(await here.cells('station', 'C2027')).toEqual({ [one]: '0/1', [two]: '0/1' })
    expect(await rebuildIfDue(world.rollup, 1, noon('2027-01-01'))).toBe(true)
    expect(await here.cells('station', 'C2027')).toEqual({ [one]: '0/1' })
    expect(await here.cells('station', 'C2026')).toEqual({ [one]: '2/1', [two]: '1/1' })
    await rebuild(world.rollup, 1, { now: noon(TODAY), reason: 'test' })
    expect(Object.keys(await here.cells('station', 'C2026'))).not.toContain(school.id)
  })
})

describe('a unit', () => {
  test('is done its inspection by the bureau, and nobody else by naming it', async () => {
    const { school, bureau, officer, head } = here
    await here.record({ kind: 'inspection', on: '2026-10-20', by: officer, about: [ofUnit(school.id)] }, TODAY)
    expect(await here.cells('inspected', '2026')).toEqual({ [school.id]: '1/1' })
    await here.record({ kind: 'inspection', on: '2026-10-21', by: officer, about: [ofUnit(bureau.id)] }, TODAY)
    const other = await here.world.addUnit({ kind: 'school', stages: ['primary'] })
    await here.record({ kind: 'inspection', on: '2026-10-22', by: head, about: [ofUnit(other.id)] }, TODAY)
    await rebuild(here.world.rollup, 1, { now: noon(TODAY), reason: 'test' })
    expect(await here.cells('inspected', '2026')).toEqual({ [school.id]: '2/1', [other.id]: '0/1' })
    expect(await here.proof(TODAY)).toEqual(PROVEN)
  })

  test('owes as the text says: the bureau for itself, schools for themselves, a team by its posts', async () => {
    const { school, bureau, officer, principal, head } = here
    await here.record({ kind: 'work_meeting', on: '2026-09-30', by: officer }, TODAY)
    await here.record({ kind: 'work_meeting', on: '2026-10-09', by: principal }, TODAY)
    await here.record({ kind: 'work_meeting', on: '2026-10-10', by: head }, TODAY)
    expect(await here.cells('bureau-meets', '2026-1')).toEqual({ [bureau.id]: '1/2' })
    expect((await here.cells('school-meets', '2026-1'))[school.id]).toBe('2/2')
    const team = await here.cells('leaders-team', '2026-1')
    expect([team[school.id], team[bureau.id]]).toEqual(['1/1', undefined])
    expect(await here.proof(TODAY)).toEqual(PROVEN)
  })

  test('reaches classes one by one, and a second lesson reaches none anew', async () => {
    const { own, young, head, school } = here
    await here.record({ kind: 'lesson', on: '2026-10-12', by: head, about: [ofClass(own)] }, TODAY)
    await here.record({ kind: 'lesson', on: '2026-10-13', by: head, about: [ofClass(own)] }, TODAY)
    expect(await here.cells('classes-reached', '2026')).toEqual({ [`${school.id} ${own.id}`]: '1/1', [`${school.id} ${young.id}`]: '0/1' })
    await here.record({ kind: 'parent_meeting', on: '2026-10-14', by: head, about: [ofClass(own)] }, TODAY)
    expect((await here.cells('guardians-meet', '2026-1'))[`${school.id} ${own.id}`]).toBe('1/1')
    expect(await here.proof(TODAY)).toEqual(PROVEN)
  })
})

describe('children', () => {
  test('nine in ten of thirteen are twelve, of twelve eleven', async () => {
    expect(await here.values('most-talks', '2026-1')).toEqual(['0/0', '12/12'])
    const last = here.world.story.enrolments.at(-1)!
    await here.world.place(last.studentId, { classId: null, on: '2026-11-01' }, TODAY)
    expect(await here.values('most-talks', '2026-1')).toEqual(['0/0', '12/11'])
    expect(await here.proof(TODAY)).toEqual(PROVEN)
  })

  test('a key student is owed from the day of the mark on, with what was done before it', async () => {
    const { head, own } = here
    const cell = `${head.postId} ${own.id}`
    expect(await here.cells('key-talks', '2026-1')).toEqual({ [cell]: '0/0' })
    const [one, two] = children as [Uuid, Uuid]
    await talk(one, '2026-10-20')
    await here.world.designate({ studentId: one, kind: 'key', from: '2026-11-15' }, TODAY)
    await here.world.designate({ studentId: two, kind: 'left_behind', from: '2026-11-15' }, TODAY)
    expect(await here.cells('key-talks', '2026-1')).toEqual({ [cell]: '1/1' })
    expect(await here.cells('key-talks', '2025-2')).toEqual({ [cell]: '0/0' })
    await here.world.designate({ studentId: two, kind: 'key', from: '2026-01-01', to: '2026-10-31' }, TODAY)
    await here.world.drain()
    expect([await here.cells('key-talks', '2026-1'), await here.cells('key-talks', '2025-2')]).toEqual([{ [cell]: '1/1' }, { [cell]: '0/1' }])
    expect(await here.values('left-behind', '2026-1')).toEqual(['0/0', '0/1'])
    await here.record({ kind: 'guardian_contact', on: '2026-11-18', by: here.principal, about: [ofChild(two, own), ofChild(one, own)] }, TODAY)
    expect(await here.values('left-behind', '2026-1')).toEqual(['0/0', '1/1'])
    expect(await here.proof(TODAY)).toEqual(PROVEN)
  })

  test('new children of a half-year are those of the academic year in which it lies', async () => {
    const { school, young } = here
    const child = await here.world.join({ classId: young.id, on: '2026-09-01' }, TODAY)
    const head = await employ(here.world, { unitId: school.id, kind: 'head_teacher', classId: young.id, today: TODAY })
    await here.record({ kind: 'talk', on: '2026-10-01', by: head, about: [ofChild(child, young)] }, TODAY)
    expect([await here.values('new-talks', 'H2026-2'), await here.values('new-talks', 'H2027-1')]).toEqual([['1/1'], ['0/1']])
    expect(await here.values('new-talks', 'H2026-1')).toEqual([])
    expect(await here.proof(TODAY)).toEqual(PROVEN)
  })
})

describe('posts of the whole unit', () => {
  test('owe every class of it, each for itself; so do their holders', async () => {
    const { school, own, young } = here
    const mentors: RecordActor[] = []
    for (let n = 0; n < 2; n++) mentors.push(await employ(here.world, { unitId: school.id, kind: 'psychology_teacher', today: TODAY }))
    const [one, two] = mentors as [RecordActor, RecordActor]
    await here.record({ kind: 'mentor_report', on: '2026-10-15', by: one, about: [ofClass(own)] }, TODAY)
    const expected = (by: (actor: RecordActor) => Uuid) => ({
      [`${by(one)} ${own.id}`]: '1/1', [`${by(one)} ${young.id}`]: '0/1', [`${by(two)} ${own.id}`]: '0/1', [`${by(two)} ${young.id}`]: '0/1',
    })
    expect(await here.cells('mentor', '2026-1')).toEqual(expected((actor) => actor.postId))
    expect(await here.cells('mentor-person', '2026-1')).toEqual(expected((actor) => actor.personId))
    await here.record({ kind: 'talk', on: '2026-10-16', by: one, about: [ofChild(children[0]!, own)] }, TODAY)
    const talks = await here.cells('mentor-talks', '2026-1')
    expect([talks[`${one.postId} ${own.id}`], talks[`${two.postId} ${own.id}`], talks[`${one.postId} ${young.id}`]]).toEqual(['1/12', '0/12', '0/1'])
    expect(await here.proof(TODAY)).toEqual(PROVEN)
  })

  test('who takes over trains in the first semester', async () => {
    const { school } = here
    const fresh = await employ(here.world, { unitId: school.id, kind: 'head_teacher', classId: here.young.id, from: '2026-08-25', today: TODAY })
    await here.record({ kind: 'training', on: '2026-10-16', by: fresh }, TODAY)
    await here.record({ kind: 'training', on: '2026-10-17', by: here.head }, TODAY)
    expect(await here.values('new-head', '2026-1')).toEqual(['1/1'])
    expect(await here.proof(TODAY)).toEqual(PROVEN)
  })
})
