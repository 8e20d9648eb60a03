import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { alreadyRunning } from './refusals.ts'
import { birthOf } from './running.ts'

/**
 * One program per data folder. The file names the holder by process number and time of birth, so neither
 * kill -9 nor a reused number leaves it shut. Returns the release.
 */
export function holdLock(file: string): () => void {
  const mine = `${process.pid}\n${birthOf(process.pid)}\n`
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, mine)
  try {
    while (!linked(draft, file)) dropIfStale(file)
  } finally {
    rmSync(draft, { force: true })
  }
  removeDraftsOfTheDead(file)
  return () => {
    if (read(file) === mine) rmSync(file, { force: true })
  }
}

/** A program that was killed while it asked for the lock has left its draft, whose name ends with its number. */
function removeDraftsOfTheDead(file: string): void {
  for (const name of readdirSync(dirname(file))) {
    const pid = name.startsWith(`${basename(file)}.`) ? /(\d+)$/.exec(name)?.[1] : undefined
    if (pid !== undefined && birthOf(Number(pid)) === undefined) rmSync(join(dirname(file), name), { force: true })
  }
}

/** A hard link appears with its content or not at all. */
function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function dropIfStale(file: string): void {
  const held = read(file)
  if (held === undefined) return
  const [pid, birth] = held.split('\n')
  if (birth && birthOf(Number(pid)) === birth) throw alreadyRunning(dirname(file), Number(pid))
  setAside(file, held)
}

/** Moves the stale lock away; if another program has just taken it, that one's lock goes back. */
function setAside(file: string, stale: string): void {
  const aside = `${file}.stale-${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (read(aside) !== stale) linked(aside, file)
  rmSync(aside, { force: true })
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
