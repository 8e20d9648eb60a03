import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { RecordFacts } from '#modules/ledger/records/record.contract'
import type { BodyKind } from '#modules/org/bodies/body.contract'
import type { DesignationKind } from '#modules/org/designations/designation.contract'
import type { Period } from '#modules/plan/calendar/calendar.contract'
import type { Stage, Unit } from '#modules/org/units/unit.contract'
import type { ResolvedDuty } from '#modules/plan/packs/pack.contract'
import type { MissCode } from './coverage.contract.ts'

export interface ClassPlace {
  readonly id: Uuid
  readonly schoolId: Uuid
  readonly stage: Stage
  readonly entryYear: number
  readonly number: number
}

/** Whom a fulfilment is about: each child, each class, or simply how many times. */
export type Shape = 'students' | 'classes' | 'times'
/** Who carries the cell. A team counts like its unit, limited to its posts; families are counted by the school. */
export type Carrier = 'post' | 'appointment' | 'holder' | 'unit' | 'body'

/** A period at a place. `takenFrom`…`takenTo`: taking over a class on these days makes it the first semester. */
export interface Span extends Period {
  readonly takenFrom: SchoolDate
  readonly takenTo: SchoolDate
}

/** A duty as it is counted in the units of `units`: one entry for every way in which local values resolve it. */
export interface CountedDuty {
  readonly key: string
  readonly duty: ResolvedDuty
  /** Records for each subject, or in all. */
  readonly number: number
  /** Of a share: how many in a hundred subjects are owed, rounded up. */
  readonly percent?: number
  readonly shape: Shape
  readonly carrier: Carrier
  /** Whose children and classes: those of the post's own class, or all of the unit. */
  readonly reach: 'class' | 'unit'
  /** Owed only for children so designated. */
  readonly designation?: DesignationKind
  /** The number must not be exceeded. */
  readonly atMost: boolean
  readonly units: ReadonlySet<Uuid>
  spansAt(place: ClassPlace | { readonly schoolId: Uuid }): readonly Span[]
  /** The field that does not fit, or `kind`; undefined when the record fits. */
  misfit(record: Pick<RecordFacts, 'kind' | 'fields'>): string | undefined
}

/** What the rule must know of the roster besides the record. */
export interface Roster {
  readonly classes: ReadonlyMap<Uuid, ClassPlace>
  readonly units: ReadonlyMap<Uuid, { readonly kind: Unit['kind']; readonly stages: readonly Stage[] }>
  /** Bodies that the records are about. */
  readonly bodies: ReadonlyMap<Uuid, { readonly id: Uuid; readonly kind: BodyKind; readonly unitId: Uuid }>
  /** Appointments to the posts of the actors. */
  readonly appointments: readonly { readonly id: Uuid; readonly postId: Uuid; readonly personId: Uuid; readonly from: SchoolDate }[]
}

export interface Fulfilment {
  readonly duty: string
  readonly period: string
  readonly bearerId: Uuid
  readonly subjectId: Uuid
  readonly studentId: Uuid | null
  readonly schoolId: Uuid | null
  readonly classId: Uuid | null
}

export interface Miss {
  readonly duty: string
  readonly code: MissCode
  /** The field whose value does not fit, for `condition`. */
  readonly field?: string
}

export interface Judgement { readonly counted: readonly Fulfilment[]; readonly notCounted: readonly Miss[] }
