import { describe, expect, it } from 'vitest'
import { newId } from '#kernel/ids'
import { actAs, makeChild, makeClass, makeHolder, makeUnit, useBench, type Acting } from '#modules/org/org.factory'
import { createReactions } from '#platform/jobs/reactions'
import { useDatabase } from '#testing/database'
import { findFacts } from '../records/facts.service.ts'
import { recordsSaved, type RecordFacts } from '../records/record.contract.ts'
import type { PlainEntry } from './plain.contract.ts'
import { makeBody, makePlain, makeRegionOfRecords, recordAs } from './plain.factory.ts'
import { listPlainKinds, preparePlain } from './plain-form.service.ts'
import { listFamilyRecords, listRecords, readPlain } from './plain-reading.service.ts'
import { correctPlain, withdrawPlain } from './plain.service.ts'

const bench = useBench(useDatabase())
const codeOf = (work: Promise<unknown>) => work.then(() => 'done', (error: { code?: string }) => error.code ?? error)
const record = (who: Acting, entry: PlainEntry) => recordAs(bench, who, entry)
const read = (who: Acting, recordId: string) => actAs(bench.app, who, (act) => readPlain(act, recordId))
const list = (who: Acting) => actAs(bench.app, who, (act) => listRecords(act, { limit: 30 }))

/** What the reactions were told while it was saved. */
async function toldOf(who: Acting, entry: PlainEntry): Promise<RecordFacts> {
  const told: RecordFacts[] = []
  const reactions = createReactions()
  reactions.inside(recordsSaved, async (_, { saved }) => { told.push(...saved.map((one) => one.record)) })
  await record({ ...who, reactions }, entry)
  return told[0] as RecordFacts
}

const talk = (studentIds: string[], over: Partial<PlainEntry> = {}) =>
  makePlain('talk', { studentIds, fields: { topics: ['feelings'], way: 'face' }, ...over })
const congress = (over: Partial<PlainEntry> = {}) => makePlain('parent_congress', { fields: { topic: '选举家委会' }, ...over })
const activity = (bodyIds: string[], over: Partial<PlainEntry> = {}) =>
  makePlain('station_activity', { bodyIds, fields: { topic: '亲子阅读', free: true }, ...over })

describe('a talk with children', () => {
  it('is one record for all who were ticked, seen by name in the class and audited child by child', async () => {
    const { teacher, principal, neighbour, child, one, unit, officer } = await makeRegionOfRecords(bench)
    const other = await makeChild(bench.owner, { class: one, name: '李同学' })
    const told = await toldOf(teacher, talk([child.id, other.id]))
    expect(told.subjects.map(({ studentId, schoolId, classThen }) => ({ studentId, schoolId, classThen })))
      .toEqual([child, other].map(({ id }) => ({ studentId: id, schoolId: unit.id, classThen: one.id })))
    expect((await read(teacher, told.recordId)).students.map((of) => of.name)).toEqual(['张同学', '李同学'])
    expect((await read(principal, told.recordId)).students).toHaveLength(2)
    for (const stranger of [neighbour, officer]) expect(await codeOf(read(stranger, told.recordId))).toBe('not-found')
    const reads = await bench.owner.selectFrom('audit').select('student_id').where('action', '=', 'child.read')
      .where('object_id', '=', told.recordId).execute()
    expect(new Set(reads.map((row) => row.student_id))).toEqual(new Set([child.id, other.id]))
    const listed = await list(principal)
    expect(listed.records[0]).toMatchObject({ kind: 'talk', children: 2, about: ['三(1)班'] })
    expect(JSON.stringify(listed)).not.toContain('同学')
  })

  it('is told to the family of the child, without what it was about', async () => {
    const { teacher, child, one } = await makeRegionOfRecords(bench)
    const stranger = await makeChild(bench.owner, { class: one, name: '李同学' })
    await record(teacher, talk([child.id, stranger.id]))
    const family = { regionId: child.regionId, personId: child.guardianId }
    const records = await actAs(bench.app, family, listFamilyRecords)
    expect(records).toMatchObject([{ zh: '谈心谈话', studentIds: [child.id], by: [{ name: '王老师甲' }] }])
    expect(JSON.stringify(records)).not.toContain('feelings')
    const { recordId } = records[0]!
    await actAs(bench.app, teacher, (act) => withdrawPlain(act, recordId, { version: 1, reason: '记错了' }))
    expect(await actAs(bench.app, family, listFamilyRecords)).toEqual([])
  })

  it('of a child of another class, school or jurisdiction is refused as if there were no such child', async () => {
    const { teacher, two, child, principal, regionId } = await makeRegionOfRecords(bench)
    const next = await makeChild(bench.owner, { class: two })
    const school = await makeUnit(bench.owner, { regionId })
    const elsewhere = await makeChild(bench.owner, { class: await makeClass(bench.owner, { school }) })
    const foreign = await makeChild(bench.owner)
    for (const id of [next.id, elsewhere.id, foreign.id, newId()]) expect(await codeOf(record(teacher, talk([child.id, id])))).toBe('not-found')
    for (const id of [elsewhere.id, foreign.id]) expect(await codeOf(record(principal, talk([id])))).toBe('not-found')
    expect(await codeOf(record(teacher, talk([])))).toBe('no-subject')
  })

  it('is refused to a former teacher, and for a day on which the child or the post was elsewhere', async () => {
    const { teacher, one, child } = await makeRegionOfRecords(bench)
    const former = await makeHolder(bench.owner, { kind: 'subject_teacher', at: one, subject: '数学', to: '2026-11-19' })
    await expect(record(former, talk([child.id]))).rejects.toThrow('no capacity')
    const late = await makeHolder(bench.owner, { kind: 'subject_teacher', at: one, subject: '美术', from: '2026-11-20' })
    expect(await codeOf(record(late, talk([child.id])))).toBe('post-not-held')
    expect(await codeOf(record(teacher, talk([child.id], { happenedOn: '2025-11-18' })))).toBe('period-closed')
    const arrived = await makeChild(bench.owner, { class: one, from: '2026-11-19' })
    expect(await codeOf(record(teacher, talk([arrived.id])))).toBe('not-in-class-then')
    expect(await codeOf(record(teacher, talk([arrived.id], { happenedOn: '2026-11-20' })))).toBe('done')
  })
})

