import { describe, expect, it } from 'vitest'
import { countFailures, lockUntil, oneAtATime } from './failures.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 8, 1, 0, minute))

describe('countFailures', () => {
  it('blocks at the limit and forgets after ten minutes', () => {
    const failures = countFailures(2)
    failures.add('a', at(0))
    expect(failures.isBlocked('a', at(1))).toBe(false)
    failures.add('a', at(1))
    expect(failures.isBlocked('a', at(9))).toBe(true)
    expect(failures.isBlocked('b', at(9))).toBe(false)
    expect(failures.isBlocked('a', at(10))).toBe(false)
  })

  it('remembers no more keys than allowed', () => {
    const failures = countFailures(1, 2)
    for (const key of ['a', 'b', 'c']) failures.add(key, at(0))
    expect(['a', 'b', 'c'].map((key) => failures.isBlocked(key, at(1)))).toEqual([false, true, true])
  })
})

it('locks at the fifth failure', () => {
  expect(lockUntil(3, at(0))).toBeNull()
  expect(lockUntil(4, at(0))).toEqual(at(10))
})

it('runs attempts on one key in order, those on others beside them, and survives a failure', async () => {
  const queue = oneAtATime()
  const log: string[] = []
  let release = (): void => undefined
  const gate = new Promise<void>((resolve) => { release = resolve })
  const first = queue('a', async () => { await gate; log.push('a1'); throw new Error('no') })
  const second = queue('a', async () => { log.push('a2') })
  await queue('b', async () => { log.push('b') })
  release()
  await expect(first).rejects.toThrow('no')
  await second
  expect(log).toEqual(['b', 'a1', 'a2'])
})
