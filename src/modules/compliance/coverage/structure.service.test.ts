import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Uuid } from '#kernel/ids'
import type { BodyKind, SeatKind, SeatRole } from '#modules/org/bodies/body.contract'
import { regionScope } from '#platform/db/scope'
import { useDatabase } from '#testing/database'
import { rebuild, rebuildIfDue, verify } from './rebuild.service.ts'
import { readStructures } from './structure-reading.service.ts'
import { makeTown, noon, type Town } from './structure.factory.ts'

const urls = useDatabase()
let town: Town
beforeAll(async () => {
  town = await makeTown(urls)
  await rebuild(town.rollup, 1, { now: noon('2026-09-01'), reason: 'start' })
})
afterAll(() => town.close())

/** `done/required` of a duty's cells in its current generation, by bearer. */
async function cells(duty: string): Promise<Record<string, string>> {
  const { rows } = await town.rollup.inScope(regionScope(1), (tx) => sql<{ bearer: string; period: string; value: string }>`
    select bearer_id as bearer, period, done || '/' || required as value from cell where region_id = 1 and duty = ${`demo-bodies#${duty}`} order by bearer, period`.execute(tx))
  return Object.fromEntries(rows.map((row) => [`${town.nameOf(row.bearer)} ${row.period}`, row.value]))
}
const rollup = async (duty: string, unitId: Uuid) => {
  await town.drain()
  const { rows: [row] } = await town.rollup.inScope(regionScope(1), (tx) => sql<{ value: string }>`
    select done || '/' || required as value from rollup where region_id = 1 and duty = ${`demo-bodies#${duty}`} and unit_id = ${unitId}`.execute(tx))
  return row?.value
}

describe('cells of structures and targets', () => {
  test('stand for every bearer, also while nothing is there', async () => {
    expect(await cells('leading-group')).toEqual({ 'one o2025-09-01_2026-12-31': '0/3', 'two o2025-09-01_2026-12-31': '0/3', 'three o2025-09-01_2026-12-31': '0/3' })
    expect(await cells('class-committees')).toEqual({ 'one o2025-09-01_': '0/2', 'two o2025-09-01_': '0/2', 'three o2025-09-01_': '0/1' })
    expect(await cells('station-staff')).toEqual({})
    expect(await cells('schools-with-parents-school')).toEqual({ 'bureau o2025-09-01_': '0/3' })
    expect(await cells('teams-each-semester')).toMatchObject({ 'one 2026-1': '0/1', 'one 2026-2': '0/1' })
  })

  test('move with a body and its seats in the same transaction, and the sums follow', async () => {
    const today = '2026-09-02'
    const id = await town.enter({ kind: 'leading_group', unit: 'one', seats: [['head', 'principal', 1]] }, today)
    expect((await cells('leading-group'))['one o2025-09-01_2026-12-31']).toBe('2/3')
    await town.addSeat(id, { role: 'member', kind: 'teacher', number: 5 }, today)
    expect((await cells('leading-group'))['one o2025-09-01_2026-12-31']).toBe('3/3')
    expect(await rollup('leading-group', town.units.one)).toBe('3/3')
    await town.enter({ kind: 'parents_school', unit: 'two' }, today)
    expect(await cells('schools-with-parents-school')).toEqual({ 'bureau o2025-09-01_': '1/3' })
    expect(await rollup('schools-with-parents-school', town.units.bureau)).toBe('1/3')
  })

  test('a registered body owes from its first day, and what is below it counts for it', async () => {
    const today = '2026-09-03'
    const community = await town.enter({ kind: 'community', unit: 'bureau', name: 'community' }, today)
    expect(await cells('community-has-station')).toEqual({ 'community o2025-09-01_': '0/1' })
    const station = await town.enter({ kind: 'station', unit: 'two', parent: community, name: 'station' }, today)
    expect(await cells('community-has-station')).toEqual({ 'community o2025-09-01_': '1/1' })
    expect(await cells('station-staff')).toEqual({ 'station o2025-09-01_': '0/1' })
    expect(await cells('communities-with-station')).toEqual({ 'bureau o2025-09-01_': '1/1' })
    await town.end(station, '2026-09-03', '2026-09-04')
    expect(await rebuildIfDue(town.rollup, 1, noon('2026-09-04'))).toBe(true)
    expect(await cells('community-has-station')).toEqual({ 'community o2025-09-01_': '0/1' })
    expect(await cells('station-staff')).toEqual({})
  })

  test('a last day that passes at midnight takes the body away, without any act', async () => {
    const today = '2026-09-05'
    const id = await town.enter({ kind: 'parents_school', unit: 'one' }, today)
    await town.end(id, '2026-09-06', today)
    expect(await cells('schools-with-parents-school')).toEqual({ 'bureau o2025-09-01_': '2/3' })
    await rebuildIfDue(town.rollup, 1, noon('2026-09-06'))
    expect(await cells('schools-with-parents-school')).toEqual({ 'bureau o2025-09-01_': '2/3' })
    expect(await rebuildIfDue(town.rollup, 1, noon('2026-09-07'))).toBe(true)
    expect(await cells('schools-with-parents-school')).toEqual({ 'bureau o2025-09-01_': '1/3' })
    expect(await rebuildIfDue(town.rollup, 1, noon('2026-09-07'))).toBe(false)
  })

  test('a new class asks for its own', async () => {
    await town.addClass({ unit: 'one', stage: 'primary', entryYear: 2026 }, '2026-09-07')
    expect((await cells('class-committees'))['one o2025-09-01_']).toBe('0/3')
  })

  test('the new academic year moves the grades, without any act', async () => {
    await town.enter({ kind: 'parent_committee', unit: 'one', grade: 2 }, '2026-09-07')
    const before = (await cells('grade-committees'))['one o2025-09-01_']
    expect(await rebuildIfDue(town.rollup, 1, noon('2027-09-01'))).toBe(true)
    expect((await cells('grade-committees'))['one o2025-09-01_']).not.toBe(before)
    await rebuild(town.rollup, 1, { now: noon('2026-09-08'), reason: 'back' })
  })
})

test('what is told late moves a period that has closed, and no later day does', async () => {
  await rebuild(town.rollup, 1, { now: noon('2027-03-01'), reason: 'second semester' })
  const id = await town.enter({ kind: 'volunteer_team', unit: 'two', from: '2026-12-01' }, '2027-03-01')
  expect(await cells('teams-each-semester')).toMatchObject({ 'two 2026-1': '1/1', 'two 2026-2': '1/1' })
  await town.end(id, '2027-03-01', '2027-03-02')
  await rebuildIfDue(town.rollup, 1, noon('2027-03-02'))
  expect(await cells('teams-each-semester')).toMatchObject({ 'two 2026-1': '1/1', 'two 2026-2': '0/1' })
  await town.end(id, '2027-01-31', '2027-03-02')
  expect(await cells('teams-each-semester')).toMatchObject({ 'two 2026-1': '0/1', 'two 2026-2': '0/1' })
  await rebuild(town.rollup, 1, { now: noon('2026-09-08'), reason: 'back' })
})

const KINDS: readonly BodyKind[] = ['leading_group', 'mechanism', 'parent_committee', 'parents_school', 'station', 'community', 'base', 'lecturer_team', 'volunteer_team']
const ROLES: readonly SeatRole[] = ['head', 'member', 'coordinator']
const SEATS: readonly SeatKind[] = ['principal', 'teacher', 'parent', 'expert', 'full_time_guide']
const step = fc.record({
  what: fc.constantFrom('enter', 'enter', 'enter', 'seat', 'seat', 'end', 'endSeat', 'correct', 'class', 'pass', 'pass'),
  kind: fc.constantFrom(...KINDS), unit: fc.constantFrom('bureau' as const, 'one' as const, 'two' as const, 'three' as const),
  role: fc.constantFrom(...ROLES), seat: fc.constantFrom(...SEATS), a: fc.nat(1000), n: fc.integer({ min: 1, max: 6 }), back: fc.nat(200), flag: fc.boolean(), pass: fc.nat(60),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
const plus = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

async function run(at: Step, today: string): Promise<void> {
  const body = town.bodies[at.a % Math.max(1, town.bodies.length)]
  const parent = town.bodies.filter((one) => one.kind === 'community')[at.a % 3]
  const classId = town.classes.filter((one) => one.unit === at.unit)[at.a % 3]?.id
  const place = at.kind !== 'parent_committee' ? {} : at.flag ? { grade: at.n } : classId === undefined ? {} : { classId }
  switch (at.what) {
    case 'enter':
      await town.enter({
        kind: at.kind, unit: at.unit, from: plus(today, -at.back), ...place, ...(parent && at.kind === 'station' ? { parent: parent.id } : {}),
        ...(at.flag ? { topic: 'home-visits' } : {}), seats: at.a % 2 === 0 ? [[at.role, at.seat, at.n]] : [],
      }, today)
      return
    case 'seat': if (body !== undefined) await town.addSeat(body.id, { role: at.role, kind: at.seat, number: at.n, from: plus(today, at.flag ? -at.back : at.n) }, today); return
    case 'end': if (body !== undefined) await town.end(body.id, plus(today, at.flag ? -at.n : at.n), today); return
    case 'endSeat': await town.endSeats(at.a, plus(today, at.flag ? -at.n : at.n), today); return
    case 'correct': if (body !== undefined) await town.move(body.id, { from: plus(today, -at.back), parent: parent?.id ?? null, topic: at.flag ? 'home-visits' : null }, today); return
    case 'class': if (at.unit !== 'bureau') await town.addClass({ unit: at.unit, stage: at.unit === 'three' ? 'kindergarten' : 'primary', entryYear: 2022 + at.n }, today); return
    case 'pass': await rebuildIfDue(town.rollup, 1, noon(today))
  }
}

test('after any history of bodies and seats equal a full recomputation', async () => {
  let today = '2026-09-09'
  let moved = 0
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 25 }), async (steps) => {
    for (const at of steps) {
      if (at.what === 'pass') today = plus(today, at.pass % 12)
      await run(at, today)
    }
    await rebuildIfDue(town.rollup, 1, noon(today))
    await town.drain()
    expect(await verify(town.rollup, 1, noon(today))).toEqual({ differences: [], waiting: 0 })
    moved += Object.keys(await cells('station-staff')).length
  }), { numRuns: 25, endOnFailure: true })
  expect(moved).toBeGreaterThan(0)
  expect(today > '2027-02-22').toBe(true)
}, 240_000)

