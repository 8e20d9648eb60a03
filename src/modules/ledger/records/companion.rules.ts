import type { Uuid } from '#kernel/ids'
import type { Colleague } from '#modules/org/posts/post.contract'
import { companionUnknown, type RecordActor } from './record.contract.ts'

/** Each post once, in the order in which they were found. */
export const distinctPosts = <P extends { readonly postId: Uuid }>(posts: readonly P[]): P[] =>
  [...new Map(posts.map((post) => [post.postId, post])).values()]

/** Colleagues of the same unit who took part, in posts that they held on the day. Refuses a post that nobody of them held. */
export function companionActors(colleagues: readonly Colleague[], postIds: readonly Uuid[]): RecordActor[] {
  const offered = colleagues.flatMap(({ personId, posts }) =>
    posts.map(({ postId, kind, unitId, classId }) => ({ personId, postId, postKind: kind, unitId, classId })))
  return distinctPosts(postIds.map((postId) => {
    const found = offered.find((one) => one.postId === postId)
    if (found === undefined) throw companionUnknown()
    return found
  }))
}
