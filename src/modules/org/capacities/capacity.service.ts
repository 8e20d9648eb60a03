import type { Capacity } from '#kernel/capacity'
import type { Act } from '#platform/access/act'
import type { Linked } from '#platform/http/gate'
import { academicYearOf } from '../classes/class.rules.ts'
import { findPostsOfPerson, type PostFacts } from '../posts/post.store.ts'
import { capacitiesOf, sightOf, type HeldLink } from './capacity.rules.ts'
import { findAssigned, findWards } from './capacity.store.ts'

/**
 * In what the person may act today in one jurisdiction; empty when every link has ended. `tx` must be in the scope
 * of that person without any child, and is left in it.
 */
export async function findCapacities(tx: Act['tx'], who: Linked): Promise<Capacity[]> {
  const { regionId, personId, today } = who
  const [held, wards] = await Promise.all([findPostsOfPerson(tx, regionId, { personId, on: today }), findWards(tx, who)])
  const posts = held.map(linkOf)
  const assigned = posts.some((p) => p.kind === 'bureau_leader') ? await findAssigned(tx, who) : []
  return capacitiesOf({ regionId, personId, posts, wards, assigned }, academicYearOf(today))
}

const linkOf = (post: PostFacts): HeldLink => ({
  postId: post.postId, kind: post.kind, unitId: post.unitId, unitName: post.unitName,
  class: post.classId === null || post.stage === null || post.entryYear === null || post.number === null
    ? null
    : { id: post.classId, stage: post.stage, entryYear: post.entryYear, number: post.number },
})

/** The scope of a transaction in that capacity: the one place where rights become row visibility. */
export const scopeOf = (capacity: Capacity): Act['scope'] =>
  ({ region: capacity.regionId, person: capacity.personId, ...sightOf(capacity) })
