import type { PostKind } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import { newId, type Uuid } from '#kernel/ids'
import type {
  NewAppointment, NewClass, NewEnrolment, NewGuardianship, NewPerson, NewPost, NewStudent, NewUnit,
} from '#modules/org/index'
import { adultName } from './names.ts'
import type { DistrictPlan } from './plan.ts'
import type { Random } from './random.ts'

/** Everything about the people of one jurisdiction, ready to be inserted. */
export interface Population {
  readonly plan: DistrictPlan
  readonly units: NewUnit[]
  readonly classes: NewClass[]
  readonly people: NewPerson[]
  readonly posts: NewPost[]
  readonly appointments: NewAppointment[]
  readonly students: NewStudent[]
  readonly enrolments: NewEnrolment[]
  readonly guardianships: NewGuardianship[]
  /** Logins and whose they are. */
  readonly logins: { login: string; personId: Uuid }[]
  /** Children of the family whose guardian can sign in. */
  readonly story: Set<Uuid>
}

/** The moment of the demo and its chance. `year` is the academic year that runs. */
export interface Moment { readonly random: Random; readonly now: Date; readonly today: SchoolDate; readonly year: number }

export const FOUNDED: SchoolDate = '2015-09-01'

export const emptyPopulation = (plan: DistrictPlan): Population =>
  ({ plan, units: [], classes: [], people: [], posts: [], appointments: [], students: [], enrolments: [], guardianships: [], logins: [], story: new Set() })

export function addStaff(to: Population, { random, now }: Moment): Uuid {
  const id = newId()
  to.people.push({ id, kind: 'staff', name: adultName(random), createdAt: now })
  return id
}

export interface PostSpec {
  readonly unitId: Uuid
  readonly kind: PostKind
  readonly classId?: Uuid
  readonly subject?: string
  readonly from: SchoolDate
}

export function addPost(to: Population, { unitId, kind, classId, subject, from }: PostSpec): Uuid {
  const id = newId()
  to.posts.push({ id, unitId, kind, classId: classId ?? null, subject: subject ?? null, validFrom: from })
  return id
}

export function appoint(to: Population, postId: Uuid, term: { personId: Uuid; from: SchoolDate; to?: SchoolDate }): void {
  to.appointments.push({ id: newId(), postId, personId: term.personId, validFrom: term.from, validTo: term.to ?? null })
}

/** A new post with a new person in it. */
export function addHolder(to: Population, stage: Moment, post: PostSpec): { postId: Uuid; personId: Uuid } {
  const personId = addStaff(to, stage)
  const postId = addPost(to, post)
  appoint(to, postId, { personId, from: post.from })
  return { postId, personId }
}
