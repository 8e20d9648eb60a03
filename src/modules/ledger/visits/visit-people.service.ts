import type { SchoolDate } from '#kernel/dates'
import { notFound } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import { classesOn, listAssignments } from '#modules/org/index'
import type { Act } from '#platform/access/act'
import { companionActors, distinctPosts } from '../records/companion.rules.ts'
import { postNotHeld, type RecordActor, type RecordSubject } from '../records/record.contract.ts'
import { notInClassThen, notYourChild, outsideAssignment } from './visit.contract.ts'
import type { Look } from './visit-look.service.ts'
import { actingPosts, type Seat } from './visit.rules.ts'

/** A child of the visit: where it sits now and sat on the day. `own` children are in the reach of the acting capacity. */
export interface VisitedSeat {
  readonly studentId: Uuid
  readonly schoolId: Uuid | null
  readonly classId: Uuid | null
  readonly seat: Seat | undefined
  readonly own: boolean
}

type Placed = Omit<VisitedSeat, 'seat'>

/**
 * The first child must be within the capacity's reach (404 otherwise, whether it exists or not), the others its brothers
 * or sisters in the same school, who may sit in any class of it.
 */
export async function findSeats(look: Look, studentIds: readonly Uuid[], day: SchoolDate): Promise<VisitedSeat[]> {
  const [first, ...rest] = [...new Set(studentIds)] as [Uuid, ...Uuid[]]
  const child = look.students.get(first)
  if (child === undefined) throw notFound('学生')
  const { id: studentId, schoolId, classId } = child
  const children: Placed[] = [{ studentId, schoolId, classId, own: true }, ...await findRest(look, { first, schoolId, rest })]
  const seats = await seatsOn(look, children, day)
  return children.map((one) => ({ ...one, seat: seats.get(one.studentId) }))
}

async function findRest(look: Look, of: { first: Uuid; schoolId: Uuid | null; rest: readonly Uuid[] }): Promise<Placed[]> {
  if (of.rest.length === 0) return []
  const siblings = new Map((await look.siblingsOf(of.first)).map((one) => [one.id, one.classId]))
  return of.rest.map((studentId) => {
    const classId = siblings.get(studentId)
    if (classId === undefined) throw notYourChild()
    return { studentId, schoolId: of.schoolId, classId, own: reaches(look.act, classId) }
  })
}

/** Today's seat is known already: no placement lies in the future. */
async function seatsOn(look: Look, children: readonly Placed[], day: SchoolDate): Promise<ReadonlyMap<Uuid, Seat>> {
  const { act } = look
  if (day === act.today) {
    return new Map(children.flatMap(({ studentId, schoolId, classId }) =>
      (schoolId === null || classId === null ? [] : [[studentId, { schoolId, classId }] as const])))
  }
  const beyond = children.flatMap(({ own, schoolId }) => (own || schoolId === null ? [] : [schoolId]))
  if (beyond.length === 0) return look.placesOn(day)
  return act.asProgram([...new Set(beyond)], (wide) => classesOn(wide, children.map((child) => child.studentId), day))
}

const reaches = ({ capacity }: Act, classId: Uuid): boolean =>
  capacity.classIds.length === 0 || capacity.classIds.includes(classId)

/** The posts of the acting person that make the visit theirs. Refuses a day without post and a child who was not theirs then. */
export async function findOwnActors(look: Look, seats: readonly VisitedSeat[], day: SchoolDate): Promise<RecordActor[]> {
  const { act } = look
  const held = await look.heldOn(day)
  if (held.length === 0) throw postNotHeld(day)
  const posts = seats.filter((one) => one.own).map((one) => actingPosts(held, one.seat))
  if (posts.some((of) => of.length === 0)) throw notInClassThen()
  if (act.capacity.role === 'bureau_leader') await refuseOutside(act, seats, day)
  return distinctPosts(posts.flat()).map(({ kind, ...post }) => ({ ...post, postKind: kind, personId: act.capacity.personId }))
}

async function refuseOutside(act: Act, seats: readonly VisitedSeat[], day: SchoolDate): Promise<void> {
  const drawn = (await listAssignments(act)).filter((one) => seats.some((seat) => seat.studentId === one.child?.id))
  if (!drawn.some((one) => one.from <= day && day <= one.to)) throw outsideAssignment()
}

/** Colleagues of the same unit who came along, in posts that they held on the day. */
export const findCompanions = async (look: Look, postIds: readonly Uuid[], day: SchoolDate): Promise<RecordActor[]> =>
  (postIds.length === 0 ? [] : companionActors(await look.colleaguesOn(day), postIds))

export const subjectOf = (child: VisitedSeat, fields: RecordSubject['fields']): RecordSubject => ({
  subjectId: child.studentId, studentId: child.studentId, schoolId: child.schoolId, classId: child.classId,
  classThen: child.seat?.classId ?? null, fields,
})
