import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Uuid } from '#kernel/ids'
import { readBackup } from '#platform/backup/read'
import { loadBackup } from '#platform/backup/load.store'
import { writeBackup } from '#platform/backup/write.store'
import { applyMigration, prepareMigrations, readMigrations } from '#platform/db/migrate'
import { withClient } from '#platform/db/client'
import { prepareRoles } from '#platform/db/roles'
import { holdToKey } from '#platform/vault/key.store'
import { TEST_VAULT } from '#platform/vault/vault.factory'
import { useDatabase } from '#testing/database'
import { NOW, useDemoRegion, type Client } from '#testing/demo-region'
import { backupCommand } from './backup.ts'
import type { Command } from './command.ts'
import { restoreCommand } from './restore.ts'

const demo = useDemoRegion()
const [target, other] = [useDatabase(), useDatabase()]
const folder = mkdtempSync(path.join(tmpdir(), 'tongxin-backup-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })
const at = (name: string) => path.join(folder, name)

const KEY = '07'.repeat(32)
const databaseOf = (ownerUrl: string): string => {
  const url = new URL(inject('adminUrl'))
  url.pathname = new URL(ownerUrl).pathname
  return url.href
}

/** What a command answers to programs. */
interface Given { readonly url: string; readonly file: string; readonly key?: string | null; readonly check?: boolean }

async function run<T>(command: Command, given: Given): Promise<{ well: boolean; value: T }> {
  let value: unknown
  const voice = { json: true, say: () => undefined, answer: (answered: unknown) => { value = answered } }
  const fieldKey = given.key === null ? undefined : given.key ?? KEY
  const config = {
    host: '127.0.0.1', port: 0, databaseUrl: databaseOf(given.url), dataDir: folder, fieldKey, logLevel: undefined, metricsToken: undefined,
  }
  const well = await command.run({ config, voice, options: { ...(given.check && { check: true }) }, words: [given.file] })
  return { well, value: value as T }
}

async function ask<R extends pg.QueryResultRow>(url: string, text: string): Promise<R[]> {
  return withClient(url, async (client) => (await client.query<R>(text)).rows)
}


/** A head teacher of the demo and a child of the own class. */
async function teacher(): Promise<{ client: Client; studentId: Uuid }> {
  const [row] = await ask<{ person: Uuid; student: Uuid }>(databaseOf(demo.installation().urls.ownerUrl), `
    select a.person_id as person, s.id as student from post p
    join appointment a on a.region_id = p.region_id and a.post_id = p.id and a.valid_to is null
    join student s on s.region_id = p.region_id and s.class_id = p.class_id
    where p.region_id = 2 and p.kind = 'head_teacher' order by s.id limit 1`)
  return { client: await demo.actAs(2, row!.person, 'head_teacher'), studentId: row!.student }
}

const visits = (url: string) => ask<{ n: number }>(databaseOf(url), 'select count(*)::int as n from record').then(([row]) => row!.n)

interface Restored {
  readonly rows: number
  readonly well: boolean
  readonly compared: readonly { readonly differences: number; readonly damage: number; readonly sameHead: boolean }[]
}

beforeAll(() => holdToKey(demo.installation().owner, { id: TEST_VAULT.keyId, place: 'the test' }, NOW))

describe('a backup taken while people write', () => {
  const file = at('busy.tar')

  it('is of one moment: restored, its figures agree with its ledger and its audit chain is whole', async () => {
    const { client, studentId } = await teacher()
    const url = demo.installation().urls.ownerUrl
    const before = await visits(url)
    let writing = true
    const writers = [1, 2].map(async () => {
      while (writing) {
        const visit = { happenedOn: '2026-11-20', mode: 'in_home', studentIds: [studentId], topics: ['family'], again: true }
        const answer = await client.call('POST', '/api/visits', visit)
        expect(answer.status).toBe(200)
      }
    })
    await new Promise((resolve) => { setTimeout(resolve, 300) })
    await writeBackup(url, { file, now: NOW })
    const after = await visits(url)
    writing = false
    await Promise.all(writers)

    const { well, value } = await run<Restored>(restoreCommand, { url: target.ownerUrl, file })
    expect(value.compared.map(({ differences, damage, sameHead }) => ({ differences, damage, sameHead })))
      .toEqual(value.compared.map(() => ({ differences: 0, damage: 0, sameHead: true })))
    expect(value.compared.length).toBeGreaterThan(1)
    expect(well).toBe(true)
    const restored = await visits(target.ownerUrl)
    expect(restored).toBeGreaterThan(before)
    expect(restored).toBeLessThanOrEqual(after)
  })

  it('leaves everybody signed out and keeps what makes a repeated submit harmless', async () => {
    expect(await ask(databaseOf(target.ownerUrl), 'select * from session')).toEqual([])
    expect(await ask(databaseOf(target.ownerUrl), 'select key_id from installation_key')).toEqual([{ key_id: TEST_VAULT.keyId }])
    const policies = `select count(*)::int as n from pg_class
      where relrowsecurity and relforcerowsecurity and relnamespace = 'public'::regnamespace`
    expect(await ask(databaseOf(target.ownerUrl), policies)).toEqual(await ask(databaseOf(demo.installation().urls.ownerUrl), policies))
  })

  it('refuses a place that has a jurisdiction', async () => {
    await expect(run(restoreCommand, { url: target.ownerUrl, file })).rejects.toMatchObject({ code: 'restore-not-empty' })
  })

  it('never overwrites a file', async () => {
    const was = readFileSync(file)
    await expect(run(backupCommand, { url: demo.installation().urls.ownerUrl, file })).rejects.toMatchObject({ code: 'backup-exists' })
    expect(readFileSync(file).equals(was)).toBe(true)
  })

  it('can be read by its owner alone and leaves no draft behind', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const nowhere = { url: demo.installation().urls.ownerUrl, file: at('no/such/folder') }
    await expect(run(backupCommand, nowhere)).rejects.toMatchObject({ code: 'backup-unwritable' })
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([])
  })
})

describe('a file', () => {
  const file = at('quiet.tar')
  let bytes: Buffer
  beforeAll(async () => {
    await writeBackup(target.ownerUrl, { file, now: NOW })
    bytes = readFileSync(file)
  })
  const changed = async (name: string, content: Buffer) => {
    writeFileSync(at(name), content)
    return run(restoreCommand, { url: other.ownerUrl, file: at(name) }).then(() => 'restored', (error: { code: string }) => error.code)
  }
  /** The file with another word of the same length in its manifest, sealed again. */
  const instead = (from: string, to: string) => {
    const manifest = bytes.subarray(bytes.lastIndexOf('{\n "format"'), bytes.lastIndexOf('\n}') + 2).toString('latin1')
    const sealed = (text: string) => createHash('sha256').update(text).digest('hex')
    const other = manifest.replace(from, to)
    expect(other).not.toBe(manifest)
    return Buffer.from(bytes.toString('latin1').replace(manifest, other).replace(sealed(manifest), sealed(other)), 'latin1')
  }

  it('that is cut off anywhere is refused', async () => {
    for (const length of [0, 100, 700, Math.floor(bytes.length / 2), bytes.length - 1_024, bytes.length - 1]) {
      expect(await changed(`cut-${length}.tar`, bytes.subarray(0, length)), `${length} bytes`).toBe('backup-damaged')
    }
  })

  it('of which one byte is changed is refused, wherever that is', async () => {
    const entries = 40
    for (let i = 0; i < entries; i++) {
      const copied = Buffer.from(bytes)
      let place = Math.floor(((i + 0.5) / entries) * (bytes.length - 1_024))
      // Between entries there is nothing but filling.
      while (place > 0 && copied[place] === 0) place--
      copied[place] = copied[place]! ^ 0x15
      expect(await changed('changed.tar', copied), `byte ${place}`).toBe('backup-damaged')
    }
  })

  it('of a newer program, of another history or of another format says so', async () => {
    const [name, hash] = (await readBackup(file)).manifest.migrations.map((step) => [step.name, step.hash] as const).at(-1)!
    expect(await changed('newer.tar', instead(name, name.replace(/^\d{4}/, '2999')))).toBe('backup-newer')
    expect(await changed('edited.tar', instead(hash, hash.replace(/^./, (first) => (first === '0' ? '1' : '0'))))).toBe('backup-other-history')
    expect(await changed('format.tar', instead('"format": 1,', '"format": 2,'))).toBe('backup-format')
  })

  it('without the key that sealed its fields is refused', async () => {
    await expect(run(restoreCommand, { url: other.ownerUrl, file, key: '08'.repeat(32) })).rejects.toMatchObject({ code: 'restore-key-other' })
    await expect(run(restoreCommand, { url: other.ownerUrl, file, key: null })).rejects.toMatchObject({ code: 'restore-key-missing' })
    expect(readdirSync(folder)).not.toContain('field.key')
  })

  it('is not restored beside a program that runs', async () => {
    const program = new pg.Client({ connectionString: other.appUrl })
    await program.connect()
    await expect(run(restoreCommand, { url: other.ownerUrl, file })).rejects.toMatchObject({ code: 'restore-in-use' })
    await program.end()
  })

  it('brings nothing when its restoring ends in the middle, and everything the next time', async () => {
    const backup = await readBackup(file)
    const loading = loadBackup(other.ownerUrl, backup).then(() => 'loaded', () => 'ended')
    const admin = new pg.Client({ connectionString: databaseOf(other.ownerUrl) })
    await admin.connect()
    for (let ended = 0; ended === 0;) {
      const { rowCount } = await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and usename = 'tongxin_owner' and query like 'copy %' and query like '% from stdin'`)
      ended = rowCount ?? 0
    }
    await admin.end()
    expect(await loading).toBe('ended')
    expect(await ask(databaseOf(other.ownerUrl), 'select * from jurisdiction')).toEqual([])

    expect((await run<Restored>(restoreCommand, { url: other.ownerUrl, file })).well).toBe(true)
  })

  it('gives the same rows when what was restored is backed up again', async () => {
    await writeBackup(other.ownerUrl, { file: at('again.tar'), now: NOW })
    const [one, two] = [(await readBackup(file)).manifest, (await readBackup(at('again.tar'))).manifest]
    expect(two.tables).toEqual(one.tables)
    expect(two.audit).toEqual(one.audit)
  })
})

describe('the schema of a backup', () => {
  const ODD = '张\t·\\𠮷\n\\N同学'

  it('holds every table but those named here', async () => {
    const { manifest } = await readBackup(at('quiet.tar'))
    const all = await ask<{ name: string }>(target.ownerUrl, `select tablename as name from pg_tables where schemaname = 'public'`)
    const left = all.map(({ name }) => name).filter((name) => !manifest.tables.some((table) => table.name === name))
    expect(left.toSorted()).toEqual(['schema_migration', 'session'])
  })

  it('cannot have a table of which the owner sees a part only, nor numbers that the database counts out', async () => {
    const attempt = () => writeBackup(other.ownerUrl, { file: at('partial.tar'), now: NOW })
    await ask(other.ownerUrl, 'create table half (id int); alter table half enable row level security, force row level security')
    await expect(attempt()).rejects.toThrow('half')
    await ask(other.ownerUrl, 'create policy upper_half on half to tongxin_owner using (id > 5)')
    await expect(attempt()).rejects.toThrow('half')
    await ask(other.ownerUrl, 'drop table half; create table counted (id int generated always as identity)')
    await expect(attempt()).rejects.toThrow('counted_id_seq')
    await ask(other.ownerUrl, 'drop table counted')
  })

  it('may be older: it is made as it was, filled, and brought up to this program', async () => {
    const name = `older_${process.pid}`
    const url = new URL(inject('adminUrl'))
    await ask(url.href, `create database ${name} template template0`)
    try {
      const { ownerUrl } = await prepareRoles(url.href, name)
      const steps = await readMigrations()
      const client = new pg.Client({ connectionString: ownerUrl })
      await client.connect()
      await prepareMigrations(client)
      for (const step of steps.slice(0, 3)) await applyMigration(client, step)
      await client.query(`insert into jurisdiction values (7, 'district', null, false, '2026-11-21T00:00:00Z')`)
      await client.query('insert into student (region_id, id, name, gender, created_at) values ($1, $2, $3, $4, $5)', [
        7, '00000000-0000-7000-8000-000000000001', ODD, 'unknown', '2026-11-21T00:00:00.123456Z'])
      await client.end()
      await writeBackup(ownerUrl, { file: at('older.tar'), now: NOW })
      await ask(databaseOf(other.ownerUrl), 'truncate jurisdiction cascade')
      const { well, value } = await run<{ migrated: string[] }>(restoreCommand, { url: other.ownerUrl, file: at('older.tar') })
      expect(well).toBe(true)
      expect(value.migrated).toEqual(steps.slice(3).map((step) => step.name))
      expect(await ask(other.ownerUrl, 'select name, created_at::text from student'))
        .toEqual([{ name: ODD, created_at: expect.stringContaining('.123456') }])
    } finally {
      await ask(url.href, `drop database ${name} with (force)`)
    }
  })

  it('is checked without restoring anything', async () => {
    const { well, value } = await run<{ rows: number }>(restoreCommand, { url: other.ownerUrl, file: at('quiet.tar'), check: true })
    expect(well).toBe(true)
    expect(value.rows).toBeGreaterThan(10_000)
  })
})
