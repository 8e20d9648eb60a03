import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { POST_KINDS, type Role } from '#kernel/capacity'
import { newId, type Uuid } from '#kernel/ids'
import type { Reach } from '#platform/access/access'
import type { Served } from '#platform/http/serve'
import { regionScope } from '#platform/db/scope'
import { useDemoRegion, type Client } from '#testing/demo-region'
import { access, routes } from './main.ts'

/**
 * Every route × every role × objects of another class, school, family and jurisdiction. The routes come from the program
 * itself: one that is added without a sample here fails, and one that answers about a foreign object fails.
 */

const demo = useDemoRegion()
const ROLES: readonly Role[] = [...POST_KINDS, 'guardian']
const served = routes({ demoAccounts: [] }).filter((s): s is Extract<Served, { caller: 'act' }> => s.caller === 'act')

interface Target { schoolId: Uuid; classId: Uuid; studentId: Uuid; visitId: Uuid; plainId: Uuid; leaderPostId: Uuid; name: string }
const absent = (): Target => ({ schoolId: newId(), classId: newId(), studentId: newId(), visitId: newId(), plainId: newId(), leaderPostId: newId(), name: '没有这个人' })

type Place = 'own' | 'other-class' | 'other-school' | 'other-region'
const targets = {} as Record<Place, Target>
const clients = new Map<Role, { client: Client; own: Target }>()

/** Where a reach ends: the nearest place that is foreign to it, and all beyond. */
const FOREIGN: Readonly<Record<Reach, readonly Place[]>> = {
  own: ['other-class', 'other-school', 'other-region'], class: ['other-class', 'other-school', 'other-region'],
  assigned: ['other-class', 'other-school', 'other-region'], family: ['other-class', 'other-school', 'other-region'],
  school: ['other-school', 'other-region'], region: ['other-region'],
}

interface Sample { readonly query?: Record<string, string>; readonly body?: unknown }
const visit = (t: Target) => ({ happenedOn: '2026-11-20', mode: 'in_home', studentIds: [t.studentId], topics: ['family'], note: '试写', again: true })
const plain = (t: Target) => ({ happenedOn: '2026-11-20', classIds: [t.classId], fields: { topic: '试写', themed: false } })

/** What a caller would send besides the path. A route with query or body that is missing here is a failure. */
const SAMPLES: Readonly<Record<string, (t: Target) => Sample>> = {
  'GET /api/vacancies': (t) => ({ query: { unitId: t.schoolId } }),
  'POST /api/assignments/draw': (t) => ({ body: { postId: t.leaderPostId, days: 7, schoolId: t.schoolId } }),
  'GET /api/plan/calendar': () => ({ query: {} }),
  'POST /api/plan/calendars': () => ({ body: {} }),
  'POST /api/plan/local-values': () => ({ body: { doc: 'shanxi-2023-3', key: 'unknown-key', value: 1 } }),
  'GET /api/visits/preparation': (t) => ({ query: { studentId: t.studentId } }),
  'POST /api/visits': (t) => ({ body: visit(t) }),
  'POST /api/visits/:recordId/corrections': (t) => ({ body: { ...visit(t), version: 1 } }),
  'POST /api/visits/:recordId/withdrawal': () => ({ body: { version: 1, reason: '试着撤回' } }),
  'POST /api/visits/:recordId/confirmation': (t) => ({ body: { studentId: t.studentId, answer: 'true' } }),
  'POST /api/records': (t) => ({ body: { ...plain(t), kind: 'parent_meeting', again: true } }),
  'POST /api/records/:recordId/corrections': (t) => ({ body: { ...plain(t), version: 1 } }),
  'POST /api/records/:recordId/withdrawal': () => ({ body: { version: 1, reason: '试着撤回' } }),
  'GET /api/records': (t) => ({ query: { classId: t.classId } }),
  'GET /api/coverage/matters/:matter': () => ({ query: {} }),
  'GET /api/coverage/matters/:matter/export': () => ({ query: {} }),
  'GET /api/coverage/schools/:schoolId': () => ({ query: { matter: 'home-visit' } }),
  'GET /api/coverage/mine/remaining': (t) => ({ query: { duty: 'tianjin-hebei-2024-17#head-teacher-visits-each-student', classId: t.classId } }),
}

