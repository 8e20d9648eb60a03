import type { EventType } from '#kernel/event'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { bodiesChanged } from '#modules/org/bodies/body.contract'
import type { classesChanged } from '#modules/org/classes/class.contract'
import { academicYearOf, gradeOf } from '#modules/org/index'
import { getPlan, periodsOf, type Plan, type PlanDuty } from '#modules/plan/index'
import type { Act } from '#platform/access/act'
import { spansBy } from './counted.rules.ts'
import { cellsMoved } from './coverage.contract.ts'
import { keyOf } from './duties.service.ts'
import type { Span } from './counting.contract.ts'
import type { In } from './fulfilment.store.ts'
import { findGeneration, haltWriters } from './generation.store.ts'
import { findPlaces } from './places.store.ts'
import { kindsOf, looksAcross, mayBear, structureCells, type StructureDuty } from './structure-cells.rules.ts'
import { surveyOf, standsOn, type GradedClass, type Survey } from './structure.rules.ts'
import {
  deleteStructureCells, findKinds, insertStructureCells, listDatedClasses, listStandingBodies, listStandingUnits, type Again, type DatedClass,
  type Wanted,
} from './structure.store.ts'

type Tx = Act['tx']
type PayloadOf<E> = E extends EventType<infer P> ? P : never

const prepared = new WeakMap<readonly PlanDuty[], readonly Omit<StructureDuty, 'units'>[]>()

/** The duties of these units that are computed from bodies and seats; units whose local values resolve alike share an entry. */
export function structureDuties(plan: Plan, unitIds: readonly Uuid[]): StructureDuty[] {
  const groups = new Map<readonly PlanDuty[], Set<Uuid>>()
  for (const unitId of unitIds) {
    const duties = plan.dutiesOf(unitId)
    groups.set(duties, (groups.get(duties) ?? new Set()).add(unitId))
  }
  return [...groups].flatMap(([duties, units]) => prepare(plan, duties).map((duty) => ({ ...duty, units })))
}

function prepare(plan: Plan, duties: readonly PlanDuty[]): readonly Omit<StructureDuty, 'units'>[] {
  const known = prepared.get(duties)
  if (known !== undefined) return known
  const source = {
    years: plan.calendars.map((one) => one.academicYear), gradeOf,
    periodsOf: (when: Parameters<typeof periodsOf>[1], place: Parameters<typeof periodsOf>[2]) => periodsOf(plan.calendars, when, place),
  }
  const made = duties.flatMap((one) => {
    const { resolved } = one
    if (!one.recordable || (resolved?.form !== 'structure' && resolved?.form !== 'target') || resolved.structure === undefined) return []
    const duty = { ...resolved, structure: resolved.structure }
    return [{ key: keyOf(one), duty, shape: 'parts' as const, carrier: duty.bearer.kind === 'body' ? 'body' as const : 'unit' as const, spansAt: spansBy(resolved, source) }]
  })
  prepared.set(duties, made)
  return made
}

interface Looked extends Wanted {
  /** Whose classes matter: all, none, or those of these units. */
  readonly classesOf?: readonly Uuid[] | 'all'
  readonly names?: ReadonlyMap<Uuid, string>
}

async function lookAround(tx: Tx, regionId: number, { classesOf = [], names, ...wanted }: Looked): Promise<Survey> {
  const none = classesOf !== 'all' && classesOf.length === 0
  const [units, classes, bodies] = await Promise.all([
    listStandingUnits(tx, regionId), none ? [] : listDatedClasses(tx, regionId, classesOf === 'all' ? undefined : classesOf),
    listStandingBodies(tx, regionId, wanted),
  ])
  const bySchool = new Map<Uuid, DatedClass[]>()
  for (const one of classes) bySchool.set(one.schoolId, [...bySchool.get(one.schoolId) ?? [], one])
  return surveyOf({ units, bodies, classesOn: (unitId, day) => classesOn(bySchool.get(unitId) ?? [], day, names) })
}

