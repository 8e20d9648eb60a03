import { runChecks } from '../checks.mjs'

export async function run() {
  const { failed } = await runChecks()
  process.exitCode = failed === 0 ? 0 : 1
}
