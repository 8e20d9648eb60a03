#!/usr/bin/env node
// The command `tongxin`: installs and builds when needed, then hands over to the program.
import { ensureInstalled, ensureNode } from './install.mjs'
import { ensureBuilt } from './build.mjs'
import { runProgram } from './program.mjs'
import { orStop } from './stop.mjs'

await orStop(() => {
  ensureNode()
  ensureInstalled()
  ensureBuilt()
})
await runProgram(process.argv.slice(2))
