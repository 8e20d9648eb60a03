import { earlierOf, type SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Stage, Unit } from '#modules/org/units/unit.contract'
import { fallsOn } from './candidate.rules.ts'
import type { ClassPlace, CountedDuty, Span } from './counting.contract.ts'
import { concernsNew } from './fulfil.rules.ts'

/** One duty in one period at one place: what a statement over many cells joins with. */
export interface GridRow {
  readonly duty: string
  readonly period: string
  readonly unitId: Uuid
  /** Null where the unit is the place. */
  readonly classId: Uuid | null
  readonly number: number
  /** Null where every subject is owed. */
  readonly percent: number | null
  /** The days whose records count. */
  readonly first: SchoolDate
  readonly last: SchoolDate
  /** The day whose roster is owed: today, or the close of the period. */
  readonly day: SchoolDate
  readonly takenFrom: SchoolDate
  readonly takenTo: SchoolDate
  readonly posts: readonly string[]
  readonly notPosts: readonly string[]
  /** Kinds of bodies of which each owes. */
  readonly bodies: readonly string[]
  /** Limits the cells to this bearer; null means all. */
  readonly bearerId: Uuid | null
}

export interface UnitPlace { readonly id: Uuid; readonly kind: Unit['kind']; readonly stages: readonly Stage[] }

/** The places over which a duty is laid out. */
export interface Places { readonly classes: readonly ClassPlace[]; readonly units: readonly UnitPlace[] }

/** Every row of one duty over the given places and periods. */
export function layOut(duty: CountedDuty, places: Places, { today, keep = () => true }: {
  readonly today: SchoolDate
  readonly keep?: (span: Span) => boolean
}): GridRow[] {
  const { posts = [], notHolding = [], bodies = [] } = duty.duty.bearer
  const row = (span: Span, unitId: Uuid, classId: Uuid | null): GridRow => ({
    duty: duty.key, period: span.key, unitId, classId, number: duty.number, percent: duty.percent ?? null, first: span.start, last: span.end,
    day: earlierOf(today, span.end), takenFrom: span.takenFrom, takenTo: span.takenTo,
    posts, notPosts: notHolding, bodies, bearerId: null,
  })
  if (duty.shape === 'times') {
    return places.units.filter((unit) => concernsUnit(duty, unit))
      .flatMap((unit) => duty.spansAt({ schoolId: unit.id }).filter(keep).map((span) => row(span, unit.id, null)))
  }
  return places.classes.filter((place) => concernsClass(duty, place))
    .flatMap((place) => duty.spansAt(place).filter(keep).filter((span) => concernsNew(duty, place, span))
      .map((span) => row(span, place.schoolId, place.id)))
}

const allows = (duty: CountedDuty, stages: readonly Stage[]) =>
  duty.duty.bearer.stages === undefined || stages.some((one) => duty.duty.bearer.stages?.includes(one))

const concernsUnit = (duty: CountedDuty, unit: UnitPlace) =>
  duty.units.has(unit.id) && fallsOn(duty.duty.bearer, unit.kind) && allows(duty, unit.stages)
const concernsClass = (duty: CountedDuty, place: ClassPlace) =>
  duty.units.has(place.schoolId) && fallsOn(duty.duty.bearer, 'school') && allows(duty, [place.stage])
