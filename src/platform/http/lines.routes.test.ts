import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Capacity } from '#kernel/capacity'
import { Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { route } from '#kernel/route'
import { newToken } from '#platform/auth/token'
import { openDatabase, type Database } from '#platform/db/database'
import { regionScope } from '#platform/db/scope'
import { createReactions } from '#platform/jobs/reactions'
import { TEST_VAULT } from '#platform/vault/vault.factory'
import { useDatabase } from '#testing/database'
import { handleLong, handleUpload } from './serve.ts'
import { buildServer } from './server.ts'
import { hashToken } from './session.store.ts'

/** Long routes and uploads over a real connection: progress while it works, stopping, files that are too large. */

const urls = useDatabase()
const NOW = new Date('2026-11-21T02:00:00Z')
const LIMIT = 2 ** 20
const [person, token] = [newId(), newToken()]
const capacity: Capacity = {
  id: '1.roster_keeper.x', regionId: 1, role: 'roster_keeper', personId: person, unitId: null, postIds: [], classIds: [], studentIds: [], label: '',
}
const wrong = () => new Refusal({ code: 'wrong', status: 422, say: '不行。' })
const query = z.object({ fail: z.enum(['at-once', 'later', 'broken']).optional() })
const long = route({ method: 'POST', path: '/api/long', verb: 'try', long: true, summary: 'test', query, body: z.object({ name: z.string() }), answer: z.object({ said: z.string() }) })
const upload = route({ method: 'POST', path: '/api/upload', verb: 'try', upload: LIMIT, summary: 'test', answer: z.object({ size: z.int(), last: z.int() }) })

let db: Database
let owner: Database
let app: FastifyInstance
let address: string
let stopped: unknown
let release: () => void = () => undefined

const served = [
  handleLong(long, async (desk, { query: { fail }, body }) => {
    if (fail === 'at-once') throw wrong()
    desk.tell({ doing: '读取', done: 1, total: 2 })
    if (fail === 'later') throw wrong()
    if (fail === 'broken') throw new Error('secret of the program')
    await desk.act(async (act) => {
      await sql`insert into unit (region_id, id, kind, name, valid_from) values (1, ${newId()}, 'school', ${body.name}, '2026-09-01')`.execute(act.tx)
      if (body.name === '示例小学停') await new Promise<void>((go) => { release = go })
    }).catch((error: unknown) => { stopped = error; throw error })
    return { said: `好，${body.name}`, secret: 'not in the schema' }
  }),
  handleUpload(upload, async (_act, { body }) => ({ size: body.length, last: body.at(-1) ?? -1 })),
]

beforeAll(async () => {
  db = openDatabase(urls.appUrl, 4)
  owner = openDatabase(urls.ownerUrl, 1)
  await owner.inScope(regionScope(1), async (tx) => {
    await sql`insert into jurisdiction values (1, 'district', null, false, ${NOW})`.execute(tx)
    await sql`insert into person values (1, ${person}, 'staff', '王老师甲', ${NOW})`.execute(tx)
    await sql`select account_create(${person}, 'keeper', null, null, null, ${person}, ${NOW})`.execute(tx)
  })
  await sql`select session_open(${hashToken(token)}, ${person}, ${NOW}, ${new Date(NOW.getTime() + 3_600_000)})`.execute(db.shared)
  app = await buildServer({
    db, clock: { now: () => NOW }, version: 'test', ready: async () => true, routes: served,
    gate: {
      capacities: { find: async () => [capacity], scopeOf: () => ({ ...regionScope(1), person }) },
      tables: { try: { does: '试', by: { roster_keeper: 'school' } } }, reactions: createReactions(), vault: TEST_VAULT, committed: () => undefined,
    },
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await app.close()
  await Promise.all([db.close(), owner.close()])
})

const HEADERS = { 'x-csrf': '1', 'x-capacity': capacity.id, cookie: `tongxin_session=${token}` }
const ask = (path: string, body: unknown, init: RequestInit = {}) =>
  fetch(`${address}${path}`, { method: 'POST', headers: { ...HEADERS, 'content-type': 'application/json' }, body: JSON.stringify(body), ...init })
const linesOf = async (answer: Response) => (await answer.text()).trim().split('\n').map((line) => JSON.parse(line) as unknown)
const countUnits = async (name: string) => (await owner.inScope(regionScope(1), (tx) =>
  sql<{ n: number }>`select count(*) as n from unit where name = ${name}`.execute(tx))).rows[0]!.n

describe('a long route', () => {
  it('tells of its progress and then answers, by its schema', async () => {
    const answer = await ask('/api/long', { name: '示例小学甲' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson; charset=utf-8'])
    expect(await linesOf(answer)).toEqual([{ progress: { doing: '读取', done: 1, total: 2 } }, { answer: { said: '好，示例小学甲' } }])
    expect(await countUnits('示例小学甲')).toBe(1)
  })

  it('is refused like any other route before anything was told', async () => {
    const answer = await ask('/api/long?fail=at-once', { name: 'x' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([422, 'application/problem+json; charset=utf-8'])
    expect((await ask('/api/long', { name: 1 })).status).toBe(400)
    expect((await ask('/api/long', { name: 'x' }, { headers: { 'x-csrf': '1', 'content-type': 'application/json' } })).status).toBe(401)
  })

  it.each([['later', 'wrong'], ['broken', 'internal']])('ends with the problem when it fails %s', async (fail, code) => {
    const lines = await linesOf(await ask(`/api/long?fail=${fail}`, { name: 'x' }))
    expect(lines).toEqual([{ progress: expect.anything() }, { problem: expect.objectContaining({ code, say: expect.any(String) }) }])
    expect(JSON.stringify(lines)).not.toContain('secret')
  })

  it('works for one person on one thing at a time, and not on what was given up meanwhile', async () => {
    const first = await ask('/api/long', { name: '示例小学停' })
    const away = new AbortController()
    const [given, second] = [ask('/api/long', { name: '示例小学弃' }, { signal: away.signal }), ask('/api/long', { name: '示例小学乙' })]
    await sleep(100)
    away.abort()
    await expect(given).rejects.toMatchObject({ name: 'AbortError' })
    expect(await countUnits('示例小学乙')).toBe(0)
    release()
    expect(await linesOf(first)).toHaveLength(2)
    expect(await linesOf(await second)).toHaveLength(2)
    expect([await countUnits('示例小学停'), await countUnits('示例小学弃'), await countUnits('示例小学乙')]).toEqual([1, 0, 1])
    await owner.inScope(regionScope(1), (tx) => sql`update unit set name = '示例小学丙' where name = '示例小学停'`.execute(tx))
  })

  it('writes nothing once the caller has gone', async () => {
    const leave = new AbortController()
    const answer = await ask('/api/long', { name: '示例小学停' }, { signal: leave.signal })
    await answer.body!.getReader().read()
    await sleep(100)
    leave.abort()
    await sleep(100)
    release()
    await expect.poll(() => stopped).toMatchObject({ code: 'stopped' })
    expect(await countUnits('示例小学停')).toBe(0)
  })
})

describe('an upload', () => {
  const send = (size: number, init: RequestInit = {}) => fetch(`${address}/api/upload`, {
    method: 'POST', headers: { ...HEADERS, 'content-type': 'application/octet-stream' }, body: Buffer.alloc(size, 7), ...init,
  })

  it('hands the whole file to the use case', async () => {
    expect(await (await send(LIMIT)).json()).toEqual({ size: LIMIT, last: 7 })
  })

  it('is refused in words when it is too large, and when nothing or something else is sent', async () => {
    const answer = await send(LIMIT + 1)
    expect([answer.status, await answer.json()]).toEqual([413, expect.objectContaining({ code: 'file-too-large', say: expect.stringContaining('1 MB') })])
    expect((await send(0, { body: null })).status).toBe(400)
    expect((await ask('/api/upload', { name: 'x' })).status).toBe(400)
    expect((await send(10, { headers: { ...HEADERS, 'content-type': 'image/png' } })).status).toBe(400)
  })

  it('of 200 MB without a length is refused while it arrives, and not kept', async () => {
    const before = process.memoryUsage().rss
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sending = request(`${address}/api/upload`, { method: 'POST', headers: { ...HEADERS, 'content-type': 'application/octet-stream' } })
      sending.on('response', (answer) => { resolve(answer.statusCode); answer.resume() }).on('error', reject)
      const piece = Buffer.alloc(2 ** 20, 7)
      let left = 200
      const push = () => {
        while (left-- > 0) if (!sending.write(piece)) { sending.once('drain', push); return }
        sending.end()
      }
      push()
    })
    expect(status).toBe(413)
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20)
  })

  it('asks who sends it before it takes the file', async () => {
    expect((await send(LIMIT + 1, { headers: { 'x-csrf': '1', 'content-type': 'application/octet-stream' } })).status).toBe(401)
  })

  it('of somebody who may not is refused before it has arrived', async () => {
    const headers = { ...HEADERS, 'x-capacity': '1.guardian.family', 'content-type': 'application/octet-stream', 'content-length': LIMIT }
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sending = request(`${address}/api/upload`, { method: 'POST', headers })
      sending.on('response', (answer) => { resolve(answer.statusCode); sending.destroy() }).on('error', reject)
      // Nothing more comes: whoever waits for the whole file waits for ever.
      sending.write('PK')
    })
    expect(status).toBe(403)
  }, 5_000)
})
