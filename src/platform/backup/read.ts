import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Writable, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { readMigrations, type Migration } from '#platform/db/migrate'
import { entryOf, FORMAT, MANIFEST, manifestShape, SEAL, sealOf, type Manifest, type TableShape } from './manifest.ts'
import { damaged, noSuchFile, otherFormat, otherHistory, tooNew } from './refusals.ts'
import { tally } from './tally.ts'
import { listEntries, type Entry } from './tar.ts'

/** Far more than the manifest of any schema takes. */
const LARGEST_MANIFEST = 8 * 2 ** 20

/** A file that was found whole: every byte is as it was written. */
export interface Backup {
  readonly manifest: Manifest
  readonly fingerprint: string
  /** The migrations that make the backup's schema, and those that bring it up to this program. */
  readonly before: readonly Migration[]
  readonly since: readonly Migration[]
  /** The rows of one table in COPY's text format. */
  rowsOf(table: TableShape): { source: Readable; gunzip: ReturnType<typeof createGunzip> }
}

/** Reads the whole file once and refuses it unless this program can restore exactly what was written. */
export async function readBackup(file: string): Promise<Backup> {
  const listed = await listEntries(file).catch((error: unknown) => { throw explain(file, error) })
  const entries = new Map(listed.map((entry) => [entry.name, entry]))
  const { manifest, fingerprint } = await readManifest(file, entries)
  const migrations = await splitMigrations(manifest)
  const names = new Set([MANIFEST, SEAL, ...manifest.tables.map((table) => entryOf(table.name))])
  if (names.size !== entries.size || [...names].some((name) => !entries.has(name))) throw damaged('内容与清单不一致')
  const rowsOf = (table: TableShape) => ({ source: contentOf(file, entries.get(entryOf(table.name))!), gunzip: createGunzip() })
  for (const table of manifest.tables) await checkTable(table, rowsOf(table))
  return { manifest, fingerprint, ...migrations, rowsOf }
}

function explain(file: string, error: unknown): unknown {
  const { syscall, message } = error as NodeJS.ErrnoException
  return syscall === undefined ? error : noSuchFile(file, message)
}

const contentOf = (file: string, { at, size }: Entry): Readable => createReadStream(file, { start: at, end: at + Math.max(size, 1) - 1 })

async function readManifest(file: string, entries: ReadonlyMap<string, Entry>): Promise<{ manifest: Manifest; fingerprint: string }> {
  const text = await smallContent(file, entries.get(MANIFEST))
  const fingerprint = createHash('sha256').update(text).digest('hex')
  if ((await smallContent(file, entries.get(SEAL))).toString('utf8') !== sealOf(fingerprint)) throw damaged('清单被改动')
  const parsed = parse(text.toString('utf8'))
  const stated = z.object({ format: z.int() }).safeParse(parsed)
  if (stated.success && stated.data.format !== FORMAT) throw otherFormat(stated.data.format)
  const manifest = manifestShape.safeParse(parsed)
  if (!manifest.success) throw damaged('清单无法读取')
  return { manifest: manifest.data, fingerprint }
}

async function smallContent(file: string, entry: Entry | undefined): Promise<Buffer> {
  if (entry === undefined || entry.size > LARGEST_MANIFEST) throw damaged('没有清单')
  const parts: Buffer[] = []
  for await (const part of contentOf(file, entry)) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw damaged('清单无法读取')
  }
}

async function splitMigrations({ migrations, program }: Manifest): Promise<{ before: Migration[]; since: Migration[] }> {
  const own = await readMigrations()
  const before = migrations.map(({ name, hash }) => {
    const found = own.find((step) => step.name === name)
    if (found === undefined) throw tooNew(program, name)
    if (found.hash !== hash) throw otherHistory(name)
    return found
  })
  return { before, since: own.filter((step) => !before.includes(step)) }
}

async function checkTable(table: TableShape, { source, gunzip }: ReturnType<Backup['rowsOf']>): Promise<void> {
  const seen = tally()
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => { done() } })
  await pipeline(source, gunzip, seen.passing, nowhere).catch(() => { throw damaged(`${table.name} 无法解压`) })
  const { rows, bytes, sha256 } = seen.result()
  if (rows !== table.rows || bytes !== table.bytes || sha256 !== table.sha256) throw damaged(`${table.name} 与清单不符`)
}
