import fc from 'fast-check'
import { expect, test } from 'vitest'
import { harmless, plain } from './harmless.ts'

test.each([
  ['=1+1', "'=1+1"], ['+86', "'+86"], ['-x', "'-x"], ['@cmd', "'@cmd"], ['\t=1', "'\t=1"], ['＝1', "'＝1"], ['＠a', "'＠a"], ["'=1", "''=1"],
  ["'云杉", "'云杉"], ['云杉第一小学', '云杉第一小学'], ['', ''],
])('%s is written as %s', (given, written) => { expect(harmless(given)).toBe(written) })

test('what was made harmless comes back as it was', () => {
  const text = fc.string({ unit: fc.constantFrom("'", '=', '+', '＠', '\t', 'a') })
  fc.assert(fc.property(text, (given) => { expect(plain(harmless(given))).toBe(given) }))
})
