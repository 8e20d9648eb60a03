import { earlierOf, type SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { BodyKind } from '#modules/org/bodies/body.contract'
import type { ResolvedDuty } from '#modules/plan/packs/pack.contract'
import { fallsOn } from './candidate.rules.ts'
import type { Span } from './counting.contract.ts'
import { hasStage, measure, standsOn, type StructureBearer, type StructureRule, type Survey } from './structure.rules.ts'

/** A duty of the forms structure and target as it holds in the units of `units`. */
export interface StructureDuty {
  readonly key: string
  readonly duty: ResolvedDuty & StructureRule
  readonly shape: 'parts'
  readonly carrier: 'unit' | 'body'
  readonly units: ReadonlySet<Uuid>
  spansAt(place: { readonly schoolId: Uuid }): readonly Span[]
}

/** A cell of such a duty; its group is the bearer. */
export interface StructureCell {
  readonly duty: string
  readonly period: string
  readonly bearerId: Uuid
  readonly bearerKind: 'unit' | 'body'
  readonly unitId: Uuid
  readonly required: number
  readonly done: number
}

/** Who owes it on the day: the unit, or the bodies that it keeps. */
export function bearersOf({ duty: { bearer } }: StructureDuty, survey: Survey, at: { unitId: Uuid; day: SchoolDate }): StructureBearer[] {
  const { unitId, day } = at
  const unit = survey.units.get(unitId)
  if (unit === undefined || !standsOn(unit, day)) return []
  if (!fallsOn(bearer, unit.kind) || (unit.kind === 'school' && !hasStage(unit, bearer.stages))) return []
  return bearer.kind === 'body' ? bodiesOf(bearer, survey, unitId).filter((body) => standsOn(body, day)).map((body) => ({ unit, body })) : [{ unit }]
}

const bodiesOf = ({ bodies = [] }: ResolvedDuty['bearer'], survey: Survey, unitId: Uuid) =>
  (survey.kept.get(unitId) ?? []).filter((one) => bodies.includes(one.kind))

/** The cells of one duty in the named units, or in all: open periods as of today, closed ones as of their last day. */
export function structureCells(duty: StructureDuty, survey: Survey, { today, keep = () => true, unitIds }: {
  readonly today: SchoolDate
  readonly keep?: (span: Span) => boolean
  readonly unitIds?: ReadonlySet<Uuid>
}): StructureCell[] {
  return [...duty.units].filter((id) => unitIds === undefined || unitIds.has(id)).flatMap((unitId) => {
    const known = new Map<SchoolDate, Measured[]>()
    return duty.spansAt({ schoolId: unitId }).filter(keep).flatMap((span) => {
      const day = earlierOf(today, span.end)
      const measured = known.get(day) ?? measuredOn(duty, survey, { unitId, day })
      known.set(day, measured)
      return measured.map((one) => ({ ...one, duty: duty.key, period: span.key }))
    })
  })
}

type Measured = Omit<StructureCell, 'duty' | 'period'>

const measuredOn = (duty: StructureDuty, survey: Survey, at: { unitId: Uuid; day: SchoolDate }): Measured[] =>
  bearersOf(duty, survey, at).map((bearer) => {
    const { required, done } = measure(duty.duty, { bearer, day: at.day, survey })
    const { unit, body } = bearer
    return { bearerId: body?.id ?? unit.id, bearerKind: body === undefined ? 'unit' : 'body', unitId: unit.id, required, done }
  })

/** The kinds of bodies on which a duty's figures hang; undefined where any may matter. */
export function kindsOf({ duty: { bearer, structure, unit } }: StructureDuty): readonly BodyKind[] | undefined {
  if (structure.body === undefined && bearer.kind !== 'body' && (unit !== 'percent' || structure.of === 'school')) return undefined
  const { of } = structure
  return [...bearer.bodies ?? [], ...structure.body === undefined ? [] : [structure.body], ...of === undefined || of === 'school' ? [] : [of]]
}

/** Whether what another unit keeps can move a cell: the bureau's targets, and bodies that are asked for below a body. */
export const looksAcross = ({ duty: { bearer, structure } }: StructureDuty): boolean =>
  bearer.at === 'bureau' || (bearer.kind === 'body' && structure.body !== undefined)

/** Whether a unit, or what it keeps, could bear the duty on any day. */
export const mayBear = ({ duty: { bearer } }: StructureDuty, survey: Survey, unitId: Uuid): boolean => {
  const unit = survey.units.get(unitId)
  return unit !== undefined && fallsOn(bearer, unit.kind) && (bearer.kind !== 'body' || bodiesOf(bearer, survey, unitId).length > 0)
}
