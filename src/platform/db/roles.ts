import { createHmac } from 'node:crypto'
import pg from 'pg'
import { withClient } from './client.ts'

/** Owner runs migrations, app serves requests, rollup computes coverage and seals the audit. None bypasses row policies. */
export const ROLES = { owner: 'tongxin_owner', app: 'tongxin_app', rollup: 'tongxin_rollup' } as const

export interface RoleUrls {
  readonly ownerUrl: string
  readonly appUrl: string
  readonly rollupUrl: string
}

/**
 * Creates or renews the three roles on the server of `adminUrl` and gives them their database.
 * Passwords follow from the administrator's, so that several processes agree without a shared file.
 */
export async function prepareRoles(adminUrl: string, database: string): Promise<RoleUrls> {
  await withClient(withDatabase(adminUrl, database), async (admin) => {
    await admin.query('select pg_advisory_lock(7266001)')
    for (const role of Object.values(ROLES)) await renewRole(admin, role, passwordOf(adminUrl, role))
    const name = pg.escapeIdentifier(database)
    await admin.query(`grant connect, create, temporary on database ${name} to ${ROLES.owner}`)
    await admin.query(`grant connect on database ${name} to ${ROLES.app}`)
    // Coverage is derived in tables that last for one transaction.
    await admin.query(`grant connect, temporary on database ${name} to ${ROLES.rollup}`)
    await admin.query(`grant usage, create on schema public to ${ROLES.owner}`)
    await admin.query(`grant usage on schema public to ${ROLES.app}, ${ROLES.rollup}`)
  })
  return roleUrls(adminUrl, database)
}

/** The addresses of the three roles, without touching the server. */
export const roleUrls = (adminUrl: string, database: string): RoleUrls => ({
  ownerUrl: urlOf(adminUrl, database, ROLES.owner),
  appUrl: urlOf(adminUrl, database, ROLES.app),
  rollupUrl: urlOf(adminUrl, database, ROLES.rollup),
})

async function renewRole(admin: pg.Client, role: string, password: string): Promise<void> {
  const found = await admin.query('select 1 from pg_roles where rolname = $1', [role])
  if (found.rowCount === 0) await admin.query(`create role ${role}`)
  await admin.query(`alter role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole password ${pg.escapeLiteral(password)}`)
}

const passwordOf = (adminUrl: string, role: string): string =>
  createHmac('sha256', new URL(adminUrl).password).update(role).digest('base64url')

const withDatabase = (url: string, database: string): string => {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

function urlOf(adminUrl: string, database: string, role: string): string {
  const url = new URL(withDatabase(adminUrl, database))
  url.username = role
  url.password = passwordOf(adminUrl, role)
  return url.href
}
