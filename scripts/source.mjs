import { join } from 'node:path'
import { defaultServerConditions, runnerImport } from 'vite'
import { ROOT } from './root.mjs'

/** Imports a TypeScript file of the project without a build: a build needs what is generated with its help. */
export async function importSource(file) {
  const conditions = ['source', ...defaultServerConditions]
  const { module } = await runnerImport(join(ROOT, file), {
    configFile: false, root: ROOT, logLevel: 'error', environments: { inline: { resolve: { conditions } } },
  })
  return module
}
