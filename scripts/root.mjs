import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project, wherever the command was given. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** Runs a tool that came with an installed package, by its script: the .bin links differ between systems. */
export function tool(script, args, options = {}) {
  return spawnSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], { cwd: ROOT, stdio: 'inherit', ...options })
}

export const TSC = 'typescript/bin/tsc'
export const VITE = 'vite/bin/vite.js'
export const VITEST = 'vitest/vitest.mjs'
