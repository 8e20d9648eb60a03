import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '#platform/db/migrate'
import { prepareRoles } from '#platform/db/roles'
import { startEmbedded } from '#platform/postgres/embedded'

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser of the cluster that all database tests share. */
    adminUrl: string
  }
}

/** The migrated, empty database that every test file gets a copy of. */
export const TEMPLATE = 'tongxin_template'

/** Durability costs a third of the time and a test cluster dies with its run. */
const FLAGS = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=200']

/** One cluster a run; TEST_DATABASE_URL (a superuser) runs the same tests on another server or version. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const cluster = given === undefined ? await temporaryCluster() : { url: given, stop: async () => undefined }
  await makeTemplate(cluster.url)
  project.provide('adminUrl', cluster.url)
  return cluster.stop
}

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

export async function makeTemplate(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query(`drop database if exists ${TEMPLATE} with (force)`)
    await admin.query(`create database ${TEMPLATE} template template0`)
  } finally {
    await admin.end()
  }
  const { ownerUrl } = await prepareRoles(adminUrl, TEMPLATE)
  await migrate(ownerUrl)
}
