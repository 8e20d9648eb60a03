import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from './root.mjs'

export const MAIN = join(ROOT, 'dist/server/main.js')

/** Runs the built program in this process, so signals reach it without a go-between. */
export async function runProgram(args) {
  process.argv = [process.argv[0], MAIN, ...args]
  await import(pathToFileURL(MAIN).href)
}
