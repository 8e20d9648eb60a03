import { sql } from 'kysely'
import type { Uuid } from '#kernel/ids'
import type { ClassPlace } from '../coverage/counting.contract.ts'
import type { Shown } from '../coverage/figures.store.ts'
import type { In } from '../coverage/fulfilment.store.ts'
import type { Tx } from '#platform/db/scope'
import type { Relief } from './relief.rules.ts'

type Row = Omit<Relief, 'place'> & { readonly classId: Uuid | null; readonly classStage: ClassPlace['stage']; readonly entryYear: number; readonly number: number }

/** What was granted for cells of these duties and periods, whether or not it still holds; of one unit, or of all. */
export async function findReliefs(tx: Tx, at: In, { shown, unitId }: { shown: readonly Shown[]; unitId?: Uuid }): Promise<Relief[]> {
  const { rows } = await sql<Row>`
    select x.kind, x.duty, x.period, x.bearer_id as "bearerId", x.group_id as "groupId", x.unit_id as "unitId", x.reason, x.note, x.ends_on as "endsOn",
      c.required, c.done, c.stage, c.class_id as "classId", k.stage as "classStage", k.entry_year as "entryYear", k.number
    from exception x
    join cell c on c.region_id = ${at.regionId} and c.generation = ${at.generation} and c.duty = x.duty and c.period = x.period
      and c.bearer_id = x.bearer_id and c.group_id = x.group_id
    left join class k on k.region_id = ${at.regionId} and k.id = c.class_id
    where x.region_id = ${at.regionId} and x.state = 'approved' and (${unitId ?? null}::uuid is null or x.unit_id = ${unitId ?? null}::uuid)
      and (x.duty, x.period) in (select * from unnest(${shown.map((one) => one.duty)}::text[], ${shown.map((one) => one.period)}::text[]))`.execute(tx)
  return rows.map(({ classId, classStage, entryYear, number, ...relief }) => ({
    ...relief, place: classId === null ? { schoolId: relief.unitId } : { id: classId, schoolId: relief.unitId, stage: classStage, entryYear, number },
  }))
}
