import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
  const answer = await teacher('POST', `/api/classes/${at.id}/accounts/${child.guardianId}/slip`, { close: false })
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

describe('an account that a stranger has', () => {
  /** Signed in twice, as the owner and the stranger under the same password; what each sees, and whether the password opens another session. */
  async function isShared(regionId: number, personId: Uuid) {
    const login = `shared-${personId}`
    await bench.app.inScope(regionScope(regionId), (tx) => addAccount(tx, { login, password: PASSWORD, personId, now: NOW }))
    const signIn = (password = PASSWORD) =>
      app.inject({ method: 'POST', url: '/api/session', payload: { login, password }, headers: { 'x-csrf': '1' } })
    const cookies = [await signIn(), await signIn()].map((signed) => `tongxin_session=${signed.cookies[0]!.value}`)
    const statusesOf = async (url: string, capacity: string) => {
      const headers = cookies.map((cookie) => ({ cookie, 'x-capacity': capacity }))
      return [(await app.inject({ url, headers: headers[0]! })).statusCode, (await app.inject({ url, headers: headers[1]! })).statusCode]
    }
    return { signIn, statusesOf }
  }
  const activate = (code: string) =>
    app.inject({ method: 'POST', url: '/api/activation', payload: { code, password: 'another four rivers' }, headers: { 'x-csrf': '1' } })

  it('of a guardian is closed with the renewal: no session reads on, the password opens nothing, the code does', async () => {
    const { at, child, clientOf } = await aSchool()
    const { signIn, statusesOf } = await isShared(at.regionId, child.guardianId)
    const sessions = () => statusesOf(`/api/students/${child.id}`, `${at.regionId}.guardian.family`)
    const teacher = await clientOf('head_teacher')
    const renew = (close: boolean) => teacher('POST', `/api/classes/${at.id}/accounts/${child.guardianId}/slip`, { close })
    expect((await renew(false)).statusCode).toBe(200)
    expect(await sessions(), 'left open without the choice').toEqual([200, 200])
    const answer = await renew(true)
    expect(await sessions()).toEqual([401, 401])
    expect((await signIn()).statusCode).toBe(401)
    expect((await activate(answer.json<Sheet>().slips[0]!.code)).statusCode).toBe(200)
    expect((await signIn('another four rivers')).statusCode).toBe(200)
    const noted = await bench.owner.selectFrom('audit').select(['purpose', 'fields']).where('student_id', '=', child.id)
      .where('action', '=', 'slip.issue').execute()
    expect(noted).toContainEqual({ purpose: '为在用的账号补发账号单，立即停用原密码', fields: ['activation', 'password'] })
  })

  it('of staff is closed in the same way, and a refused renewal closes nothing', async () => {
    const { at, clientOf } = await aSchool()
    const school = { regionId: at.regionId, id: at.schoolId }
    const vice = await makeHolder(bench.owner, { kind: 'vice_principal', at: school })
    const { signIn, statusesOf } = await isShared(at.regionId, vice.personId)
    const sessions = () => statusesOf('/api/units', `${at.regionId}.vice_principal.${at.schoolId}`)
    const way = `/api/schools/${at.schoolId}/accounts/${vice.personId}/slip`
    expect((await (await clientOf('roster_keeper'))('POST', way, { close: true })).statusCode).toBe(409)
    expect(await sessions()).not.toContain(401)
    expect((await (await clientOf('principal'))('POST', way, { close: true })).statusCode).toBe(200)
    expect(await sessions()).toEqual([401, 401])
    expect((await signIn()).statusCode).toBe(401)
  })

  it('has no password to close before it is in use', async () => {
    const { at, child, clientOf } = await aSchool()
    const keeper = await clientOf('roster_keeper')
    const renew = () => keeper('POST', `/api/classes/${at.id}/accounts/${child.guardianId}/slip`, { close: true })
    await renew()
    await renew()
    expect((await keeper('GET', `/api/classes/${at.id}/accounts`)).json()).toMatchObject({ accounts: [{ state: 'issued' }] })
  })
})

it('lets each post do what the table of rights says, and nothing of another class', async () => {
  const { at, child, clientOf } = await aSchool()
  const other = await makeChild(bench.owner, { class: await makeClass(bench.owner, { school: { regionId: at.regionId, id: at.schoolId }, number: 3 }) })
  const ways = (classId: Uuid, guardian: Uuid) => [
    ['GET', `/api/classes/${classId}/accounts`], ['POST', `/api/classes/${classId}/slips`, { personIds: [guardian] }],
    ['POST', `/api/classes/${classId}/accounts/${guardian}/slip`, { close: false }], ['GET', `/api/schools/${at.schoolId}/accounts`],
    ['POST', `/api/schools/${at.schoolId}/slips`, { personIds: [newId()] }], ['POST', `/api/schools/${at.schoolId}/accounts/${newId()}/slip`, { close: false }],
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
