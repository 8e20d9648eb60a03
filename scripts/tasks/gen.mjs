import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generateAll } from '../generate.mjs'
import { ROOT } from '../root.mjs'

export async function run() {
  for (const [file, content] of Object.entries(await generateAll())) {
    mkdirSync(dirname(join(ROOT, file)), { recursive: true })
    writeFileSync(join(ROOT, file), content)
    console.log(`[同心] ${file}`)
  }
}
