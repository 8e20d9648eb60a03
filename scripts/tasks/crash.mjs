import { parseArgs } from 'node:util'
import { Stop } from '../stop.mjs'
import { tool, VITEST } from '../root.mjs'

const TESTS = ['tests/endurance/crash.e2e.ts', 'tests/endurance/interrupted-upgrade.e2e.ts']

/** Kills the program and its database as often as wanted: `npm run crash -- --kills 100 --seed 7`. */
export function run(args) {
  const { values } = parseArgs({ args, options: { kills: { type: 'string', default: '50' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } } })
  for (const [name, value] of Object.entries(values)) {
    if (!/^[1-9]\d{0,5}$/.test(value)) throw new Stop(`--${name} 应为 1–999999 的整数，现在是「${value}」。`)
  }
  const env = { ...process.env, TONGXIN_KILLS: values.kills, TONGXIN_SEED: values.seed }
  process.exitCode = tool(VITEST, ['run', '--project=endurance', ...TESTS], { env }).status ?? 1
}
