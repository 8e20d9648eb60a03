import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/db/scope'
import type { In } from './fulfilment.store.ts'

/** The tables of coverage, each with the columns that name a row, those that follow, and how a difference is said. */
const TABLES = {
  fulfilment: {
    key: ['duty', 'period', 'subject_id', 'bearer_id', 'record_id'],
    rest: ['version', 'student_id', 'school_id', 'class_id', 'happened_on'],
    said: sql`concat_ws(' ', 'v' || version, happened_on, school_id, class_id)`,
  },
  cell: {
    key: ['duty', 'period', 'bearer_id', 'group_id'],
    rest: ['bearer_kind', 'unit_id', 'class_id', 'stage', 'required', 'done'],
    said: sql`concat_ws(' ', done || '/' || required, bearer_kind, unit_id, class_id, stage)`,
  },
  rollup: {
    key: ['duty', 'period', 'unit_id', 'stage'],
    rest: ['required', 'done', 'bearers', 'bearers_met'],
    said: sql`concat_ws(' ', done || '/' || required, bearers_met || '/' || bearers)`,
  },
} as const
export type Covered = keyof typeof TABLES
/** In the order in which one follows from the other. */
export const COVERED: readonly Covered[] = ['fulfilment', 'cell', 'rollup']

/** Where figures stand: in the tables that are read, or beside them while everything is derived anew. */
export const tableOf = ({ beside }: Pick<In, 'beside'>, table: Covered): RawBuilder<unknown> =>
  (beside ? sql.table(`derived_${table}`) : sql.table(table))

/** Empty tables beside the real ones, for this transaction only: nobody else writes them, so they need no index and no log. */
export async function openDerived(tx: Tx): Promise<void> {
  for (const table of COVERED) {
    await sql`create temporary table ${sql.table(`derived_${table}`)} (like ${sql.table(table)}) on commit drop`.execute(tx)
  }
}

/** The planner knows nothing of a table that was just filled. */
export const measureDerived = (tx: Tx, table: Covered | 'work') => sql`analyze ${sql.table(`derived_${table}`)}`.execute(tx)

const columns = (names: readonly string[], of?: string) => sql.join(names.map((name) => sql.ref(of === undefined ? name : `${of}.${name}`)))
const same = (names: readonly string[]) => sql.join(names.map((name) => sql`s.${sql.ref(name)} = d.${sql.ref(name)}`), sql` and `)
const alike = (names: readonly string[]) => sql`(${columns(names, 's')}) is not distinct from (${columns(names, 'd')})`

/**
 * Makes the stored rows what was derived: rows that differ are taken away, rows that are missing are added, all others stay
 * untouched. Readers see the old rows until the commit.
 */
export async function settle(tx: Tx, { regionId, generation }: In, table: Covered): Promise<void> {
  const { key, rest } = TABLES[table]
  const [stored, derived] = [sql.table(table), sql.table(`derived_${table}`)]
  await sql`delete from ${stored} s where s.region_id = ${regionId} and s.generation = ${generation}
    and not exists (select 1 from ${derived} d where ${same(key)} and ${alike(rest)})`.execute(tx)
  const extra = table === 'rollup' ? sql`, computed_at` : sql``
  await sql`insert into ${stored} (region_id, generation, ${columns(key)}, ${columns(rest)}${extra})
    select ${regionId}::int, ${generation}::int, ${columns(key, 'd')}, ${columns(rest, 'd')}${extra} from ${derived} d
    where not exists (select 1 from ${stored} s where s.region_id = ${regionId} and s.generation = ${generation} and ${same(key)})
    order by ${columns(key, 'd')}`.execute(tx)
}

/** One place where what is stored differs from what the ledger says. `stored` or `derived` is null where one side lacks it. */
export interface Difference {
  readonly table: Covered
  readonly key: string
  readonly stored: string | null
  readonly derived: string | null
}

/** Compares what is stored with what was derived, row by row. */
export async function compareDerived(tx: Tx, { regionId, generation }: In, table: Covered): Promise<Difference[]> {
  const { key, said } = TABLES[table]
  const side = (from: RawBuilder<unknown>) => sql`(select concat_ws(' ', ${columns(key)}) as key, ${said} as value from ${from})`
  const { rows } = await sql<Omit<Difference, 'table'>>`
    select coalesce(s.key, d.key) as key, s.value as stored, d.value as derived
    from ${side(sql`${sql.table(table)} where region_id = ${regionId} and generation = ${generation}`)} s
    full join ${side(sql.table(`derived_${table}`))} d on d.key = s.key
    where s.value is distinct from d.value order by 1`.execute(tx)
  return rows.map((row) => ({ table, ...row }))
}
