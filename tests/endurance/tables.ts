import pg from 'pg'

/** All rows of all tables: by table, by primary key, each with its values. */
export type Rows = Readonly<Record<string, ReadonlyMap<string, Readonly<Record<string, unknown>>>>>

/**
 * What a migration has changed on purpose: `table.column`, and why that loses nothing. A released value that is neither kept nor
 * named here is a loss.
 */
const TOLD: Readonly<Record<string, string>> = {}

export async function openAs<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** As the owner, whose policies show everything. */
export const readRows = (ownerUrl: string): Promise<Rows> => openAs(ownerUrl, async (client) => {
  const { rows: tables } = await client.query<{ name: string; key: string }>(`
    select c.relname as name, string_agg(format('%I', a.attname), ', ' order by array_position(i.indkey::int2[], a.attnum)) as key
    from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.relname, i.indkey order by 1`)
  const read: Record<string, Map<string, Record<string, unknown>>> = {}
  for (const { name, key } of tables) {
    const { rows } = await client.query<{ key: string; row: Record<string, unknown> }>(`select jsonb_build_array(${key})::text as key, to_jsonb(t) as row from ${pg.escapeIdentifier(name)} t`)
    read[name] = new Map(rows.map((one) => [one.key, one.row]))
  }
  return read
})

/** Values that were there before and are not there after. An empty column may go; a new one may come. */
export const findChanges = (before: Rows, after: Rows): string[] => Object.entries(before).filter(([table]) => table !== 'schema_migration').flatMap(([table, rows]) => {
  const now = after[table]
  if (now === undefined) return rows.size === 0 || table in TOLD ? [] : [`${table}: the table is gone with ${rows.size} rows`]
  const lost = [...rows].flatMap(([key, row]) => changesOf(`${table} ${key}`, { table, row, now: now.get(key) }))
  return now.size === rows.size || table in TOLD ? lost : [...lost, `${table}: ${rows.size} rows before, ${now.size} after`]
})

type Row = Readonly<Record<string, unknown>>

function changesOf(place: string, { table, row, now }: { table: string; row: Row; now: Row | undefined }): string[] {
  if (now === undefined) return [`${place}: the row is gone`]
  return Object.entries(row).filter(([column, value]) => value !== null && JSON.stringify(now[column]) !== JSON.stringify(value) && !(`${table}.${column}` in TOLD))
    .map(([column, value]) => `${place}: ${column} was ${JSON.stringify(value)}, is ${JSON.stringify(now[column])}`)
}

/** Tables and columns with their types, rules of validity, row policies and rights: what a schema is. */
export const readColumns = (ownerUrl: string): Promise<unknown> => openAs(ownerUrl, async (client) => {
  const list = async (query: string) => (await client.query<{ line: string }>(`select line from (${query}) x order by 1`)).rows.map(({ line }) => line)
  return {
    columns: await list(`select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) as line from information_schema.columns where table_schema = 'public'`),
    constraints: await list(`select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) as line from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'`),
    indexes: await list(`select indexdef as line from pg_indexes where schemaname = 'public'`),
    policies: await list(`select concat_ws(' ', tablename, policyname, roles, cmd, qual, with_check) as line from pg_policies where schemaname = 'public'`),
    rights: await list(`select concat_ws(' ', relname, relrowsecurity, relforcerowsecurity, relacl) as line from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`),
    functions: await list(`select concat_ws(' ', oid::regprocedure, md5(prosrc), prosecdef, proacl) as line from pg_proc where pronamespace = 'public'::regnamespace`),
  }
})
