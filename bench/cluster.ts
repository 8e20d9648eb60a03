import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { totalmem, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { rebuildIfDue } from '#modules/compliance/index'
import { adoptPack, loadPacks, makeCalendar, plantCalendar, plantLocalValues, readCalendarTemplate } from '#modules/plan/index'
import { PROGRAM_ROOT } from '#platform/config/root'
import { openDatabase, type Database } from '#platform/db/database'
import { migrate } from '#platform/db/migrate'
import { prepareRoles, type RoleUrls } from '#platform/db/roles'
import { regionScope } from '#platform/db/scope'
import { startEmbedded } from '#platform/postgres/embedded'
import { foundJurisdiction } from '../src/cli/found.ts'
import { DECISIONS, DOCS } from './decisions.ts'
import { statementsFor } from './generate.ts'
import { MOMENT, REGION, TODAY, YEAR } from './moment.ts'

/** Durable as in operation (fsync, synchronous_commit and full_page_writes are on); only room is given. */
const memory = Math.min(2048, Math.floor(totalmem() / 8 / 1024 / 1024))
export const SETTINGS = [`shared_buffers=${memory}MB`, 'max_wal_size=4GB', 'checkpoint_timeout=15min']

export interface Cluster {
  readonly version: string
  /** A copy of the jurisdiction of that size, made anew for this run, and how long its making and its copying took. */
  open(size: number, say: (line: string) => void): Promise<Jurisdiction>
  stop(): Promise<void>
}

export interface Jurisdiction {
  readonly size: number
  readonly adminUrl: string
  readonly urls: RoleUrls
  close(): Promise<void>
}

/** The databases are kept between runs in `TONGXIN_DATA` or the temporary folder of the machine, by the hash of everything that makes them. */
export async function startCluster(): Promise<Cluster> {
  const dataDir = process.env['TONGXIN_DATA'] || join(tmpdir(), 'tongxin-bench')
  mkdirSync(dataDir, { recursive: true })
  chmodSync(dataDir, 0o755)
  const server = await startEmbedded({ dataDir, log: () => undefined, flags: SETTINGS })
  const { rows: [row] } = await asAdmin(server.url, (admin) => admin.query<{ version: string }>('select current_setting(\'server_version\') as version'))
  return { version: row?.version ?? '', open: (size, say) => open(server.url, size, say), stop: () => server.stop() }
}

async function open(server: string, size: number, say: (line: string) => void): Promise<Jurisdiction> {
  const kept = `bench_${size}_${fingerprint()}`
  const known = await asAdmin(server, (admin) => admin.query('select 1 from pg_database where datname = $1', [kept]))
  if (known.rowCount === 0) await make(server, { kept, size, say })
  const copy = `bench_run_${process.pid}_${size}`
  await asAdmin(server, async (admin) => {
    const stale = await admin.query<{ datname: string }>(`select datname from pg_database where datname like 'bench\\_run\\_%'`)
    for (const { datname } of stale.rows) await admin.query(`drop database ${datname} with (force)`)
    await admin.query(`create database ${copy} template ${kept} strategy file_copy`)
  })
  const adminUrl = inDatabase(server, copy)
  const urls = await prepareRoles(server, copy)
  return { size, adminUrl, urls, close: () => asAdmin(server, async (admin) => { await admin.query(`drop database ${copy} with (force)`) }) }
}

interface Making { readonly kept: string; readonly size: number; readonly say: (line: string) => void }

/** Under another name until it is whole, so that an interrupted run leaves nothing that looks finished. */
async function make(server: string, { kept, size, say }: Making): Promise<void> {
  const draft = `${kept}_draft`
  const since = Date.now()
  say(`正在生成 ${size} 名学生的管辖区……`)
  await asAdmin(server, async (admin) => {
    await admin.query(`drop database if exists ${draft} with (force)`)
    await admin.query(`create database ${draft} template template0`)
  })
  const urls = await prepareRoles(server, draft)
  await migrate(urls.ownerUrl)
  const [owner, rollup] = [openDatabase(urls.ownerUrl, 1), openDatabase(urls.rollupUrl, 1)]
  try {
    await foundRegion(owner)
    await asAdmin(inDatabase(server, draft), (admin) => fill(admin, size))
    say(`  已写入，${seconds(since)} 秒`)
    await rebuildIfDue(rollup, REGION, new Date(MOMENT))
    say(`  已计算，${seconds(since)} 秒`)
  } finally {
    await Promise.all([owner.close(), rollup.close()])
  }
  await asAdmin(inDatabase(server, draft), (admin) => admin.query('vacuum (freeze, analyze)'))
  await asAdmin(server, async (admin) => {
    await admin.query('checkpoint')
    await admin.query(`alter database ${draft} rename to ${kept}`)
  })
  say(`  已整理，${seconds(since)} 秒`)
}

const seconds = (since: number): string => ((Date.now() - since) / 1_000).toFixed(1)

/** Up to this size every foreign key is checked; of larger ones the check would cost more than the rows. */
const PROVEN = 5_000

async function fill(admin: pg.Client, size: number): Promise<void> {
  if (size > PROVEN) await admin.query('set session_replication_role = replica')
  await admin.query(`set work_mem = '256MB'; set maintenance_work_mem = '512MB'; set jit = off`)
  for (const statement of statementsFor(size)) await admin.query(statement)
  await admin.query('analyze')
}

/** Both documents, three years of calendar, and what the documents leave open. */
async function foundRegion(owner: Database): Promise<void> {
  const now = new Date(Date.parse(MOMENT) - 75 * 86_400_000)
  const packs = await owner.inScope(regionScope(0), (tx) => loadPacks(tx, join(PROGRAM_ROOT, 'packs'), now))
  const template = await readCalendarTemplate(join(PROGRAM_ROOT, 'packs', 'demo', 'calendar.yaml'))
  await owner.inScope(regionScope(REGION), async (tx) => {
    const spec = { level: 'district', code: '990109', name: '云杉省示例市云杉区（虚构）', demo: true } as const
    await foundJurisdiction(tx, REGION, { now, today: TODAY, spec })
    for (const pack of packs) if ('hash' in pack && DOCS.includes(pack.doc)) await adoptPack(tx, REGION, { adoption: { ...pack, validFrom: '2024-09-01' }, now })
    for (const year of [YEAR - 2, YEAR - 1, YEAR]) await plantCalendar(tx, REGION, { calendar: makeCalendar(template, year), now })
    await plantLocalValues(tx, REGION, { decisions: DECISIONS, date: TODAY, now })
  })
}

/** Schema, documents, generator: what the kept databases follow from. The way of counting is not in it: each run counts anew. */
function fingerprint(): string {
  const hash = createHash('sha256').update(JSON.stringify([statementsFor(1), DECISIONS]))
  for (const folder of ['db/migrations', 'packs']) {
    for (const entry of readdirSync(join(PROGRAM_ROOT, folder), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name)).sort()) hash.update(readFileSync(entry))
  }
  return hash.digest('hex').slice(0, 10)
}

export const inDatabase = (url: string, name: string): string => {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

/** One connection of the superuser, for one errand. */
export async function asAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}
