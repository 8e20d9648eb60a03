import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildServer } from '#platform/http/server'
import { createReactions } from '#platform/jobs/reactions'
import { regionScope } from '#platform/db/scope'
import { TEST_VAULT } from '#platform/vault/vault.factory'
import { useDatabase } from '#testing/database'
import { findCapacities, scopeOf } from '../capacities/capacity.service.ts'
import { orgAccess } from '../org.access.ts'
import { makeChild, makeClass, makeHolder, makePerson, makeRegion, NOW, useBench } from '../org.factory.ts'
import { orgRoutes } from '../org.routes.ts'
import { insertGuardianships } from '../guardians/guardian.store.ts'
import { newId } from '#kernel/ids'
import { addAccount, inviteAccount, issueCode } from './account.service.ts'
import { joinAccount } from './account.store.ts'
import { sayCode } from './code.rules.ts'
import type { SignedView } from './session.contract.ts'
import { sessionRoutes } from './session.routes.ts'
import { activate, createSignIn, openSession } from './session.service.ts'

const bench = useBench(useDatabase())
const PASSWORD = 'four quiet rivers'
const MINUTE = 60_000
let now = NOW
let app: FastifyInstance
let logins = 0

beforeAll(async () => {
  app = await buildServer({
    db: bench.app, clock: { now: () => now }, version: 'test', ready: async () => true,
    gate: { capacities: { find: findCapacities, scopeOf }, tables: orgAccess, reactions: createReactions(), vault: TEST_VAULT, committed: () => undefined },
    routes: [...sessionRoutes([{ login: 'demo', password: PASSWORD, who: '校长' }]), ...orgRoutes],
  })
})
afterAll(() => app.close())
beforeEach(() => { now = NOW })

const later = (minutes: number) => { now = new Date(now.getTime() + minutes * MINUTE) }

/** A head teacher with an account. */
async function anAccount() {
  const at = await makeClass(bench.owner, { number: 2 })
  const teacher = await makeHolder(bench.owner, { kind: 'head_teacher', at, name: '王老师甲' })
  const login = `wang${++logins}`
  await bench.app.inScope(regionScope(at.regionId), (tx) => addAccount(tx, { login, password: PASSWORD, personId: teacher.personId, now: NOW }))
  return { ...teacher, at, login }
}

const post = (url: string, payload: object) => app.inject({ method: 'POST', url, payload, headers: { 'x-csrf': '1' } })
const signIn = (login: string, password = PASSWORD) => post('/api/session', { login, password })
const cookieOf = (response: { cookies: { name: string; value: string }[] }) => response.cookies.find((c) => c.name === 'tongxin_session')?.value ?? ''
const get = async (url: string, token: string, capacity?: string) =>
  app.inject({ url, cookies: { tongxin_session: token }, headers: capacity === undefined ? {} : { 'x-capacity': capacity } })
const whoIs = async (token: string): Promise<SignedView> => (await get('/api/session', token)).json()

