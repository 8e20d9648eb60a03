import { sql } from 'kysely'
import type { Uuid } from '#kernel/ids'
import type { Tx } from '#platform/db/scope'
import { tableOf } from './derived.store.ts'
import type { In } from './fulfilment.store.ts'

export interface RollupKey { readonly duty: string; readonly period: string; readonly unitId: Uuid }

const LOCK = 7266011

/** Two refreshes of one jurisdiction would write each other's older sums. */
export const queueForRollups = (tx: Tx, regionId: number) => sql`select pg_advisory_xact_lock(${LOCK}::int, ${regionId}::int)`.execute(tx)

const sums = sql`sum(required), sum(least(done, required)), count(*) filter (where required > 0),
  count(*) filter (where required > 0 and done >= required)`
const columns = sql`region_id, generation, duty, period, unit_id, stage, required, done, bearers, bearers_met, computed_at`

/** Sums every derived cell by unit and stage. What exceeds the number in one cell makes good for nobody else. */
export async function sumAll(tx: Tx, at: In, now: Date): Promise<void> {
  await sql`insert into ${tableOf(at, 'rollup')} (${columns})
    select region_id, generation, duty, period, unit_id, coalesce(stage, ''), ${sums}, ${now}::timestamptz from ${tableOf(at, 'cell')}
    group by region_id, generation, duty, period, unit_id, coalesce(stage, '')`.execute(tx)
}

/** Sums again for the named duties, periods and units. */
export async function sumSome(tx: Tx, at: In, { keys, now }: { keys: readonly RollupKey[]; now: Date }): Promise<void> {
  const named = sql`unnest(${keys.map((key) => key.duty)}::text[], ${keys.map((key) => key.period)}::text[],
    ${keys.map((key) => key.unitId)}::uuid[]) as k(duty, period, unit_id)`
  const { regionId, generation } = at
  await sql`delete from rollup r using ${named} where r.region_id = ${regionId} and r.generation = ${generation}
    and r.duty = k.duty and r.period = k.period and r.unit_id = k.unit_id`.execute(tx)
  await sql`insert into rollup (${columns})
    select c.region_id, c.generation, c.duty, c.period, c.unit_id, coalesce(c.stage, ''), ${sums}, ${now}::timestamptz
    from ${named} join cell c on c.duty = k.duty and c.period = k.period and c.unit_id = k.unit_id
    where c.region_id = ${regionId} and c.generation = ${generation}
    group by c.region_id, c.generation, c.duty, c.period, c.unit_id, coalesce(c.stage, '')`.execute(tx)
}