describe('a record of the school', () => {
  it('is about the school itself, for whoever records it, and everybody of the school may read the own', async () => {
    const { principal, teacher, unit, neighbour, committee } = await makeRegionOfRecords(bench)
    const told = await toldOf(principal, congress({ bodyIds: [committee] }))
    expect(told.subjects.map(({ subjectId, studentId, schoolId, classId }) => ({ subjectId, studentId, schoolId, classId }))).toEqual([
      { subjectId: unit.id, studentId: null, schoolId: unit.id, classId: null },
      { subjectId: committee, studentId: null, schoolId: unit.id, classId: null },
    ])
    expect(await read(principal, told.recordId)).toMatchObject({ units: [{ id: unit.id }], bodies: [{ name: '示例家委会' }] })
    const own = await record(teacher, makePlain('named_activity', { fields: { title: '开学第一课' } }))
    expect(await read(teacher, own.recordId)).toMatchObject({ units: [{ id: unit.id }], can: { correct: true } })
    expect((await list(teacher)).records.map((line) => line.kind)).toEqual(['named_activity'])
    expect(await read(neighbour, own.recordId)).toMatchObject({ can: { correct: false } })
  })

  it('names no other school, no body of another school, and nothing that its kind is not about', async () => {
    const { principal, regionId, unit, one, child, station } = await makeRegionOfRecords(bench)
    const other = await makeUnit(bench.owner, { regionId })
    const theirs = await makeBody(bench, other, { kind: 'parent_committee' })
    const ended = await makeBody(bench, unit, { kind: 'studio', validTo: '2026-11-17' })
    for (const bodyIds of [[theirs], [station], [ended], [newId()]]) expect(await codeOf(record(principal, congress({ bodyIds })))).toBe('not-found')
    expect(await codeOf(record(principal, congress({ unitIds: [other.id] })))).toBe('not-found')
    expect(await codeOf(record(principal, congress({ classIds: [one.id] })))).toBe('wrong-subjects')
    expect(await codeOf(record(principal, congress({ studentIds: [child.id] })))).toBe('wrong-subjects')
  })

  it('asks about the same one twice, and not about another one of the same day', async () => {
    const { principal } = await makeRegionOfRecords(bench)
    const paper = (title: string) => makePlain('document', { fields: { type: 'plan', title } })
    expect(await codeOf(record(principal, paper('方案')))).toBe('done')
    expect(await codeOf(record(principal, paper('方案')))).toBe('already-recorded')
    expect(await codeOf(record(principal, paper('预案')))).toBe('done')
    expect(await codeOf(record(principal, { ...paper('方案'), again: true }))).toBe('done')
  })

  it('names colleagues who took part as actors in the posts of that day', async () => {
    const { principal, teacher, neighbour, regionId } = await makeRegionOfRecords(bench)
    const training = (companions: string[]) => makePlain('training', { companions, fields: { contents: ['psychology'], topic: '倾听' } })
    const { actors, recordId } = await toldOf(principal, training([teacher.postId, neighbour.postId]))
    expect(actors.map((one) => [one.personId, one.postKind])).toEqual([
      [principal.personId, 'principal'], [teacher.personId, 'head_teacher'], [neighbour.personId, 'head_teacher'],
    ])
    expect((await list(teacher)).records.map((line) => line.recordId)).toEqual([recordId])
    const stranger = await makeHolder(bench.owner, { kind: 'principal', at: await makeUnit(bench.owner, { regionId }) })
    expect(await codeOf(record(principal, { ...training([stranger.postId]), again: true }))).toBe('companion-unknown')
    expect(await codeOf(record(principal, congress({ companions: [teacher.postId] })))).toBe('wrong-fields')
  })
})

