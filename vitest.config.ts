import react from '@vitejs/plugin-react'
import { defaultClientConditions, defaultServerConditions } from 'vite'
import { configDefaults, defineConfig } from 'vitest/config'
import { plantMutation } from './tests/endurance/mutations.ts'

/** Sources of the project, not what was built from them, behind every `#…` import. */
const client = ['source', ...defaultClientConditions]
const server = ['source', ...defaultServerConditions]
const DATABASE = ['store', 'service', 'routes', 'access', 'jobs'].map((layer) => `src/**/*.${layer}.test.ts`)

const shared = {
  plugins: [react(), ...plantMutation(process.env['PROOF_MUTATION'])],
  resolve: { conditions: client },
  ssr: { resolve: { conditions: server } },
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        ...shared,
        test: {
          name: 'fast',
          sequence: { groupOrder: 0 },
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
          exclude: [...configDefaults.exclude, ...DATABASE],
          setupFiles: ['src/testing/noise.ts'],
          // A dependency of Ant Design offers its own TypeScript behind the condition `source`: Vite reads it, Node cannot.
          alias: [{ find: /^antd$/, replacement: 'antd/es/index.js' }],
          server: { deps: { inline: [/\/antd\//, /@ant-design/, /@rc-component/, /scroll-into-view/] } },
        },
      },
      {
        ...shared,
        test: {
          name: 'database',
          sequence: { groupOrder: 1 },
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
          sequence: { groupOrder: 2 },
          include: ['tests/journeys/*.e2e.ts'],
          globalSetup: ['tests/journeys/program.ts'],
          setupFiles: ['src/testing/noise.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'endurance',
          sequence: { groupOrder: 3 },
          include: ['tests/endurance/*.e2e.ts'],
          globalSetup: ['tests/endurance/built.ts'],
          setupFiles: ['src/testing/noise.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
