import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ROOT } from '../root.mjs'

export const title = 'glossary'

/** Every module and every state machine is explained as `code word` in the glossary. */
export function run() {
  const file = join(ROOT, 'docs/glossary.md')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const modules = readdirSync(join(ROOT, 'src/modules'))
  const machines = readdirSync(join(ROOT, 'src/modules'), { recursive: true })
    .filter((name) => name.endsWith('.machine.ts')).map((name) => basename(name, '.machine.ts'))
  return [...modules, ...machines].filter((word) => !new RegExp(`\\b${word}\\b`).test(text)).map((word) => `docs/glossary.md: ${word} is missing`)
}
