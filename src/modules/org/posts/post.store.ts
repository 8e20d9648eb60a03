import { sql } from 'kysely'
import type { PostKind } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Tx } from '#platform/db/scope'
import type { Stage } from '../units/unit.contract.ts'
import { holds, inChunks } from '../units/dated.store.ts'
import type { Dated } from '../units/dated.rules.ts'
import type { HeldPost } from './post.contract.ts'

export interface NewPost {
  readonly id: Uuid
  readonly unitId: Uuid
  readonly kind: PostKind
  readonly classId: Uuid | null
  readonly subject: string | null
  readonly validFrom: SchoolDate
  readonly validTo?: SchoolDate | null
}

export interface NewAppointment {
  readonly id: Uuid
  readonly postId: Uuid
  readonly personId: Uuid
  readonly validFrom: SchoolDate
  readonly validTo?: SchoolDate | null
}

/** What the name of a post is made of. */
export interface PostFacts {
  readonly postId: Uuid
  readonly kind: PostKind
  readonly subject: string | null
  readonly unitId: Uuid
  readonly unitName: string
  readonly classId: Uuid | null
  readonly stage: Stage | null
  readonly entryYear: number | null
  readonly number: number | null
}

export const insertPosts = (tx: Tx, regionId: number, posts: readonly NewPost[]): Promise<void> =>
  inChunks(posts, (chunk) => tx.insertInto('post').values(chunk.map((p) => ({
    region_id: regionId, id: p.id, unit_id: p.unitId, kind: p.kind, class_id: p.classId, subject: p.subject,
    valid_from: p.validFrom, valid_to: p.validTo ?? null,
  }))).execute())

export const insertAppointments = (tx: Tx, regionId: number, appointments: readonly NewAppointment[]): Promise<void> =>
  inChunks(appointments, (chunk) => tx.insertInto('appointment').values(chunk.map((a) => ({
    region_id: regionId, id: a.id, post_id: a.postId, person_id: a.personId, valid_from: a.validFrom, valid_to: a.validTo ?? null,
  }))).execute())

export const namedPosts = (tx: Tx, regionId: number) => tx.selectFrom('post as p')
  .innerJoin('unit as u', (on) => on.onRef('u.region_id', '=', 'p.region_id').onRef('u.id', '=', 'p.unit_id'))
  .leftJoin('class as c', (on) => on.onRef('c.region_id', '=', 'p.region_id').onRef('c.id', '=', 'p.class_id'))
  .select(['p.id as postId', 'p.kind', 'p.subject', 'p.unit_id as unitId', 'u.name as unitName', 'p.class_id as classId',
    'c.stage', 'c.entry_year as entryYear', 'c.number'])
  .where('p.region_id', '=', regionId)

/** A post that a person holds on `date` leads nowhere any more once the post or its class has ended. */
const heldOn = (tx: Tx, regionId: number, date: SchoolDate) => namedPosts(tx, regionId)
  .innerJoin('appointment as a', (on) => on.onRef('a.region_id', '=', 'p.region_id').onRef('a.post_id', '=', 'p.id'))
  .where(holds('a', date)).where(holds('p', date))
  .where((eb) => eb.or([eb('p.class_id', 'is', null), eb.and([holds('c', date)])]))

export const findPostsOfPerson = (tx: Tx, regionId: number, who: { personId: Uuid; on: SchoolDate }): Promise<PostFacts[]> =>
  heldOn(tx, regionId, who.on).where('a.person_id', '=', who.personId).execute() as Promise<PostFacts[]>

export type StaffPost = PostFacts & { readonly personId: Uuid; readonly personName: string }

/** Everybody who holds a post of the unit on `date`. */
export const findStaffPosts = (act: Act, unitId: Uuid, date: SchoolDate): Promise<StaffPost[]> => heldOn(act.tx, act.regionId, date)
  .innerJoin('person as n', (on) => on.onRef('n.region_id', '=', 'a.region_id').onRef('n.id', '=', 'a.person_id'))
  .select(['a.person_id as personId', 'n.name as personName'])
  .where('p.unit_id', '=', unitId).orderBy('n.name').orderBy('a.person_id').execute() as Promise<StaffPost[]>

