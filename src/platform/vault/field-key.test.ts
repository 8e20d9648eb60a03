import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fieldKeyPlace, readFieldKey } from './field-key.ts'

let dataDir: string
beforeEach(() => { dataDir = mkdtempSync(path.join(tmpdir(), 'tongxin-key-')) })
afterEach(() => { rmSync(dataDir, { recursive: true, force: true }) })
const read = (fieldKey?: string) => readFieldKey({ dataDir, fieldKey })

test('is made once, of 32 bytes, and read by this program only', () => {
  const key = read()
  expect(key).toHaveLength(32)
  expect(read()).toEqual(key)
  expect(readdirSync(dataDir)).toEqual(['field.key'])
  if (process.platform !== 'win32') expect(statSync(fieldKeyPlace({ dataDir, fieldKey: undefined })).mode & 0o777).toBe(0o600)
})

test('is made where an earlier start with the same process number was killed over its draft', () => {
  writeFileSync(path.join(dataDir, `field.key.${process.pid}`), 'half')
  expect(read()).toHaveLength(32)
  expect(readdirSync(dataDir)).toEqual(['field.key'])
})

test('comes from TONGXIN_KEY when that is set, and no file is made', () => {
  const given = 'ab'.repeat(32)
  expect(read(given).toString('hex')).toBe(given)
  expect(readdirSync(dataDir)).toEqual([])
})

test('that cannot be read stops the start and is left as it is', () => {
  writeFileSync(path.join(dataDir, 'field.key'), 'abc')
  expect(() => read()).toThrow(/密钥不是 64 位/)
  expect(() => read('xyz')).toThrow(/TONGXIN_KEY/)
  expect(readFileSync(path.join(dataDir, 'field.key'), 'utf8')).toBe('abc')
})
