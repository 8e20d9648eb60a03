import { sql } from 'kysely'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'

/** What was recorded since: children by name, and work done in some posts. As far as the scope shows. */
export async function countRecordedSince(act: Act, { studentIds, postIds, since }: {
  readonly studentIds: readonly Uuid[]
  readonly postIds: readonly Uuid[]
  readonly since: Date
}): Promise<{ children: number; work: number }> {
  const { rows } = await sql<{ children: number; work: number }>`
    select
      (select count(distinct s.student_id) from record_subject s join record r on r.region_id = ${act.regionId} and r.id = s.record_id
        where s.region_id = ${act.regionId} and s.student_id = any(${[...studentIds]}::uuid[]) and r.created_at >= ${since}) as children,
      (select count(distinct a.record_id) from record_actor a join record r on r.region_id = ${act.regionId} and r.id = a.record_id
        where a.region_id = ${act.regionId} and a.post_id = any(${[...postIds]}::uuid[]) and r.created_at >= ${since}) as work`.execute(act.tx)
  return rows[0]!
}
