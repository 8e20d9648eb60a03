import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ROOT } from '../root.mjs'
import { importSource } from '../source.mjs'

export const title = 'migration order'

const RELEASED = join(ROOT, 'tests/endurance/released')

/** Names sort by time, no two share a time, what was committed later also sorts later, and what was released stays as it was. */
export async function run() {
  const names = readdirSync(join(ROOT, 'db/migrations')).sort()
  const odd = names.filter((name) => !/^\d{8}T\d{4}_[a-z0-9_]+\.sql$/.test(name)).map((name) => `${name}: not <YYYYMMDDTHHMM>_<name>.sql`)
  const twins = names.filter((name, i) => i > 0 && timeOf(name) === timeOf(names[i - 1])).map((name) => `${name}: its time is taken`)
  return [...odd, ...twins, ...late(addedInOrder().filter((name) => names.includes(name))), ...await edited()]
}

const timeOf = (name) => name.slice(0, 13)

/** A migration that sorts before one committed earlier would never run where that one has been applied. */
const late = (added) => added.filter((name, i) => added.slice(0, i).some((earlier) => earlier > name))
  .map((name) => `${name}: sorts before a migration that was committed earlier; give it a later time`)

function addedInOrder() {
  const log = ['log', '--reverse', '--diff-filter=A', '--name-only', '--no-renames', '--format=', '--', 'db/migrations']
  const listed = spawnSync('git', log, { cwd: ROOT, encoding: 'utf8' })
  if (listed.status !== 0) throw new Error(`git log: ${listed.stderr}`)
  return [...new Set(listed.stdout.split('\n').filter(Boolean).map((file) => basename(file)))]
}

/** The filled database of each release names its migrations with their hashes; a program with others refuses it in words. */
async function edited() {
  const { readBackup } = await importSource('src/platform/backup/read.ts')
  const problems = []
  for (const name of readdirSync(RELEASED).filter((file) => file.endsWith('.backup'))) {
    await readBackup(join(RELEASED, name)).catch((error) => { problems.push(`release ${name}: ${error.message}`) })
  }
  return problems
}
