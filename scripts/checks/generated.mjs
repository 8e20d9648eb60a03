import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateAll } from '../generate.mjs'
import { ROOT } from '../root.mjs'

export const title = 'generated files'

export async function run() {
  const fresh = await generateAll()
  return Object.entries(fresh)
    .filter(([file, content]) => !existsSync(join(ROOT, file)) || readFileSync(join(ROOT, file), 'utf8') !== content)
    .map(([file]) => `${file}: stale, run: npm run gen`)
}
