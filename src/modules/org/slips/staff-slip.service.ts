import type { PostKind } from '#kernel/capacity'
import { notFound } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { academicYearOf } from '../classes/class.rules.ts'
import { comparePostKinds, postLabel } from '../posts/post.rules.ts'
import { findStaffPosts, type StaffPost } from '../posts/post.store.ts'
import { issueSlips, viewOf } from './issue.service.ts'
import type { Sheet, StaffAccount } from './slip.contract.ts'
import { printHindrance, staffHindrance } from './slip.rules.ts'
import { findStandings, lockSlips } from './slip.store.ts'

interface Member { readonly personId: Uuid; readonly name: string; readonly posts: readonly StaffPost[] }

/** Everybody who holds a post of the own school today with the account, leaders first. 404 for another school. */
export async function readStaffAccounts(act: Act, schoolId: Uuid): Promise<StaffAccount[]> {
  if (!act.scope.schools.includes(schoolId)) throw notFound('学校')
  const members = membersOf(await findStaffPosts(act, schoolId, act.today))
  const standings = await findStandings(act, members.map((member) => member.personId), schoolId)
  const year = academicYearOf(act.today)
  return members.map((member) => {
    const standing = standings.get(member.personId)!
    const hindrance = staffHindrance({ ...standing, own: member.personId === act.capacity.personId, kinds: kindsOf(member) }, act.capacity.role)
    // The school is the same for all of them and needs no saying.
    return { ...viewOf(act, member, { standing, hindrance }), posts: member.posts.map((post) => postLabel(post, year).replace(`${post.unitName} · `, '')) }
  })
}

const kindsOf = (member: Member): PostKind[] => member.posts.map((post) => post.kind)

function membersOf(rows: readonly StaffPost[]): Member[] {
  const members = new Map<Uuid, Member>()
  for (const row of [...rows].sort((a, b) => comparePostKinds(a.kind, b.kind))) {
    const known = members.get(row.personId)
    members.set(row.personId, { personId: row.personId, name: row.personName, posts: [...known?.posts ?? [], row] })
  }
  return [...members.values()]
}

/** New codes for staff whose accounts nobody uses yet. */
export const printStaffSlips = (act: Act, input: { schoolId: Uuid; personIds: readonly Uuid[] }): Promise<Sheet> =>
  issue(act, { ...input, close: false }, (account) => ({ ...account, hindrance: account.hindrance ?? printHindrance(account.state) ?? null }))

/** A new code for one member of staff, also for an account in use: its password holds until the code is used, or with `close` no longer. */
export const renewStaffSlip = (act: Act, { schoolId, personId, close }: { schoolId: Uuid; personId: Uuid; close: boolean }): Promise<Sheet> =>
  issue(act, { schoolId, personIds: [personId], close }, (account) => account)

interface Wanted { readonly schoolId: Uuid; readonly personIds: readonly Uuid[]; readonly close: boolean }

async function issue(act: Act, { schoolId, personIds, close }: Wanted, judge: (account: StaffAccount) => StaffAccount): Promise<Sheet> {
  await lockSlips(act)
  const wanted = new Set(personIds)
  const accounts = (await readStaffAccounts(act, schoolId)).filter((account) => wanted.has(account.personId)).map(judge)
  if (accounts.length < wanted.size) throw notFound('教职工')
  return issueSlips(act, { schoolId, group: '教职工', close }, accounts.map((account) => ({
    account, personId: account.personId, bearer: account.name, place: account.posts.join('、'), for: 'staff',
  })))
}
