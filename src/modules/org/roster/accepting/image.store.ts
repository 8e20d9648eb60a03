import { sql } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Student } from '../../students/student.contract.ts'

/** What stood there before a batch, to be put back, and how to tell whether it still stands as the batch left it. */

/** Sealed fields as base64 of what is sealed: an image opens none of them. */
export interface ChildImage {
  readonly id: Uuid
  readonly name: string
  readonly gender: Student['gender']
  readonly neighbourhood: string | null
  readonly schoolId: Uuid
  readonly classId: Uuid | null
  readonly file: {
    readonly birthDate: SchoolDate | null
    readonly identityType: string | null
    readonly identitySealed: string | null
    readonly identityMark: string | null
    readonly studentNoSealed: string | null
    readonly studentNoMark: string | null
  } | null
  readonly enrolments: readonly { readonly id: Uuid; readonly classId: Uuid; readonly schoolId: Uuid; readonly lastDay: SchoolDate | null }[]
  readonly guardianships: readonly {
    readonly id: Uuid
    readonly relation: string
    readonly sealed: string | null
    readonly mark: string | null
    readonly lastDay: SchoolDate | null
  }[]
}

const base64 = (column: string) => sql.raw(`translate(encode(${column}, 'base64'), E'\\n', '')`)

export async function findChildImages(act: Act, ids: readonly Uuid[]): Promise<ChildImage[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<ChildImage>`
    select s.id, s.name, s.gender, s.neighbourhood, s.school_id as "schoolId", s.class_id as "classId",
      case when f.student_id is null then null else jsonb_build_object('birthDate', f.birth_date, 'identityType', f.identity_type,
        'identitySealed', ${base64('f.identity_sealed')}, 'identityMark', ${base64('f.identity_mark')},
        'studentNoSealed', ${base64('f.student_no_sealed')}, 'studentNoMark', ${base64('f.student_no_mark')}) end as file,
      (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'classId', e.class_id, 'schoolId', e.school_id, 'lastDay', e.valid_to)), '[]')
        from enrolment e where e.region_id = ${act.regionId} and e.student_id = s.id) as enrolments,
      (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'relation', g.relation, 'sealed', ${base64('g.phone_sealed')},
        'mark', ${base64('g.phone_mark')}, 'lastDay', g.valid_to)), '[]')
        from guardianship g where g.region_id = ${act.regionId} and g.student_id = s.id) as guardianships
    from student s left join student_file f on f.region_id = ${act.regionId} and f.student_id = s.id
    where s.region_id = ${act.regionId} and s.id = any(${[...ids]}::uuid[]) order by s.id`.execute(act.tx)
  return rows
}

/** Everything about each child that a batch writes, as one text; a child out of scope is missing. */
export async function findChildStates(act: Act, ids: readonly Uuid[]): Promise<Map<Uuid, string>> {
  const { rows } = await sql<{ id: Uuid; state: string }>`
    select s.id, jsonb_build_array(s.name, s.gender, s.neighbourhood, s.school_id, s.class_id, f.birth_date, encode(f.identity_mark, 'hex'),
      encode(f.student_no_mark, 'hex'),
      (select jsonb_agg(jsonb_build_array(e.id, e.class_id, e.valid_from, e.valid_to) order by e.id)
        from enrolment e where e.region_id = ${act.regionId} and e.student_id = s.id),
      (select jsonb_agg(jsonb_build_array(g.id, g.person_id, g.relation, g.valid_from, g.valid_to, encode(g.phone_mark, 'hex')) order by g.id)
        from guardianship g where g.region_id = ${act.regionId} and g.student_id = s.id))::text as state
    from student s left join student_file f on f.region_id = ${act.regionId} and f.student_id = s.id
    where s.region_id = ${act.regionId} and s.id = any(${[...ids]}::uuid[])`.execute(act.tx)
  return new Map(rows.map((row) => [row.id, row.state]))
}

export interface StaffImage {
  readonly name: string
  readonly staffNo: string | null
  readonly sealed: string | null
  readonly mark: string | null
}

export async function findStaffImages(act: Act, schoolId: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, StaffImage>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<StaffImage & { id: Uuid }>`
    select n.id, n.name, f.staff_no as "staffNo", ${base64('f.phone_sealed')} as sealed, ${base64('f.phone_mark')} as mark
    from person n left join staff_file f on f.region_id = ${act.regionId} and f.person_id = n.id and f.school_id = ${schoolId}
    where n.region_id = ${act.regionId} and n.id = any(${[...ids]}::uuid[])`.execute(act.tx)
  return new Map(rows.map(({ id, ...image }) => [id, image]))
}

/** File and posts in this school of each person, as one text. */
export async function findStaffStates(act: Act, schoolId: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, string>> {
  const { rows } = await sql<{ id: Uuid; state: string }>`
    select n.id, jsonb_build_array(n.name, f.staff_no, encode(f.phone_mark, 'hex'),
      (select jsonb_agg(jsonb_build_array(a.id, a.post_id, a.valid_from, a.valid_to) order by a.id)
        from appointment a join post p on p.region_id = ${act.regionId} and p.id = a.post_id
        where a.region_id = ${act.regionId} and a.person_id = n.id and p.unit_id = ${schoolId}))::text as state
    from person n left join staff_file f on f.region_id = ${act.regionId} and f.person_id = n.id and f.school_id = ${schoolId}
    where n.region_id = ${act.regionId} and n.id = any(${[...ids]}::uuid[])`.execute(act.tx)
  return new Map(rows.map((row) => [row.id, row.state]))
}
