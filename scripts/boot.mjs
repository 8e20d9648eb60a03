// The door of every npm script. Only Node's own modules here: this runs before anything is installed.
import { ensureInstalled } from './install.mjs'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`需要 Node.js 20.19 或更高版本，当前为 ${process.version}。请到 nodejs.org 安装后重试。`)
  process.exit(1)
}

const TASKS = ['start', 'dev', 'build', 'check', 'test', 'gen']
const [task, ...rest] = process.argv.slice(2)
if (!TASKS.includes(task)) {
  console.error(`用法: npm run ${TASKS.join(' | ')}`)
  process.exit(1)
}
ensureInstalled()
const { run } = await import(`./tasks/${task}.mjs`)
await run(rest)
