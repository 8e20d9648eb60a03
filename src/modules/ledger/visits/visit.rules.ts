import { addDays, type SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { HeldPost } from '#modules/org/posts/post.contract'

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

/** Each post once, in the order in which they were found. */
export const distinctPosts = <P extends { readonly postId: Uuid }>(posts: readonly P[]): P[] =>
  [...new Map(posts.map((post) => [post.postId, post])).values()]

/** Days in which a promise stands on the home page of who gave it. */
export const PROMISE_DAYS = 30

/** Records since this day may hold an open promise. */
export const promisesSince = (today: SchoolDate): SchoolDate => addDays(today, -PROMISE_DAYS)
