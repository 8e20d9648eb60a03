import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GENERATORS } from '../generate.mjs'
import { ROOT } from '../root.mjs'

export const title = 'generated files'

export async function run() {
  const problems = []
  for (const generate of GENERATORS) {
    try {
      const { file, content } = await generate()
      const path = join(ROOT, file)
      if (!existsSync(path) || readFileSync(path, 'utf8') !== content) problems.push(`${file}: stale, run: npm run gen`)
    } catch (error) {
      problems.push(`${generate.name}: ${error.message}`)
    }
  }
  return problems
}