describe('signing in', () => {
  it('opens a session with a cookie that no script can read, and keeps only its hash', async () => {
    const { login, at } = await anAccount()
    const response = await signIn(login)
    expect(response.statusCode).toBe(200)
    expect(response.cookies[0]).toMatchObject({ name: 'tongxin_session', httpOnly: true, sameSite: 'Lax', path: '/' })
    const token = cookieOf(response)
    expect(token).toHaveLength(43)
    const stored = await bench.owner.selectFrom('session').select('token_hash').execute()
    expect(stored.map((row) => row.token_hash)).not.toContain(token)
    expect(await whoIs(token)).toMatchObject({
      signedIn: true, name: '王老师甲', today: '2026-11-21', demo: true, demoAccounts: [],
      capacities: [{ id: `${at.regionId}.head_teacher.${at.schoolId}`, label: '三(2)班 · 班主任' }],
      regions: [{ regionId: at.regionId, name: '云杉省示例市甲区' }],
    })
  })

  it('says the same for an unknown account and a wrong password', async () => {
    const { login } = await anAccount()
    const [wrong, unknown] = [await signIn(login, 'not this one'), await signIn('nobody-at-all')]
    const { requestId: _a, ...first } = wrong.json<Record<string, unknown>>()
    const { requestId: _b, ...second } = unknown.json<Record<string, unknown>>()
    expect(first).toEqual(second)
    expect(first).toMatchObject({ status: 401, code: 'sign-in-refused' })
  })

  it.each(['known', 'unknown'])('locks after five failures for ten minutes, a %s account', async (kind) => {
    const login = kind === 'known' ? (await anAccount()).login : `nobody${++logins}`
    for (let n = 0; n < 5; n++) expect((await signIn(login, 'wrong')).statusCode).toBe(401)
    expect((await signIn(login)).json()).toMatchObject({ code: 'account-locked' })
    later(10)
    expect((await signIn(login)).statusCode).toBe(kind === 'known' ? 200 : 401)
  })

  it('gives five new attempts after a lock, and forgets failures after a success', async () => {
    const { login } = await anAccount()
    for (let n = 0; n < 5; n++) await signIn(login, 'wrong')
    later(10)
    for (let n = 0; n < 4; n++) expect((await signIn(login, 'wrong')).statusCode).toBe(401)
    expect((await signIn(login)).statusCode).toBe(200)
    for (let n = 0; n < 4; n++) await signIn(login, 'wrong')
    expect((await signIn(login)).statusCode).toBe(200)
  })

  it('counts guesses that come at the same instant', async () => {
    const { login } = await anAccount()
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(login, 'wrong')))
    expect(answers.filter((answer) => answer.statusCode === 401)).toHaveLength(5)
    expect(answers.filter((answer) => answer.statusCode === 429)).toHaveLength(7)
  })

  it('treats the failures of an account that is not there as those of one that is, however they are spread', async () => {
    const told = async (login: string) => {
      const codes: unknown[] = []
      for (const pause of [0, 0, 0, 0, 11, 0, 9, 2, 0, 0]) {
        later(pause)
        codes.push((await signIn(login, 'wrong')).json<{ code: string }>().code)
      }
      now = NOW
      return codes
    }
    expect(await told(`nobody${++logins}`)).toEqual(await told((await anAccount()).login))
  })

  it('does not let an address go on guessing once it has failed too often, also not with guesses of the same instant', async () => {
    const answers = await Promise.all(Array.from({ length: 230 }, (_, n) => app.inject({
      method: 'POST', url: '/api/session', payload: { login: `guess${n}`, password: 'wrong' }, headers: { 'x-csrf': '1' }, remoteAddress: '203.0.113.9',
    })))
    expect(answers.filter((answer) => answer.statusCode === 401)).toHaveLength(200)
    expect(answers.filter((answer) => answer.json<{ code: string }>().code === 'address-blocked')).toHaveLength(30)
    expect((await signIn((await anAccount()).login)).statusCode).toBe(200)
  })

  it('counts the addresses of one IPv6 network as one, and believes a forwarded address only from this machine', async () => {
    const guess = (remoteAddress: string, headers = {}) => app.inject({
      method: 'POST', url: '/api/session', payload: { login: `guess${++logins}`, password: 'wrong' }, headers: { 'x-csrf': '1', ...headers }, remoteAddress,
    })
    for (let n = 0; n < 200; n++) await guess(`2001:db8:1:2::${n.toString(16)}`)
    expect((await guess('2001:db8:1:2:ffff::1')).json()).toMatchObject({ code: 'address-blocked' })
    expect((await guess('2001:db8:1:2::1', { 'x-forwarded-for': '198.51.100.7' })).json()).toMatchObject({ code: 'address-blocked' })
    expect((await guess('2001:db8:1:3::1')).json()).toMatchObject({ code: 'sign-in-refused' })
    expect((await guess('127.0.0.1', { 'x-forwarded-for': '9.9.9.9, 2001:db8:1:2::5' })).json()).toMatchObject({ code: 'address-blocked' })
  })

  it('leaves whoever is signed in alone when others lock the account', async () => {
    const { login } = await anAccount()
    const token = cookieOf(await signIn(login))
    for (let n = 0; n < 6; n++) await signIn(login, 'wrong')
    expect((await signIn(login)).json()).toMatchObject({ code: 'account-locked' })
    expect((await whoIs(token)).signedIn).toBe(true)
    later(9)
    await signIn(login, 'wrong')
    later(1)
    expect((await signIn(login)).statusCode).toBe(200)
  })

  it.each(['a\u0000b', 'a\ud800b'])('refuses a login that no database can store: %j', async (login) => {
    expect((await signIn(login)).json()).toMatchObject({ status: 400, code: 'invalid-input' })
  })

  it('does not let a disabled account in, nor keeps its session', async () => {
    const { login } = await anAccount()
    const token = cookieOf(await signIn(login))
    await bench.owner.updateTable('identity').set({ disabled_at: NOW }).where('login', '=', login).execute()
    expect((await whoIs(token)).signedIn).toBe(false)
    expect((await signIn(login)).statusCode).toBe(401)
  })
})

