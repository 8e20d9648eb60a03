import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a process of an installation is; a command of `tongxin` beside the server counts as a program too. */
export type Kind = 'program' | 'postmaster' | 'postgres' | 'guard'
export interface Found { readonly pid: number; readonly kind: Kind }

/** Reading the tables of the kernel is the only way to find processes whose parent has died. */
export const CAN_FIND_PROCESSES = existsSync('/proc/self/environ')

/**
 * Every living process that belongs to a data folder: the program and its guard carry the setting in their environment, and
 * PostgreSQL works in the folder.
 */
export function processesOf(dataDir: string): Found[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).flatMap((pid): Found[] => {
    const kind = pid === process.pid ? undefined : kindOf(pid, dataDir)
    return kind === undefined ? [] : [{ pid, kind }]
  })
}

function kindOf(pid: number, dataDir: string): Kind | undefined {
  try {
    if (isOver(pid)) return undefined
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    if (readlinkSync(`/proc/${pid}/cwd`).startsWith(`${dataDir}/`)) return command.includes('\0-D\0') ? 'postmaster' : 'postgres'
    if (!readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`TONGXIN_DATA=${dataDir}`)) return undefined
    return command.includes('tongxin.js') ? 'program' : 'guard'
  } catch {
    return undefined
  }
}

/** A zombie is over, whoever has not fetched its exit code yet. */
function isOver(pid: number): boolean {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
}

export function signal(found: readonly Found[], name: NodeJS.Signals): void {
  for (const { pid } of found) {
    try {
      process.kill(pid, name)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** SIGKILL in the order given, again for whoever was born meanwhile; answers when none of these kinds is left. */
export async function killAll(dataDir: string, kinds: readonly Kind[], order: (found: Found[]) => Found[]): Promise<number> {
  let killed = 0
  for (const since = Date.now(); ;) {
    const found = processesOf(dataDir).filter(({ kind }) => kinds.includes(kind))
    if (found.length === 0) return killed
    if (Date.now() - since > 10_000) throw new Error(`not killed: ${JSON.stringify(found)}`)
    killed += found.length
    signal(order(found), 'SIGKILL')
    await sleep(5)
  }
}

/** Waits until `done` holds; the sentence says what did not come. */
export async function until(done: () => boolean | Promise<boolean>, within: number, what: string): Promise<void> {
  for (const since = Date.now(); !await done(); await sleep(10)) {
    if (Date.now() - since > within) throw new Error(`${what}: not within ${within} ms`)
  }
}
