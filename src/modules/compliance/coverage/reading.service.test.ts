import { streamXlsxRows } from 'hucre/xlsx'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ZodType } from 'zod'
import { newId, type Uuid } from '#kernel/ids'
import type { RecordActor } from '#modules/ledger/records/record.contract'
import { useDatabase } from '#testing/database'
import { explainRecord } from './explain.service.ts'
import { exportMatter } from './export.service.ts'
import * as mineContract from './mine.contract.ts'
import { listRemaining, readMine } from './mine.service.ts'
import { rebuild, verify } from './rebuild.service.ts'
import * as regionContract from './region.contract.ts'
import { listMatters, readMatter } from './region.service.ts'
import * as schoolContract from './school.contract.ts'
import { readClass, readSchool, readSchoolHome } from './school.service.ts'
import { DISTRICT, makeWorld, noon, PROVINCE, type Post, type SchoolClass, type Unit, type World } from './world.factory.ts'

const TODAY = '2026-11-20'
const urls = useDatabase()
let world: World
let bureau: Unit
let school: Unit
let other: Unit
let own: SchoolClass
let head: Post & { holder: Uuid }
let children: Uuid[]

const visit = (studentId: Uuid, mode: string, on = '2026-10-10', recordId = newId()) => {
  const actor: RecordActor = { personId: head.holder, postId: head.id, postKind: 'head_teacher', unitId: school.id, classId: own.id }
  return world.save({
    recordId, version: 1, kind: 'home_visit', unitId: school.id, happenedOn: on, withdrawn: false, actors: [actor], fields: { mode },
    subjects: [{ subjectId: studentId, studentId, schoolId: school.id, classId: own.id, classThen: own.id, fields: {} }],
  }, TODAY).then(() => recordId)
}
const asHead = <T>(work: Parameters<World['acting']>[2]) => world.acting(
  { role: 'head_teacher', unitId: school.id, personId: head.holder, postIds: [head.id], classIds: [own.id] }, TODAY, work) as Promise<T>

beforeAll(async () => {
  world = await makeWorld(urls)
  bureau = await world.addUnit({ kind: 'bureau', stages: [] })
  const leads = await world.addPost({ unitId: bureau.id, kind: 'bureau_leader', classId: null })
  await world.appoint({ postId: leads.id, personId: await world.addPerson(), from: '2025-01-01' }, TODAY)
  school = await world.addUnit({ kind: 'school', stages: ['primary'] })
  other = await world.addUnit({ kind: 'school', stages: ['junior'] })
  own = await world.addClass({ schoolId: school.id, stage: 'primary', entryYear: 2024 })
  const junior = await world.addClass({ schoolId: other.id, stage: 'junior', entryYear: 2024 })
  const post = await world.addPost({ unitId: school.id, kind: 'head_teacher', classId: own.id })
  await world.addPost({ unitId: other.id, kind: 'head_teacher', classId: junior.id })
  const holder = await world.addPerson()
  head = { ...post, holder }
  await world.appoint({ postId: post.id, personId: holder, from: '2024-08-20' }, TODAY)
  children = []
  for (let n = 0; n < 4; n++) children.push(await world.join({ classId: own.id, on: '2025-09-01' }, TODAY))
  children.push(await world.join({ classId: own.id, on: '2026-11-02' }, TODAY))
  await world.join({ classId: junior.id, on: '2025-09-01' }, TODAY)
  await rebuild(world.rollup, 1, { now: noon(TODAY), reason: 'start' })
  await visit(children[0]!, 'in_home')
  await visit(children[1]!, 'video')
  await visit(children[2]!, 'in_home', '2025-10-10')
  await world.drain()
})
afterAll(() => world.close())

test('a head teacher sees the leading figure of the district and the looser one of the province', async () => {
  const mine = await world.acting({ role: 'head_teacher', unitId: school.id, personId: head.holder, postIds: [head.id], classIds: [own.id] }, TODAY, readMine)
  expect(mine.leading).toEqual({ duty: `${DISTRICT}#head-teacher-visits-each-student`, headline: '已访 1 / 5', detail: '还有 4 名，2027年7月9日前' })
  expect(mine.duties.filter((one) => one.matter === 'home-visit').map((one) => [one.key, one.figure?.done, one.standing.state])).toEqual([
    [`${DISTRICT}#head-teacher-visits-each-student`, 1, 'on-track'], [`${PROVINCE}#head-teacher-visits-each-student`, 2, 'on-track'],
  ])
})

test('the list of who is owed names arrivals and the last visit, and is written to the audit', async () => {
  const list = await world.acting(
    { role: 'head_teacher', unitId: school.id, personId: head.holder, postIds: [head.id], classIds: [own.id] }, TODAY,
    (act) => listRemaining(act, { duty: `${DISTRICT}#head-teacher-visits-each-student` }),
  )
  expect(list).toMatchObject({ required: 5, done: 1 })
  expect(new Map(list.children.map((one) => [one.studentId, [one.arrivalNote, one.lastTime]]))).toEqual(new Map([
    [children[1], [null, null]], [children[2], [null, '上学年 10月']], [children[3], [null, null]], [children[4], ['新转入', null]],
  ]))
  const audited = await world.owner.shared.selectFrom('audit').select('object_id').where('action', '=', 'coverage.remaining').execute()
  expect(audited.map((row) => row.object_id)).toEqual([own.id])
})