const keyOf = ({ route }: Served) => `${route.method} ${route.path}`
const PARAMS: Readonly<Record<string, (t: Target, path: string) => string>> = {
  schoolId: (t) => t.schoolId, classId: (t) => t.classId, studentId: (t) => t.studentId,
  recordId: (t, path) => (path.startsWith('/api/records/:recordId') && !path.endsWith('/coverage') ? t.plainId : t.visitId),
  matter: () => 'home-visit', doc: () => 'shanxi-2023-3', dutyId: () => 'head-teacher-visits-each-student',
}
const idsIn = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map((m) => m[1]!)
const OBJECTS = new Set(['schoolId', 'classId', 'studentId', 'recordId'])
const namesAnObject = (s: Served) => idsIn(s.route.path).some((p) => OBJECTS.has(p)) || /(studentId|classId|unitId|schoolId)/.test(JSON.stringify(SAMPLES[keyOf(s)]?.(absent()) ?? {}))

function send(client: Client, s: Served, target: Target): Promise<{ status: number; body: string }> {
  const path = s.route.path.replace(/:(\w+)/g, (_, name: string) => {
    const fill = PARAMS[name]
    if (fill === undefined) throw new Error(`no sample for :${name} of ${s.route.path}`)
    return fill(target, s.route.path)
  })
  const { query, body } = SAMPLES[keyOf(s)]?.(target) ?? {}
  return client.call(s.route.method, query === undefined ? path : `${path}?${new URLSearchParams(query).toString()}`, body)
}

beforeAll(async () => {
  const one = async <T>(region: number, query: ReturnType<typeof sql<T>>): Promise<T> => {
    const { rows } = await demo.installation().owner.inScope(regionScope(region), (tx) => query.execute(tx))
    if (rows[0] === undefined) throw new Error('the demo lacks what this test needs')
    return rows[0]
  }
  const targetIn = (region: number, where: ReturnType<typeof sql>): Promise<Target> => one(region, sql<Target>`
    select s.school_id as "schoolId", s.class_id as "classId", s.id as "studentId", s.name, v.record_id as "visitId", p.record_id as "plainId",
      (select id from post where region_id = ${region} and kind = 'bureau_leader' limit 1) as "leaderPostId"
    from student s
    join record_subject v on v.region_id = s.region_id and v.student_id = s.id
    join record_subject p on p.region_id = s.region_id and p.student_id is null and p.subject_id = s.class_id
    join class c on c.region_id = s.region_id and c.id = s.class_id join unit u on u.region_id = c.region_id and u.id = c.school_id
    where s.region_id = ${region} and ${where} order by v.record_id, p.record_id limit 1`)
  const hero = sql`u.name = '云河区示例小学' and c.entry_year = 2024 and c.number = 2`
  targets['own'] = await targetIn(2, sql`${hero} and s.id not in (select student_id from guardianship g join membership m on m.person_id = g.person_id)`)
  targets['other-class'] = await targetIn(2, sql`u.name = '云河区示例小学' and c.entry_year = 2023 and c.number = 5`)
  targets['other-school'] = await targetIn(2, sql`u.name = '云河区示例初级中学' and c.number = 7`)
  targets['other-region'] = await targetIn(3, sql`u.name = '松岭区示例九年一贯制学校' and c.number = 3`)
  for (const role of ROLES) clients.set(role, await clientOf(role, one))
}, 120_000)

type One = <T>(region: number, query: ReturnType<typeof sql<T>>) => Promise<T>

async function clientOf(role: Role, one: One): Promise<{ client: Client; own: Target }> {
  const { own } = targets
  if (role === 'guardian') {
    const { personId } = await one(2, sql<{ personId: Uuid }>`select person_id as "personId" from guardianship where student_id = ${own.studentId} limit 1`)
    return { client: await demo.actAs(2, personId, role), own }
  }
  const inClass = role === 'head_teacher' || role === 'subject_teacher'
  const inBureau = role.startsWith('bureau') || role === 'security_admin'
  const { personId } = await one(2, sql<{ personId: Uuid }>`
    select a.person_id as "personId" from post p join appointment a on a.region_id = p.region_id and a.post_id = p.id and a.valid_to is null
    where p.region_id = 2 and p.kind = ${role} and (${inBureau} or p.unit_id = ${own.schoolId}) and (${!inClass} or p.class_id = ${own.classId})
      and (${role} <> 'bureau_leader' or exists (select 1 from assignment x where x.region_id = 2 and x.person_id = a.person_id)) limit 1`)
  if (role !== 'bureau_leader') return { client: await demo.actAs(2, personId, role), own }
  const assigned = await one(2, sql<Target>`
    select school_id as "schoolId", class_id as "classId", student_id as "studentId" from assignment where region_id = 2 and person_id = ${personId} limit 1`)
  return { client: await demo.actAs(2, personId, role), own: { ...own, ...assigned } }
}

