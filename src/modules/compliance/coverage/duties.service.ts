import { gradeOf } from '#modules/org/index'
import type { Uuid } from '#kernel/ids'
import { findMisfit, periodsOf, type Plan, type PlanDuty } from '#modules/plan/index'
import { findWay, spansBy, type PeriodSource } from './counted.rules.ts'
import type { CountedDuty } from './counting.contract.ts'

export const keyOf = (duty: Pick<PlanDuty, 'doc' | 'id'>) => `${duty.doc}#${duty.id}`

const prepared = new WeakMap<readonly PlanDuty[], readonly Omit<CountedDuty, 'units'>[]>()

/** The duties that are counted in these units; units whose local values resolve alike share an entry. */
export function countedDuties(plan: Plan, unitIds: readonly Uuid[]): CountedDuty[] {
  const groups = new Map<readonly PlanDuty[], Set<Uuid>>()
  for (const unitId of unitIds) {
    const duties = plan.dutiesOf(unitId)
    groups.set(duties, (groups.get(duties) ?? new Set()).add(unitId))
  }
  return [...groups].flatMap(([duties, units]) => prepare(plan, duties).map((duty) => ({ ...duty, units })))
}

function prepare(plan: Plan, duties: readonly PlanDuty[]): readonly Omit<CountedDuty, 'units'>[] {
  const known = prepared.get(duties)
  if (known !== undefined) return known
  const source: PeriodSource = {
    years: plan.calendars.map((one) => one.academicYear),
    periodsOf: (when, place) => periodsOf(plan.calendars, when, place),
    gradeOf,
  }
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