test('a class of another school is not found', async () => {
  const foreign = world.story.classes.find((one) => one.schoolId === other.id)!
  await expect(asHead((act) => listRemaining(act, { duty: `${DISTRICT}#head-teacher-visits-each-student`, classId: foreign.id }))).rejects.toMatchObject({ status: 404 })
  await expect(asHead((act) => readClass(act, foreign.id))).rejects.toMatchObject({ status: 404 })
})

test('a record says for which duties it counts and why not for the others', async () => {
  const video = await visit(children[3]!, 'video')
  const phone = await visit(children[3]!, 'phone')
  const explained = await asHead<Awaited<ReturnType<typeof explainRecord>>>((act) => explainRecord(act, video))
  expect(explained.counted.map((one) => [one.duty, one.levelLabel, one.period])).toEqual([[`${PROVINCE}#head-teacher-visits-each-student`, '省', '2026–2027学年']])
  expect(explained.notCounted.map((one) => one.reason)).toContain('视频家访不计入区级要求：方式应为入户')
  const called = await asHead<Awaited<ReturnType<typeof explainRecord>>>((act) => explainRecord(act, phone))
  expect(called.counted).toEqual([])
  expect(called.notCounted.map((one) => one.reason)).toContain('电话家访不计入省级要求：方式应为入户、校内、视频')
  await world.drain()
  await expect(world.acting({ role: 'principal', unitId: other.id }, TODAY, (act) => explainRecord(act, video))).rejects.toMatchObject({ status: 404 })
})

test('the bureau sees both duties for every school, the binding one first, and no name of a child', async () => {
  const officer = { role: 'bureau_officer', unitId: bureau.id } as const
  const matter = await world.acting(officer, TODAY, (act) => readMatter(act, 'home-visit', {}))
  expect(matter.duties.slice(0, 2).map((one) => [one.key, one.binding, one.figure?.done, one.figure?.required])).toEqual([
    [`${DISTRICT}#head-teacher-visits-each-student`, true, 1, 6], [`${PROVINCE}#head-teacher-visits-each-student`, false, 3, 6],
  ])
  expect(matter.duties[0]!.relations[0]!.label).toContain('更严')
  const cells = (unitId: Uuid) => matter.rows.find((row) => row.unitId === unitId)!.cells.slice(0, 2).map((cell) => cell.figure && [cell.figure.done, cell.figure.required])
  expect([cells(school.id), cells(other.id)]).toEqual([[[1, 5], [3, 5]], [[0, 1], [0, 1]]])
  expect(matter.rows.find((row) => row.unitId === other.id)!.vacantPosts).toBe(1)
  expect(matter.packs.map((one) => one.hash.length > 20)).toEqual([true, true])
  const junior = await world.acting(officer, TODAY, (act) => readMatter(act, 'home-visit', { stage: 'junior' }))
  expect(junior.duties[0]!.figure).toMatchObject({ done: 0, required: 1 })
  const { matters } = await world.acting(officer, TODAY, listMatters)
  const lag = (key: string) => matters.find((one) => one.key === key)?.schools
  // The second school has no head teacher; of workstations no post owes anything; each school waits for values that the region has not set.
  expect([lag('home-visit'), lag('workstation')?.vacant, lag('goal')?.waiting]).toEqual([{ overdue: 0, vacant: 1, waiting: 2 }, 0, 0])
  const names = world.story.enrolments.map((_, n) => `学生${n + 1}`)
  const told = JSON.stringify([matter, await world.acting(officer, TODAY, (act) => readSchool(act, school.id, {}))])
  expect(names.filter((name) => told.includes(name)).concat(told.includes('王老师') ? ['王老师'] : [])).toEqual([])
})

test('the rows of a matter are schools; what the bureau’s own people owe keeps its figure, whatever the filter', async () => {
  const officer = { role: 'bureau_officer', unitId: bureau.id } as const
  const own = `${DISTRICT}#bureau-leaders-random-visits`
  for (const query of [{}, { stage: 'primary' } as const, { street: '没有这条街' }]) {
    const matter = await world.acting(officer, TODAY, (act) => readMatter(act, 'home-visit', query))
    expect(matter.rows.map((row) => row.unitId)).not.toContain(bureau.id)
    expect(matter.duties.find((one) => one.key === own)?.figure).toMatchObject({ done: 0, required: 2 })
  }
  expect((await world.acting(officer, TODAY, (act) => readMatter(act, 'home-visit', {}))).rows).toHaveLength(2)
})

