import { sql } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { ChildImage, StaffImage } from './image.store.ts'

/** What must be known and put back when a batch is taken back. */

const these = (ids: readonly Uuid[]) => sql`any(${[...ids]}::uuid[])`
const count = async (act: Act, query: ReturnType<typeof sql<{ n: number }>>): Promise<number> => (await query.execute(act.tx)).rows[0]!.n

export interface Brought {
  readonly students: readonly Uuid[]
  readonly guardianships: readonly Uuid[]
  readonly staff: readonly Uuid[]
}

/** Persons who came with the batch and have set a password since. */
export const countActivated = (act: Act, schoolId: Uuid, { students, guardianships, staff }: Brought) => count(act, sql<{ n: number }>`
  with brought as (
    select distinct person_id from guardianship where region_id = ${act.regionId} and (student_id = ${these(students)} or id = ${these(guardianships)})
    except select person_id from guardianship where region_id = ${act.regionId} and student_id <> all (${[...students]}::uuid[])
      and id <> all (${[...guardianships]}::uuid[]))
  select count(*) as n from account_standing(array(select person_id from brought) || ${[...staff]}::uuid[], ${schoolId}::uuid,
    ${act.today}::date) where activated`)

/** Children for whom a visit was drawn since. */
export const countDrawn = (act: Act, students: readonly Uuid[], since: Date) => count(act, sql<{ n: number }>`
  select count(distinct student_id) as n from assignment
  where region_id = ${act.regionId} and student_id = ${these(students)} and created_at >= ${since}`)

/** Children in classes that the batch founded who did not come by it. */
export const countOthersIn = (act: Act, classes: readonly Uuid[], came: { students: readonly Uuid[]; enrolments: readonly Uuid[] }) => count(act, sql<{ n: number }>`
  select count(distinct student_id) as n from enrolment where region_id = ${act.regionId} and class_id = ${these(classes)}
    and student_id <> all (${[...came.students]}::uuid[]) and id <> all (${[...came.enrolments]}::uuid[])`)

/** Appointments to posts of the batch, or of classes that it founded, that did not come by it. */
export const countOtherHolders = (act: Act, at: { posts: readonly Uuid[]; classes: readonly Uuid[] }, came: readonly Uuid[]) => count(act, sql<{ n: number }>`
  select count(*) as n from appointment a join post p on p.region_id = ${act.regionId} and p.id = a.post_id
  where a.region_id = ${act.regionId} and (p.id = ${these(at.posts)} or p.class_id = ${these(at.classes)}) and a.id <> all (${[...came]}::uuid[])`)

export interface AppointmentPlace { readonly id: Uuid; readonly postId: Uuid; readonly personId: Uuid; readonly validFrom: SchoolDate }

export const findAppointments = (act: Act, ids: readonly Uuid[]): Promise<AppointmentPlace[]> => act.tx.selectFrom('appointment')
  .select(['id', 'post_id as postId', 'person_id as personId', 'valid_from as validFrom'])
  .where('region_id', '=', act.regionId).where('id', '=', sql<Uuid>`${these(ids)}`).execute()

/** A class or post that was never there: no day on which it held. */
export const neverHeld = (act: Act, table: 'class' | 'post', ids: readonly Uuid[]) => sql`
  update ${sql.table(table)} set valid_to = valid_from - 1 where region_id = ${act.regionId} and id = ${these(ids)}`.execute(act.tx)

const bytes = (base64: string | null) => (base64 === null ? null : Buffer.from(base64, 'base64'))

/** Exactly as it stood; a child that had no file has none again. */
export async function restoreFiles(act: Act, images: readonly ChildImage[]): Promise<void> {
  const without = images.filter((one) => one.file === null).map((one) => one.id)
  await sql`delete from student_file where region_id = ${act.regionId} and student_id = ${these(without)}`.execute(act.tx)
  const files = images.flatMap(({ id, file }) => (file === null ? [] : [{ id, ...file }]))
  await sql`
    update student_file f set birth_date = v.birth, identity_type = v.type, identity_sealed = v.identity, identity_mark = v.identity_mark,
      student_no_sealed = v.no, student_no_mark = v.no_mark, updated_at = ${act.now}
    from unnest(${files.map((f) => f.id)}::uuid[], ${files.map((f) => f.birthDate)}::date[], ${files.map((f) => f.identityType)}::text[],
      ${files.map((f) => bytes(f.identitySealed))}::bytea[], ${files.map((f) => bytes(f.identityMark))}::bytea[],
      ${files.map((f) => bytes(f.studentNoSealed))}::bytea[], ${files.map((f) => bytes(f.studentNoMark))}::bytea[])
      as v (id, birth, type, identity, identity_mark, no, no_mark)
    where f.region_id = ${act.regionId} and f.student_id = v.id`.execute(act.tx)
}

export async function restoreGuardianships(act: Act, images: readonly ChildImage[]): Promise<void> {
  const all = images.flatMap((one) => one.guardianships)
  await sql`
    update guardianship g set relation = v.relation, phone_sealed = v.sealed, phone_mark = v.mark, valid_to = v.last
    from unnest(${all.map((g) => g.id)}::uuid[], ${all.map((g) => g.relation)}::text[], ${all.map((g) => bytes(g.sealed))}::bytea[],
      ${all.map((g) => bytes(g.mark))}::bytea[], ${all.map((g) => g.lastDay)}::date[]) as v (id, relation, sealed, mark, last)
    where g.region_id = ${act.regionId} and g.id = v.id`.execute(act.tx)
}

export const restoreStaffFiles = (act: Act, schoolId: Uuid, images: readonly (StaffImage & { readonly id: Uuid })[]) => sql`
  update staff_file f set staff_no = v.no, phone_sealed = v.sealed, phone_mark = v.mark, updated_at = ${act.now}
  from unnest(${images.map((one) => one.id)}::uuid[], ${images.map((one) => one.staffNo)}::text[], ${images.map((one) => bytes(one.sealed))}::bytea[],
    ${images.map((one) => bytes(one.mark))}::bytea[]) as v (id, no, sealed, mark)
  where f.region_id = ${act.regionId} and f.school_id = ${schoolId} and f.person_id = v.id`.execute(act.tx)
