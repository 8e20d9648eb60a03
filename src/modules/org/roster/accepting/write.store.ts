import { sql } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Student } from '../../students/student.contract.ts'
import { inChunks } from '../../units/dated.store.ts'

/** What an accepted roster writes beyond new rows: many rows a statement, whatever stays is null. */

export interface Sealed { readonly sealed: Buffer; readonly mark: Buffer }

export interface StudentFile {
  readonly studentId: Uuid
  readonly schoolId: Uuid
  readonly classId: Uuid | null
  readonly birthDate: SchoolDate | null
  readonly identity: (Sealed & { readonly type: string }) | null
  readonly studentNo: Sealed | null
}

/** A value that is null leaves what is known. */
export const saveStudentFiles = (act: Act, files: readonly StudentFile[]) => inChunks(files, (chunk) => act.tx.insertInto('student_file')
  .values(chunk.map((f) => ({
    region_id: act.regionId, student_id: f.studentId, school_id: f.schoolId, class_id: f.classId, birth_date: f.birthDate,
    identity_type: f.identity?.type ?? null, identity_sealed: f.identity?.sealed ?? null, identity_mark: f.identity?.mark ?? null,
    student_no_sealed: f.studentNo?.sealed ?? null, student_no_mark: f.studentNo?.mark ?? null, updated_at: act.now,
  })))
  .onConflict((known) => known.columns(['region_id', 'student_id']).doUpdateSet({
    ...Object.fromEntries(['birth_date', 'identity_type', 'identity_sealed', 'identity_mark', 'student_no_sealed', 'student_no_mark']
      .map((column) => [column, sql.raw(`coalesce(excluded.${column}, student_file.${column})`)])),
    updated_at: act.now,
  })).execute())

export type StudentNow = Pick<Student, 'id' | 'name' | 'gender' | 'neighbourhood'>

export const updateStudents = (act: Act, students: readonly StudentNow[]) => sql`
  update student s set name = v.name, gender = v.gender, neighbourhood = v.neighbourhood
  from unnest(${students.map((one) => one.id)}::uuid[], ${students.map((one) => one.name)}::text[], ${students.map((one) => one.gender)}::text[],
    ${students.map((one) => one.neighbourhood)}::text[]) as v (id, name, gender, neighbourhood)
  where s.region_id = ${act.regionId} and s.id = v.id`.execute(act.tx)

export interface GuardianshipNow { readonly id: Uuid; readonly relation: string; readonly phone: Sealed | null }

/** A telephone that is null leaves what is known. */
export const updateGuardianships = (act: Act, now: readonly GuardianshipNow[]) => sql`
  update guardianship g set relation = v.relation, phone_sealed = coalesce(v.sealed, g.phone_sealed), phone_mark = coalesce(v.mark, g.phone_mark)
  from unnest(${now.map((one) => one.id)}::uuid[], ${now.map((one) => one.relation)}::text[], ${now.map((one) => one.phone?.sealed ?? null)}::bytea[],
    ${now.map((one) => one.phone?.mark ?? null)}::bytea[]) as v (id, relation, sealed, mark)
  where g.region_id = ${act.regionId} and g.id = v.id`.execute(act.tx)

export interface Ending { readonly id: Uuid; readonly lastDay: SchoolDate | null }

/** Sets the last day of what holds from a day on; null opens it again. */
export const setLastDays = (act: Act, table: 'enrolment' | 'guardianship' | 'appointment' | 'class' | 'post', endings: readonly Ending[]) =>
  endings.length === 0 ? Promise.resolve() : sql`
    update ${sql.table(table)} t set valid_to = v.last from unnest(${endings.map((one) => one.id)}::uuid[],
      ${endings.map((one) => one.lastDay)}::date[]) as v (id, last)
    where t.region_id = ${act.regionId} and t.id = v.id`.execute(act.tx).then(() => undefined)

export interface LastEnrolment {
  readonly id: Uuid
  readonly studentId: Uuid
  readonly schoolId: Uuid
  readonly classId: Uuid
  readonly validFrom: SchoolDate
  readonly validTo: SchoolDate | null
}

/** The open or the last enrolment of each child, as far as the scope shows; locks the children until the commit. */
export async function takeLastEnrolments(act: Act, studentIds: readonly Uuid[]): Promise<Map<Uuid, LastEnrolment>> {
  if (studentIds.length === 0) return new Map()
  const these = sql<Uuid>`any(${[...studentIds]}::uuid[])`
  await act.tx.selectFrom('student').select('id').where('region_id', '=', act.regionId).where('id', '=', these).orderBy('id').forUpdate().execute()
  const { rows } = await sql<LastEnrolment>`
    select distinct on (student_id) id, student_id as "studentId", school_id as "schoolId", class_id as "classId", valid_from as "validFrom",
      valid_to as "validTo"
    from enrolment where region_id = ${act.regionId} and student_id = ${these}
    order by student_id, coalesce(valid_to, 'infinity'::date) desc`.execute(act.tx)
  return new Map(rows.map((row) => [row.studentId, row]))
}

export interface StaffFile { readonly personId: Uuid; readonly schoolId: Uuid; readonly staffNo: string | null; readonly phone: Sealed | null }

/** A value that is null leaves what is known. */
export const saveStaffFiles = (act: Act, files: readonly StaffFile[]) => inChunks(files, (chunk) => act.tx.insertInto('staff_file')
  .values(chunk.map((f) => ({
    region_id: act.regionId, person_id: f.personId, school_id: f.schoolId, staff_no: f.staffNo, phone_sealed: f.phone?.sealed ?? null,
    phone_mark: f.phone?.mark ?? null, updated_at: act.now,
  })))
  .onConflict((known) => known.columns(['region_id', 'person_id', 'school_id']).doUpdateSet({
    ...Object.fromEntries(['staff_no', 'phone_sealed', 'phone_mark'].map((column) => [column, sql.raw(`coalesce(excluded.${column}, staff_file.${column})`)])),
    updated_at: act.now,
  })).execute())

export const renamePeople = (act: Act, people: readonly { readonly id: Uuid; readonly name: string }[]) => people.length === 0 ? Promise.resolve() : sql`
  update person n set name = v.name from unnest(${people.map((one) => one.id)}::uuid[], ${people.map((one) => one.name)}::text[]) as v (id, name)
  where n.region_id = ${act.regionId} and n.id = v.id`.execute(act.tx).then(() => undefined)
