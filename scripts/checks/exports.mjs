import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../root.mjs'

export const title = 'exports'

const TEST = /\.(test|factory)\.tsx?$|^src\/testing\//

/** What a file offers is named in another one, and not only in its own tests: else it is dead, or need not be offered. */
export function run() {
  const files = sourceFiles()
  const words = new Map(files.map((file) => [file, new Set(readFileSync(join(ROOT, file), 'utf8').match(/[\w$]+/g))]))
  return files.flatMap((file) => valuesOf(file)
    .filter((name) => !files.some((other) => other !== file && words.get(other).has(name)))
    .map((name) => `${file}: ${name} is exported and nobody names it`))
}

/** Shapes of contracts are the vocabulary of the interface, and types cost nothing: only functions, classes and constants are asked for. */
function valuesOf(file) {
  if (TEST.test(file) || /\.contract\.ts$|\.generated\./.test(file)) return []
  const text = readFileSync(join(ROOT, file), 'utf8')
  return [...text.matchAll(/^export (?:async )?(?:const|function|class) ([\w$]+)/gm)].map(([, name]) => name)
}

function sourceFiles() {
  const listed = spawnSync('git', ['ls-files', 'src', 'scripts', 'tests', 'vite.config.ts', 'vitest.config.ts'], { cwd: ROOT, encoding: 'utf8' })
  if (listed.status !== 0) throw new Error(`git ls-files: ${listed.stderr}`)
  return listed.stdout.split('\n').filter((file) => /\.(ts|tsx|mjs)$/.test(file))
}
