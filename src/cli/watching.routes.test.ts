import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { regionScope } from '#platform/db/scope'
import { loggerOf } from '#platform/log/log'
import { NOW, useDemoRegion } from '#testing/demo-region'
import { startProgram, type Program } from './program.ts'

const TOKEN = 'a token of some length'
const ADDRESS = '203.0.113.77'
const SECRETS = { name: '云外来客', phone: '13900001234', note: '奶奶照看，电话里说的', identity: '990101201503070011' }
const demo = useDemoRegion()
let program: Program
const lines: string[] = []

beforeAll(async () => {
  const stream = new PassThrough()
  stream.on('data', (text) => { lines.push(...String(text).trimEnd().split('\n')) })
  program = await startProgram(demo.installation(), {
    clock: { now: () => NOW }, deployment: { demoAccounts: [] }, logger: loggerOf('debug', stream), metricsToken: TOKEN,
  })
}, 60_000)
afterAll(() => program.stop())

const asOwner = (statement: string) => demo.installation().owner.inScope(regionScope(0), (tx) => sql.raw(statement).execute(tx))

describe('the log', () => {
  /** Everything of a person that a request or its answer carries. */
  const secrets = new Set<string>([...Object.values(SECRETS), ADDRESS])

  beforeAll(async () => {
    const send = (method: 'GET' | 'POST', url: string, payload?: unknown, headers: Record<string, string> = {}) => program.server.inject({
      method, url, remoteAddress: ADDRESS, headers: { 'x-csrf': '1', 'content-type': 'application/json', ...headers },
      ...(payload !== undefined && { payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }),
    })
    const opened = await send('POST', '/api/session', { login: 'head-teacher', password: 'tongxin-demo' })
    expect(opened.statusCode).toBe(200)
    const cookie = opened.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const { capacities } = (await send('GET', '/api/session', undefined, { cookie })).json<{ capacities: { id: string; classIds: string[] }[] }>()
    const acting = { cookie, 'x-capacity': capacities[0]!.id }
    const classId = capacities[0]!.classIds[0]!
    const listed = await send('GET', `/api/classes/${classId}/students`, undefined, acting)
    const { students } = listed.json<{ students: { id: string; name: string }[] }>()
    const student = students[0]!
    const visit = { happenedOn: '2026-11-20', mode: 'in_home', studentIds: [student.id], topics: ['family'], note: SECRETS.note, again: true }
    const told = [...opened.cookies.map(({ value }) => value), ...students.map(({ name }) => name)]
    for (const secret of [...told, 'head-teacher', capacities[0]!.id, classId, student.id]) secrets.add(secret)

    expect((await send('POST', '/api/visits', visit, acting)).statusCode).toBe(200)
    expect((await send('POST', '/api/visits', `{"note": ${SECRETS.note}`, acting)).statusCode).toBe(400)
    expect((await send('POST', '/api/visits', { ...visit, mode: SECRETS.name }, acting)).statusCode).toBe(422)
    expect((await send('POST', '/api/session', { login: SECRETS.name, password: SECRETS.phone })).statusCode).toBe(401)
    expect((await send('GET', `/api/${encodeURIComponent(SECRETS.name)}?phone=${SECRETS.phone}`)).statusCode).toBe(404)
    expect((await send('GET', `/api/students/${SECRETS.identity}/visits`, undefined, acting)).statusCode).toBe(400)
    // PostgreSQL tells the whole row that breaks a rule.
    await asOwner(`alter table record_subject add constraint never check (fields::text not like '%${SECRETS.note}%') not valid`)
    expect((await send('POST', '/api/visits', visit, acting)).statusCode).toBe(500)
    await asOwner('alter table record_subject drop constraint never; alter table outbox rename to outbox_away')
    await sleep(2_500)
    await asOwner('alter table outbox_away rename to outbox')
  }, 60_000)

  it('names nobody and repeats no input, whatever was asked and however it failed', () => {
    for (const line of lines) {
      for (const secret of secrets) expect(line).not.toContain(secret)
      expect(line).not.toContain(encodeURIComponent(SECRETS.name))
    }
  })

  it('has one line of JSON a request: pattern, status, time and capacity', () => {
    const all = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    const requests = all.filter(({ msg }) => msg === 'request')
    expect(requests.length).toBe(10)
    expect(requests).toContainEqual({
      level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), pid: process.pid, requestId: expect.any(String), method: 'GET',
      route: '/api/classes/:classId/students', status: 200, ms: expect.any(Number), role: 'head_teacher', msg: 'request',
    })
    expect(requests.map(({ route, status }) => `${String(route)} ${String(status)}`)).toContain('(none) 404')
  })

  it('tells what the program or a job of it did wrong', () => {
    interface Line { level: string; msg: string; job?: string; err?: { code: string; constraint?: string } }
    const errors = lines.map((line) => JSON.parse(line) as Line).filter(({ level }) => level === 'error')
    expect(errors.find(({ msg }) => msg === 'internal')?.err).toMatchObject({ code: '23514', constraint: 'never' })
    expect(errors.find(({ msg }) => msg === 'job failed')).toMatchObject({ job: 'outbox', err: { code: '42P01' } })
  })

  it('leaves the same in the figures', async () => {
    const text = (await program.server.inject({ method: 'GET', url: '/metrics' })).body
    for (const secret of secrets) expect(text).not.toContain(secret)
    expect(text).toContain('tongxin_http_request_duration_seconds_count{method="POST",route="/api/visits",status="5xx"} 1')
    expect(text).toContain('tongxin_http_request_duration_seconds_count{method="GET",route="(none)",status="4xx"} 1')
    expect(Number(/tongxin_job_failures_total\{job="outbox"\} (\d+)/.exec(text)?.[1])).toBeGreaterThan(0)
    const others = ['tongxin_outbox_waiting 0', 'tongxin_outbox_oldest_seconds 0', 'tongxin_audit_unsealed ', 'tongxin_info{version="',
      'tongxin_database_connections{role="app",state="waiting"} 0', 'process_resident_memory_bytes ', 'process_start_time_seconds ',
      'nodejs_eventloop_lag_seconds{quantile="0.99"} ']
    for (const one of others) expect(text).toContain(`\n${one}`)
  })
})

describe('/metrics', () => {
  const ask = async (given: { from?: string; headers?: Record<string, string> }) => (await program.server.inject({
    method: 'GET', url: '/metrics', headers: given.headers ?? {}, remoteAddress: given.from ?? '127.0.0.1',
  })).statusCode

  it.each([
    ['this machine', {}, 200],
    ['this machine, asked by IPv6', { from: '::1' }, 200],
    ['another machine', { from: ADDRESS }, 404],
    ['somebody behind the proxy on this machine', { headers: { 'x-forwarded-for': ADDRESS } }, 404],
    ['somebody behind the proxy who claims to be this machine', { headers: { 'x-forwarded-for': '127.0.0.1' } }, 404],
    ['another machine that claims to be this one', { from: ADDRESS, headers: { 'x-forwarded-for': '127.0.0.1' } }, 404],
    ['another machine with the token', { from: ADDRESS, headers: { authorization: `Bearer ${TOKEN}` } }, 200],
    ['another machine with another token', { from: ADDRESS, headers: { authorization: 'Bearer another token' } }, 404],
  ])('%s', async (_who, given, status) => {
    expect(await ask(given)).toBe(status)
  })
})
