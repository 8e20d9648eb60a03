import { Refusal } from '#kernel/errors'
import type { Config } from '#platform/config/config'
import { openDatabase, type Database } from '#platform/db/database'
import { migrate } from '#platform/db/migrate'
import { prepareRoles, type RoleUrls } from '#platform/db/roles'
import { findRunning } from '#platform/postgres/attach'
import { startEmbedded } from '#platform/postgres/embedded'
import { systemClock } from '#platform/clock/clock'
import { fieldKeyPlace, readFieldKey } from '#platform/vault/field-key'
import { holdToKey } from '#platform/vault/key.store'
import { createVault, type Vault } from '#platform/vault/vault'
import { withClient } from '#platform/db/client'

const DATABASE = 'tongxin'

/** A database with its roles prepared; where it runs makes no difference from here on. */
export interface Installation {
  readonly urls: RoleUrls
  /** Serves requests. */
  readonly app: Database
  /** Computes coverage and seals the audit. */
  readonly rollup: Database
  /** Loads packs and founds jurisdictions. */
  readonly owner: Database
  /** Seals single fields. */
  readonly vault: Vault
  /** Names of the migrations applied just now. */
  readonly migrated: readonly string[]
  close(): Promise<void>
}

export interface Opening {
  readonly config: Config
  readonly say: (line: string) => void
  readonly log: (line: string) => void
  /** A command may look at an installation that is running; the server itself may not. */
  readonly besideRunning: boolean
}

const noCreateRole = (user: string) => new Refusal({
  code: 'database-rights', status: 400,
  say: `DATABASE_URL 的用户 ${user} 缺少建立角色的权限。请由数据库管理员执行 ALTER ROLE "${user}" CREATEROLE 后再启动（详见 tongxin doctor）。`,
})

/** A database with its roles, whatever is in it. */
export interface Reached {
  readonly urls: RoleUrls
  close(): Promise<void>
}

/** Starts or reaches the database and prepares the roles. */
export async function reachDatabase(opening: Opening): Promise<Reached> {
  const server = await reachServer(opening)
  try {
    const urls = await prepareRoles(server.adminUrl, server.database).catch((error: unknown) => {
      if ((error as { code?: string }).code === '42501') throw noCreateRole(new URL(server.adminUrl).username)
      throw error
    })
    return { urls, close: () => server.stop() }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Starts or reaches the database, prepares the roles, applies missing migrations. */
export async function openInstallation(opening: Opening): Promise<Installation> {
  return openReached(await reachDatabase(opening), opening.config)
}

/** Applies missing migrations and opens the three roles' connections; closing them closes what was reached. */
export async function openReached({ urls, close: leave }: Reached, config: Config): Promise<Installation> {
  const opened: Database[] = []
  const close = async () => {
    await Promise.all(opened.map((database) => database.close()))
    await leave()
  }
  try {
    const migrated = await migrate(urls.ownerUrl)
    const [app, rollup, owner] = [openDatabase(urls.appUrl, 16), openDatabase(urls.rollupUrl, 4), openDatabase(urls.ownerUrl, 2)]
    opened.push(app, rollup, owner)
    const vault = createVault(readFieldKey(config))
    await holdToKey(owner, { id: vault.keyId, place: fieldKeyPlace(config) }, systemClock.now())
    return { urls, app, rollup, owner, vault, migrated, close }
  } catch (error) {
    await close()
    throw error
  }
}

interface Server { readonly adminUrl: string; readonly database: string; stop(): Promise<void> }

async function reachServer({ config, log, besideRunning }: Opening): Promise<Server> {
  const nothing = async () => undefined
  if (config.databaseUrl !== undefined) {
    return { adminUrl: config.databaseUrl, database: decodeURIComponent(new URL(config.databaseUrl).pathname.slice(1)), stop: nothing }
  }
  const running = besideRunning ? findRunning(config.dataDir) : undefined
  if (running !== undefined) return { adminUrl: running, database: DATABASE, stop: nothing }
  const embedded = await startEmbedded({ dataDir: config.dataDir, log })
  await ensureDatabase(embedded.url)
  return { adminUrl: embedded.url, database: DATABASE, stop: () => embedded.stop() }
}

async function ensureDatabase(adminUrl: string): Promise<void> {
  await withClient(adminUrl, async (admin) => {
    const found = await admin.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (found.rowCount === 0) await admin.query(`create database ${DATABASE}`)
  })
}
