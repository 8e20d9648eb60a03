import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { holds } from '../units/dated.store.ts'
import { namedPosts, type PostFacts } from './post.store.ts'

/** Posts by id, also ended ones. */
export const findPostsById = (act: Act, postIds: readonly Uuid[]): Promise<PostFacts[]> =>
  namedPosts(act.tx, act.regionId).where('p.id', 'in', [...postIds]).execute() as Promise<PostFacts[]>

/** Names of staff. */
export const findStaffNames = (act: Act, personIds: readonly Uuid[]): Promise<{ id: Uuid; name: string }[]> => act.tx
  .selectFrom('person').select(['id', 'name'])
  .where('region_id', '=', act.regionId).where('kind', '=', 'staff').where('id', 'in', [...personIds]).execute()

/** Who leads a class today; undefined while the post is vacant. */
export const findHeadTeacher = (act: Act, classId: Uuid): Promise<{ name: string } | undefined> => act.tx
  .selectFrom('post as p')
  .innerJoin('appointment as a', (on) => on.onRef('a.region_id', '=', 'p.region_id').onRef('a.post_id', '=', 'p.id'))
  .innerJoin('person as n', (on) => on.onRef('n.region_id', '=', 'a.region_id').onRef('n.id', '=', 'a.person_id'))
  .select('n.name').where('p.region_id', '=', act.regionId).where('p.class_id', '=', classId).where('p.kind', '=', 'head_teacher')
  .where(holds('a', act.today)).where(holds('p', act.today)).orderBy('p.id').limit(1).executeTakeFirst()
