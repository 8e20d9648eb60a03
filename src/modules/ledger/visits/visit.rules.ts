import { addDays, type SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { HeldPost } from '#modules/org/posts/post.contract'
import type { RecordKind } from '#modules/plan/packs/kind.contract'
import type { FieldValues } from '../records/record.contract.ts'

/** Where a child sat on the day of the visit. */
export interface Seat { readonly schoolId: Uuid; readonly classId: Uuid }

/**
 * The posts in which a visit to a child is made: a post of a class for the children of that class on that day, a post of a
 * school for its children, a bureau leader's for the child that was drawn.
 */
export const actingPosts = (held: readonly HeldPost[], seat: Seat | undefined): HeldPost[] => held.filter((post) => {
  if (post.kind === 'bureau_leader') return true
  if (seat === undefined) return false
  return post.classId === null ? post.unitId === seat.schoolId : post.classId === seat.classId
})

/** Days in which a promise stands on the home page of who gave it. */
const PROMISE_DAYS = 30

/** Records since this day may hold an open promise. */
export const promisesSince = (today: SchoolDate): SchoolDate => addDays(today, -PROMISE_DAYS)

type Option = { key: string; zh: string }

const labelOf = (kind: RecordKind | undefined, field: string, key: string): Option =>
  ({ key, zh: kind?.fields.find((one) => one.key === field)?.options?.find((option) => option.key === key)?.zh ?? key })

/** The way of a visit, with its words. */
export const sayMode = (kind: RecordKind | undefined, fields: FieldValues): Option =>
  labelOf(kind, 'mode', String(fields['mode'] ?? ''))

/** Chosen options of a field, with their words. */
export function sayOptions(kind: RecordKind | undefined, field: string, fields: FieldValues): Option[] {
  const keys = fields[field]
  return Array.isArray(keys) ? keys.map((key) => labelOf(kind, field, key)) : []
}

export function textOf(fields: FieldValues, key: string): string | null {
  const value = fields[key]
  return typeof value === 'string' ? value : null
}
