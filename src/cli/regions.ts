import { sql } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import { Refusal } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { Database } from '#platform/db/database'

/** The numbers of all jurisdictions of this installation. */
export async function listRegions(db: Database): Promise<number[]> {
  const { rows } = await sql<{ region_id: number }>`select * from jurisdiction_ids() as region_id`.execute(db.shared)
  return rows.map((r) => r.region_id)
}

const noRegion = (region: number) => new Refusal({ code: 'region-unknown', status: 400, say: `没有编号为 ${region} 的管辖区。先用 tongxin init 建立。` })

/** Refuses what names a jurisdiction that is not there. */
export async function checkRegion(db: Database, region: number): Promise<void> {
  if (!(await listRegions(db)).includes(region)) throw noRegion(region)
}

const noSchool = (code: string) => new Refusal({ code: 'school-unknown', status: 404, say: `没有代码为 ${code} 的学校，或者有几个管辖区用了同一代码。用 tongxin school list 查看。` })

/** The school of today with this code, wherever it is. */
export async function findSchool(owner: Database, code: string, today: SchoolDate): Promise<{ regionId: number; schoolId: Uuid }> {
  const { rows: [unit, ...more] } = await sql<{ regionId: number; schoolId: Uuid }>`
    select region_id as "regionId", id as "schoolId" from unit where code = ${code} and kind = 'school' and valid_from <= ${today} and (valid_to is null or valid_to >= ${today})`
    .execute(owner.shared)
  if (unit === undefined || more.length > 0) throw noSchool(code)
  return unit
}
