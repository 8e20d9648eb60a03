import { sql } from 'kysely'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'

/** Readings of one day in one capacity for one purpose. `at` is the last of them. */
export interface LookRow {
  readonly at: Date
  readonly capacity: string
  readonly purpose: string | null
  readonly times: number
}

/** Days, not readings: a page that is opened all day must not push yesterday out of sight. */
const LATEST = 200

/** Who opened the record of the child or handed out a code with which somebody reads it. */
export async function findLooks(act: Act, studentId: Uuid): Promise<LookRow[]> {
  const { rows } = await sql<LookRow>`
    select max(at) as at, capacity, purpose, count(*) as times from audit
    where region_id = ${act.regionId} and student_id = ${studentId} and action in ('child.read', 'slip.issue')
    group by capacity, purpose, (at at time zone 'Asia/Shanghai')::date order by 1 desc limit ${LATEST}`.execute(act.tx)
  return rows
}

/** Who read a list by name of a class while the child sat in it. */
export async function findClassLooks(act: Act, studentId: Uuid): Promise<LookRow[]> {
  const { rows } = await sql<LookRow>`
    select max(a.at) as at, a.capacity, a.purpose, count(*) as times
    from enrolment e join audit a on a.region_id = ${act.regionId} and a.class_id = e.class_id and a.student_id is null
      and (a.at at time zone 'Asia/Shanghai')::date between e.valid_from and coalesce(e.valid_to, 'infinity')
    where e.region_id = ${act.regionId} and e.student_id = ${studentId}
    group by a.capacity, a.purpose, (a.at at time zone 'Asia/Shanghai')::date order by 1 desc limit ${LATEST}`.execute(act.tx)
  return rows
}
