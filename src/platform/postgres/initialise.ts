import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { Home } from './home.ts'
import { diskFull, otherMajor } from './refusals.ts'

/** A fresh cluster takes 40 MB and its first write-ahead log 16 MB; below this it would fail halfway. */
const ROOM_NEEDED = 128 * 1024 * 1024

/** PostgreSQL's messages are matched, so they are asked for in English; Windows needs its own variables too. */
export const postgresEnv = (): NodeJS.ProcessEnv => ({
  ...(process.platform === 'win32' ? process.env : { PATH: process.env.PATH }), LC_ALL: 'C', LC_MESSAGES: 'C', TZ: 'UTC',
})

/**
 * Makes the cluster unless it is there; renamed into place when whole, so an interrupted attempt leaves nothing to repair.
 * Each attempt has its own name: the initdb of a killed program may still be writing.
 */
export function initialise(home: Home, binaries: Binaries, account: Account | undefined): void {
  if (existsSync(home.cluster)) return checkVersion(home.cluster, binaries)
  removeDrafts(home)
  const draft = `${home.cluster}.new-${process.pid}`
  mkdirSync(draft, { mode: 0o700 })
  if (account) chownSync(draft, account.uid, account.gid)
  const disk = statfsSync(draft)
  if (disk.bavail * disk.bsize < ROOM_NEEDED) throw diskFull(draft)
  const password = randomBytes(24).toString('base64url')
  writeFileSync(home.secret, password, { mode: 0o600 })
  runInitdb(draft, binaries, { account, password })
  renameSync(draft, home.cluster)
}

function removeDrafts({ cluster }: Home): void {
  const drafts = readdirSync(dirname(cluster)).filter((name) => name.startsWith(`${basename(cluster)}.new`))
  for (const name of drafts) rmSync(join(dirname(cluster), name), { recursive: true, force: true, maxRetries: 5 })
}

function checkVersion(cluster: string, binaries: Binaries): void {
  const has = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (has !== String(binaries.major)) throw otherMajor(cluster, has, String(binaries.major))
}

function runInitdb(folder: string, binaries: Binaries, as: { account: Account | undefined; password: string }): void {
  // Beside the draft and not in the system's folder: when the program is killed the next attempt finds it and takes it away.
  const passwordFile = `${folder}.password`
  try {
    writeFileSync(passwordFile, as.password, { mode: 0o600 })
    if (as.account) chownSync(passwordFile, as.account.uid, as.account.gid)
    const done = spawnSync(binaries.initdb, [
      '-D', folder, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8',
      '--no-instructions', ...localeFlags(binaries.major),
    ], { env: postgresEnv(), encoding: 'utf8', cwd: folder, ...as.account })
    if (done.status !== 0) throw new Error(`initdb: ${done.error?.message ?? ''}${done.stderr}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/**
 * The builtin provider sorts alike on every machine and needs no system locale. LC_CTYPE still decides what
 * pg_trgm takes for a letter: with C it sees no Chinese at all.
 */
function localeFlags(major: number): string[] {
  if (process.platform === 'win32') return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const ctype = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'
  if (major < 17) return ['--locale=C', `--lc-ctype=${ctype}`]
  return ['--locale=C', `--lc-ctype=${ctype}`, '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
}
