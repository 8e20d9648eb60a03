import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { GENERATORS } from '../generate.mjs'
import { ROOT } from '../root.mjs'

/** Renews what can be renewed; one that fails does not hold up the others. */
export async function run() {
  for (const generate of GENERATORS) {
    try {
      renew(await generate())
    } catch (error) {
      console.error(`[同心] ${generate.name}: ${error.message}`)
      process.exitCode = 1
    }
  }
}

function renew({ file, content }) {
  const path = join(ROOT, file)
  if (existsSync(path) && readFileSync(path, 'utf8') === content) return
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  console.log(`[同心] 已更新 ${file}`)
}
