import { gradeOf } from '#modules/org/index'
import type { Uuid } from '#kernel/ids'
import { findMisfit, periodsOf, type Plan, type PlanDuty } from '#modules/plan/index'
import { findWay, spansBy, type PeriodSource } from './counted.rules.ts'
import type { CountedDuty } from './counting.contract.ts'

export const keyOf = (duty: Pick<PlanDuty, 'doc' | 'id'>) => `${duty.doc}#${duty.id}`

const prepared = new WeakMap<readonly PlanDuty[], readonly Omit<CountedDuty, 'units'>[]>()

/** The duties that are counted from records in these units; units whose local values resolve alike share an entry. */
export const countedDuties = (plan: Plan, unitIds: readonly Uuid[]): CountedDuty[] =>
  alike(plan, unitIds).flatMap(({ duties, units }) => prepare(plan, duties).map((duty) => ({ ...duty, units })))

/** Units by the duties that hold in them: those whose local values resolve alike stand together. */
export function alike(plan: Plan, unitIds: readonly Uuid[]): { duties: readonly PlanDuty[]; units: ReadonlySet<Uuid> }[] {
  const groups = new Map<readonly PlanDuty[], Set<Uuid>>()
  for (const unitId of unitIds) {
    const duties = plan.dutiesOf(unitId)
    groups.set(duties, (groups.get(duties) ?? new Set()).add(unitId))
  }
  return [...groups].map(([duties, units]) => ({ duties, units }))
}

export const periodSource = ({ calendars }: Plan): PeriodSource => ({
  years: calendars.map((one) => one.academicYear), periodsOf: (when, place) => periodsOf(calendars, when, place), gradeOf,
})

function prepare(plan: Plan, duties: readonly PlanDuty[]): readonly Omit<CountedDuty, 'units'>[] {
  const known = prepared.get(duties)
  if (known !== undefined) return known
  const source = periodSource(plan)
  const made = duties.flatMap((one) => {
    const way = one.recordable && one.resolved !== undefined ? findWay(one.resolved) : undefined
    if (way === undefined || one.resolved === undefined) return []
    const duty = one.resolved
    return [{
      key: keyOf(one), duty, ...way, spansAt: spansBy(duty, source),
      misfit: (record: { kind: string; fields: Readonly<Record<string, unknown>> }) => findMisfit(duty, record.kind, record.fields),
    }]
  })
  prepared.set(duties, made)
  return made
}

/** Duties of the plan whose number must not be exceeded. */
export const atMostDuties = (plan: Plan): string[] =>
  plan.duties.filter(({ duty }) => duty.relation === 'at-most' || duty.form === 'prohibition').map(keyOf)
