import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { ROOT } from './root.mjs'

/** Runs `work(query)` on an empty, fully migrated database of the embedded PostgreSQL. */
export async function withMigratedDatabase(work) {
  ensureBuilt(['server'])
  const { makeTemplate, temporaryCluster } = await import(pathToFileURL(join(ROOT, 'dist/server/testing/temporary.js')).href)
  const { Client } = createRequire(import.meta.url)('pg')
  const cluster = await temporaryCluster()
  try {
    const client = new Client({ connectionString: await makeTemplate(cluster.url) })
    await client.connect()
    try {
      return await work(async (sql) => (await client.query(sql)).rows)
    } finally {
      await client.end()
    }
  } finally {
    await cluster.stop()
  }
}
