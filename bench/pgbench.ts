import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { ROLES } from '#platform/db/roles'
import { asAdmin, type Jurisdiction } from './cluster.ts'
import { quantile, type Load, type Sample } from './load.ts'
import { shapesOf, type Shape } from './shapes.ts'
import type { Heard } from './statements.ts'

export interface Pgbench { readonly program: string; readonly version: string }

/** The first that can send a pipeline, on the path and then where Debian keeps the servers, the newest before the others. */
export function findPgbench(): Pgbench | undefined {
  for (const folder of [...(process.env['PATH'] ?? '').split(delimiter), ...debianFolders()]) {
    const program = join(folder, 'pgbench')
    const version = / (\d+[.\w]*)/.exec(spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1]
    if (version !== undefined && Number.parseInt(version, 10) >= FIRST_WITH_PIPELINE) return { program, version }
  }
  return undefined
}

const FIRST_WITH_PIPELINE = 14
const DEBIAN = '/usr/lib/postgresql'

function debianFolders(): string[] {
  try {
    return readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, 'bin'))
  } catch {
    return []
  }
}

interface Ready {
  take(load: Load): Promise<Sample>
  close(): void
}

/** Script files for these visits in a folder of their own, and what they say in the database: pgbench reads one row a visit. */
export async function readyPgbench(at: Jurisdiction, { program }: Pgbench, { scripts, options }: Heard): Promise<Ready> {
  const shapes = shapesOf(scripts)
  await keepSaid(at.adminUrl, shapes)
  const folder = mkdtempSync(join(tmpdir(), 'tongxin-pgbench-'))
  const files = shapes.flatMap(({ text, said }, n) => {
    const file = join(folder, `visit-${n}.sql`)
    writeFileSync(file, text)
    return ['--file', `${file}@${said.length}`]
  })
  let takes = 0
  return {
    take: async ({ clients, seconds }) => {
      const prefix = `take-${++takes}`
      await runPgbench([
        program, '--no-vacuum', '--protocol=prepared', `--client=${clients}`, '--jobs=1', `--time=${WARM + seconds}`, '--log',
        `--log-prefix=${join(folder, prefix)}`, '--define=turn=0', `--define=clients=${clients}`, ...files,
      ], { url: at.urls.appUrl, options })
      const logs = readdirSync(folder).filter((name) => name.startsWith(`${prefix}.`))
      return sampleOf(logs.map((name) => readFileSync(join(folder, name), 'utf8')).join(''))
    },
    close: () => { rmSync(folder, { recursive: true, force: true }) },
  }
}

/** The driver turns each value into the text that it would send, as it did for the program. */
const keepSaid = (adminUrl: string, shapes: readonly Shape[]): Promise<void> => asAdmin(adminUrl, async (admin) => {
  await admin.query(`create schema bench; grant usage on schema bench to ${ROLES.app};
    create table bench.visit (shape int, at int, said text[], primary key (shape, at)); grant select on bench.visit to ${ROLES.app}`)
  for (const [shape, { said }] of shapes.entries()) {
    for (const [n, values] of said.entries()) {
      const places = values.map((_, index) => `$${index + 3}`).join(', ')
      await admin.query(`insert into bench.visit values ($1, $2, array[${places}]::text[])`, [shape, n, ...values])
    }
  }
  await admin.query('analyze bench.visit')
})

/** A connection of pgbench lives for one take only: its first second, in which everything is planned and cached, does not count. */
const WARM = 1

async function runPgbench([program = '', ...args]: readonly string[], { url, options }: { url: string; options: string }): Promise<void> {
  const { hostname, port, username, password, pathname } = new URL(url)
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env, PGHOST: hostname, PGPORT: port, PGUSER: decodeURIComponent(username), PGPASSWORD: decodeURIComponent(password),
      PGDATABASE: pathname.slice(1), PGOPTIONS: options,
    },
  })
  let said = ''
  child.stderr.on('data', (text) => { said = (said + String(text)).slice(-4_000) })
  const [code] = await once(child, 'close') as [number | null]
  if (code !== 0) throw new Error(`pgbench ended with ${code}:\n${said}`)
}

/** From its log: `client number microseconds script seconds microseconds` of each visit, the last two saying when it was done. */
function sampleOf(log: string): Sample {
  const done = log.split('\n').filter((line) => line !== '').map((line) => {
    const [, , took, , second, rest] = line.split(' ').map(Number)
    if (!Number.isFinite(took)) throw new Error(`a visit of pgbench failed: ${line}`)
    return { at: second! * 1_000 + rest! / 1_000, took: took! / 1_000 }
  })
  const from = Math.min(...done.map(({ at, took }) => at - took)) + WARM * 1_000
  const counted = done.filter(({ at }) => at > from)
  if (counted.length === 0) throw new Error('pgbench finished no visit in its time')
  const times = counted.map(({ took }) => took).sort((a, b) => a - b)
  const span = Math.max(...counted.map(({ at }) => at)) - from
  return { perSecond: times.length / span * 1_000, p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
}
