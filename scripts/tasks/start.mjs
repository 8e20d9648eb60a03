import { ensureBuilt } from '../build.mjs'
import { runProgram } from '../program.mjs'

export async function run(args) {
  ensureBuilt()
  await runProgram(['start', '--demo', ...args])
}
