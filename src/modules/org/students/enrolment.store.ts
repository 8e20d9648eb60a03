import { sql } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Tx } from '#platform/db/scope'
import { holds, inChunks } from '../units/dated.store.ts'
import type { Dated } from '../units/dated.rules.ts'

export interface EnrolmentRow extends Dated {
  readonly id: Uuid
  readonly studentId: Uuid
  readonly schoolId: Uuid
  readonly classId: Uuid
}
export type NewEnrolment = Omit<EnrolmentRow, 'validTo'> & { readonly validTo?: SchoolDate | null }

export const insertEnrolments = (tx: Tx, regionId: number, enrolments: readonly NewEnrolment[]): Promise<void> =>
  inChunks(enrolments, (chunk) => tx.insertInto('enrolment').values(chunk.map((e) => ({
    region_id: regionId, id: e.id, student_id: e.studentId, school_id: e.schoolId, class_id: e.classId,
    valid_from: e.validFrom, valid_to: e.validTo ?? null,
  }))).execute())

const enrolments = (act: Act) => act.tx.selectFrom('enrolment as e')
  .select(['e.id', 'e.student_id as studentId', 'e.school_id as schoolId', 'e.class_id as classId', 'e.valid_from as validFrom', 'e.valid_to as validTo'])
  .where('e.region_id', '=', act.regionId)

/** Where each child sat on `date`, as far as the scope shows. */
export const findEnrolmentsOn = (act: Act, studentIds: readonly Uuid[], date: SchoolDate): Promise<EnrolmentRow[]> =>
  enrolments(act).where('e.student_id', 'in', [...studentIds]).where(holds('e', date)).execute()

/** The open enrolment of a child, or the last one. */
export const findLastEnrolment = (act: Act, studentId: Uuid): Promise<EnrolmentRow | undefined> =>
  enrolments(act).where('e.student_id', '=', studentId).orderBy(sql`coalesce(e.valid_to, 'infinity'::date)`, 'desc').limit(1).executeTakeFirst()

export async function closeEnrolment(act: Act, enrolmentId: Uuid, lastDay: SchoolDate): Promise<void> {
  await act.tx.updateTable('enrolment').set({ valid_to: lastDay })
    .where('region_id', '=', act.regionId).where('id', '=', enrolmentId).execute()
}

/** Every school where the child has sat, as far as the scope shows. */
export async function findEnrolledSchools(act: Act, studentId: Uuid): Promise<Uuid[]> {
  const rows = await act.tx.selectFrom('enrolment').select('school_id as id').distinct()
    .where('region_id', '=', act.regionId).where('student_id', '=', studentId).execute()
  return rows.map((row) => row.id)
}

/** Where the children sit now, to know which schools hold their enrolments. */
export async function findSchoolsOf(act: Act, studentIds: readonly Uuid[]): Promise<Uuid[]> {
  const rows = await act.tx.selectFrom('student').select('school_id as id').distinct()
    .where('region_id', '=', act.regionId).where('id', 'in', [...studentIds]).execute()
  return rows.flatMap((row) => row.id ?? [])
}
