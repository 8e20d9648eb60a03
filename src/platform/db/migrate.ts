import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { Refusal } from '#kernel/errors'
import { PROGRAM_ROOT } from '#platform/config/root'
import { withClient } from './client.ts'

const FOLDER = path.join(PROGRAM_ROOT, 'db', 'migrations')

const edited = (name: string) => new Refusal({
  code: 'migration-edited', status: 500,
  say: `数据库升级脚本 ${name} 与当初执行的内容不同，已停止启动。请恢复程序的原始文件后再试。`,
})

const newer = (name: string) => new Refusal({
  code: 'database-newer', status: 500,
  say: `数据库已由较新的程序升级（含有本程序没有的升级脚本 ${name}），已停止启动，没有改动。请换上较新的程序再启动；要退回旧程序，请用升级前的备份恢复到空的安装。`,
})

/** Held by whoever changes the schema. */
export const MIGRATION_LOCK = 7266002

export interface Migration {
  readonly name: string
  readonly sql: string
  /** SHA-256 of the text, in hexadecimal. */
  readonly hash: string
}

/** Applies what is missing, in the order of the names, one transaction a file. Answers the names applied now. */
export async function migrate(ownerUrl: string): Promise<string[]> {
  return withClient(ownerUrl, async (client) => {
    await client.query(`select pg_advisory_lock(${MIGRATION_LOCK})`)
    await prepareMigrations(client)
    return applyMissing(client)
  })
}

async function applyMissing(client: pg.Client): Promise<string[]> {
  const done = new Map((await client.query<{ name: string; hash: string }>('select name, hash from schema_migration')).rows.map((r) => [r.name, r.hash]))
  const steps = await readMigrations()
  const foreign = [...done.keys()].find((name) => !steps.some((step) => step.name === name))
  if (foreign !== undefined) throw newer(foreign)
  const applied: string[] = []
  for (const step of steps) {
    if (done.has(step.name) && done.get(step.name) !== step.hash) throw edited(step.name)
    if (done.has(step.name)) continue
    await applyAlone(client, step)
    applied.push(step.name)
  }
  return applied
}

async function applyAlone(client: pg.Client, step: Migration): Promise<void> {
  await client.query('begin')
  try {
    await applyMigration(client, step)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** Where the names of applied migrations are kept. */
export async function prepareMigrations(client: pg.Client): Promise<void> {
  await client.query('create table if not exists schema_migration (name text primary key, hash text not null, applied_at timestamptz not null)')
  await client.query(`comment on table schema_migration is 'personal data: none. Migrations that were applied.'`)
}

/** Runs one file and notes it, in the transaction of the caller. */
export async function applyMigration(client: pg.Client, step: Migration): Promise<void> {
  await client.query(step.sql)
  await client.query('insert into schema_migration values ($1, $2, $3)', [step.name, step.hash, new Date()])
}

/** All migrations of this program, in their order. */
export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((n) => n.endsWith('.sql')).sort()
  return Promise.all(names.map(async (name) => {
    const sql = await readFile(path.join(FOLDER, name), 'utf8')
    return { name, sql, hash: createHash('sha256').update(sql).digest('hex') }
  }))
}