describe('a session', () => {
  it('ends after thirty idle minutes, lives on when used, and ends after twelve hours all the same', async () => {
    const { login } = await anAccount()
    const idle = cookieOf(await signIn(login))
    later(30)
    expect((await whoIs(idle)).signedIn).toBe(false)
    const used = cookieOf(await signIn(login))
    for (let minutes = 29; minutes < 12 * 60; minutes += 29) {
      later(29)
      expect((await whoIs(used)).signedIn, `after ${minutes} minutes`).toBe(true)
    }
    later(24)
    expect((await whoIs(used)).signedIn).toBe(false)
  })

  it('ends with signing out', async () => {
    const { login } = await anAccount()
    const token = cookieOf(await signIn(login))
    const out = await app.inject({ method: 'DELETE', url: '/api/session', cookies: { tongxin_session: token }, headers: { 'x-csrf': '1' } })
    expect(cookieOf(out)).toBe('')
    expect((await whoIs(token)).signedIn).toBe(false)
  })

  it('is never one that was there before signing in, and the former one of this browser ends', async () => {
    const { login } = await anAccount()
    const first = cookieOf(await signIn(login))
    const again = await app.inject({
      method: 'POST', url: '/api/session', payload: { login, password: PASSWORD }, headers: { 'x-csrf': '1' }, cookies: { tongxin_session: first },
    })
    expect(cookieOf(again)).not.toBe(first)
    expect((await whoIs(first)).signedIn).toBe(false)
    const planted = await app.inject({
      method: 'POST', url: '/api/session', payload: { login, password: PASSWORD }, headers: { 'x-csrf': '1' }, cookies: { tongxin_session: 'planted' },
    })
    expect(cookieOf(planted)).toHaveLength(43)
  })

  it('is one of ten at the most: the oldest gives way', async () => {
    const { login } = await anAccount()
    const tokens: string[] = []
    for (let n = 0; n < 11; n++) {
      later(0.1)
      tokens.push(cookieOf(await signIn(login)))
    }
    expect((await Promise.all(tokens.map(whoIs))).map((one) => one.signedIn)).toEqual([false, ...Array.from({ length: 10 }, () => true)])
  })

  it('has a cookie for encrypted ways only where the proxy of this machine says that it came encrypted', async () => {
    const { login } = await anAccount()
    const flags = async (remoteAddress: string) => (await app.inject({
      method: 'POST', url: '/api/session', payload: { login, password: PASSWORD }, headers: { 'x-csrf': '1', 'x-forwarded-proto': 'https' }, remoteAddress,
    })).headers['set-cookie']
    expect(await flags('127.0.0.1')).toMatch(/; Secure/)
    expect(await flags('203.0.113.10')).not.toMatch(/; Secure/)
  })

  it('shows nobody the demo accounts only', async () => {
    expect(await whoIs('')).toMatchObject({ signedIn: false, name: null, capacities: [], regions: [], demoAccounts: [{ login: 'demo' }] })
  })

  it('joins the children of a guardian in two districts', async () => {
    const child = await makeChild(bench.owner, { name: '张同学' })
    const other = await makeChild(bench.owner, { name: '张同学乙' })
    const login = `zhang${++logins}`
    await bench.app.inScope(regionScope(child.regionId), (tx) => addAccount(tx, { login, password: PASSWORD, personId: child.guardianId, now: NOW }))
    await bench.app.inScope(regionScope(other.regionId), (tx) => joinAccount(tx, login, other.guardianId))
    const signed = await whoIs(cookieOf(await signIn(login)))
    expect(signed.capacities.map((c) => c.label)).toEqual(['张同学的家长', '张同学乙的家长'])
    expect(signed.regions.map((r) => r.regionId)).toEqual([child.regionId, other.regionId])
  })
})

