import { tool } from '../root.mjs'

export const title = 'lint'

export function run() {
  const done = tool('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings', '--format', 'unix'], { stdio: 'pipe', encoding: 'utf8' })
  if (done.status === 0) return []
  const lines = `${done.stdout}${done.stderr}`.split('\n').filter((line) => /^\S+:\d+:\d+:/.test(line))
  return lines.length > 0 ? lines : [`oxlint ended with ${done.status}: ${done.stdout}${done.stderr}`]
}
