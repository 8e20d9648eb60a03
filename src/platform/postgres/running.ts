import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** True when a process with this number exists, whoever owns it. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When process `pid` began, as an opaque text; tells a process from a later one with the same number. */
export function birthOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return `${bootId()} ${startTicks(pid)}`
    if (process.platform === 'win32') return isAlive(pid) ? 'alive' : undefined
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

const bootId = () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()

/**
 * Field 22 of /proc/<pid>/stat; the name in field 2 may hold blanks and brackets, so count from its end.
 * A zombie is over: where nobody reaps it, as in a bare container, it would stay for ever.
 */
function startTicks(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') throw new Error('over')
  return fields[19]!
}

/** The command line of a running process; undefined when it is gone. */
export function commandOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return undefined
  }
}
