import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { academicYearOf } from '../classes/class.rules.ts'
import { findPostsById, findStaffNames } from './holder.store.ts'
import { postLabel } from './post.rules.ts'

export interface Holder { readonly postId: Uuid; readonly personId: Uuid }

/** A holder in words: 「三(2)班 · 班主任」 and the person's name. */
export interface SaidHolder extends Holder { readonly post: string; readonly name: string }

/** Says who acted in which post, for records that keep ids only; posts that have ended since are said too. Order is kept. */
export async function sayHolders(act: Act, holders: readonly Holder[]): Promise<SaidHolder[]> {
  if (holders.length === 0) return []
  const year = academicYearOf(act.today)
  const posts = new Map((await findPostsById(act, holders.map((one) => one.postId))).map((post) => [post.postId, postLabel(post, year)]))
  const names = await sayStaff(act, holders.map((one) => one.personId))
  return holders.map(({ postId, personId }) => ({ postId, personId, post: posts.get(postId) ?? '原岗位', name: names.get(personId) ?? '原工作人员' }))
}

/** Names of staff by person. */
export const sayStaff = async (act: Act, personIds: readonly Uuid[]): Promise<Map<Uuid, string>> =>
  new Map(personIds.length === 0 ? [] : (await findStaffNames(act, personIds)).map((person) => [person.id, person.name]))
