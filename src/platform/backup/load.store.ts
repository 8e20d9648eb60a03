import { setTimeout as sleep } from 'node:timers/promises'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import copy from 'pg-copy-streams'
import { applyMigration, MIGRATION_LOCK, prepareMigrations } from '#platform/db/migrate'
import { ROLES } from '#platform/db/roles'
import { copyList, listTables, READ_ALIKE, type Table } from './catalog.store.ts'
import type { TableShape } from './manifest.ts'
import type { Backup } from './read.ts'
import { damaged, inUse, notEmpty } from './refusals.ts'
import { withClient } from '#platform/db/client'

export interface Loaded {
  readonly tables: number
  readonly rows: number
  /** Names of the migrations that brought the backup up to this program. */
  readonly migrated: readonly string[]
}

/**
 * Puts a backup into an empty database: its own schema, its rows, then the migrations since. One transaction, so that whatever
 * happens in between leaves the database as it was.
 */
export async function loadBackup(ownerUrl: string, backup: Backup): Promise<Loaded> {
  return withClient(ownerUrl, async (client) => {
    await client.query(`begin; ${READ_ALIKE}`)
    await refuseUnlessFree(client)
    await clear(client)
    await prepareMigrations(client)
    for (const step of backup.before) await applyMigration(client, step)
    const rows = await loadTables(client, backup)
    for (const step of backup.since) await applyMigration(client, step)
    await client.query(`analyze ${(await listTables(client)).map(({ name }) => `public.${pg.escapeIdentifier(name)}`).join(', ')}`)
    await client.query('commit')
    return { tables: backup.manifest.tables.length, rows, migrated: backup.since.map((step) => step.name) }
  })
}

const PATIENCE_MS = 2_000

/** Nobody else is at work here, and nothing is here that could be lost. */
async function refuseUnlessFree(client: pg.Client): Promise<void> {
  const lock = await client.query<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [MIGRATION_LOCK])
  if (lock.rows[0]?.taken !== true) throw inUse()
  // A program that has just ended is listed for a moment longer.
  for (const until = Date.now() + PATIENCE_MS; await others(client) > 0; await sleep(100)) if (Date.now() > until) throw inUse()
  const table = await client.query<{ it: boolean }>(`select to_regclass('public.jurisdiction') is not null as it`)
  if (table.rows[0]?.it !== true) return
  const found = await client.query('select from jurisdiction limit 1')
  if (found.rowCount !== 0) throw notEmpty()
}

async function others(client: pg.Client): Promise<number> {
  await client.query('select pg_stat_clear_snapshot()')
  const { rows } = await client.query<{ n: string }>(`select count(*) as n from pg_stat_activity
    where datname = current_database() and usename = any ($1) and pid <> pg_backend_pid()`, [Object.values(ROLES)])
  return Number(rows[0]!.n)
}

/** Tables and functions of an earlier start, perhaps of another schema than the backup's. */
async function clear(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ drop: string }>(`
    select format('drop table if exists %s cascade', oid::regclass) as drop from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relowner = $1::regrole
    union all select format('drop function %s', oid::regprocedure) from pg_proc
    where pronamespace = 'public'::regnamespace and proowner = $1::regrole`, [ROLES.owner])
  for (const { drop } of rows) await client.query(drop)
}

/**
 * Foreign keys are taken off and put on again, which checks them: whole tables at once instead of row by row, and in whatever
 * order the tables come.
 */
async function loadTables(client: pg.Client, backup: Backup): Promise<number> {
  const keys = await client.query<{ drop: string; add: string }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(k.oid)) as add
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where c.relnamespace = 'public'::regnamespace and c.relowner = $1::regrole and k.contype = 'f'`, [ROLES.owner])
  for (const { drop } of keys.rows) await client.query(drop)
  const here = await listTables(client)
  if (here.length !== backup.manifest.tables.length) throw damaged('清单里的表与升级脚本不符')
  let rows = 0
  for (const table of backup.manifest.tables) {
    rows += await loadTable(client, backup, { table, here: here.find(({ name }) => name === table.name) })
  }
  for (const { add } of keys.rows) await client.query(add)
  return rows
}

interface Pair { readonly table: TableShape; readonly here: Table | undefined }

async function loadTable(client: pg.Client, backup: Backup, { table, here }: Pair): Promise<number> {
  if (here === undefined || !alike(here.columns, table.columns)) throw damaged(`${table.name} 的列与升级脚本不符`)
  const name = `public.${pg.escapeIdentifier(table.name)}`
  const forced = await client.query<{ it: boolean }>('select relforcerowsecurity as it from pg_class where oid = $1::regclass', [name])
  // COPY refuses a table whose policies hold for its owner too.
  await client.query(`alter table ${name} no force row level security`)
  const { source, gunzip } = backup.rowsOf(table)
  const into = client.query(copy.from(`copy ${copyList(table)} from stdin`))
  await pipeline(source, gunzip, into)
  if (into.rowCount !== table.rows) throw new Error(`${table.name}: ${into.rowCount} rows instead of ${table.rows}`)
  if (forced.rows[0]!.it) await client.query(`alter table ${name} force row level security`)
  return into.rowCount
}

const alike = (one: readonly string[], other: readonly string[]) => one.length === other.length && one.every((column) => other.includes(column))
