import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { Refusal } from '#kernel/errors'
import { PROGRAM_ROOT } from '#platform/config/root'

const FOLDER = path.join(PROGRAM_ROOT, 'db', 'migrations')

const edited = (name: string) => new Refusal({
  code: 'migration-edited', status: 500,
  say: `数据库升级脚本 ${name} 与当初执行的内容不同，已停止启动。请恢复程序的原始文件后再试。`,
})

/** Applies what is missing, in the order of the names, one transaction a file. Answers the names applied now. */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7266002)')
    await client.query('create table if not exists schema_migration (name text primary key, hash text not null, applied_at timestamptz not null)')
    await client.query(`comment on table schema_migration is 'personal data: none. Migrations that were applied.'`)
    return await applyMissing(client)
  } finally {
    await client.end()
  }
}

async function applyMissing(client: pg.Client): Promise<string[]> {
  const done = new Map((await client.query<{ name: string; hash: string }>('select name, hash from schema_migration')).rows.map((r) => [r.name, r.hash]))
  const applied: string[] = []
  for (const { name, sql } of await readMigrations()) {
    const hash = createHash('sha256').update(sql).digest('hex')
    if (done.has(name) && done.get(name) !== hash) throw edited(name)
    if (done.has(name)) continue
    await applyOne(client, { name, sql, hash })
    applied.push(name)
  }
  return applied
}

async function applyOne(client: pg.Client, step: { name: string; sql: string; hash: string }): Promise<void> {
  await client.query('begin')
  try {
    await client.query(step.sql)
    await client.query('insert into schema_migration values ($1, $2, $3)', [step.name, step.hash, new Date()])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function readMigrations(): Promise<{ name: string; sql: string }[]> {
  const names = (await readdir(FOLDER)).filter((n) => n.endsWith('.sql')).sort()
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(path.join(FOLDER, name), 'utf8') })))
}
