import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId, type Uuid } from '#kernel/ids'
import { regionScope } from '#platform/db/scope'
import { keyOf, ROLES, send, served, useEverybody, type Target } from './main.factory.ts'
import { access } from './main.ts'

/**
 * Every reading route × every role of staff: whatever answer names a child, the audit says who read it, in which capacity
 * and what for, and the child's guardians find it in words. A list of a whole class is one entry, for the class.
 */

const everybody = useEverybody()
const { demo, targets } = everybody
const REGION = 2

interface Entry { id: Uuid; action: string; studentId: Uuid | null; classId: Uuid | null; capacity: string; purpose: string | null }

const inRegion = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> => demo.installation().owner
  .inScope(regionScope(REGION), async (tx) => (await query.execute(tx)).rows)
const readAudit = () => inRegion(sql<Entry>`
  select id, action, student_id as "studentId", class_id as "classId", capacity, purpose from audit where region_id = ${REGION}`)

const classOf = new Map<Uuid, Uuid>()
const seen = new Set<string>()
let own: Target

/** A visit to the own child and a sister in another class, with a promise, and a guardian who disputes it. */
beforeAll(async () => {
  for (const row of await inRegion(sql<{ id: Uuid; classId: Uuid }>`select id, class_id as "classId" from student where region_id = ${REGION}`)) {
    classOf.set(row.id, row.classId)
  }
  const [sister] = await inRegion(sql<{ id: Uuid }>`
    insert into guardianship (region_id, id, student_id, school_id, class_id, person_id, guardian_name, relation, valid_from)
    select region_id, ${newId()}::uuid, ${targets['other-class'].studentId}::uuid, ${targets['other-class'].schoolId}::uuid, ${targets['other-class'].classId}::uuid,
      person_id, guardian_name, relation, valid_from
    from guardianship where region_id = ${REGION} and student_id = ${targets.own.studentId} order by person_id limit 1 returning student_id as id`)
  const visit = await everybody.of('head_teacher').client.call('POST', '/api/visits', {
    happenedOn: '2026-11-21', mode: 'in_home', studentIds: [targets.own.studentId, sister!.id], topics: ['family'], note: '试写', promise: '下周回话', again: true,
  })
  const { recordId } = JSON.parse(visit.body) as { recordId: Uuid }
  own = { ...targets.own, visitId: recordId }
  const said = await everybody.of('guardian').client.call('POST', `/api/visits/${recordId}/confirmation`, { studentId: own.studentId, answer: 'not-true' })
  expect([visit.status, said.status], `${visit.body} ${said.body}`).toEqual([200, 200])
}, 120_000)

describe.each(ROLES.filter((role) => role !== 'guardian'))('what %s reads of children', (role) => {
  it.each(served.filter((s) => s.route.method === 'GET' && access[s.route.verb!]?.by[role] !== undefined).map((s) => [keyOf(s), s] as const))('%s', async (key, s) => {
    const { client, own: theirs } = everybody.of(role)
    const target = role === 'bureau_leader' ? theirs : own
    const before = new Set((await readAudit()).map((entry) => entry.id))
    const { body } = await send(client, s, target)
    const named = [...new Set(body.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g))].filter((id) => classOf.has(id))
    if (body.includes(own.name)) named.push(own.studentId)
    if (s.route.path.includes(':studentId')) named.push(target.studentId)
    const entries = (await readAudit()).filter((entry) => !before.has(entry.id))
    for (const child of named) {
      const entry = entries.find((one) => one.studentId === child) ?? entries.find((one) => one.studentId === null && one.classId === classOf.get(child))
      expect(entry, `${key} names ${child} and nothing says so`).toBeDefined()
      expect(entry).toMatchObject({ capacity: client.capacityId, purpose: expect.stringMatching(/[\u4e00-\u9fff]/) })
      seen.add(key)
    }
  })
})

describe('the sample', () => {
  it('lets every route name a child that can', () => {
    expect([...seen].sort()).toEqual([
      'GET /api/assignments', 'GET /api/classes/:classId/accounts', 'GET /api/classes/:classId/designations', 'GET /api/classes/:classId/students', 'GET /api/confirmations/disputed',
      'GET /api/coverage/mine/remaining',
      'GET /api/promises', 'GET /api/students/:studentId', 'GET /api/students/:studentId/designations', 'GET /api/students/:studentId/siblings', 'GET /api/students/:studentId/visits',
      'GET /api/visits/:recordId', 'GET /api/visits/preparation',
    ])
  })
})

describe('the guardian', () => {
  it('finds every way of reading in words, lists of the class too, a line a day and post', async () => {
    const answer = await everybody.of('guardian').client.call('GET', `/api/students/${own.studentId}/looks`)
    const { looks } = JSON.parse(answer.body) as { looks: { at: string; by: string; what: string }[] }
    const teacher = looks.filter((look) => look.by === '云河区示例小学 · 班主任').map((look) => look.what)
    const ways = [
      '准备记家访', '查看学生主页', '查看学生的家访记录', '查看家访记录', '查看家长对家访的反馈', '查看答应家长的事', '查看同校的兄弟姐妹', '查看班级学生名单', '查看待完成名单', '查看监护人账号',
    ]
    for (const way of ways) expect(teacher.filter((what) => what.startsWith(way)), `${way} in ${teacher.join('、')}`).toHaveLength(1)
  })
})
