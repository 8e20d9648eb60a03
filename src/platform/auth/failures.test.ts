import { describe, expect, it } from 'vitest'
import { countFailures, failOnce, isLocked, oneAtATime, rememberUnknownAccounts } from './failures.ts'

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

describe('an account', () => {
  it('is locked at the fifth failure for ten minutes, and then has five new attempts', () => {
    const fourth = failOnce({ failedCount: 3, lockedUntil: null }, at(0))
    expect(fourth).toEqual({ failedCount: 4, lockedUntil: null })
    const fifth = failOnce(fourth, at(0))
    expect([isLocked(fifth, at(9)), isLocked(fifth, at(10))]).toEqual([true, false])
    expect(failOnce(fifth, at(10))).toEqual({ failedCount: 1, lockedUntil: null })
  })

  it('that does not exist is remembered alike, and no more of them than allowed', () => {
    const unknown = rememberUnknownAccounts(2)
    for (const login of ['a', 'b', 'b', 'c']) unknown.fail(login, at(0))
    expect(['a', 'b', 'c'].map((login) => unknown.of(login).failedCount)).toEqual([0, 2, 1])
  })
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
