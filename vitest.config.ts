import react from '@vitejs/plugin-react'
import { configDefaults, defineConfig } from 'vitest/config'

/** Sources of the project, not what was built from them, behind every `#…` import. */
const conditions = ['source', 'module', 'browser', 'development|production']
const ssrConditions = ['source', 'module', 'node', 'development|production']
const DATABASE = ['store', 'service', 'routes', 'access', 'jobs'].map((layer) => `src/**/*.${layer}.test.ts`)

const shared = {
  plugins: [react()],
  resolve: { conditions },
  ssr: { resolve: { conditions: ssrConditions, externalConditions: ['node'] } },
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        ...shared,
        test: {
          name: 'fast',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
          exclude: [...configDefaults.exclude, ...DATABASE],
          setupFiles: ['src/testing/noise.ts'],
        },
      },
      {
        ...shared,
        test: {
          name: 'database',
          include: DATABASE,
          globalSetup: ['src/testing/cluster.ts'],
          setupFiles: ['src/testing/noise.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'journeys',
          include: ['tests/journeys/*.e2e.ts'],
          globalSetup: ['tests/journeys/program.ts'],
          setupFiles: ['src/testing/noise.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