describe('the office of the bureau', () => {
  it('records for bodies of the region, and corrects and withdraws it', async () => {
    const { officer, bureau, station, principal, committee } = await makeRegionOfRecords(bench)
    const told = await toldOf(officer, activity([station, committee]))
    expect(told).toMatchObject({ unitId: bureau.id, fields: { free: true }, subjects: [{ subjectId: station, schoolId: bureau.id }, { subjectId: committee }] })
    const { kind: _, again: _again, ...draft } = activity([station], { fields: { topic: '讲座' } })
    await actAs(bench.app, officer, (act) => correctPlain(act, told.recordId, { ...draft, version: 1 }))
    expect(await read(officer, told.recordId)).toMatchObject({ bodies: [{ name: '示例站点' }], fields: { topic: '讲座' }, version: 2 })
    expect((await list(officer)).records).toMatchObject([{ about: ['示例站点'], topic: '讲座' }])
    await actAs(bench.app, officer, (act) => withdrawPlain(act, told.recordId, { version: 2, reason: '记错了' }))
    expect(await codeOf(read(principal, told.recordId))).toBe('not-found')
  })

  it('records for the schools that it names, or for itself; a school sees what concerns it', async () => {
    const { officer, bureau, unit, principal, regionId } = await makeRegionOfRecords(bench)
    const other = await makeUnit(bench.owner, { regionId })
    const check = makePlain('inspection', { unitIds: [unit.id, other.id], fields: { topic: '家访制度', findings: 1 } })
    const { recordId } = await record(officer, check)
    expect((await read(officer, recordId)).units.map((one) => one.id).sort()).toEqual([unit.id, other.id].sort())
    expect((await read(principal, recordId)).units).toEqual([{ id: unit.id, name: '示例小学甲' }])
    expect((await toldOf(officer, makePlain('work_meeting', { fields: { purpose: 'joint', topic: '联席' } }))).subjects)
      .toMatchObject([{ subjectId: bureau.id, schoolId: bureau.id }])
  })

  it('has no classes or children, and reaches no other jurisdiction', async () => {
    const { officer, one, child } = await makeRegionOfRecords(bench)
    const foreign = await makeUnit(bench.owner)
    const away = await makeBody(bench, foreign)
    expect(await codeOf(record(officer, makePlain('parent_meeting', { classIds: [one.id], fields: { topic: '会' } })))).toBe('not-found')
    expect(await codeOf(record(officer, talk([child.id])))).toBe('not-found')
    expect(await codeOf(record(officer, activity([away])))).toBe('not-found')
    expect(await codeOf(record(officer, activity([])))).toBe('no-subject')
    expect(await codeOf(record(officer, makePlain('inspection', { unitIds: [foreign.id], fields: { topic: '检查' } })))).toBe('not-found')
    const kinds = (await actAs(bench.app, officer, listPlainKinds)).kinds.map((kind) => kind.kind)
    expect(kinds).toEqual(expect.arrayContaining(['station_activity', 'inspection', 'work_meeting']))
    for (const kind of ['talk', 'parent_meeting', 'home_visit']) expect(kinds).not.toContain(kind)
  })

  it('alone records what its kinds say, and no school does', async () => {
    const { principal, teacher } = await makeRegionOfRecords(bench)
    for (const who of [principal, teacher]) {
      expect(await codeOf(record(who, makePlain('finding', { fields: { rule: 'committee_fees' } })))).toBe('not-for-this-post')
      expect((await actAs(bench.app, who, listPlainKinds)).kinds.map((kind) => kind.kind)).not.toContain('finding')
      expect(await codeOf(actAs(bench.app, who, (act) => preparePlain(act, 'inspection')))).toBe('not-found')
    }
  })
})

it('growth mentors record for every class and child of the school', async () => {
  const { unit, one, child } = await makeRegionOfRecords(bench)
  const mentor = await makeHolder(bench.owner, { kind: 'psychology_teacher', at: unit })
  expect(await codeOf(record(mentor, talk([child.id])))).toBe('done')
  const told = await toldOf(mentor, makePlain('mentor_report', { classIds: [one.id], fields: { field: 'psychology', topic: '考前' } }))
  expect(told.actors).toMatchObject([{ postKind: 'psychology_teacher', classId: null }])
})

it('a record of the unit is known to whoever recorded it, for what it counts, and to no stranger', async () => {
  const { teacher, officer, station, regionId, principal } = await makeRegionOfRecords(bench)
  const own = await record(teacher, makePlain('named_activity', { fields: { title: '开学第一课' } }))
  const facts = (who: Acting, recordId: string) => actAs(bench.app, who, (act) => findFacts(act, recordId))
  expect(await facts(teacher, own.recordId)).toMatchObject({ kind: 'named_activity', fields: {}, subjects: [{ studentId: null }] })
  const theirs = await record(officer, activity([station]))
  expect(await facts(officer, theirs.recordId)).toMatchObject({ fields: { free: true }, subjects: [{ subjectId: station }] })
  const stranger = await makeHolder(bench.owner, { kind: 'principal', at: await makeUnit(bench.owner, { regionId }) })
  for (const [who, recordId] of [[stranger, own.recordId], [officer, own.recordId], [principal, theirs.recordId]] as const) {
    expect(await facts(who, recordId)).toBeUndefined()
  }
})
