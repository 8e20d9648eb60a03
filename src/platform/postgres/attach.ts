import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { postgresAccount } from './account.ts'
import { prepareHome } from './home.ts'
import { birthOf } from './running.ts'

/**
 * The address of the PostgreSQL that a running program keeps in this data folder, for commands that only look;
 * undefined when no program holds the folder.
 */
export function findRunning(dataDir: string): string | undefined {
  if (!existsSync(dataDir)) return undefined
  const home = prepareHome(dataDir, postgresAccount(), () => undefined)
  const pidFile = join(home.cluster, 'postmaster.pid')
  if (!existsSync(home.lock) || !existsSync(pidFile)) return undefined
  const [pid, birth] = readFileSync(home.lock, 'utf8').split('\n')
  if (!birth || birthOf(Number(pid)) !== birth) return undefined
  const port = readFileSync(pidFile, 'utf8').split('\n')[3]
  return `postgres://postgres:${readFileSync(home.secret, 'utf8')}@127.0.0.1:${port}/postgres`
}
