import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { dataFolder } from './running.ts'

it('the benchmark generates a jurisdiction and measures every part of it', () => {
  const data = dataFolder()
  try {
    const args = ['scripts/boot.mjs', 'bench', '--size', '500', '--rounds', '1', '--seconds', '1', '--no-write']
    const done = spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, TONGXIN_DATA: data.path } })
    expect(done.stderr).toBe('')
    for (const what of ['record a visit', '50 visits in one request', 'district page']) expect(done.stdout).toContain(`| ${what} | 500 | 8 |`)
    for (const what of ['full recomputation', 'roster of 500 rows']) expect(done.stdout).toContain(`| ${what} | 500 | 1 |`)
    expect(done.status).toBe(0)
  } finally {
    data.remove()
  }
})
