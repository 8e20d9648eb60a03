import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '#platform/db/database'
import { regionScope } from '#platform/db/scope'
import { useDatabase } from '#testing/database'
import { rebuild, verify } from '../coverage/rebuild.service.ts'
import { randomStory } from './chance.factory.ts'
import { dice } from './dice.factory.ts'
import { happen } from './history.factory.ts'
import { oracle } from './oracle.factory.ts'
import { plant, recordOneByOne } from './plant.factory.ts'
import type { Story } from './story.factory.ts'

/**
 * How many cases, and from which seed on: the same in every run, so that a failure belongs to the change. `PROOF_SEED=any` tries
 * others, `PROOF_CASES=1 PROOF_SEED=…` repeats one.
 */
const CASES = Number(process.env['PROOF_CASES'] ?? 500)
const LANES = 4
/** Changes of one history. */
const STEPS = 6
const { PROOF_SEED = '20261122' } = process.env
const SEED = PROOF_SEED === 'any' ? Math.floor(Math.random() * 1_000_000_000) : Number(PROOF_SEED)

const urls = useDatabase()
let [owner, app, rollup]: Database[] = []
beforeAll(() => { [owner, app, rollup] = [openDatabase(urls.ownerUrl, LANES), openDatabase(urls.appUrl, LANES), openDatabase(urls.rollupUrl, LANES)] })
afterAll(() => Promise.all([owner, app, rollup].map((one) => one!.close())))

async function storedCells(regionId: number): Promise<Map<string, string>> {
  const { rows } = await rollup!.inScope(regionScope(regionId), (tx) => sql<{ key: string; value: string }>`
    select concat_ws(' ', split_part(c.duty, '#', 2), c.period, c.bearer_id, c.group_id) as key, c.done || '/' || c.required as value
    from cell c join generation g on g.region_id = c.region_id and g.id = c.generation and g.state = 'current'
    where c.region_id = ${regionId} and (c.done > 0 or c.required > 0)`.execute(tx))
  return new Map(rows.map((row) => [row.key, row.value]))
}

const differences = (stored: Map<string, string>, told: Map<string, string>) => [...new Set([...stored.keys(), ...told.keys()])]
  .filter((key) => stored.get(key) !== told.get(key)).map((key) => `${key}: stored ${stored.get(key)}, oracle ${told.get(key)}`).sort()

/** Fails with the seed, the cells and the duties concerned. */
async function compare(regionId: number, story: Story, when: string): Promise<number> {
  const told = oracle(story)
  const found = differences(await storedCells(regionId), told)
  const duties = story.duties.filter((duty) => found.some((one) => one.startsWith(`${duty.id} `)))
  expect(found, `seed ${story.seed}, ${when}, ${story.today}: ${found[0]} of ${JSON.stringify(duties)}`).toEqual([])
  return told.size
}

/** Jurisdictions know nothing of each other: a few at a time keep the machine busy. The first failure ends them all. */
async function abreast(count: number, work: (n: number) => Promise<void>): Promise<void> {
  let [next, failed] = [0, false]
  const lane = async () => {
    while (next < count && !failed) await work(next++).catch((error: unknown) => { failed = true; throw error })
  }
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane))
  for (const one of lanes) if (one.status === 'rejected') throw one.reason
}

async function prove(seed: number, regionId: number): Promise<number> {
  const story = randomStory(seed)
  const planted = { owner: owner!, app: app!, rollup: rollup!, regionId, story }
  const before = Math.floor(story.records.length / 2)
  await plant(planted, before)
  const moment = { now: new Date(`${story.today}T04:00:00Z`), reason: 'proof' }
  await rebuild(rollup!, regionId, moment)
  await compare(regionId, { ...story, records: story.records.slice(0, before) }, 'counted anew')
  await recordOneByOne(planted, before)
  return compare(regionId, story, 'record by record')
}

async function proveMoves(seed: number, regionId: number): Promise<unknown> {
  const story = randomStory(seed)
  const planted = { owner: owner!, app: app!, rollup: rollup!, regionId, story }
  await plant(planted, 0)
  const now = new Date(`${story.today}T04:00:00Z`)
  await rebuild(rollup!, regionId, { now, reason: 'proof' })
  await recordOneByOne(planted, 0)
  return { seed, ...await verify(rollup!, regionId, now) }
}

/** Corrections, moves, bodies, designations and appointments after the fact, one by one, each compared. */
async function proveHistory(seed: number, regionId: number): Promise<{ differences: readonly unknown[]; steps: number }> {
  const roll = dice(seed)
  let [story, steps] = [randomStory(seed), 0]
  const planted = { owner: owner!, app: app!, rollup: rollup!, regionId, versions: new Map<string, number>() }
  await plant({ ...planted, story }, story.records.length)
  const now = new Date(`${story.today}T04:00:00Z`)
  await rebuild(rollup!, regionId, { now, reason: 'proof' })
  for (let n = 0; n < STEPS; n++) {
    const change = await happen({ ...planted, story }, roll)
    if (change === undefined) continue
    story = change.story
    steps += 1
    await compare(regionId, story, `step ${n}, ${change.name}`)
  }
  const { differences } = await verify(rollup!, regionId, now)
  return { differences, steps }
}

/** Cases that once failed: a late record of a child that sat in a third school, with values of its own, when the period closed. */
const ONCE_FAILED = [584_249_145]

test.each(ONCE_FAILED)('case %i is computed as the oracle tells', async (seed) => { expect(await prove(seed, 500_000)).toBeGreaterThan(0) }, 60_000)

describe('the language', () => {
  test(`is computed as an oracle tells, PROOF_SEED=${SEED}, over ${CASES} random jurisdictions, calendars, packs and histories`, async () => {
    let cells = 0
    await abreast(CASES, async (n) => {
      const compared = await prove(SEED + n, 1000 + n)
      cells += compared
    })
    expect(cells).toBeGreaterThan(CASES)
  }, 600_000)

  test('counts record by record what it counts at once', async () => {
    await abreast(Math.ceil(CASES / 10), async (n) => {
      expect(await proveMoves(SEED + n, 100_000 + n)).toEqual({ seed: SEED + n, differences: [], waiting: 0 })
    })
  }, 600_000)

  test('follows what happens after the fact', async () => {
    let changes = 0
    const count = Math.ceil(CASES / 8)
    await abreast(count, async (n) => {
      const { differences, steps } = await proveHistory(SEED + n, 200_000 + n)
      expect({ seed: SEED + n, differences }).toEqual({ seed: SEED + n, differences: [] })
      changes += steps
    })
    expect(changes).toBeGreaterThan(count)
  }, 600_000)
})
