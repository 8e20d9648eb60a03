import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId, type Uuid } from '#kernel/ids'
import type { RecordActor, RecordFacts } from '#modules/ledger/records/record.contract'
import { useDatabase } from '#testing/database'
import { explainRecord } from './explain.service.ts'
import { listRemaining } from './mine.service.ts'
import { rebuild } from './rebuild.service.ts'
import { DISTRICT, makeWorld, noon, PROVINCE, type Post, type SchoolClass, type Unit, type World } from './world.factory.ts'

const TODAY = '2026-11-22'
const urls = useDatabase()
let world: World
let school: Unit
let own: SchoolClass
let head: Post & { holder: Uuid }
const children: Uuid[] = []

beforeAll(async () => {
  world = await makeWorld(urls)
  school = await world.addUnit({ kind: 'school', stages: ['primary'] })
  own = await world.addClass({ schoolId: school.id, stage: 'primary', entryYear: 2024 })
  const post = await world.addPost({ unitId: school.id, kind: 'head_teacher', classId: own.id })
  head = { ...post, holder: await world.addPerson() }
  await world.appoint({ postId: post.id, personId: head.holder, from: '2024-08-20' }, TODAY)
  for (let n = 0; n < 3; n++) children.push(await world.join({ classId: own.id, on: '2025-09-01' }, TODAY))
  await rebuild(world.rollup, 1, { now: noon(TODAY), reason: 'start' })
})
afterAll(() => world.close())

const asHead = <T>(work: Parameters<World['acting']>[2]) => world.acting(
  { role: 'head_teacher', unitId: school.id, personId: head.holder, postIds: [head.id], classIds: [own.id] }, TODAY, work) as Promise<T>

type Given = Partial<Pick<RecordFacts, 'kind' | 'fields' | 'happenedOn' | 'subjects'>>
async function explained(given: Given) {
  const actor: RecordActor = { personId: head.holder, postId: head.id, postKind: 'head_teacher', unitId: school.id, classId: own.id }
  const subject = { subjectId: children[0]!, studentId: children[0]!, schoolId: school.id, classId: own.id, classThen: own.id, fields: {} }
  const record: RecordFacts = {
    recordId: newId(), version: 1, kind: 'home_visit', unitId: school.id, happenedOn: TODAY, withdrawn: false, actors: [actor],
    fields: { mode: 'in_home' }, subjects: [subject], ...given,
  }
  await world.save(record, TODAY)
  return asHead<Awaited<ReturnType<typeof explainRecord>>>((act) => explainRecord(act, record.recordId))
}
const aboutClass = () => [{ subjectId: own.id, studentId: null, schoolId: school.id, classId: own.id, classThen: own.id, fields: {} }]

test('a visit that counts for everything it could count for says nothing else', async () => {
  const { counted, notCounted } = await explained({})
  expect(counted.map((one) => [one.duty, one.short])).toEqual([
    [`${DISTRICT}#head-teacher-visits-each-student`, '入户家访'], [`${PROVINCE}#head-teacher-visits-each-student`, '家访'],
  ])
  expect(notCounted).toEqual([])
})

test('what did not count is told with the binding duty first', async () => {
  const { counted, notCounted } = await explained({ fields: { mode: 'phone' } })
  expect(counted).toEqual([])
  expect(notCounted.map((one) => [one.duty, one.code])).toEqual([
    [`${DISTRICT}#head-teacher-visits-each-student`, 'condition'], [`${PROVINCE}#head-teacher-visits-each-student`, 'condition'],
  ])
})

test('of a meeting a primary school hears nothing of kindergartens, and of what the school itself still has to decide', async () => {
  const { counted, notCounted } = await explained({ kind: 'parent_meeting', fields: { topic: '成长', themed: false }, subjects: aboutClass() })
  expect(counted.map((one) => one.short)).toEqual(['家长会', '家长会'])
  expect(notCounted.map((one) => [one.duty.split('#')[1], one.code])).toEqual([
    ['parent-meeting-at-end', 'window'], ['themed-meeting-first-week', 'condition'], ['themed-meeting-reaches-all-parents', 'condition'],
    ['parent-meeting-at-start', 'needs-local-value'], ['themed-meeting-key-periods', 'needs-local-value'],
  ])
  expect(notCounted[0]!.reason).toBe('11月22日不在区级要求规定的时段内')
})

test('guidance by a primary school is not measured by the number for kindergartens', async () => {
  const { counted, notCounted } = await explained({ kind: 'guidance_activity', fields: { category: ['ideas'], topic: '沟通' }, subjects: aboutClass() })
  expect(counted.length).toBe(2)
  expect(notCounted).toEqual([])
})

test('a day of another calendar year is told with its year', async () => {
  const late = await explained({ happenedOn: '2024-11-22' })
  expect(late.notCounted.map((one) => one.reason)).toContain('2024年11月22日不在已发布的校历内，不计入区级要求')
})

test('the list says in which month of the last academic year a family was visited', async () => {
  await explained({ happenedOn: '2026-01-15', subjects: [{ subjectId: children[1]!, studentId: children[1]!, schoolId: school.id, classId: own.id, classThen: own.id, fields: {} }] })
  const list = await asHead<Awaited<ReturnType<typeof listRemaining>>>((act) => listRemaining(act, { duty: `${DISTRICT}#head-teacher-visits-each-student` }))
  expect(list.children.map((one) => [one.studentId, one.lastTime])).toEqual(expect.arrayContaining([[children[1], '上学年 1月'], [children[2], null]]))
})