describe('activation', () => {
  const SOON = new Date(NOW.getTime() + MINUTE)
  const invite = async (expires = SOON) => {
    const regionId = await makeRegion(bench.owner)
    const [personId, login] = [await makePerson(bench.owner, regionId), `admin${++logins}`]
    const code = await bench.app.inScope(regionScope(regionId), (tx) => inviteAccount(tx, { login, personId, now: NOW, expires, vault: TEST_VAULT }))
    return { regionId, personId, login, code }
  }
  const open = (code: string, password = PASSWORD, remoteAddress = '127.0.0.1') =>
    app.inject({ method: 'POST', url: '/api/activation', payload: { code, password }, headers: { 'x-csrf': '1' }, remoteAddress })

  it('sets the first password once, however the code is typed, and refuses a weak one without using up the code', async () => {
    const { login, code } = await invite()
    expect((await signIn(login)).statusCode).toBe(401)
    const weak = await open(code, `${login}-2026-x`)
    expect(weak.json()).toMatchObject({ code: 'password-refused', fields: { password: '密码不能包含账号。' } })
    const activated = await open(` ${sayCode(code).toLowerCase()} `)
    expect(activated.json()).toEqual({ login })
    expect(activated.cookies).toEqual([])
    expect((await signIn(login)).statusCode).toBe(200)
    expect((await open(code, 'another four rivers')).json()).toMatchObject({ code: 'activation-invalid' })
  })

  it('keeps of a code nothing from which it could be found by trying all', async () => {
    const { login, code } = await invite()
    const { activation_hash: kept } = await bench.owner.selectFrom('identity').select('activation_hash').where('login', '=', login).executeTakeFirstOrThrow()
    expect(kept).not.toContain(code)
    expect(kept).not.toBe(createHash('sha256').update(code).digest('hex'))
  })

  it('leaves the old password until the new code is used, and then ends the sessions under it', async () => {
    const { login, personId, regionId } = await anAccount()
    const session = cookieOf(await signIn(login))
    const issue = () => bench.app.inScope(regionScope(regionId), (tx) => issueCode(tx, { personId, now: NOW, expires: SOON, vault: TEST_VAULT }))
    const [lost, renewed] = [await issue(), await issue()]
    expect([lost.login, renewed.login]).toEqual([login, login])
    expect((await whoIs(session)).signedIn).toBe(true)
    expect((await open(lost.code, 'another four rivers')).json()).toMatchObject({ code: 'activation-invalid' })
    expect((await signIn(login)).statusCode).toBe(200)
    expect((await open(renewed.code, 'another four rivers')).statusCode).toBe(200)
    expect((await whoIs(session)).signedIn).toBe(false)
    expect([(await signIn(login)).statusCode, (await signIn(login, 'another four rivers')).statusCode]).toEqual([401, 200])
  })

  it('says the same of a code that is wrong, used or too old, and of what is no code', async () => {
    const [used, old] = [await invite(), await invite(NOW)]
    await open(used.code)
    const answers = await Promise.all(['ACEF HJKM NPRT', used.code, old.code, 'no code at all'].map(async (code) => (await open(code)).json<{ requestId: string }>()))
    const said = answers.map(({ requestId: _id, ...rest }) => rest)
    expect(said[0]).toMatchObject({ code: 'activation-invalid', status: 422 })
    expect(new Set(said.map((one) => JSON.stringify(one))).size).toBe(1)
  })

  it('stops an address that guesses, and leaves the others', async () => {
    const guess = () => open('ACEF HJKM NPRT', PASSWORD, '203.0.113.50')
    const { code, login } = await invite()
    for (let n = 0; n < 200; n++) await guess()
    expect((await guess()).json()).toMatchObject({ code: 'address-blocked' })
    expect((await open(code, PASSWORD, '203.0.113.51')).json()).toEqual({ login })
  })
})

