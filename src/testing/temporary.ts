import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withClient } from '#platform/db/client'
import { migrate } from '#platform/db/migrate'
import { prepareRoles } from '#platform/db/roles'
import { startEmbedded } from '#platform/postgres/embedded'

/** The migrated, empty database that every test file gets a copy of; the generated row types are read from it too. */
export const TEMPLATE = 'tongxin_template'

/** Durability costs a third of the time and a test cluster dies with its run. */
const FLAGS = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=200']

/** A cluster in a temporary folder, removed when it stops. */
export async function temporaryCluster(): Promise<{ url: string; stop: () => Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tongxin-test-'))
  chmodSync(dataDir, 0o755)
  const cluster = await startEmbedded({ dataDir, log: () => undefined, flags: FLAGS })
  const stop = async () => {
    await cluster.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { url: cluster.url, stop }
}

/** Answers the address of its owner. */
export async function makeTemplate(adminUrl: string): Promise<string> {
  await withClient(adminUrl, async (admin) => {
    await admin.query(`drop database if exists ${TEMPLATE} with (force)`)
    await admin.query(`create database ${TEMPLATE} template template0`)
  })
  const { ownerUrl } = await prepareRoles(adminUrl, TEMPLATE)
  await migrate(ownerUrl)
  return ownerUrl
}
