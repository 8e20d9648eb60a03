import type { SchoolDate } from '#kernel/dates'
import { notFound } from '#kernel/errors'
import { newId, type Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { academicYearOf } from '../classes/class.rules.ts'
import { dayBefore, holdsOn } from '../units/dated.rules.ts'
import { getUnit, knowsAllUnits, reachesUnit } from '../units/unit.service.ts'
import {
  appointmentsChanged, endsBeforeStart, postClosed, postTaken, type Colleague, type HeldPost, type VacantPost,
} from './post.contract.ts'
import { comparePostKinds, postLabel, vacantSince } from './post.rules.ts'
import {
  closeAppointment, findAppointment, findHeldPosts, findLastHolder, findPost, findStaffPosts, findVacantPosts, insertAppointments, insertPosts, lockPost,
  type AppointmentRow, type NewPost, type PostRow,
} from './post.store.ts'

/** A post of a unit that the capacity reaches; 404 for any other. */
async function getPost(act: Act, postId: Uuid): Promise<PostRow> {
  const post = await findPost(act, postId)
  if (post === undefined || !reachesUnit(act, post.unitId)) throw notFound('岗位')
  return post
}

export async function addPost(act: Act, post: Omit<NewPost, 'id'>): Promise<Uuid> {
  if (!reachesUnit(act, post.unitId)) throw notFound('单位')
  await getUnit(act, post.unitId)
  const id = newId(act.now.getTime())
  await insertPosts(act.tx, act.regionId, [{ ...post, id }])
  await act.audit({ action: 'post.add', objectKind: 'post', objectId: id })
  return id
}

export interface Appoint {
  readonly postId: Uuid
  readonly personId: Uuid
  readonly from: SchoolDate
  /** The person who holds the post now and ends on the day before; must be named, so that nobody is replaced unawares. */
  readonly replaces?: Uuid
}

/** Gives a post to a person from a day on. Refuses a post that somebody else holds (`post-taken`) or that does not exist then. */
export async function appoint(act: Act, input: Appoint): Promise<Uuid> {
  const post = await getPost(act, input.postId)
  if (!holdsOn(post, input.from)) throw postClosed()
  await lockPost(act, post.id)
  const holder = await findLastHolder(act, post.id)
  if (holder !== undefined && (holder.validTo === null || holder.validTo >= input.from)) {
    if (holder.personId !== input.replaces) throw postTaken()
    await end(act, holder, dayBefore(input.from))
  }
  const id = newId(act.now.getTime())
  await insertAppointments(act.tx, act.regionId, [{ id, postId: post.id, personId: input.personId, validFrom: input.from }])
  await act.audit({ action: 'appointment.begin', objectKind: 'appointment', objectId: id })
  await act.announce(appointmentsChanged, { changed: [{ appointmentId: id, postId: post.id, personId: input.personId, on: input.from }] })
  return id
}

/** The holder holds the post up to and including `on`. */
export async function endAppointment(act: Act, input: { appointmentId: Uuid; on: SchoolDate }): Promise<void> {
  const appointment = await findAppointment(act, input.appointmentId)
  if (appointment === undefined) throw notFound('任职')
  await getPost(act, appointment.postId)
  await end(act, appointment, input.on)
}

async function end(act: Act, appointment: AppointmentRow, lastDay: SchoolDate): Promise<void> {
  if (lastDay < appointment.validFrom) throw endsBeforeStart()
  await closeAppointment(act, appointment.id, lastDay)
  await act.audit({ action: 'appointment.end', objectKind: 'appointment', objectId: appointment.id })
  await act.announce(appointmentsChanged, {
    changed: [{ appointmentId: appointment.id, postId: appointment.postId, personId: appointment.personId, on: lastDay }],
  })
}

/** The posts of this capacity that the acting person held on `date`; empty for guardians. */
export const heldPosts = async (act: Act, date: SchoolDate): Promise<HeldPost[]> => act.capacity.postIds.length === 0
  ? []
  : findHeldPosts(act, { personId: act.capacity.personId, postIds: act.capacity.postIds, on: date })

/** Staff of the acting person's unit on `date`, each with the posts held then; the person itself left out. */
export async function findColleagues(act: Act, date: SchoolDate): Promise<Colleague[]> {
  if (act.capacity.unitId === null) return []
  const year = academicYearOf(act.today)
  const byPerson = new Map<Uuid, Colleague>()
  for (const held of await findStaffPosts(act, act.capacity.unitId, date)) {
    const colleague = byPerson.get(held.personId) ?? { personId: held.personId, name: held.personName, posts: [] }
    colleague.posts.push({ postId: held.postId, kind: held.kind, unitId: held.unitId, classId: held.classId, label: postLabel(held, year) })
    byPerson.set(held.personId, colleague)
  }
  byPerson.delete(act.capacity.personId)
  return [...byPerson.values()]
}

/** Posts without holder today: of the own unit, or for the bureau of any unit. 404 for a unit out of reach. */
export async function listVacantPosts(act: Act, unitId?: Uuid): Promise<VacantPost[]> {
  const everywhere = knowsAllUnits(act)
  const asked = unitId ?? (everywhere ? undefined : act.capacity.unitId)
  if (asked === null || (!everywhere && asked !== act.capacity.unitId)) throw notFound('单位')
  const year = academicYearOf(act.today)
  const posts = await findVacantPosts(act, asked)
  return posts.sort((a, b) => comparePostKinds(a.kind, b.kind)).map((post) => ({
    postId: post.postId, kind: post.kind, unitId: post.unitId, unitName: post.unitName, classId: post.classId,
    label: postLabel(post, year), vacantSince: vacantSince(post),
  }))
}
