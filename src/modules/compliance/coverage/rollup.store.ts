import { sql } from 'kysely'
import type { Uuid } from '#kernel/ids'
import type { Tx } from '#platform/db/scope'
import { tableOf } from './derived.store.ts'
import type { In } from './fulfilment.store.ts'

export interface RollupKey { readonly duty: string; readonly period: string; readonly unitId: Uuid }

const LOCK = 7266011

/** Two refreshes of one jurisdiction would write each other's older sums. */
export const queueForRollups = (tx: Tx, regionId: number) => sql`select pg_advisory_xact_lock(${LOCK}::int, ${regionId}::int)`.execute(tx)

/**
 * What exceeds the number in one cell makes good for nobody else. Of what must not be exceeded all is told, and who kept within it.
 */
const sumsOf = (atMost: readonly string[], cell = 'cell') => {
  const limited = sql`${sql.ref(`${cell}.duty`)} = any(${[...atMost]}::text[])`
  return sql`sum(required), sum(case when ${limited} then done else least(done, required) end),
    count(*) filter (where required > 0 or ${limited}),
    count(*) filter (where case when ${limited} then done <= required else required > 0 and done >= required end)`
}
const columns = sql`region_id, generation, duty, period, unit_id, stage, required, done, bearers, bearers_met, computed_at`

export interface Summing {
  /** Duties whose number must not be exceeded. */
  readonly atMost: readonly string[]
  readonly now: Date
}

/** Sums every derived cell by unit and stage. */
export async function sumAll(tx: Tx, at: In, { atMost, now }: Summing): Promise<void> {
  await sql`insert into ${tableOf(at, 'rollup')} (${columns})
    select region_id, generation, duty, period, unit_id, coalesce(stage, ''), ${sumsOf(atMost)}, ${now}::timestamptz from ${tableOf(at, 'cell')} cell
    group by region_id, generation, duty, period, unit_id, coalesce(stage, '')`.execute(tx)
}

/** Sums again for the named duties, periods and units. */
export async function sumSome(tx: Tx, at: In, { keys, atMost, now }: Summing & { keys: readonly RollupKey[] }): Promise<void> {
  const named = sql`unnest(${keys.map((key) => key.duty)}::text[], ${keys.map((key) => key.period)}::text[],
    ${keys.map((key) => key.unitId)}::uuid[]) as k(duty, period, unit_id)`
  const { regionId, generation } = at
  await sql`delete from rollup r using ${named} where r.region_id = ${regionId} and r.generation = ${generation}
    and r.duty = k.duty and r.period = k.period and r.unit_id = k.unit_id`.execute(tx)
  await sql`insert into rollup (${columns})
    select c.region_id, c.generation, c.duty, c.period, c.unit_id, coalesce(c.stage, ''), ${sumsOf(atMost, 'c')}, ${now}::timestamptz
    from ${named} join cell c on c.duty = k.duty and c.period = k.period and c.unit_id = k.unit_id
    where c.region_id = ${regionId} and c.generation = ${generation}
    group by c.region_id, c.generation, c.duty, c.period, c.unit_id, coalesce(c.stage, '')`.execute(tx)
}
