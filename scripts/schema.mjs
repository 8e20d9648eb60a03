import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT } from './root.mjs'

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

/** From the sources: a build needs fresh row types, and those are made from this database. */
async function importSource(file) {
  const { defaultServerConditions, runnerImport } = await import('vite')
  const conditions = ['source', ...defaultServerConditions]
  const { module } = await runnerImport(join(ROOT, file), {
    configFile: false, root: ROOT, logLevel: 'error', environments: { inline: { resolve: { conditions } } },
  })
  return module
}