describe('the table of rights', () => {
  it('names every verb that a route asks for, and nothing that no route asks for', () => {
    expect([...new Set(served.map((s) => s.route.verb ?? 'none'))].sort()).toEqual(Object.keys(access).sort())
  })

  it('has a sample for every route that takes a query or a body', () => {
    expect(served.filter((s) => (s.route.query ?? s.route.body) !== undefined && SAMPLES[keyOf(s)] === undefined).map(keyOf)).toEqual([])
  })

  it('lets no bureau role and no administrator near a child by name', () => {
    const childVerbs = Object.keys(access).filter((v) => /^(roster|student|sibling|visit|confirmation|coverage\.remaining)/.test(v))
    for (const verb of childVerbs) expect(Object.keys(access[verb]!.by), verb).not.toEqual(expect.arrayContaining(['bureau_officer']))
    for (const verb of childVerbs) expect(Object.keys(access[verb]!.by), verb).not.toEqual(expect.arrayContaining(['security_admin']))
  })
})

describe.each(ROLES)('%s', (role) => {
  const client = () => clients.get(role)!

  it('is refused every verb that the table does not give', async () => {
    for (const s of served.filter((r) => access[r.route.verb!]?.by[role] === undefined)) {
      const answer = await send(client().client, s, client().own)
      // What is badly written is told before who may: both tell nothing.
      expect([400, 403], `${keyOf(s)} → ${answer.status}`).toContain(answer.status)
      expect(answer.body).not.toContain(targets.own.name)
    }
  })

  it('reaches its own objects by every reading verb of the table', async () => {
    for (const s of served.filter((r) => r.route.method === 'GET' && access[r.route.verb!]?.by[role] !== undefined)) {
      if (role === 'bureau_leader' && (/:recordId/.test(s.route.path))) continue
      const answer = await send(client().client, s, client().own)
      expect(answer.status, `${keyOf(s)} → ${answer.body.slice(0, 200)}`).toBe(200)
    }
  })

  it('gets the same answer for a foreign object as for one that does not exist', async () => {
    for (const s of served.filter((r) => access[r.route.verb!]?.by[role] !== undefined && namesAnObject(r))) {
      const reach = access[s.route.verb!]!.by[role]!
      const nothing = await send(client().client, s, absent())
      for (const place of FOREIGN[reach]) {
        const answer = await send(client().client, s, targets[place])
        const where = `${keyOf(s)} of ${place} → ${answer.status} ${answer.body.slice(0, 300)}`
        expect(strip(answer), where).toEqual(strip(nothing))
        expect(answer.body, where).not.toContain(targets[place].name)
        if (s.route.method !== 'GET' || idsIn(s.route.path).some((p) => OBJECTS.has(p))) expect([403, 404, 422], where).toContain(answer.status)
      }
    }
  })

  it('is not refused for bad writing or rights when it changes its own objects', async () => {
    for (const s of served.filter((r) => r.route.method !== 'GET' && access[r.route.verb!]?.by[role] !== undefined && namesAnObject(r))) {
      const answer = await send(client().client, s, client().own)
      expect([400, 500], `${keyOf(s)} → ${answer.body.slice(0, 200)}`).not.toContain(answer.status)
    }
  })

  it('is nobody in another jurisdiction', async () => {
    const { client: c } = client()
    const elsewhere = await c.call('GET', '/api/units', undefined, { 'x-capacity': c.capacityId.replace(/^2\./, '3.') })
    expect(elsewhere.status).toBe(403)
  })
})

const strip = ({ status, body }: { status: number; body: string }) =>
  ({ status, body: body.replace(/"requestId":"[^"]*"/, '').replace(/"asOf":"[^"]*"/g, '') })

describe('without a session', () => {
  it.each(served.map((s) => [keyOf(s), s] as const))('%s asks to sign in', async (_, s) => {
    const { status } = await send({ role: 'guardian', capacityId: '', call: async (method, url, body) => {
      const answer = await demo.server().inject({ method, url, headers: { 'x-csrf': '1' }, ...(body !== undefined && { payload: body as object }) })
      return { status: answer.statusCode, body: answer.body }
    } }, s, targets.own)
    expect([400, 401]).toContain(status)
  })
})
