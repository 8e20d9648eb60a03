import { readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { sql } from 'kysely'
import { newId, type Uuid } from '#kernel/ids'
import { PROGRAM_ROOT } from '#platform/config/root'
import { regionScope } from '#platform/db/scope'
import { NOW, useDemoRegion, type Client } from '#testing/demo-region'
import { sweep } from './cli/program.ts'

/** What holds for every route: problems in words, no cross-site writes, one effect a key, a database that goes away. */

const DAY = 86_400_000
const demo = useDemoRegion()
let teacher: Client
let studentId: Uuid
let otherStudentId: Uuid

beforeAll(async () => {
  const { rows } = await demo.installation().owner.inScope(regionScope(2), (tx) => sql<{ person: Uuid; student: Uuid }>`
    select person, unnest(students) as student from (
    select a.person_id as person, array_agg(s.id) as students from student s
    join post p on p.region_id = 2 and p.class_id = s.class_id and p.kind = 'head_teacher'
    join appointment a on a.region_id = 2 and a.post_id = p.id and a.valid_to is null
    where s.region_id = 2 and not exists (select 1 from record_subject r where r.region_id = 2 and r.student_id = s.id)
    group by a.person_id having count(*) >= 2 limit 1) teacher`.execute(tx))
  ;[studentId, otherStudentId] = rows.map((r) => r.student) as [Uuid, Uuid]
  teacher = await demo.actAs(2, rows[0]!.person, 'head_teacher')
}, 60_000)

const visit = (student: Uuid, note = '一切都好') => ({ happenedOn: '2026-11-20', mode: 'in_home', studentIds: [student], topics: ['family'], note })
const countVisits = async (student: Uuid) => {
  const { rows } = await demo.installation().owner.inScope(regionScope(2), (tx) =>
    sql<{ n: number }>`select count(*) as n from record_subject where region_id = 2 and student_id = ${student}`.execute(tx))
  return rows[0]!.n
}

describe('a repeated submit', () => {
  it('has one effect and the same answer, also when both arrive at the same moment', async () => {
    const headers = { 'idempotency-key': newId() }
    const answers = await Promise.all([1, 2, 3].map(() => teacher.call('POST', '/api/visits', visit(studentId), headers)))
    expect(answers.map((a) => a.status)).toEqual([200, 200, 200])
    expect(new Set(answers.map((a) => a.body)).size).toBe(1)
    expect(await teacher.call('POST', '/api/visits', visit(studentId), headers)).toEqual(answers[0])
    expect(await countVisits(studentId)).toBe(1)
  })

  it('with other contents under the same key is refused in words', async () => {
    const headers = { 'idempotency-key': newId() }
    await teacher.call('POST', '/api/visits', { ...visit(otherStudentId), mode: 'phone' }, headers)
    const answer = await teacher.call('POST', '/api/visits', { ...visit(otherStudentId), mode: 'video' }, headers)
    expect(answer.status).toBe(409)
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'key-reused', say: expect.stringContaining('刷新') })
    expect(await countVisits(otherStudentId)).toBe(1)
  })
})

describe('a problem', () => {
  it('says in Chinese which field is wrong', async () => {
    const answer = await teacher.call('POST', '/api/visits', { ...visit(studentId), happenedOn: '2026-02-30' })
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'about:blank', code: 'invalid-input', say: expect.stringMatching(/[\u4e00-\u9fff]/), fields: { happenedOn: expect.stringMatching(/[\u4e00-\u9fff]/) },
    })
  })

  it('answers an unknown address of the API as such', async () => {
    const answer = await teacher.call('GET', '/api/nothing')
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([404, 'not-found'])
  })

  it('carries no stack, table or SQL when the program itself is at fault', async () => {
    const answer = await teacher.call('GET', '/api/students/not-an-id')
    expect(answer.body).not.toMatch(/at |select|relation|pg_/)
  })
})

