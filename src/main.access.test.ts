import { describe, expect, it } from 'vitest'
import type { Reach } from '#platform/access/access'
import type { Served } from '#platform/http/serve'
import { absent, idsIn, keyOf, ROLES, SAMPLES, send, served, useEverybody, type Place } from './main.factory.ts'
import { access } from './main.ts'

/**
 * Every route × every role × objects of another class, school, family and jurisdiction. The routes come from the program
 * itself: one that is added without a sample fails, and one that answers about a foreign object fails.
 */

const everybody = useEverybody()
const { demo, targets } = everybody

/** Where a reach ends: the nearest place that is foreign to it, and all beyond. */
const FOREIGN: Readonly<Record<Reach, readonly Place[]>> = {
  own: ['other-class', 'other-school', 'other-region'], class: ['other-class', 'other-school', 'other-region'],
  assigned: ['other-class', 'other-school', 'other-region'], family: ['other-class', 'other-school', 'other-region'],
  school: ['other-school', 'other-region'], region: ['other-region'],
}

const OBJECTS = new Set(['fileId', 'batchId', 'schoolId', 'classId', 'studentId', 'recordId', 'bodyId', 'seatId', 'designationId', 'id'])
const namesAnObject = (s: Served) => idsIn(s.route.path).some((p) => OBJECTS.has(p)) || /(studentId|classId|unitId|schoolId)/.test(JSON.stringify(SAMPLES[keyOf(s)]?.(absent()) ?? {}))

describe('the table of rights', () => {
  it('names every verb that a route asks for, and nothing that no route asks for', () => {
    expect([...new Set(served.map((s) => s.route.verb ?? 'none'))].sort()).toEqual(Object.keys(access).sort())
  })

  it('has a sample for every route that takes a query or a body', () => {
    expect(served.filter((s) => (s.route.query ?? s.route.body) !== undefined && SAMPLES[keyOf(s)] === undefined).map(keyOf)).toEqual([])
  })

  it('lets no bureau role and no administrator near a child by name', () => {
    const childVerbs = Object.keys(access).filter((v) => /^(roster|student|sibling|designation|slip|visit|confirmation|coverage\.remaining)/.test(v))
    for (const verb of childVerbs) expect(Object.keys(access[verb]!.by), verb).not.toEqual(expect.arrayContaining(['bureau_officer']))
    for (const verb of childVerbs) expect(Object.keys(access[verb]!.by), verb).not.toEqual(expect.arrayContaining(['security_admin']))
  })
})

describe.each(ROLES)('%s', (role) => {
  const client = () => everybody.of(role)

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
      // The bureau reads what it recorded itself, and the target is a record of a school.
      if (role.startsWith('bureau_') && (/:recordId/.test(s.route.path))) continue
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

describe('one person with several capacities', () => {
  const signIn = async (login: string) => {
    const answer = await demo.server().inject({ method: 'POST', url: '/api/session', headers: { 'x-csrf': '1' }, payload: { login, password: 'tongxin-demo' } })
    const cookie = `tongxin_session=${answer.cookies[0]!.value}`
    const session = await demo.server().inject({ url: '/api/session', headers: { cookie } })
    return { cookie, capacities: session.json<{ capacities: { id: string; role: string; regionId: number; studentIds: string[] }[] }>().capacities }
  }
  const ask = async (cookie: string, capacity: string, path: string) =>
    (await demo.server().inject({ url: path, headers: { cookie, 'x-capacity': capacity } })).statusCode

  it('reaches in each of two districts the own children of that district only', async () => {
    const { cookie, capacities } = await signIn('guardian')
    const families = capacities.filter((one) => one.role === 'guardian')
    expect(new Set(families.map((one) => one.regionId)).size).toBe(2)
    for (const family of families) {
      for (const other of families) {
        for (const child of other.studentIds) {
          for (const path of [`/api/students/${child}`, `/api/students/${child}/visits`, `/api/students/${child}/looks`]) {
            expect(await ask(cookie, family.id, path), `${family.id} ${path}`).toBe(family === other ? 200 : 404)
          }
        }
      }
    }
  })

  it('gets no answer that was given to it in another capacity', async () => {
    const { cookie, capacities } = await signIn('guardian')
    const families = capacities.filter((one) => one.role === 'guardian')
    const say = (capacity: string, key: string, studentId: string, recordId: string) => demo.server().inject({
      method: 'POST', url: `/api/visits/${recordId}/confirmation`, payload: { studentId, answer: 'true' },
      headers: { cookie, 'x-csrf': '1', 'x-capacity': capacity, 'idempotency-key': key },
    })
    const [first, second] = families as [typeof families[number], typeof families[number]]
    const visits = await demo.server().inject({ url: '/api/family/visits', headers: { cookie, 'x-capacity': first.id } })
    const visit = visits.json<{ visits: { recordId: string; children: { studentId: string }[] }[] }>().visits[0]
    if (visit === undefined) throw new Error('the demo family was never visited')
    const said = await say(first.id, 'same-key', visit.children[0]!.studentId, visit.recordId)
    const again = await say(second.id, 'same-key', visit.children[0]!.studentId, visit.recordId)
    expect([said.statusCode, again.statusCode]).toEqual([200, 404])
  })
})

const strip = ({ status, body }: { status: number; body: string }) =>
  ({ status, body: body.replace(/"requestId":"[^"]*"/, '').replace(/"asOf":"[^"]*"/g, '') })

describe('without a session', () => {
  it.each(served.map((s) => [keyOf(s), s] as const))('%s asks to sign in', async (_, s) => {
    const { status } = await send({ role: 'guardian', capacityId: '', headers: {}, call: async (method, url, body) => {
      const answer = await demo.server().inject({ method, url, headers: { 'x-csrf': '1' }, ...(body !== undefined && { payload: body as object }) })
      return { status: answer.statusCode, body: answer.body }
    } }, s, targets.own)
    expect([400, 401]).toContain(status)
  })
})
