// The door of every npm script. Only Node's own modules here: this runs before anything is installed.
import { ensureInstalled, ensureNode } from './install.mjs'
import { orStop, Stop } from './stop.mjs'

const TASKS = ['start', 'dev', 'build', 'check', 'test', 'crash', 'bench', 'gen']
const [task, ...rest] = process.argv.slice(2)

await orStop(async () => {
  ensureNode()
  if (!TASKS.includes(task)) throw new Stop(`用法: npm run ${TASKS.join(' | ')}`)
  ensureInstalled()
  const { run } = await import(`./tasks/${task}.mjs`)
  await run(rest)
})
