import type { EventType } from '#kernel/event'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { BodyKind, bodiesChanged } from '#modules/org/bodies/body.contract'
import type { classesChanged } from '#modules/org/classes/class.contract'
import { academicYearOf, gradeOf } from '#modules/org/index'
import { getPlan, type Plan, type PlanDuty } from '#modules/plan/index'
import type { Act } from '#platform/access/act'
import { spansBy } from './counted.rules.ts'
import { cellsMoved } from './coverage.contract.ts'
import { alike, keyOf, periodSource } from './duties.service.ts'
import type { Span } from './counting.contract.ts'
import type { In } from './fulfilment.store.ts'
import { findGeneration, haltWriters } from './generation.store.ts'
import { findPlaces } from './places.store.ts'
import { kindsOf, looksAcross, mayBear, structureCells, type StructureCell, type StructureDuty } from './structure-cells.rules.ts'
import { surveyOf, standsOn, type GradedClass, type Survey } from './structure.rules.ts'
import {
  deleteStructureCells, findKinds, findStructureCells, insertStructureCells, listDatedClasses, listStandingBodies, listStandingUnits,
  type Again, type DatedClass,
} from './structure.store.ts'

type Tx = Act['tx']
type PayloadOf<E> = E extends EventType<infer P> ? P : never

const prepared = new WeakMap<readonly PlanDuty[], readonly Omit<StructureDuty, 'units'>[]>()

/** The duties of these units that are computed from bodies and seats; units whose local values resolve alike share an entry. */
export const structureDuties = (plan: Plan, unitIds: readonly Uuid[]): StructureDuty[] =>
  alike(plan, unitIds).flatMap(({ duties, units }) => prepare(plan, duties).map((duty) => ({ ...duty, units })))

function prepare(plan: Plan, duties: readonly PlanDuty[]): readonly Omit<StructureDuty, 'units'>[] {
  const known = prepared.get(duties)
  if (known !== undefined) return known
  const source = periodSource(plan)
  const made = duties.flatMap(({ resolved, recordable, ...one }): Omit<StructureDuty, 'units'>[] => {
    if (!recordable || (resolved?.form !== 'structure' && resolved?.form !== 'target') || resolved.structure === undefined) return []
    const carrier = resolved.bearer.kind === 'body' ? 'body' : 'unit'
    return [{ key: keyOf(one), duty: { ...resolved, structure: resolved.structure }, shape: 'parts', carrier, spansAt: spansBy(resolved, source) }]
  })
  prepared.set(duties, made)
  return made
}

interface Looked {
  readonly duties: readonly StructureDuty[]
  /** Units whose own bodies and classes matter; without it all. */
  readonly unitIds?: readonly Uuid[]
  /** What classes are called. */
  readonly names?: ReadonlyMap<Uuid, string>
}

/** All that the duties are measured with: what the units keep, and what is asked about in the whole jurisdiction. */
export async function lookFor({ tx, regionId }: Pick<Act, 'tx' | 'regionId'>, { duties, unitIds, names }: Looked): Promise<Survey> {
  const wide = unitIds === undefined ? duties : duties.filter(looksAcross)
  const classesOf = !duties.some(asksEach) ? [] : wide.some(asksEach) ? undefined : unitIds
  const [units, classes, bodies] = await Promise.all([
    listStandingUnits(tx, regionId), classesOf?.length === 0 ? [] : listDatedClasses(tx, regionId, classesOf),
    listStandingBodies(tx, regionId, {
      kinds: kindsOfAll(wide), seated: kindsOfAll(wide.filter(asksSeats)), unitIds: unitIds ?? [],
    }),
  ])
  const bySchool = new Map<Uuid, DatedClass[]>()
  for (const one of classes) {
    const list = bySchool.get(one.schoolId)
    if (list === undefined) bySchool.set(one.schoolId, [one])
    else list.push(one)
  }
  return surveyOf({ units, bodies, classesOn: (unitId, day) => classesOn(bySchool.get(unitId) ?? [], day, names) })
}

const asksEach = ({ duty }: StructureDuty) => duty.structure.each !== undefined
const asksSeats = ({ duty }: StructureDuty) => duty.structure.seats !== undefined || duty.unit === 'persons'

/** Undefined where bodies of any kind may matter. */
function kindsOfAll(duties: readonly StructureDuty[]): readonly BodyKind[] | undefined {
  const kinds = duties.map(kindsOf)
  return kinds.includes(undefined) ? undefined : [...new Set(kinds.flatMap((one) => one ?? []))]
}

function classesOn(classes: readonly DatedClass[], day: SchoolDate, names?: ReadonlyMap<Uuid, string>): GradedClass[] {
  return classes.filter((one) => standsOn(one, day)).flatMap((one) => {
    const grade = gradeOf(one, academicYearOf(day))
    return grade === null ? [] : [{ id: one.id, stage: one.stage, grade, name: names?.get(one.id) ?? `${one.entryYear}级${one.number}班` }]
  })
}

