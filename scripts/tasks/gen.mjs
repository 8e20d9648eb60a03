import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { GENERATORS } from '../generate.mjs'
import { ROOT } from '../root.mjs'

export async function run() {
  for (const generate of GENERATORS) {
    const { file, content } = await generate()
    const path = join(ROOT, file)
    if (existsSync(path) && readFileSync(path, 'utf8') === content) continue
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    console.log(`[同心] 已更新 ${file}`)
  }
}