describe('an input that no form of ours sends', () => {
  const raw = (payload: string | Buffer, headers: Record<string, string> = {}) => demo.server().inject({
    method: 'POST', url: '/api/session', payload, headers: { 'x-csrf': '1', 'content-type': 'application/json', ...headers },
  })
  const deep = (depth: number) => `{"login":"x","password":"x","more":${'['.repeat(depth)}${']'.repeat(depth)}}`

  it.each([
    ['half a character', '{"login":"\\ud83d","password":"x"}', {}, 400],
    ['a character 0', '{"login":"a\\u0000","password":"x"}', {}, 400],
    ['a depth without end', deep(100_000), {}, 400],
    ['a prototype', '{"login":"x","password":"x","__proto__":{"admin":true}}', {}, 400],
    ['a constructor', '{"login":"x","password":"x","constructor":{"prototype":{"admin":true}}}', {}, 400],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), {}, 400],
    ['text in place of JSON', '{"login":"x","password":"x"}', { 'content-type': 'text/plain' }, 400],
    ['a form', 'login=x&password=x', { 'content-type': 'application/x-www-form-urlencoded' }, 400],
    ['no body', '', {}, 400],
    ['half a megabyte', JSON.stringify({ login: 'x', password: 'x'.repeat(500_000) }), {}, 413],
  ] as const)('%s is refused in words', async (_, payload, headers, status) => {
    const answer = await raw(payload, headers)
    expect(answer.json()).toMatchObject({ status, say: expect.stringMatching(/^[\u4e00-\u9fff]/) })
    expect(Object.prototype).not.toHaveProperty('admin')
  })

  it.each(['/api/%E0%A4%A', '/api/students/%00', `/api/students/${'x'.repeat(5_000)}`, '/api/plan/documents/%00'])('%s is no address', async (url) => {
    const { status, body } = await teacher.call('GET', url)
    expect([400, 404]).toContain(status)
    expect(JSON.parse(body)).toMatchObject({ say: expect.stringMatching(/^[\u4e00-\u9fff]/) })
  })

  it('in the note of a visit names the field', async () => {
    const answer = await teacher.call('POST', '/api/visits', visit(studentId, 'a\0b'))
    expect(JSON.parse(answer.body)).toMatchObject({ status: 400, fields: { note: expect.stringContaining('无法保存') } })
  })

  it('in the header of a capacity or a key changes nothing', async () => {
    for (const capacity of ['', '2', '2.head_teacher', 'x'.repeat(201), `${teacher.capacityId}' or '1'='1`, `${teacher.capacityId.replace('2.', '2e0.')}`]) {
      expect((await teacher.call('GET', '/api/units', undefined, { 'x-capacity': capacity })).status, capacity).toBe(403)
    }
    const before = await countVisits(studentId)
    const long = await teacher.call('POST', '/api/visits', { ...visit(studentId), again: true }, { 'idempotency-key': 'x'.repeat(201) })
    expect([long.status, await countVisits(studentId)]).toEqual([400, before])
  })
})

describe('a write from a foreign page', () => {
  const send = (headers: Record<string, string>) => demo.server().inject({ method: 'POST', url: '/api/session', payload: { login: 'bureau', password: 'x' }, headers })

  it('is refused without the header that only our pages set', async () => {
    expect((await send({})).json()).toMatchObject({ status: 403, code: 'cross-site' })
  })

  it('is refused with a foreign origin, and let through with ours', async () => {
    expect((await send({ 'x-csrf': '1', origin: 'https://elsewhere.invalid' })).json()).toMatchObject({ code: 'cross-site' })
    expect((await send({ 'x-csrf': '1', origin: 'null' })).json()).toMatchObject({ code: 'cross-site' })
    expect((await send({ 'x-csrf': '1', origin: 'http://localhost:7266', host: 'localhost:7266' })).json()).not.toMatchObject({ code: 'cross-site' })
  })
})

