import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, tool, TSC } from '../root.mjs'

export const title = 'types'

/** Everything; the pages alone, without Node's types, so that none of them reaches the server; and what is built. */
export function run() {
  return ['tsconfig.json', 'tsconfig.web.json', 'tsconfig.server.json'].flatMap((config) => {
    if (!existsSync(join(ROOT, config))) return [`${config} is missing`]
    const done = tool(TSC, ['--noEmit', '--pretty', 'false', '-p', config], { stdio: 'pipe', encoding: 'utf8' })
    return done.status === 0 ? [] : `${done.stdout}${done.stderr}`.trim().split('\n').map((line) => `${config}: ${line}`)
  })
}
