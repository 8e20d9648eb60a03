import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const api = `http://127.0.0.1:${process.env['PORT'] ?? 7266}`

/** The pages. The floor is Chromium 87, the oldest web view that still opens them: docs/decisions. */
export default defineConfig({
  plugins: [react()],
  resolve: {
    conditions: ['source', 'module', 'browser', 'development|production'],
    alias: { zod: fileURLToPath(new URL('src/app/inertZod.ts', import.meta.url)) },
  },
  build: { outDir: 'dist/web', emptyOutDir: true, target: 'chrome87', cssTarget: 'chrome87', manifest: true },
  server: { proxy: { '/api': api } },
})
