import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PostKind } from '#kernel/capacity'
import { Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { openDatabase, type Database } from '#platform/db/database'
import { regionScope } from '#platform/db/scope'
import { createReactions } from '#platform/jobs/reactions'
import { useDatabase } from '#testing/database'
import { hashOf } from '../packs/pack-files.service.ts'
import { planChanged } from './plan.contract.ts'
import { acting, adoptedRegion, PACKS, type AdoptedRegion } from './plan.factory.ts'
import { adoptPack, getPlan, loadPacks, plantLocalValues, publishCalendar, setLocalValue } from './plan.service.ts'
import { findCalendarId } from './plan.store.ts'

const DISTRICT = 'tianjin-hebei-2024-17'
const NOW = new Date('2026-11-21T02:00:00Z')
const urls = useDatabase()
const changes: unknown[] = []
let owner: Database
let app: Database
let region: AdoptedRegion
let hashes: AdoptedRegion['hashes']

beforeAll(async () => {
  owner = openDatabase(urls.ownerUrl, 2)
  app = openDatabase(urls.appUrl, 2)
  region = await adoptedRegion({ owner, app, now: NOW })
  hashes = region.hashes
})

afterAll(async () => {
  await app.close()
  await owner.close()
})

const planOn = (date: string, region = 1) => app.inScope(regionScope(region), (tx) => getPlan(tx, region, date))

/** The minute orders what happens. */
function actAs<T>(role: PostKind, minute: number, work: (act: Act) => Promise<T>): Promise<T> {
  const reactions = createReactions()
  reactions.inside(planChanged, async (_, payload) => void changes.push(payload))
  const now = new Date(NOW.getTime() + minute * 60_000)
  return acting(app, { role, now, reactions, ...(role === 'principal' ? { unitId: region.schoolId } : {}) }, work)
}

const codeOf = (work: Promise<unknown>) => 
  work.then(() => 'done', (error: unknown) => (error instanceof Refusal ? error.code : error))

test('loading the same packs again adds nothing', async () => {
  await loadPacks(owner.shared, PACKS, new Date('2027-01-01T00:00:00Z'))
  const rows = await owner.shared.selectFrom('pack').select(['doc', 'loaded_at']).orderBy('doc').execute()
  expect(new Set(rows.map(({ doc }) => doc)).size).toBe(rows.length)
  expect(rows.every(({ loaded_at }) => loaded_at.getTime() === NOW.getTime())).toBe(true)
})

test('the plan of a day has duties, kinds, calendars and the versions they come from', async () => {
  const plan = await planOn('2026-11-21')
  expect(plan.packVersions).toEqual([
    { doc: 'shanxi-2023-3', hash: hashes['shanxi-2023-3'] }, { doc: DISTRICT, hash: hashes[DISTRICT] },
  ])
  expect(plan.packs.map((one) => hashOf(one.pack))).toEqual(plan.packVersions.map((one) => one.hash))
  expect(plan.duties).toHaveLength(plan.packs.flatMap(({ pack }) => pack.duties).length)
  expect(plan.kinds.map((one) => one.key)).toEqual([...new Set(plan.packs.flatMap(({ pack }) => pack.kinds.map(({ key }) => key)))])
  expect(plan.calendars.map((one) => one.academicYear)).toEqual([2026])
  expect(plan.duties.find((one) => one.id === 'school-leaders-visit')).toMatchObject({
    missing: ['school-leaders-by', 'school-leaders-visits'],
  })
  expect(await planOn('2026-11-21')).toBe(plan)
})

test('before its first day a pack does not hold, and another jurisdiction has none', async () => {
  expect((await planOn('2025-08-31')).duties).toEqual([])
  expect((await planOn('2026-11-21', 2)).duties).toEqual([])
})

test('a version that is not in the database is refused', async () => {
  const adoption = { doc: DISTRICT, hash: 'f'.repeat(64), validFrom: '2026-01-01' }
  expect(await codeOf(app.inScope(regionScope(1), (tx) => adoptPack(tx, 1, { adoption, now: NOW })))).toBe('pack-unknown')
})

test('the bureau decides for the region, and the plan changes its version', async () => {
  const before = await planOn('2026-11-21')
  await actAs('bureau_officer', 1, (act) => setLocalValue(act, { doc: DISTRICT, key: 'school-leaders-by', value: 'team' }))
  const after = await planOn('2026-11-21')
  expect(after.version).not.toBe(before.version)
  expect(after.duties.find((one) => one.id === 'school-leaders-visit-each-year')?.resolved)
    .toMatchObject({ number: 5, bearer: { kind: 'team' } })
  expect(changes.at(-1)).toEqual({ what: 'local-value', key: `${DISTRICT}/school-leaders-by` })
  await actAs('bureau_officer', 2, (act) => setLocalValue(act, { doc: DISTRICT, key: 'school-leaders-by', value: 'holder' }))
  expect((await planOn('2026-11-21')).settingsOf(DISTRICT)).toEqual({ 'school-leaders-by': 'holder' })
})

test('a principal decides for the own school only', async () => {
  await actAs('principal', 3, (act) => setLocalValue(act, { doc: DISTRICT, key: 'subject-teacher-visits', value: 12 }))
  const plan = await planOn('2026-11-21')
  const number = (duties: typeof plan.duties) => duties.find((one) => one.id === 'other-subject-teachers-visit')?.resolved?.number
  expect([number(plan.dutiesOf(region.schoolId)), number(plan.dutiesOf(newId())), number(plan.duties)]).toEqual([12, 10, 10])
})

test.each<[PostKind, string, string | number, string]>([
  ['principal', 'school-leaders-by', 'team', 'local-value-not-yours'],
  ['bureau_officer', 'subject-teacher-visits', 12, 'local-value-not-yours'],
  ['principal', 'subject-teacher-visits', 9, 'local-value-unfit'],
  ['bureau_officer', 'nothing-like-it', 1, 'local-value-unknown'],
])('%s sets %s to %s: %s', async (role, key, value, code) => {
  expect(await codeOf(actAs(role, 4, (act) => setLocalValue(act, { doc: DISTRICT, key, value })))).toBe(code)
})

test('values of a new jurisdiction are checked too', async () => {
  const plant = (key: string, value: number) => app.inScope(regionScope(1), (tx) =>
    plantLocalValues(tx, 1, {
      decisions: [{ doc: 'shanxi-2023-3', key, value }], date: '2026-11-21', now: new Date(NOW.getTime() + 300_000),
    }))
  expect(await codeOf(plant('parent-meetings', 0))).toBe('local-value-unfit')
  await plant('parent-meetings', 2)
  expect((await planOn('2026-11-21')).duties.find((one) => one.id === 'parent-meetings')?.resolved?.number).toBe(2)
})

test('a later version of a calendar holds, the older one stays in the database', async () => {
  const [old] = (await planOn('2026-11-21')).calendars
  await actAs('bureau_officer', 6, async (act) => publishCalendar(act, {
    calendar: { ...old!, note: '因天气调整' }, replaces: (await findCalendarId(act.tx, 1, 2026)) ?? null,
  }))
  expect((await planOn('2026-11-21')).calendars.map((one) => one.note)).toEqual(['因天气调整'])
  expect(changes.at(-1)).toEqual({ what: 'calendar', key: '2026' })
  expect(await owner.inScope(regionScope(1), (tx) => tx.selectFrom('calendar_version').select('id').execute())).toHaveLength(2)
})

test('a broken pack is refused with its reason, and the version before it stays', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'packs-'))
  await cp(PACKS, folder, { recursive: true })
  const file = join(folder, DISTRICT, 'duties/parent-meeting.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replace('strength: normally', 'strength: usually'))
  const answers = await loadPacks(owner.shared, folder, NOW)
  expect(answers.filter((one) => 'problems' in one)).toMatchObject([{ problems: [{ file: `${DISTRICT}/duties/parent-meeting.yaml`, line: 12 }] }])
  expect((await planOn('2026-11-21')).packVersions[1]?.hash).toBe(hashes[DISTRICT])
  await rm(folder, { recursive: true })
})

test('a version adopted from next year on leaves this year alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'packs-'))
  await cp(PACKS, folder, { recursive: true })
  const file = join(folder, DISTRICT, 'pack.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replace('default: 10', 'default: 11'))
  const loaded = await loadPacks(owner.shared, folder, NOW)
  const hash = loaded.flatMap((one) => ('hash' in one && one.doc === DISTRICT ? [one.hash] : []))[0]!
  const adoption = { doc: DISTRICT, hash, validFrom: '2027-09-01' }
  await app.inScope(regionScope(1), (tx) => adoptPack(tx, 1, { adoption, now: new Date(NOW.getTime() + 600_000) }))
  expect((await planOn('2027-08-31')).packVersions[1]?.hash).toBe(hashes[DISTRICT])
  expect((await planOn('2027-09-01')).packVersions[1]?.hash).toBe(hash)
  await rm(folder, { recursive: true })
})
