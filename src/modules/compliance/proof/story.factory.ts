import type { PostKind } from '#kernel/capacity'
import type { Stage } from '#modules/org/units/unit.contract'
import type { BodyKind, SeatKind, SeatRole } from '#modules/org/bodies/body.contract'
import type { Calendar } from '#modules/plan/calendar/calendar.contract'
import type { Duty, LocalValue, Phase, Setting } from '#modules/plan/packs/pack.contract'

/** Everything that one random case consists of, as plain lists: the oracle reads these and never the database. */
export interface Story {
  readonly seed: number
  readonly today: string
  readonly calendars: Calendar[]
  readonly duties: Duty[]
  readonly phases: Phase[]
  readonly localValues: LocalValue[]
  /** `''` for the region, else a school. */
  readonly settings: { readonly unitId: string; readonly key: string; readonly value: Setting }[]
  readonly date: string
  readonly units: { readonly id: string; readonly kind: 'school' | 'bureau'; readonly stages: Stage[] }[]
  readonly classes: { readonly id: string; readonly schoolId: string; readonly stage: Stage; readonly entryYear: number; readonly number: number }[]
  readonly posts: { readonly id: string; readonly unitId: string; readonly kind: PostKind; readonly classId: string | null }[]
  readonly appointments: { readonly id: string; readonly postId: string; readonly personId: string; readonly from: string; readonly to: string | null }[]
  readonly enrolments: { readonly studentId: string; readonly classId: string; readonly schoolId: string; readonly from: string; readonly to: string | null }[]
  readonly designations: { readonly studentId: string; readonly kind: 'key' | 'left_behind'; readonly from: string; readonly to: string | null }[]
  readonly bodies: {
    readonly id: string; readonly kind: BodyKind; readonly topic: string | null; readonly unitId: string; readonly parentId: string | null
    readonly classId: string | null; readonly grade: number | null; readonly from: string; readonly to: string | null
  }[]
  readonly seats: { readonly bodyId: string; readonly role: SeatRole; readonly kind: SeatKind; readonly number: number; readonly from: string; readonly to: string | null }[]
  readonly records: StoryRecord[]
}

export interface StoryRecord {
  readonly id: string
  readonly kind: string
  readonly unitId: string
  readonly day: string
  readonly fields: Readonly<Record<string, string | string[] | boolean>>
  readonly withdrawn: boolean
  readonly actors: readonly { readonly personId: string; readonly postId: string; readonly postKind: PostKind; readonly unitId: string; readonly classId: string | null }[]
  /** A child with the class of the day; else a class, a unit or a body. */
  readonly subjects: readonly { readonly id: string; readonly studentId: string | null; readonly classThen: string | null }[]
}