/** Which of the posts the person held on `date`; for a past day also posts whose class has ended since. */
export const findHeldPosts = (act: Act, who: { personId: Uuid; postIds: readonly Uuid[]; on: SchoolDate }): Promise<HeldPost[]> => act.tx
  .selectFrom('post as p')
  .innerJoin('appointment as a', (on) => on.onRef('a.region_id', '=', 'p.region_id').onRef('a.post_id', '=', 'p.id'))
  .select(['p.id as postId', 'p.kind', 'p.unit_id as unitId', 'p.class_id as classId'])
  .where('p.region_id', '=', act.regionId).where('p.id', 'in', [...who.postIds]).where('a.person_id', '=', who.personId)
  .where(holds('a', who.on)).where(holds('p', who.on)).orderBy('p.id').execute() as Promise<HeldPost[]>

export type VacantFacts = PostFacts & { readonly validFrom: SchoolDate; readonly lastHeld: SchoolDate | null }

/** Posts that exist today and that nobody holds, with the last day of the last holder. */
export function findVacantPosts(act: Act, unitId: Uuid | undefined): Promise<VacantFacts[]> {
  const appointments = (date: 'holding' | 'past') => sql`from appointment a where a.region_id = p.region_id and a.post_id = p.id and ${
    date === 'holding' ? holds('a', act.today) : sql`a.valid_to < ${act.today}`}`
  let query = namedPosts(act.tx, act.regionId).where(holds('p', act.today))
    .where((eb) => eb.or([eb('p.class_id', 'is', null), eb.and([holds('c', act.today)])]))
    .where(sql<boolean>`not exists (select 1 ${appointments('holding')})`)
    .select(['p.valid_from as validFrom', sql<SchoolDate | null>`(select max(a.valid_to) ${appointments('past')})`.as('lastHeld')])
  if (unitId !== undefined) query = query.where('p.unit_id', '=', unitId)
  return query.orderBy('u.name').orderBy('p.id').execute() as Promise<VacantFacts[]>
}

export type PostRow = Dated & { readonly id: Uuid; readonly kind: PostKind; readonly unitId: Uuid; readonly classId: Uuid | null }

export const findPost = (act: Act, postId: Uuid): Promise<PostRow | undefined> => act.tx.selectFrom('post')
  .select(['id', 'kind', 'unit_id as unitId', 'class_id as classId', 'valid_from as validFrom', 'valid_to as validTo'])
  .where('region_id', '=', act.regionId).where('id', '=', postId).executeTakeFirst() as Promise<PostRow | undefined>

/** Whoever gives the same post away at the same moment waits here and then reads what was done. */
export const lockPost = (act: Act, postId: Uuid) => act.tx.selectFrom('post').select('id')
  .where('region_id', '=', act.regionId).where('id', '=', postId).forUpdate().execute()

export type AppointmentRow = Dated & { readonly id: Uuid; readonly postId: Uuid; readonly personId: Uuid }

const appointments = (act: Act) => act.tx.selectFrom('appointment')
  .select(['id', 'post_id as postId', 'person_id as personId', 'valid_from as validFrom', 'valid_to as validTo'])
  .where('region_id', '=', act.regionId)

/** The last holder of a post: the one without end, or the one who ends last. */
export const findLastHolder = (act: Act, postId: Uuid): Promise<AppointmentRow | undefined> =>
  appointments(act).where('post_id', '=', postId).orderBy(sql`coalesce(valid_to, 'infinity'::date)`, 'desc').limit(1).executeTakeFirst()

export const findAppointment = (act: Act, appointmentId: Uuid): Promise<AppointmentRow | undefined> =>
  appointments(act).where('id', '=', appointmentId).executeTakeFirst()

export async function closeAppointment(act: Act, appointmentId: Uuid, lastDay: SchoolDate): Promise<void> {
  await act.tx.updateTable('appointment').set({ valid_to: lastDay })
    .where('region_id', '=', act.regionId).where('id', '=', appointmentId).execute()
}