test('a principal sees classes, what is due and vacant posts of the own school only', async () => {
  const home = await world.acting({ role: 'principal', unitId: other.id }, TODAY, readSchoolHome)
  expect(home.vacancies.map((one) => one.kind)).toEqual(['head_teacher'])
  const visits = home.duties.find((one) => one.key === `${DISTRICT}#head-teacher-visits-each-student`)!
  expect(visits.rows.map((row) => [row.label, row.standing.state])).toEqual([['九(2)班', 'vacant']])
  expect(visits.rows[0]!.period.due).toBe('2027-06-12')
  await expect(world.acting({ role: 'principal', unitId: other.id }, TODAY, (act) => readSchool(act, school.id, {}))).rejects.toMatchObject({ status: 404 })
})

test('the workbook carries its date, pack versions and a line a school and duty', async () => {
  const officer = { role: 'bureau_officer', unitId: bureau.id } as const
  const file = await world.acting(officer, TODAY, async (act) => {
    const answer = await exportMatter(act, 'home-visit', {})
    return { ...answer, bytes: await buffer(answer.file as Readable) }
  })
  const rows: unknown[][] = []
  for await (const row of streamXlsxRows(file.bytes)) rows.push(row.values)
  expect(file.name).toBe('家访完成情况-2026–2027学年-2026-11-20.xlsx')
  expect(rows.flat()).toEqual(expect.arrayContaining(['2026年11月20日 12:00', '河北教发〔2024〕17号', '晋教政〔2023〕3号']))
  const table = rows.slice(rows.findIndex((row) => row[0] === '单位') + 1)
  expect([...new Set(table.map((row) => row[0]))]).toEqual(['全区', '云杉单位2', '云杉单位3'])
  expect(table.filter((row) => row[0] === '全区').map((row) => [row[5], row[6]])).toContainEqual([0, 2])
  expect(rows.filter((row) => row.includes('必须') && row.includes(5)).length).toBeGreaterThanOrEqual(2)
})

test('every answer has the shape that its contract promises', async () => {
  const officer = { role: 'bureau_officer', unitId: bureau.id } as const
  const parse = (route: { readonly answer: unknown }, answer: unknown) =>
    expect((route.answer as ZodType).safeParse(answer).error).toBeUndefined()
  parse(regionContract.listMatters, await world.acting(officer, TODAY, listMatters))
  parse(regionContract.readMatter, await world.acting(officer, TODAY, (act) => readMatter(act, 'parent-meeting', { year: 2025 })))
  parse(regionContract.readSchool, await world.acting(officer, TODAY, (act) => readSchool(act, school.id, {})))
  parse(schoolContract.readSchoolHome, await world.acting({ role: 'principal', unitId: school.id }, TODAY, readSchoolHome))
  parse(schoolContract.readClass, await asHead((act) => readClass(act, own.id)))
  parse(mineContract.readMine, await asHead(readMine))
  parse(mineContract.listRemaining, await asHead((act) => listRemaining(act, { duty: `${PROVINCE}#head-teacher-visits-each-student` })))
  const [recordId] = world.story.records.keys()
  parse(mineContract.explainRecord, await asHead((act) => explainRecord(act, recordId!)))
})

test('a principal owes in person, and is told which value the region has not set', async () => {
  const post = await world.addPost({ unitId: school.id, kind: 'principal', classId: null })
  const personId = await world.addPerson()
  await world.appoint({ postId: post.id, personId, from: '2025-09-01' }, TODAY)
  const mine = await world.acting({ role: 'principal', unitId: school.id, personId, postIds: [post.id] }, TODAY, readMine)
  expect(mine.duties.filter((one) => one.key.includes('leaders-')).map((one) => [one.key, one.figure?.required ?? null, one.standing.state])).toEqual([
    [`${DISTRICT}#school-leaders-visit-each-semester`, 1, 'on-track'], [`${DISTRICT}#school-leaders-visit-each-year`, 5, 'on-track'],
    [`${PROVINCE}#school-leaders-visit`, null, 'needs-local-value'], [`${DISTRICT}#leaders-lecture`, null, 'needs-local-value'],
  ])
})

test('what was done after the last day of teaching is met late', async () => {
  const summer = '2027-07-20'
  for (const child of children) await visit(child, 'in_home', child === children[0] ? '2027-07-15' : '2027-05-10')
  await world.save({ ...[...world.story.records.values()][0]!, version: 2, withdrawn: true }, summer)
  const mine = await world.acting({ role: 'head_teacher', unitId: school.id, personId: head.holder, postIds: [head.id], classIds: [own.id] }, summer, readMine)
  expect(mine.duties[0]).toMatchObject({ figure: { done: 5, required: 5 }, standing: { state: 'met-late', red: false } })
  await rebuild(world.rollup, 1, { now: noon(TODAY), reason: 'back to November' })
  await world.drain()
})

test('the proof is clean', async () => {
  expect(await verify(world.rollup, 1, noon(TODAY))).toEqual({ differences: [], waiting: 0 })
})

test('a tampered cell is found by its key', async () => {
  await world.owner.shared.updateTable('cell').set({ done: 99 }).where('class_id', '=', own.id).where('duty', '=', `${DISTRICT}#head-teacher-visits-each-student`).execute()
  const { differences } = await verify(world.rollup, 1, noon(TODAY))
  expect(differences.map((one) => [one.table, one.stored?.slice(0, 5)])).toContainEqual(['cell', '99/5 '])
})
