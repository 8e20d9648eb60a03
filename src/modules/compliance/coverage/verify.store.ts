import { sql } from 'kysely'
import type { Tx } from '#platform/db/scope'

/** One place where what is stored differs from what the ledger says. `stored` or `derived` is null where one side lacks it. */
export interface Difference {
  readonly table: 'fulfilment' | 'cell' | 'rollup'
  readonly key: string
  readonly stored: string | null
  readonly derived: string | null
}

/** All statements of the transaction see one moment. Must come first in it. */
export const freezeMoment = (tx: Tx) => sql`set transaction isolation level repeatable read`.execute(tx)

export const markVerify = (tx: Tx) => sql`savepoint verify`.execute(tx)
export const forgetVerify = (tx: Tx) => sql`rollback to savepoint verify`.execute(tx)

const TABLES = {
  fulfilment: {
    key: sql`concat_ws(' ', duty, period, subject_id, bearer_id, record_id)`,
    value: sql`concat_ws(' ', 'v' || version, happened_on, school_id, class_id)`,
  },
  cell: {
    key: sql`concat_ws(' ', duty, period, bearer_id, group_id)`,
    value: sql`concat_ws(' ', done || '/' || required, bearer_kind, unit_id, class_id, stage)`,
  },
  rollup: {
    key: sql`concat_ws(' ', duty, period, unit_id, stage)`,
    value: sql`concat_ws(' ', done || '/' || required, bearers_met || '/' || bearers)`,
  },
} as const

/** Compares two generations row by row. */
export async function compareGenerations(
  tx: Tx, regionId: number, { table, stored, derived }: { table: Difference['table']; stored: number; derived: number },
): Promise<Difference[]> {
  const side = (generation: number) => sql`(select ${TABLES[table].key} as key, ${TABLES[table].value} as value from ${sql.table(table)}
    where region_id = ${regionId} and generation = ${generation})`
  const { rows } = await sql<Omit<Difference, 'table'>>`
    select coalesce(s.key, d.key) as key, s.value as stored, d.value as derived
    from ${side(stored)} s full join ${side(derived)} d on d.key = s.key
    where s.value is distinct from d.value order by 1`.execute(tx)
  return rows.map((row) => ({ table, ...row }))
}

/** Payloads of moved cells that no roll-up has taken yet. */
export async function countWaiting(tx: Tx, regionId: number, consumer: string): Promise<number> {
  const row = await tx.selectFrom('outbox').select((e) => e.fn.countAll<number>().as('n'))
    .where('region_id', '=', regionId).where('topic', '=', consumer).executeTakeFirstOrThrow()
  return row.n
}
