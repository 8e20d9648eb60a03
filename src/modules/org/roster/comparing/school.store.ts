import { sql } from 'kysely'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { holds } from '../../units/dated.store.ts'
import type { Student } from '../../students/student.contract.ts'
import type { RosterPost } from '../row.contract.ts'

/** What the school has, for the comparison: numbers by their marks, nothing is opened. */

export interface ChildRow {
  readonly id: Uuid
  readonly name: string
  readonly gender: Student['gender']
  readonly neighbourhood: string | null
  readonly schoolId: Uuid
  readonly classId: Uuid | null
  readonly birthDate: string | null
  readonly identityMark: Buffer | null
  readonly studentNoMark: Buffer | null
}

/** Children of schools in scope, or some of them by id; also those who have left and whose file the school keeps. */
export function findChildren(act: Act, of: { schoolId: Uuid } | { ids: readonly Uuid[] }): Promise<ChildRow[]> {
  const children = act.tx.selectFrom('student as s')
    .leftJoin('student_file as f', (on) => on.onRef('f.region_id', '=', 's.region_id').onRef('f.student_id', '=', 's.id'))
    .select(['s.id', 's.name', 's.gender', 's.neighbourhood', 's.school_id as schoolId', 's.class_id as classId', 'f.birth_date as birthDate',
      'f.identity_mark as identityMark', 'f.student_no_mark as studentNoMark'])
    .where('s.region_id', '=', act.regionId).orderBy('s.id')
  const these = 'schoolId' in of ? children.where('s.school_id', '=', of.schoolId) : children.where('s.id', '=', sql<Uuid>`any(${[...of.ids]}::uuid[])`)
  return these.execute() as Promise<ChildRow[]>
}

export interface GuardianRowOf {
  readonly id: Uuid
  readonly studentId: Uuid
  readonly personId: Uuid
  readonly name: string
  readonly relation: string
  readonly phoneMark: Buffer | null
}

/** Guardians of today of the children of a school, or of some children. */
export function findGuardianRows(act: Act, of: { schoolId: Uuid } | { ids: readonly Uuid[] }): Promise<GuardianRowOf[]> {
  const guardians = act.tx.selectFrom('guardianship as g')
    .select(['g.id', 'g.student_id as studentId', 'g.person_id as personId', 'g.guardian_name as name', 'g.relation', 'g.phone_mark as phoneMark'])
    .where('g.region_id', '=', act.regionId).where(holds('g', act.today)).orderBy('g.valid_from').orderBy('g.id')
  const these = 'schoolId' in of ? guardians.where('g.school_id', '=', of.schoolId) : guardians.where('g.student_id', '=', sql<Uuid>`any(${[...of.ids]}::uuid[])`)
  return these.execute()
}

export interface MarkRow {
  readonly studentId: Uuid
  readonly schoolId: Uuid | null
  readonly classId: Uuid | null
  readonly identityMark: Buffer | null
  readonly studentNoMark: Buffer | null
}

/** Children of the jurisdiction with one of these numbers, wherever they sit. */
export async function findByMarks(act: Act, marks: { identity: readonly Buffer[]; studentNo: readonly Buffer[] }): Promise<MarkRow[]> {
  if (marks.identity.length + marks.studentNo.length === 0) return []
  const { rows } = await sql<MarkRow>`select student_id as "studentId", school_id as "schoolId", class_id as "classId", identity_mark as "identityMark",
    student_no_mark as "studentNoMark" from student_by_mark(${[...marks.identity]}::bytea[], ${[...marks.studentNo]}::bytea[])`.execute(act.tx)
  return rows
}

/** Names of units, also of those that have ended. */
export const findUnitNames = async (act: Act, ids: readonly Uuid[]): Promise<Map<Uuid, string>> =>
  new Map((await act.tx.selectFrom('unit').select(['id', 'name']).where('region_id', '=', act.regionId)
    .where('id', '=', sql<Uuid>`any(${[...ids]}::uuid[])`).execute()).map((unit) => [unit.id, unit.name]))

export interface PostRowOf {
  readonly id: Uuid
  readonly kind: RosterPost
  readonly classId: Uuid | null
  readonly subject: string | null
  readonly appointmentId: Uuid | null
  readonly personId: Uuid | null
  readonly from: string | null
}

/** Posts of the school that exist today, each with its holder of today. */
export const findPosts = (act: Act, schoolId: Uuid): Promise<PostRowOf[]> => act.tx.selectFrom('post as p')
  .leftJoin('appointment as a', (on) => on.onRef('a.region_id', '=', 'p.region_id').onRef('a.post_id', '=', 'p.id').on(holds('a', act.today)))
  .leftJoin('class as c', (on) => on.onRef('c.region_id', '=', 'p.region_id').onRef('c.id', '=', 'p.class_id'))
  .select(['p.id', 'p.kind', 'p.class_id as classId', 'p.subject', 'a.id as appointmentId', 'a.person_id as personId', 'a.valid_from as from'])
  .where('p.region_id', '=', act.regionId).where('p.unit_id', '=', schoolId).where(holds('p', act.today))
  .where((eb) => eb.or([eb('p.class_id', 'is', null), eb.and([holds('c', act.today)])]))
  .orderBy('p.id').execute() as Promise<PostRowOf[]>

export interface PersonRowOf {
  readonly id: Uuid
  readonly name: string
  readonly staffNo: string | null
  readonly phoneMark: Buffer | null
  readonly hasFile: boolean
}

/** Whoever holds one of the posts, and whoever the school keeps a file of. */
export const findStaff = (act: Act, schoolId: Uuid, holders: readonly Uuid[]): Promise<PersonRowOf[]> => act.tx.selectFrom('person as n')
  .leftJoin('staff_file as f', (on) => on.onRef('f.region_id', '=', 'n.region_id').onRef('f.person_id', '=', 'n.id').on('f.school_id', '=', schoolId))
  .select(['n.id', 'n.name', 'f.staff_no as staffNo', 'f.phone_mark as phoneMark', sql<boolean>`f.person_id is not null`.as('hasFile')])
  .where('n.region_id', '=', act.regionId).where('n.kind', '=', 'staff')
  .where((eb) => eb.or([eb('n.id', '=', sql<Uuid>`any(${[...holders]}::uuid[])`), eb('f.person_id', 'is not', null)]))
  .orderBy('n.id').execute()

/** Whoever imports, undoes or accepts for the same school waits here. */
export const lockSchool = (act: Act, schoolId: Uuid) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`roster|${act.regionId}|${schoolId}`}, 0))`.execute(act.tx)