/** Counts every cell of structures and targets of the jurisdiction, for a rebuild. */
export async function deriveStructures(
  tx: Tx, at: In, { plan, today, unitIds }: { plan: Plan; today: SchoolDate; unitIds: readonly Uuid[] },
): Promise<void> {
  const duties = structureDuties(plan, unitIds)
  if (duties.length === 0) return
  const survey = await lookFor({ tx, regionId: at.regionId }, { duties })
  await insertStructureCells(tx, at, duties.flatMap((duty) => structureCells(duty, survey, { today })))
}

/** Bodies or seats came, changed or went: what their unit has is counted again, and what looks at bodies everywhere. */
export async function onBodiesMeasured(act: Act, { bodyIds, unitIds, on }: PayloadOf<typeof bodiesChanged>): Promise<void> {
  if (bodyIds.length === 0) return
  const changed = await findKinds(act.tx, act.regionId, bodyIds)
  await renew(act, { unitIds, since: on, concerns: (duty) => kindsOf(duty)?.some((kind) => changed.includes(kind)) ?? true })
}

/** Classes came or went: what is asked for in each of them, or in each grade, is counted again. */
export async function onClassesMeasured(act: Act, { classIds, on }: PayloadOf<typeof classesChanged>): Promise<void> {
  if (classIds.length === 0) return
  const places = await findPlaces(act.tx, act.regionId, { classes: classIds, units: [] })
  await renew(act, { unitIds: places.units.map((one) => one.id), since: on, concerns: asksEach })
}

interface Renewal { readonly unitIds: readonly Uuid[]; readonly since: SchoolDate; concerns(duty: StructureDuty): boolean }

/** Under the lock of a roster change, so that of two changes at once the later sees both. */
async function renew(act: Act, { unitIds, since, concerns }: Renewal): Promise<void> {
  const { tx, regionId, today } = act
  await haltWriters(tx, regionId)
  const [generation, plan, units] = await Promise.all([findGeneration(tx, regionId), getPlan(tx, regionId, today), listStandingUnits(tx, regionId)])
  const duties = structureDuties(plan, units.map((one) => one.id)).filter(concerns)
  if (generation === undefined || duties.length === 0) return
  const at = { regionId, generation: generation.id }
  const survey = await lookFor(act, { duties, unitIds })
  const spec = { today, keep: (span: Span) => span.end >= today || span.end >= since }
  const counted = duties.map((duty) => {
    const reach = new Set([...duty.units].filter((id) => (looksAcross(duty) ? mayBear(duty, survey, id) : unitIds.includes(id))))
    const again = [...reach].flatMap((unitId) => duty.spansAt({ schoolId: unitId }).filter(spec.keep)
      .map(({ key }) => ({ duty: duty.key, period: key, unitId })))
    return { again, cells: structureCells(duty, survey, { ...spec, unitIds: reach }) }
  })
  await replace(act, at, { again: counted.flatMap((one) => one.again), cells: counted.flatMap((one) => one.cells) })
}

/** Writes and tells only what differs: most of what looks at bodies everywhere stays as it was. */
async function replace(act: Act, at: In, { again, cells }: { again: readonly Again[]; cells: readonly StructureCell[] }): Promise<void> {
  const stored = new Map((await findStructureCells(act.tx, at, again)).map((one) => [wordsOf(one), one]))
  const derived = new Map(cells.map((one) => [wordsOf(one), one]))
  const [gone, come] = [[...stored].filter(([words]) => !derived.has(words)), [...derived].filter(([words]) => !stored.has(words))]
    .map((list) => list.map(([, cell]) => cell)) as [StructureCell[], StructureCell[]]
  await deleteStructureCells(act.tx, at, gone)
  await insertStructureCells(act.tx, at, come)
  await tell(act, [...gone, ...come])
}

const wordsOf = ({ duty, period, bearerId, required, done }: StructureCell) => [duty, period, bearerId, done, required].join(' ')

async function tell(act: Act, moved: readonly Again[]): Promise<void> {
  const units = new Map<string, { duty: string; period: string; unitIds: Set<Uuid> }>()
  for (const { duty, period, unitId } of moved) {
    const known = units.get(`${duty}|${period}`) ?? { duty, period, unitIds: new Set() }
    units.set(`${duty}|${period}`, known)
    known.unitIds.add(unitId)
  }
  const moves = [...units.values()].map(({ duty, period, unitIds }) => ({ duty, period, unitIds: [...unitIds], late: [] }))
  if (moves.length > 0) await act.announce(cellsMoved, { moves, at: act.now.toISOString() })
}
