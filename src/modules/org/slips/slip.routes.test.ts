import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Role } from '#kernel/capacity'
import { newId, type Uuid } from '#kernel/ids'
import { regionScope } from '#platform/db/scope'
import { buildServer } from '#platform/http/server'
import { createReactions } from '#platform/jobs/reactions'
import { TEST_VAULT } from '#platform/vault/vault.factory'
import { useDatabase } from '#testing/database'
import { findCapacities, scopeOf } from '../capacities/capacity.service.ts'
import { orgAccess } from '../org.access.ts'
import { makeChild, makeClass, makeHolder, NOW, useBench } from '../org.factory.ts'
import { orgRoutes } from '../org.routes.ts'
import { addAccount } from '../session/account.service.ts'
import { sessionRoutes } from '../session/session.routes.ts'
import type { Sheet } from './slip.contract.ts'

const bench = useBench(useDatabase())
const PASSWORD = 'four quiet rivers'
let app: FastifyInstance

beforeAll(async () => {
  app = await buildServer({
    db: bench.app, clock: { now: () => NOW }, version: 'test', ready: async () => true,
    gate: { capacities: { find: findCapacities, scopeOf }, tables: orgAccess, reactions: createReactions(), vault: TEST_VAULT, committed: () => undefined },
    routes: [...sessionRoutes([]), ...orgRoutes],
  })
})
afterAll(() => app.close())

/** A school with a child, and how its people call the program. */
async function aSchool() {
  const at = await makeClass(bench.owner, { number: 2 })
  const school = { regionId: at.regionId, id: at.schoolId }
  const child = await makeChild(bench.owner, { class: at })
  const clientOf = async (role: Exclude<Role, 'guardian'>) => {
    const place = role === 'head_teacher' || role === 'subject_teacher' ? at : school
    const { personId } = await makeHolder(bench.owner, { kind: role, at: place })
    const login = `${role}-${at.regionId}`
    await bench.app.inScope(regionScope(at.regionId), (tx) => addAccount(tx, { login, password: PASSWORD, personId, now: NOW }))
    const signed = await app.inject({ method: 'POST', url: '/api/session', payload: { login, password: PASSWORD }, headers: { 'x-csrf': '1' } })
    const headers = { cookie: `tongxin_session=${signed.cookies[0]!.value}`, 'x-csrf': '1', 'x-capacity': `${at.regionId}.${role}.${at.schoolId}` }
    return (method: 'GET' | 'POST', url: string, payload?: object, more = {}) =>
      app.inject({ method, url, headers: { ...headers, ...more }, ...(payload && { payload }) })
  }
  return { at, child, clientOf }
}

const tables = async (regionId: number): Promise<string> => JSON.stringify([
  await bench.owner.selectFrom('idempotency').selectAll().where('region_id', '=', regionId).execute(),
  await bench.owner.selectFrom('identity').selectAll().execute(),
  await bench.owner.selectFrom('audit').selectAll().where('region_id', '=', regionId).execute(),
])

it('answers with a code exactly once: a submit that is repeated under its key makes another, and the database holds none', async () => {
  const { at, child, clientOf } = await aSchool()
  const keeper = await clientOf('roster_keeper')
  const print = () => keeper('POST', `/api/classes/${at.id}/slips`, { personIds: [child.guardianId] }, { 'idempotency-key': 'the-same' })
  const [first, again] = [await print(), await print()]
  const codes = [first, again].map((answer) => answer.json<Sheet>().slips[0]!.code)
  expect([first.statusCode, again.statusCode]).toEqual([200, 200])
  expect(first.headers['cache-control']).toBe('no-store')
  expect(codes[0]).not.toBe(codes[1])
  const kept = await tables(at.regionId)
  for (const code of codes) expect(kept).not.toContain(code)
  expect((await keeper('GET', `/api/classes/${at.id}/accounts`)).body).not.toContain(codes[1])
})

it('leads from the slip to the own child: code, password, signing in', async () => {
  const { at, child, clientOf } = await aSchool()
  const teacher = await clientOf('head_teacher')
  const answer = await teacher('POST', `/api/classes/${at.id}/accounts/${child.guardianId}/slip`)
  const { login, code } = answer.json<Sheet>().slips[0]!
  const send = (url: string, payload: object) => app.inject({ method: 'POST', url, payload, headers: { 'x-csrf': '1' } })
  expect((await send('/api/activation', { code: code.toLowerCase(), password: PASSWORD })).json()).toEqual({ login })
  const signed = await send('/api/session', { login: login.toUpperCase(), password: PASSWORD })
  const read = await app.inject({
    url: `/api/students/${child.id}`,
    headers: { cookie: `tongxin_session=${signed.cookies[0]!.value}`, 'x-capacity': `${at.regionId}.guardian.family` },
  })
  expect(read.json()).toMatchObject({ id: child.id })
})

it('lets each post do what the table of rights says, and nothing of another class', async () => {
  const { at, child, clientOf } = await aSchool()
  const other = await makeChild(bench.owner, { class: await makeClass(bench.owner, { school: { regionId: at.regionId, id: at.schoolId }, number: 3 }) })
  const ways = (classId: Uuid, guardian: Uuid) => [
    ['GET', `/api/classes/${classId}/accounts`], ['POST', `/api/classes/${classId}/slips`, { personIds: [guardian] }],
    ['POST', `/api/classes/${classId}/accounts/${guardian}/slip`], ['GET', `/api/schools/${at.schoolId}/accounts`],
    ['POST', `/api/schools/${at.schoolId}/slips`, { personIds: [newId()] }], ['POST', `/api/schools/${at.schoolId}/accounts/${newId()}/slip`],
  ] as const
  const tried = async (role: Exclude<Role, 'guardian'>, classId = at.id, guardian = child.guardianId) => {
    const client = await clientOf(role)
    const statuses: number[] = []
    for (const [method, url, body] of ways(classId, guardian)) statuses.push((await client(method, url, body)).statusCode)
    return statuses
  }
  expect(await tried('roster_keeper')).toEqual([200, 200, 200, 200, 404, 404])
  expect(await tried('head_teacher', other.classId, other.guardianId)).toEqual([404, 403, 404, 403, 403, 403])
  expect(await tried('principal')).toEqual([403, 403, 403, 200, 403, 404])
  for (const role of ['subject_teacher', 'middle_leader', 'vice_principal'] as const) expect(await tried(role), role).toEqual([403, 403, 403, 403, 403, 403])
})
