import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../root.mjs'

export const title = 'decision records'

/** `0007-name.md`, begun by `# 7. …`; a number belongs to one record. */
export function run() {
  const folder = join(ROOT, 'docs/decisions')
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  if (names.length === 0) return ['docs/decisions is empty']
  return names.flatMap((name, i) => {
    if (!/^\d{4}-[a-z0-9-]+\.md$/.test(name)) return [`${name}: not <number>-<name>.md`]
    if (i > 0 && names[i - 1].slice(0, 4) === name.slice(0, 4)) return [`${name}: its number is taken`]
    const title = readFileSync(join(folder, name), 'utf8').split('\n', 1)[0]
    return title.startsWith(`# ${Number(name.slice(0, 4))}. `) ? [] : [`${name}: the first line is not "# ${Number(name.slice(0, 4))}. …"`]
  })
}
