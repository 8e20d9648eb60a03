import { schoolDateOf } from '#kernel/dates'
import { academicYearOf } from '#modules/org/index'
import { getPlan } from '#modules/plan/index'
import type { Act } from '#platform/access/act'
import { alikeKey, stretchesOf, stretchOf } from './bearers.store.ts'
import { countCells, deleteCells } from './cells.store.ts'
import type { CountedDuty } from './counting.contract.ts'
import type { CellsMove, CellsMoved } from './coverage.contract.ts'
import { atMostDuties, countedDuties } from './duties.service.ts'
import { deriveFulfilments, gatherWork } from './derive.store.ts'
import { compareDerived, COVERED, measureDerived, openDerived, settle, type Difference } from './derived.store.ts'
import type { In } from './fulfilment.store.ts'
import {
  findGeneration, haltWriters, hasSilentChange, inRegion, joinWriters, planForAll, renewGeneration, sweepGenerations,
  type Jurisdictions,
} from './generation.store.ts'
import { layOut, type GridRow } from './grid.rules.ts'
import { findPlaces, listPlaces } from './places.store.ts'
import { queueForRollups, sumAll, sumSome } from './rollup.store.ts'
import { deriveStructures } from './structure.service.ts'
import { countWaiting, forgetVerify, freezeMoment, markVerify } from './verify.store.ts'

type Tx = Act['tx']

export interface Moment { readonly now: Date; readonly reason: string }

/** The name under which `main.ts` registers `refreshRollups`. */
export const ROLLUP_CONSUMER = 'compliance.rollups'

/** Counts everything of a jurisdiction anew from roster and ledger, beside what is stored. */
async function derive(tx: Tx, regionId: number, now: Date): Promise<void> {
  const today = schoolDateOf(now)
  const plan = await getPlan(tx, regionId, today)
  const places = await listPlaces(tx, regionId)
  const duties = countedDuties(plan, places.units.map((one) => one.id))
  const lay = (duty: CountedDuty) => layOut(duty, places, { today })
  const beside: In = { regionId, generation: 0, beside: true }
  await planForAll(tx)
  await openDerived(tx)
  const kinds = await gatherWork(tx, regionId)
  for (const duty of duties) if (kinds.has(duty.duty.action?.kind ?? '')) await deriveFulfilments(tx, { regionId, duty, grid: lay(duty) })
  await measureDerived(tx, 'fulfilment')
  await countAll(tx, beside, { duties, lay })
  await deriveStructures(tx, beside, { plan, today, unitIds: places.units.map((one) => one.id) })
  await sumAll(tx, beside, { atMost: atMostDuties(plan), now })
}

/** Grid rows a statement: all documents over all classes of a large jurisdiction would be millions at once. */
const ROWS = 50_000

interface Laying { readonly duties: readonly CountedDuty[]; lay(duty: CountedDuty): readonly GridRow[] }

/** Counts duties that are counted alike together, in statements of bounded size. */
async function countAll(tx: Tx, at: In, { duties, lay }: Laying): Promise<void> {
  const sorted = [...duties].sort((a, b) => (alikeKey(a) < alikeKey(b) ? -1 : 1))
  let grid: GridRow[] = []
  for (const [index, duty] of sorted.entries()) {
    for (const row of lay(duty)) grid.push(row)
    const next = sorted[index + 1]
    if (grid.length < ROWS && next !== undefined && alikeKey(next) === alikeKey(duty)) continue
    await countCells(tx, at, stretchOf(duty, grid))
    grid = []
  }
}

/**
 * Derives everything and makes the stored figures the same, touching only the rows that differ: a change of rule, calendar or
 * roster. Readers go on with the old figures until the commit; writers of this jurisdiction wait. Runs in the roll-up role's
 * transaction.
 */
async function rebuildIn(tx: Tx, regionId: number, { now, reason }: Moment): Promise<void> {
  await haltWriters(tx, regionId)
  await queueForRollups(tx, regionId)
  await sweepGenerations(tx, regionId)
  await derive(tx, regionId, now)
  const generation = await renewGeneration(tx, regionId, { reason, at: now })
  for (const table of COVERED) await settle(tx, { regionId, generation }, table)
}

/** `rebuildIn` in a transaction of its own. `db` is the roll-up role's. */
export const rebuild = (db: Jurisdictions, regionId: number, moment: Moment): Promise<void> =>
  inRegion(db, regionId, (tx) => rebuildIn(tx, regionId, moment))

