import { expect, test } from 'vitest'
import { harmless } from './export.rules.ts'

test.each([['=1+1', "'=1+1"], ['+86', "'+86"], ['-x', "'-x"], ['@cmd', "'@cmd"], ['\t=1', "'\t=1"], ['云杉第一小学', '云杉第一小学'], ['', '']])(
  '%s is written as %s', (given, written) => { expect(harmless(given)).toBe(written) })
