import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from './root.mjs'

export const MAIN = join(ROOT, 'dist/server/cli/tongxin.js')

/** Runs the built program in this process, so signals reach it without a go-between. */
export async function runProgram(args) {
  endWithShell()
  process.argv = [process.argv[0], MAIN, ...args]
  await import(pathToFileURL(MAIN).href)
}

/** npm runs scripts in a shell that does not pass SIGTERM on; when the shell has gone, the program is asked to stop. */
function endWithShell() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const shell = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 200)
  timer.unref()
}
