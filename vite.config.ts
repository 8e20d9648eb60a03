import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defaultClientConditions, defineConfig } from 'vite'
import { firstScreenBudget } from './scripts/first-screen.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  plugins: [react(), firstScreenBudget(at('src/app/pages.tsx'))],
  resolve: {
    conditions: ['source', ...defaultClientConditions],
    // Contracts are read for methods and paths there; the server alone checks shapes.
    alias: [{ find: /^zod$/, replacement: at('src/app/inertZod.ts') }],
  },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    // Old WeChat web views are Chromium 87.
    target: ['chrome87', 'safari14'],
    chunkSizeWarningLimit: 1_500,
    reportCompressedSize: false,
  },
  server: {
    proxy: { '/api': `http://127.0.0.1:${process.env.PORT || 7266}` },
  },
})
