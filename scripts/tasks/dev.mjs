import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from '../build.mjs'
import { MAIN } from '../program.mjs'
import { ROOT, TSC, VITE } from '../root.mjs'

/** Compiles and restarts the server on every change; Vite serves the pages and passes /api on. */
export function run() {
  ensureBuilt()
  const start = (...args) => spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' })
  const children = [
    start(join(ROOT, 'node_modules', TSC), '-p', 'tsconfig.server.json', '--watch', '--preserveWatchOutput'),
    start('--watch', '--watch-preserve-output', MAIN, 'start', '--demo'),
    start(join(ROOT, 'node_modules', VITE)),
  ]
  const end = () => { for (const child of children) child.kill('SIGTERM') }
  process.once('SIGINT', end).once('SIGTERM', end)
  for (const child of children) child.once('exit', end)
}
