import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { addDays, schoolDateOf } from '#kernel/dates'
import { useBench } from '#modules/org/org.factory'
import { regionScope } from '#platform/db/scope'
import { getPlan } from '#modules/plan/index'
import { useDatabase } from '#testing/database'
import { packsAdopt } from './adopt.ts'

const urls = useDatabase()
const bench = useBench(urls)
const folder = mkdtempSync(path.join(tmpdir(), 'tongxin-adopt-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })
const TODAY = schoolDateOf(new Date())

async function run(words: readonly string[], options: Record<string, string>): Promise<boolean> {
  const url = new URL(inject('adminUrl'))
  url.pathname = new URL(urls.ownerUrl).pathname
  const voice = { json: true, say: () => undefined, answer: () => undefined }
  const config = { host: '127.0.0.1', port: 0, databaseUrl: url.href, dataDir: folder, fieldKey: '07'.repeat(32), logLevel: undefined, metricsToken: undefined }
  return packsAdopt.run({ config, voice, options, words: [...words] })
}
const docsOn = (day: string) => bench.app.inScope(regionScope(7), async (tx) => (await getPlan(tx, 7, day)).packs.map(({ doc }) => doc))

beforeAll(async () => {
  await bench.owner.insertInto('jurisdiction').values({ region_id: 7, level: 'district', reports_to: null, created_at: new Date() }).execute()
})

describe('packs adopt', () => {
  it('lets a document hold from its day on, writes it down and counts anew', async () => {
    expect(await run(['shanxi-2023-3'], { region: '7' })).toBe(true)
    expect(await run(['jincheng-chengqu-2024-37'], { region: '7', from: addDays(TODAY, 10) })).toBe(true)
    expect(await docsOn(TODAY)).toEqual(['shanxi-2023-3'])
    expect(await docsOn(addDays(TODAY, 10))).toEqual(['jincheng-chengqu-2024-37', 'shanxi-2023-3'])
    const { rows } = await sql<{ object_id: string }>`select object_id from audit where region_id = 7 and action = 'pack.adopt' order by at`.execute(bench.owner)
    expect(rows.map((row) => row.object_id)).toEqual(['shanxi-2023-3', 'jincheng-chengqu-2024-37'])
    const built = await sql<{ reason: string }>`select reason from generation where region_id = 7`.execute(bench.owner)
    expect(built.rows).toEqual([{ reason: 'plan changed' }])
  })

  it('refuses an unknown document, jurisdiction or day in words', async () => {
    await expect(run(['nowhere-2020-1'], { region: '7' })).rejects.toMatchObject({ code: 'pack-unknown' })
    await expect(run(['shanxi-2023-3'], { region: '77' })).rejects.toMatchObject({ code: 'region-unknown' })
    await expect(run(['shanxi-2023-3'], { region: '7', from: '2026-02-30' })).rejects.toMatchObject({ code: 'bad-use' })
    await expect(run([], {})).rejects.toMatchObject({ code: 'bad-use' })
  })
})
