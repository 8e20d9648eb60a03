import { createRequire } from 'node:module'
import { importSource } from './source.mjs'

/** Runs `work(query)` on an empty, fully migrated database of the embedded PostgreSQL. */
export async function withMigratedDatabase(work) {
  const { makeTemplate, temporaryCluster } = await importSource('src/testing/temporary.ts')
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
