import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Uuid } from '#kernel/ids'
import { WORKBOOK_BYTES } from '#kernel/workbook'
import { regionScope } from '#platform/db/scope'
import { HOSTILE } from '#platform/workbook/hostile.factory'
import { useDemoRegion, type Client } from '#testing/demo-region'

/** Every hostile file through the whole program, one after the other: refused in words, nothing kept, little memory. */

const demo = useDemoRegion()
let keeper: Client
let address: string

beforeAll(async () => {
  const { rows: [one] } = await demo.installation().owner.inScope(regionScope(2), (tx) => sql<{ person: Uuid }>`
    select a.person_id as person from post p join appointment a on a.region_id = p.region_id and a.post_id = p.id and a.valid_to is null
    where p.region_id = 2 and p.kind = 'roster_keeper' limit 1`.execute(tx))
  keeper = await demo.actAs(2, one!.person, 'roster_keeper')
  await demo.server().listen({ host: '127.0.0.1', port: 0 })
  address = `http://127.0.0.1:${(demo.server().server.address() as AddressInfo).port}`
}, 60_000)

const count = async (table: string) => (await demo.installation().owner.inScope(regionScope(2), (tx) =>
  sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(tx))).rows[0]!.n

interface Problem { readonly code: string; readonly say: string }

/** The refusal of the upload, or of the reading where the upload was taken. */
async function offer(bytes: Buffer): Promise<Problem | undefined> {
  const uploaded = await fetch(`${address}/api/roster/files?kind=students&name=list.xlsx`, {
    method: 'POST', headers: { ...keeper.headers, 'content-type': 'application/octet-stream' }, body: new Uint8Array(bytes),
  })
  if (!uploaded.ok) return await uploaded.json() as Problem
  const { fileId } = await uploaded.json() as { fileId: Uuid }
  const { body } = await keeper.call('POST', `/api/roster/files/${fileId}/reading`, {})
  const last = JSON.parse(body.trim().split('\n').at(-1)!) as Problem & { problem?: Problem; answer?: unknown }
  return last.answer === undefined ? last.problem ?? last : undefined
}

const ROOM = 300 * 2 ** 20

test.each(Object.entries(HOSTILE))('%s is refused and leaves nothing', async (_, [, make]) => {
  const bytes = make()
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => { most = Math.max(most, process.memoryUsage().rss) }, 20)
  const refused = await offer(bytes)
  clearInterval(watch)
  expect(refused).toMatchObject({ code: expect.any(String), say: expect.stringMatching(/[\u4e00-\u9fff].*。/) })
  expect(refused?.code).not.toBe('internal')
  expect(await count('roster_file')).toBe(0)
  // What is not even taken only weighs on its sender, who is this process too.
  if (bytes.length <= WORKBOOK_BYTES) expect(most - before).toBeLessThan(ROOM)
}, 15_000)

test('nobody has come in by them, and the program still answers', async () => {
  expect(await count('roster_batch')).toBe(0)
  expect((await keeper.call('GET', '/api/roster')).status).toBe(200)
})