test('two bodies entered at once are both counted', async () => {
  const today = '2028-09-01'
  await rebuild(town.rollup, 1, { now: noon(today), reason: 'later' })
  const before = (await cells('bases'))['bureau o2025-09-01_']!
  // The second tells of its body while the first has told of its own and is not yet committed.
  let told = () => undefined as void
  const first = new Promise<void>((resolve) => { told = resolve })
  await Promise.all([
    town.enter({ kind: 'base', unit: 'bureau', onceTold: () => { told(); return new Promise((resolve) => { setTimeout(resolve, 200) }) } }, today),
    town.enter({ kind: 'base', unit: 'bureau', untilTold: () => first }, today),
  ])
  const after = (await cells('bases'))['bureau o2025-09-01_']!
  expect(Number(after.split('/')[0])).toBe(Number(before.split('/')[0]) + 2)
})

describe('what a unit reads', () => {
  const today = '2028-09-02'
  const read = (role: 'principal' | 'bureau_officer', unit: 'bureau' | 'one' | 'two', of: 'bureau' | 'one' | 'two' | 'three' = unit) =>
    town.acting({ role, unit }, today, (act) => readStructures(act, town.units[of], {}))
  const duty = (told: Awaited<ReturnType<typeof read>>, id: string) => told.duties.find((one) => one.key === `demo-bodies#${id}`)

  test('says what is there and what is lacking, as the cells say it', async () => {
    const id = await town.enter({ kind: 'leading_group', unit: 'three', seats: [['member', 'teacher', 3]], from: '2028-09-01' }, today)
    const told = await town.acting({ role: 'bureau_officer', unit: 'bureau' }, today, (act) => readStructures(act, town.units.three, {}))
    const found = duty(told, 'leading-group')!
    const cell = (await cells('leading-group'))['three o2025-09-01_2026-12-31']
    expect(`${found.figure!.done}/${found.figure!.required}`).toBe(cell)
    if (found.standing.state !== 'met-late') {
      expect(found.standing).toMatchObject({ state: 'overdue', red: true })
      expect(found.rows[0]!.lack).toMatch(/^缺：/)
    }
    await town.end(id, '2028-09-01', today)
  })
  test('for the bureau names the schools that lack one', async () => {
    const told = await read('bureau_officer', 'bureau')
    const [row] = duty(told, 'schools-with-parents-school')!.rows
    expect(row!.lacking.length).toBe(3 - row!.figure.done)
    expect(told.duties.some((one) => one.key.endsWith('#leading-group'))).toBe(false)
  })
  test('of a school is its own affair: no target of the bureau, no other school', async () => {
    const told = await read('principal', 'one')
    expect(duty(told, 'schools-with-parents-school')).toBeUndefined()
    expect(duty(told, 'class-committees')!.rows[0]!.parts.every((part) => part.label.endsWith('班家长委员会'))).toBe(true)
    await expect(read('principal', 'one', 'two')).rejects.toMatchObject({ status: 404 })
    await expect(read('principal', 'one', 'bureau')).rejects.toMatchObject({ status: 404 })
  })
  test('nobody registered is not applicable, and says so', async () => {
    for (const one of town.bodies.filter(({ kind }) => kind === 'community')) await town.end(one.id, '2028-09-01', today)
    expect(duty(await read('bureau_officer', 'bureau'), 'community-has-station')).toMatchObject({
      rows: [], figure: null, standing: { state: 'not-applicable', note: '尚未登记社区（村）' },
    })
  })
})
