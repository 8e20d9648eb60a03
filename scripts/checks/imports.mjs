import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cruiseSources } from '../cruise.mjs'
import { ROOT } from '../root.mjs'

export const title = 'import rules'

/** The rules hold, and they were asked of every source file: a parser that reads nothing finds nothing. */
export async function run() {
  const { files, violations } = await cruiseSources()
  const read = new Set(files)
  const missed = sourceFiles().filter((file) => !read.has(file))
  return [...violations, ...missed.map((file) => `${file}: not cruised`)]
}

function sourceFiles() {
  const listed = spawnSync('git', ['ls-files', '-z', 'src/**/*.ts', 'src/**/*.tsx', 'src/*.ts'], { cwd: ROOT, encoding: 'utf8' })
  if (listed.status !== 0) throw new Error(`git ls-files: ${listed.stderr}`)
  return listed.stdout.split('\0').filter((file) => file !== '' && existsSync(join(ROOT, file)))
}
