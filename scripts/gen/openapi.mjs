import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { ensureBuilt } from '../build.mjs'
import { MAIN } from '../program.mjs'
import { ROOT } from '../root.mjs'

/** The description of the HTTP interface, as the program itself prints it from its contracts. */
export function generateOpenApi() {
  ensureBuilt(['server'])
  if (!existsSync(MAIN)) throw new Error('the program is not built')
  const done = spawnSync(process.execPath, [MAIN, 'openapi'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  if (done.status !== 0) throw new Error(`tongxin openapi: ${done.stderr}`)
  return { file: 'docs/openapi.json', content: `${JSON.stringify(JSON.parse(done.stdout), null, 2)}\n` }
}
