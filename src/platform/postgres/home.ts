import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { closedFolder, type Account } from './account.ts'

/** Where root keeps what the account of PostgreSQL must reach. */
export const SYSTEM_HOME = '/var/lib/tongxin'

/** Where one cluster lives. */
export interface Home {
  /** PostgreSQL's own data directory. */
  readonly cluster: string
  /** Password of the superuser `postgres`, readable by this program only. */
  readonly secret: string
  /** Held by the running program. */
  readonly lock: string
}

/**
 * The data folder itself; or, where PostgreSQL's account cannot enter it, a folder under /var/lib/tongxin.
 * The folder chosen is written into the data folder, so the data follow when that is moved or renamed.
 */
export function prepareHome(dataDir: string, account: Account | undefined, say: (line: string) => void): Home {
  mkdirSync(dataDir, { recursive: true, mode: account ? 0o711 : 0o700 })
  const root = homeFolder(resolve(dataDir), account)
  if (root !== resolve(dataDir)) say(`数据库保存在 ${root}（${dataDir} 对数据库账户不开放）`)
  return { cluster: join(root, 'postgres'), secret: join(root, 'postgres.secret'), lock: join(root, 'tongxin.lock') }
}

function homeFolder(dataDir: string, account: Account | undefined): string {
  const pointer = join(dataDir, 'postgres.location')
  if (existsSync(pointer)) return readFileSync(pointer, 'utf8').trim()
  if (!closedFolder(dataDir, account) || existsSync(join(dataDir, 'postgres', 'PG_VERSION'))) return dataDir
  const elsewhere = join(SYSTEM_HOME, `data-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`)
  mkdirSync(elsewhere, { recursive: true, mode: 0o711 })
  writeFileSync(pointer, `${elsewhere}\n`)
  return elsewhere
}
