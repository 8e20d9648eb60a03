import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CODE_ALPHABET, CODE_LENGTH, readCode, sayCode } from './code.rules.ts'
import { isMiscopied, LOGIN_DIGITS, loginOf, readLogin, sayLogin } from './login.rules.ts'

const code = fc.array(fc.constantFrom(...CODE_ALPHABET), { minLength: CODE_LENGTH, maxLength: CODE_LENGTH }).map((signs) => signs.join(''))
const login = fc.stringMatching(new RegExp(`^\\d{${LOGIN_DIGITS}}$`)).map(loginOf)

/** As an input method of full width writes it. */
const wide = (text: string) => [...text].map((sign) => (sign === ' ' ? '　' : String.fromCodePoint(sign.codePointAt(0)! + 0xFEE0))).join('')

describe('a code', () => {
  it('is of at least 55 bits, and of signs that no hand or print confuses', () => {
    expect(Math.log2(CODE_ALPHABET.length) * CODE_LENGTH).toBeGreaterThan(55)
    expect(new Set(CODE_ALPHABET).size).toBe(CODE_ALPHABET.length)
    expect([...CODE_ALPHABET].filter((sign) => '01ODQILBGSVZ'.includes(sign))).toEqual([])
  })

  it('is read however it is typed', () => {
    fc.assert(fc.property(code, (one) => {
      for (const typed of [one, sayCode(one), sayCode(one).toLowerCase(), `激活码：${one.slice(0, 4)}-${one.slice(4, 8)}—${one.slice(8)}。`, wide(sayCode(one))]) {
        expect(readCode(typed)).toBe(one)
      }
    }))
  })

  it('forgives what can only have been meant one way, and nothing else', () => {
    expect(readCode('bgsv zbgs vzbg')).toBe('865U2865U286')
    for (const wrong of ['', 'ACEF', 'ACEFHJKMNPRTU', 'ACEFHJKMNPRO', 'ACEFHJKMNPR0', 'ACEFHJKMNPR1', 'ACEFHJKMNPRL', '激活码激活码激活码激活码']) {
      expect(readCode(wrong), wrong).toBeUndefined()
    }
  })

  it('is said in three groups', () => {
    expect(sayCode('HJ3K7MNP4RTW')).toBe('HJ3K 7MNP 4RTW')
  })
})

describe('a login', () => {
  it('shows every wrong digit or letter and every swapped pair', () => {
    fc.assert(fc.property(login, fc.nat(8), fc.nat(9), (one, at, other) => {
      expect(isMiscopied(one)).toBe(false)
      const sign = at === 0 ? 'achkmrtwxy'[other]! : String(other)
      const wrong = one.slice(0, at) + sign + one.slice(at + 1)
      expect(isMiscopied(wrong)).toBe(wrong !== one)
      if (at < 2) return
      const swapped = one.slice(0, at - 1) + one[at]! + one[at - 1]! + one.slice(at + 1)
      expect(isMiscopied(swapped)).toBe(swapped !== one)
    }), { numRuns: 1_000 })
  })

  it('is read however it is typed, and one that was chosen by hand is left as it is', () => {
    fc.assert(fc.property(login, (one) => {
      for (const typed of [one, ` ${one.toUpperCase()} `, sayLogin(one), wide(sayLogin(one)), `${one.slice(0, 5)}-${one.slice(5)}`]) expect(readLogin(typed)).toBe(one)
    }))
    expect(readLogin(' head-teacher ')).toBe('head-teacher')
    expect([isMiscopied('head-teacher'), sayLogin('head-teacher')]).toEqual([false, 'head-teacher'])
  })

  it('is a letter and eight digits, never all digits', () => {
    expect(loginOf('00000000')).toBe('a00000000')
    expect(sayLogin(loginOf('40482173'))).toMatch(/^m0482 \d{4}$/)
  })
})
