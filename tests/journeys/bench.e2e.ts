import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'

it('the benchmark generates a jurisdiction and measures every part of it', () => {
  const done = spawnSync(process.execPath, ['scripts/boot.mjs', 'bench', '--size', '500', '--rounds', '1', '--seconds', '1', '--no-write'], { encoding: 'utf8' })
  expect(done.stderr).toBe('')
  expect(done.stdout).toContain('| record a visit | 500 | 8 |')
  expect(done.stdout).toContain('| full recomputation | 500 | 1 |')
  expect(done.status).toBe(0)
})
