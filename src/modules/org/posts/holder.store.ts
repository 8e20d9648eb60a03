import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { namedPosts, type PostFacts } from './post.store.ts'

/** Posts by id, also ended ones. */
export const findPostsById = (act: Act, postIds: readonly Uuid[]): Promise<PostFacts[]> =>
  namedPosts(act.tx, act.regionId).where('p.id', 'in', [...postIds]).execute() as Promise<PostFacts[]>

/** Names of staff. */
export const findStaffNames = (act: Act, personIds: readonly Uuid[]): Promise<{ id: Uuid; name: string }[]> => act.tx
  .selectFrom('person').select(['id', 'name'])
  .where('region_id', '=', act.regionId).where('kind', '=', 'staff').where('id', 'in', [...personIds]).execute()
