import { expect, it } from 'vitest'
import { hashPassword, passwordFits } from './password.ts'

it('hashes with argon2id and knows the password again', async () => {
  const stored = await hashPassword('four quiet rivers')
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await passwordFits(stored, 'four quiet rivers')).toBe(true)
  expect(await passwordFits(stored, 'four quiet river')).toBe(false)
})

it('answers false without an account, also for the decoy itself', async () => {
  expect(await passwordFits(undefined, 'no account has this password')).toBe(false)
  expect(await passwordFits(null, 'four quiet rivers')).toBe(false)
})