/**
 * What takes effect by its date, without any act: appointments, enrolments and posts entered ahead, documents adopted
 * ahead, and the academic year that turns classes of one grade into the next. Rebuilds when there are such, or when
 * nothing was ever built; answers whether it did. A period that begins needs none of it: the cells of every published
 * period are laid out ahead.
 */
export async function rebuildIfDue(db: Jurisdictions, regionId: number, now: Date): Promise<boolean> {
  if (!await inRegion(db, regionId, (tx) => isDue(tx, regionId, now))) return false
  return inRegion(db, regionId, async (tx) => {
    await haltWriters(tx, regionId)
    // Another process may have been quicker while this one waited.
    const still = await isDue(tx, regionId, now)
    if (still) await rebuildIn(tx, regionId, { now, reason: 'dated change of the roster' })
    return still
  })
}

async function isDue(tx: Tx, regionId: number, now: Date): Promise<boolean> {
  const current = await findGeneration(tx, regionId)
  if (current === undefined) return true
  const [after, upTo] = [schoolDateOf(current.builtAt), schoolDateOf(now)]
  if (after === upTo) return false
  const [then, today] = [await getPlan(tx, regionId, after), await getPlan(tx, regionId, upTo)]
  return then.version !== today.version || academicYearOf(after) !== academicYearOf(upTo) || hasSilentChange(tx, regionId, { after, upTo })
}

/** After a change of packs, calendars or local values; for `reactions.after(planChanged, …)`. */
export const rebuildAfterPlanChange = (clock: { now(): Date }) => async (tx: Tx, regionId: number): Promise<void> => {
  await rebuildIn(tx, regionId, { now: clock.now(), reason: 'plan changed' })
}

/** Brings the sums of the moved cells up to date; for `reactions.after(cellsMoved, ROLLUP_CONSUMER, refreshRollups)`. */
export async function refreshRollups(tx: Tx, regionId: number, moved: readonly CellsMoved[]): Promise<void> {
  const moves = moved.flatMap((one) => one.moves)
  const late = moves.filter((move) => move.late.length > 0)
  await (late.length > 0 ? haltWriters(tx, regionId) : joinWriters(tx, regionId))
  await queueForRollups(tx, regionId)
  const current = await findGeneration(tx, regionId)
  if (current === undefined) return
  const at = { regionId, generation: current.id }
  const now = new Date(moved.reduce((last, { at: then }) => (then > last ? then : last), ''))
  await recountLate(tx, at, { late, now })
  const named = moves.flatMap(({ duty, period, unitIds }) => unitIds.map((unitId) => ({ duty, period, unitId })))
  const keys = new Map(named.map((one) => [`${one.duty}|${one.period}|${one.unitId}`, one]))
  const atMost = atMostDuties(await getPlan(tx, regionId, schoolDateOf(now)))
  await sumSome(tx, at, { keys: [...keys.values()], atMost, now })
}

/** Cells of closed periods, counted with a view of the whole jurisdiction. */
async function recountLate(tx: Tx, at: In, { late, now }: { late: readonly CellsMove[]; now: Date }): Promise<void> {
  if (late.length === 0) return
  const today = schoolDateOf(now)
  const places = await findPlaces(tx, at.regionId, { classes: [...new Set(late.flatMap((move) => move.late))], units: [] })
  const duties = countedDuties(await getPlan(tx, at.regionId, today), places.units.map((one) => one.id))
  const stretches = duties.map((duty) => stretchOf(duty, layOut(duty, places, { today }).filter((row) => late.some((move) =>
    move.duty === row.duty && move.period === row.period && row.classId !== null && move.late.includes(row.classId)))))
  for (const stretch of stretchesOf(stretches)) {
    await deleteCells(tx, at, stretch.grid)
    await countCells(tx, at, stretch)
  }
}

export interface Verification {
  readonly differences: readonly Difference[]
  /** Roll-ups still to be refreshed; differences of roll-ups mean nothing before it is 0. */
  readonly waiting: number
}

/** Derives everything again from roster and ledger and reports every difference; changes nothing. `db` is the roll-up role's. */
export async function verify(db: Jurisdictions, regionId: number, now: Date): Promise<Verification> {
  return inRegion(db, regionId, async (tx) => {
    await freezeMoment(tx)
    const current = await findGeneration(tx, regionId)
    if (current === undefined) return { differences: [], waiting: 0 }
    const waiting = await countWaiting(tx, regionId, ROLLUP_CONSUMER)
    await markVerify(tx)
    await derive(tx, regionId, now)
    const differences: Difference[] = []
    for (const table of COVERED) differences.push(...await compareDerived(tx, { regionId, generation: current.id }, table))
    await forgetVerify(tx)
    return { differences, waiting }
  })
}