describe('what the browser itself says of where a write comes from', () => {
  const code = async (headers: Record<string, string>) => (await demo.server().inject({
    method: 'POST', url: '/api/session', payload: { login: 'bureau', password: 'x' }, headers: { 'x-csrf': '1', ...headers },
  })).json<{ code: string }>().code

  it.each(['cross-site', 'same-site', 'none'])('is believed when it says %s, whatever Origin and Host say', async (site) => {
    expect(await code({ 'sec-fetch-site': site, origin: 'http://localhost:7266', host: 'localhost:7266' })).toBe('cross-site')
  })

  it('is believed when it says that the page is ours, also behind a proxy that passes another Host', async () => {
    expect(await code({ 'sec-fetch-site': 'same-origin', origin: 'https://tongxin.invalid', host: '127.0.0.1:7266' })).toBe('sign-in-refused')
    expect(await code({ origin: 'https://tongxin.invalid', host: '127.0.0.1:7266', 'x-forwarded-host': 'tongxin.invalid' })).toBe('sign-in-refused')
  })
})

describe('the headers', () => {
  it('keep pages out of frames and answers out of caches', async () => {
    const { headers } = await demo.server().inject({ method: 'GET', url: '/api/session' })
    expect(headers['content-security-policy']).toContain(`frame-ancestors 'none'`)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers).toMatchObject({
      'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('geolocation=()'),
    })
    expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe|https?:/)
  })

  it('set the session cookie out of reach of scripts and other sites', async () => {
    const answer = await demo.server().inject({ method: 'POST', url: '/api/session', headers: { 'x-csrf': '1' }, payload: { login: 'principal', password: 'tongxin-demo' } })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['set-cookie']).toMatch(/^tongxin_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  })
})

describe('a session', () => {
  it('sleeps in after half an hour of silence', async () => {
    await demo.installation().owner.shared.updateTable('session').set({ seen_at: new Date(NOW.getTime() - 31 * 60_000) }).execute()
    expect((await teacher.call('GET', '/api/units')).status).toBe(401)
    await demo.installation().owner.shared.updateTable('session').set({ seen_at: NOW }).execute()
    expect((await teacher.call('GET', '/api/units')).status).toBe(200)
  })
})

describe('the page', () => {
  it('runs under these headers: nothing in it is a script, a style or a handler of its own', async () => {
    const page = await readFile(path.join(PROGRAM_ROOT, 'index.html'), 'utf8')
    expect(page).toContain('<script type="module" src=')
    expect(page).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=|javascript:|https?:/)
  })
})

describe('a database that goes away', () => {
  it('gives 503 in words, readiness says no, and both recover by themselves', async () => {
    const admin = new pg.Client(inject('adminUrl'))
    await admin.connect()
    const name = new URL(demo.installation().urls.appUrl).pathname.slice(1)
    await admin.query(`alter database ${name} allow_connections false`)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
    const answer = await teacher.call('GET', '/api/units')
    const ready = await demo.server().inject('/readyz')
    await admin.query(`alter database ${name} allow_connections true`)
    await admin.end()
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([503, 'database-unavailable'])
    expect(ready.statusCode).toBe(503)
    expect((await teacher.call('GET', '/api/units')).status).toBe(200)
    expect((await demo.server().inject('/readyz')).statusCode).toBe(200)
  })
})

describe('what is kept for a while', () => {
  it('is swept: answers after thirty days, sessions after their end', async () => {
    await teacher.call('POST', '/api/visits', { ...visit(studentId), again: true }, { 'idempotency-key': newId() })
    const { owner } = demo.installation()
    const kept = async () => (await owner.inScope(regionScope(2), (tx) => tx.selectFrom('idempotency').select('key').execute())).length
    const [answers, sessions] = [await kept(), (await owner.shared.selectFrom('session').select('token_hash').execute()).length]
    await sweep(demo.installation(), new Date(NOW.getTime() + 29 * DAY))
    expect(await kept()).toBe(answers)
    await sweep(demo.installation(), new Date(NOW.getTime() + 31 * DAY))
    expect([answers > 0, sessions > 0]).toEqual([true, true])
    expect([await kept(), (await owner.shared.selectFrom('session').select('token_hash').execute()).length]).toEqual([0, 0])
  })
})