function classesOn(classes: readonly DatedClass[], day: SchoolDate, names?: ReadonlyMap<Uuid, string>): GradedClass[] {
  return classes.filter((one) => standsOn(one, day)).flatMap((one) => {
    const grade = gradeOf(one, academicYearOf(day))
    return grade === null ? [] : [{ id: one.id, stage: one.stage, grade, name: names?.get(one.id) ?? `${one.entryYear}级${one.number}班` }]
  })
}

/** Counts every cell of structures and targets of the jurisdiction, for a rebuild. */
export async function deriveStructures(tx: Tx, at: In, { plan, today, unitIds }: { plan: Plan; today: SchoolDate; unitIds: readonly Uuid[] }): Promise<void> {
  const duties = structureDuties(plan, unitIds)
  if (duties.length === 0) return
  const survey = await lookAround(tx, at.regionId, { ...wantedBy(duties), classesOf: duties.some(asksEach) ? 'all' : [] })
  await insertStructureCells(tx, at, duties.flatMap((duty) => structureCells(duty, survey, { today })))
}

const asksEach = ({ duty }: StructureDuty) => duty.structure.each !== undefined

/** The kinds of bodies that the duties ask about, wherever they are kept. */
function wantedBy(duties: readonly StructureDuty[]): Wanted {
  const kinds = duties.map(kindsOf)
  return kinds.includes(undefined) ? {} : { kinds: [...new Set(kinds.flatMap((one) => one ?? []))] }
}

/** Bodies or seats came, changed or went: what their unit has is counted again, and what looks at bodies everywhere. */
export async function onBodiesChanged(act: Act, { bodyIds, unitIds, on }: PayloadOf<typeof bodiesChanged>): Promise<void> {
  if (bodyIds.length === 0) return
  const changed = await findKinds(act.tx, act.regionId, bodyIds)
  await renew(act, { unitIds, since: on, concerns: (duty) => kindsOf(duty)?.some((kind) => changed.includes(kind)) ?? true })
}

/** Classes came or went: what is asked for in each of them, or in each grade, is counted again. */
export async function onClassesStructured(act: Act, { classIds, on }: PayloadOf<typeof classesChanged>): Promise<void> {
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
  const across = duties.filter(looksAcross)
  const survey = await lookAround(tx, regionId, {
    unitIds, ...wantedBy(across), classesOf: across.some(asksEach) ? 'all' : duties.some(asksEach) ? unitIds : [],
  })
  const spec = { today, keep: (span: Span) => span.end >= today || span.end >= since }
  const counted = duties.map((duty) => {
    const reach = new Set([...duty.units].filter((id) => (looksAcross(duty) ? mayBear(duty, survey, id) : unitIds.includes(id))))
    const again = [...reach].flatMap((unitId) => duty.spansAt({ schoolId: unitId }).filter(spec.keep).map(({ key }) => ({ duty: duty.key, period: key, unitId })))
    return { again, cells: structureCells(duty, survey, { ...spec, unitIds: reach }) }
  })
  const again = counted.flatMap((one) => one.again)
  await deleteStructureCells(tx, at, again)
  await insertStructureCells(tx, at, counted.flatMap((one) => one.cells))
  await tell(act, again)
}

async function tell(act: Act, again: readonly Again[]): Promise<void> {
  const moves = new Map<string, { duty: string; period: string; unitIds: Uuid[]; late: Uuid[] }>()
  for (const { duty, period, unitId } of again) {
    const key = `${duty}|${period}`
    const known = moves.get(key)
    if (known === undefined) moves.set(key, { duty, period, unitIds: [unitId], late: [] })
    else known.unitIds.push(unitId)
  }
  if (moves.size > 0) await act.announce(cellsMoved, { moves: [...moves.values()], at: act.now.toISOString() })
}
