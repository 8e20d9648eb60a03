import { createHash } from 'node:crypto'
import { link, lstat, open, rename, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import copy from 'pg-copy-streams'
import { PROGRAM_VERSION } from '#platform/config/root'
import { copyList, listTables, listUncarried, READ_ALIKE, type Table } from './catalog.store.ts'
import { entryOf, FORMAT, MANIFEST, SEAL, sealOf, type ManifestText, type TableShape } from './manifest.ts'
import { cannotWrite, fileExists, noRoom, nothingToBackUp } from './refusals.ts'
import { tally } from './tally.ts'
import { tarInto, type TarWriter } from './tar.ts'
import { withClient } from '#platform/db/client'

/** Level 6 took three times as long for a file that was an eighth smaller. */
const COMPRESSION = 3

export interface Written {
  readonly file: string
  readonly bytes: number
  readonly tables: number
  readonly rows: number
  readonly keyId: string | null
  /** SHA-256 of the manifest, which holds the hashes of everything else: stands for the whole file. */
  readonly fingerprint: string
}

/**
 * Copies everything of one moment into one file, while people go on working. The file has its name only when it is whole
 * and on the disk; one that is there already is never touched.
 */
export async function writeBackup(ownerUrl: string, { file, now }: { file: string; now: Date }): Promise<Written> {
  if (await isThere(file)) throw fileExists(file)
  const draft = `${file}.${process.pid}.part`
  try {
    const written = await withFile(draft, (handle) => copyAll(ownerUrl, tarInto(draft, handle, now), now))
    await giveName(draft, file)
    return { file, ...written }
  } catch (error) {
    await rm(draft, { force: true })
    throw explain(file, error)
  }
}

const isThere = (file: string) => lstat(file).then(() => true, () => false)

async function withFile<T extends object>(draft: string, work: (handle: FileHandle) => Promise<T>): Promise<T & { bytes: number }> {
  // Children's names are inside.
  const handle = await open(draft, 'wx', 0o600)
  try {
    const answer = await work(handle)
    await handle.sync()
    return { ...answer, bytes: (await handle.stat()).size }
  } finally {
    await handle.close()
  }
}

/** A link fails when the name is taken meanwhile; a memory stick knows no links and has no second writer. */
async function giveName(draft: string, file: string): Promise<void> {
  try {
    await link(draft, file)
    await rm(draft)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw fileExists(file)
    if (await isThere(file)) throw error
    await rename(draft, file)
  }
  if (process.platform === 'win32') return
  const folder = await open(path.dirname(file), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function explain(file: string, error: unknown): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') return noRoom(file)
  return syscall !== undefined && /^(open|write|rename|fsync|ftruncate)$/.test(syscall) ? cannotWrite(file, message) : error
}

async function copyAll(ownerUrl: string, archive: TarWriter, now: Date): Promise<Omit<Written, 'file' | 'bytes'>> {
  return withClient(ownerUrl, async (client) => {
    await client.query(`begin isolation level repeatable read, read only; ${READ_ALIKE}`)
    const head = await readHead(client, now)
    const all = await listTables(client)
    await client.query(`lock table ${all.map(({ name }) => `public.${pg.escapeIdentifier(name)}`).join(', ')} in access share mode`)
    const tables: TableShape[] = []
    for (const table of all) tables.push(await copyTable(client, archive, table))
    const text = JSON.stringify({ ...head, tables } satisfies ManifestText, null, 1)
    const fingerprint = createHash('sha256').update(text).digest('hex')
    await archive.add(MANIFEST, Readable.from([Buffer.from(text)]), [])
    await archive.add(SEAL, Readable.from([Buffer.from(sealOf(fingerprint))]), [])
    await archive.end()
    return { tables: tables.length, rows: tables.reduce((sum, { rows }) => sum + rows, 0), keyId: head.keyId, fingerprint }
  })
}

async function copyTable(client: pg.Client, archive: TarWriter, table: Table): Promise<TableShape> {
  const seen = tally()
  const rows = client.query(copy.to(`copy ${copyList(table)} to stdout`))
  await archive.add(entryOf(table.name), rows, [seen.passing, createGzip({ level: COMPRESSION })])
  return { name: table.name, columns: [...table.columns], ...seen.result() }
}

async function readHead(client: pg.Client, now: Date): Promise<Omit<ManifestText, 'tables'>> {
  const has = async (table: string) => {
    const { rows } = await client.query<{ it: boolean }>('select to_regclass($1) is not null as it', [`public.${table}`])
    return rows[0]!.it
  }
  if (!await has('audit_block')) throw nothingToBackUp()
  const uncarried = await listUncarried(client)
  if (uncarried.length > 0) throw new Error(`a backup would not carry ${uncarried.join(', ')}: see docs/decisions/0023`)
  const server = await client.query<{ v: number }>(`select current_setting('server_version_num')::int as v`)
  const migrations = await client.query<{ name: string; hash: string }>('select name, hash from schema_migration order by name')
  const audit = await client.query<ManifestText['audit'][number]>(`
    select distinct on (region_id) region_id as "regionId", seq as blocks, hash as head from audit_block order by region_id, seq desc`)
  const key = await has('installation_key') ? await client.query<{ key_id: string }>('select key_id from installation_key') : undefined
  return {
    format: FORMAT, program: PROGRAM_VERSION, createdAt: now.toISOString(), postgres: server.rows[0]!.v,
    migrations: migrations.rows, audit: audit.rows, keyId: key?.rows[0]?.key_id ?? null,
  }
}
