import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createVault } from './vault.ts'

const vault = createVault(Buffer.alloc(32, 1))
const other = createVault(Buffer.alloc(32, 2))
const NUMBER = '990101201503070011'

test('opens what it sealed, and seals the same text differently every time', () => {
  const [one, two] = [vault.seal('student:1', NUMBER), vault.seal('student:1', NUMBER)]
  expect(vault.open('student:1', one)).toBe(NUMBER)
  expect(one.equals(two)).toBe(false)
  expect(one.includes(NUMBER)).toBe(false)
  expect(vault.open('empty', vault.seal('empty', ''))).toBe('')
})

test('keeps every byte of a file', () => {
  const file = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  expect(vault.openBytes('file:1', vault.seal('file:1', file))).toEqual(file)
  expect(() => vault.openBytes('file:2', vault.seal('file:1', file))).toThrow('authenticate')
})

test('opens nothing of another key, of another place, or changed', () => {
  const sealed = vault.seal('student:1', NUMBER)
  expect(() => other.open('student:1', sealed)).toThrow('another key')
  expect(() => vault.open('student:2', sealed)).toThrow('authenticate')
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at] = changed[at]! ^ 1
    expect(() => vault.open('student:1', changed), `byte ${at}`).toThrow(/another key|authenticate/)
  }
  expect(() => vault.open('student:1', sealed.subarray(0, 10))).toThrow('authentication tag')
})

test('marks equal texts alike, per kind and key', () => {
  expect(vault.mark('identity', NUMBER)).toEqual(vault.mark('identity', NUMBER))
  expect(vault.mark('identity', NUMBER)).not.toEqual(vault.mark('phone', NUMBER))
  expect(vault.mark('identity', NUMBER)).not.toEqual(other.mark('identity', NUMBER))
})

test('names its key without telling it', () => {
  const key = randomBytes(32)
  expect(createVault(key).keyId).toBe(createVault(key).keyId)
  expect(createVault(key).keyId).toMatch(/^[0-9a-f]{8}$/)
  expect(vault.keyId).not.toBe(other.keyId)
})
