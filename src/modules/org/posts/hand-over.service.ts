import type { SchoolDate } from '#kernel/dates'
import { Refusal } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { addPerson } from '../people/person.service.ts'
import { findPosts, findStaff } from '../roster/comparing/school.store.ts'
import { addPost, appoint } from './post.service.ts'

/** The posts of a school whose holders open accounts for others: no workbook takes them from anybody. */
export const HANDED_OVER = ['principal', 'party_secretary', 'roster_keeper'] as const
type HandedOver = (typeof HANDED_OVER)[number]

/** Somebody of the school by staff number or by a name that is alone there, or somebody new. */
export type Successor = { readonly known: string } | { readonly newName: string }

export interface HandOver {
  readonly schoolId: Uuid
  readonly kind: HandedOver
  readonly to: Successor
  /** Who hands over, by number or name; needed where several hold such a post. */
  readonly from?: string
  readonly on: SchoolDate
}

const personUnclear = (found: number) => new Refusal({
  code: 'person-unclear', status: 422,
  say: found === 0 ? '本校教职工里没有这个工号或姓名。请核对；是新来的，请用 --new 姓名。' : `本校有 ${found} 名教职工叫这个姓名。请改用工号。`,
})
const notInOffice = () => new Refusal({ code: 'not-in-office', status: 422, say: '--from 写的人今天不担任这个岗位。请核对。' })
const severalInOffice = (held: number) => new Refusal({
  code: 'several-in-office', status: 422, say: `这个岗位今天有 ${held} 人担任。请用 --from 工号或姓名 写明由谁移交。`,
})
const inOffice = () => new Refusal({ code: 'in-office', status: 409, say: '接任的人今天已经担任这个岗位，没有变动。' })

/** Gives the post to the successor from a day on; whoever held it ends on the day before. Answers the successor. */
export async function handOver(act: Act, { schoolId, kind, to, from, on }: HandOver): Promise<Uuid> {
  const all = await findPosts(act, schoolId)
  const staff = await findStaff(act, schoolId, all.flatMap((post) => post.personId ?? []))
  const posts = all.filter((post) => post.kind === kind)
  const held = posts.filter((post) => post.personId !== null)
  const known = 'known' in to ? findOne(staff, to.known) : null
  if (held.some((post) => post.personId === known)) throw inOffice()
  const handing = from === undefined ? held : held.filter((post) => post.personId === findOne(staff, from))
  if (from !== undefined && handing.length === 0) throw notInOffice()
  if (handing.length > 1) throw severalInOffice(held.length)
  const post = handing[0] ?? posts[0]
  const postId = post?.id ?? await addPost(act, { unitId: schoolId, kind, classId: null, subject: null, validFrom: on })
  const personId = 'newName' in to ? await addPerson(act, { kind: 'staff', name: to.newName }) : known!
  await appoint(act, { postId, personId, from: on, ...(post?.personId != null && { replaces: post.personId }) })
  return personId
}

/** A staff number before a name. */
function findOne(staff: Awaited<ReturnType<typeof findStaff>>, words: string): Uuid {
  const numbered = staff.filter((one) => one.staffNo === words)
  const found = numbered.length > 0 ? numbered : staff.filter((one) => one.name === words)
  if (found.length !== 1) throw personUnclear(found.length)
  return found[0]!.id
}