describe('wrong codes from many addresses', () => {
  it('stop activation for everybody once there are too many, and signing in for nobody', async () => {
    const guesses = createSignIn([])
    for (let n = 0; n < 5_000; n++) guesses.codes.add('everybody', NOW)
    const visitor = { db: bench.app, now: NOW, vault: TEST_VAULT, address: '203.0.113.60', requestId: newId(), token: undefined, setToken: () => undefined }
    await expect(activate(guesses, visitor, { code: 'ACEF HJKM NPRT', password: PASSWORD })).rejects.toMatchObject({ code: 'activations-blocked', status: 429 })
    const { login } = await anAccount()
    await expect(openSession(guesses, visitor, { login, password: PASSWORD })).resolves.toEqual({ ok: true })
    const later = { ...visitor, now: new Date(NOW.getTime() + 10 * MINUTE) }
    await expect(activate(guesses, later, { code: 'ACEF HJKM NPRT', password: PASSWORD })).rejects.toMatchObject({ code: 'activation-invalid' })
  })
})

describe('the addresses of the organisation', () => {
  it('answer 404 for a child and a class of somebody else, and 403 for what a post may not', async () => {
    const teacher = await anAccount()
    const mine = await makeChild(bench.owner, { class: teacher.at })
    const second = await makeClass(bench.owner, { school: { regionId: teacher.regionId, id: teacher.at.schoolId }, number: 3 })
    const other = await makeChild(bench.owner, { class: second })
    const token = cookieOf(await signIn(teacher.login))
    const capacity = `${teacher.regionId}.head_teacher.${teacher.at.schoolId}`
    const status = async (url: string) => (await get(url, token, capacity)).statusCode
    expect(await status(`/api/students/${mine.id}`)).toBe(200)
    expect(await status(`/api/students/${other.id}`)).toBe(404)
    expect(await status(`/api/students/${other.id}/siblings`)).toBe(404)
    expect(await status(`/api/classes/${teacher.at.id}/students`)).toBe(200)
    expect(await status(`/api/classes/${second.id}/students`)).toBe(404)
    expect(await status(`/api/schools/${teacher.at.schoolId}/classes`)).toBe(200)
    expect(await status(`/api/schools/${newId()}/classes`)).toBe(404)
    expect(await status('/api/units')).toBe(200)
    expect(await status('/api/colleagues')).toBe(200)
    expect(await status('/api/vacancies')).toBe(403)
    expect(await status('/api/assignments')).toBe(403)
    expect(await status(`/api/students/${mine.id}/looks`)).toBe(403)
  })

  it('are closed to a former teacher in the session that is still open', async () => {
    const teacher = await anAccount()
    const child = await makeChild(bench.owner, { class: teacher.at })
    const token = cookieOf(await signIn(teacher.login))
    const read = () => get(`/api/students/${child.id}`, token, `${teacher.regionId}.head_teacher.${teacher.at.schoolId}`)
    expect((await read()).statusCode).toBe(200)
    await bench.owner.updateTable('appointment').set({ valid_to: '2026-11-20' }).where('id', '=', teacher.appointmentId).execute()
    expect((await read()).json()).toMatchObject({ status: 403, code: 'capacity-gone' })
    expect((await whoIs(token)).capacities).toEqual([])
  })

  it('are closed to a guardian from the day after the guardianship', async () => {
    const child = await makeChild(bench.owner)
    const former = await makePerson(bench.owner, child.regionId, { kind: 'guardian' })
    await insertGuardianships(bench.owner, child.regionId, [{
      id: newId(), studentId: child.id, schoolId: child.schoolId, classId: child.classId, personId: former,
      guardianName: '张家长乙', relation: '父亲', validFrom: '2026-09-01', validTo: '2026-11-21',
    }])
    const login = `former${++logins}`
    await bench.app.inScope(regionScope(child.regionId), (tx) => addAccount(tx, { login, password: PASSWORD, personId: former, now: NOW }))
    const capacity = `${child.regionId}.guardian.family`
    const read = async () => (await get(`/api/students/${child.id}`, cookieOf(await signIn(login)), capacity)).json<{ code?: string; name?: string }>()
    expect(await read()).toMatchObject({ name: '张同学' })
    later(24 * 60)
    expect(await read()).toMatchObject({ code: 'capacity-gone' })
  })
})
