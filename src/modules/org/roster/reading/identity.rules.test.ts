import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#kernel/dates'
import { bornOf, dayOf, isResidentNo, readIdentity, readIdentityType, readStudentNo } from './identity.rules.ts'
import { cellOf, identityNoOf, type Written } from '../roster.factory.ts'

const NO = identityNoOf('2017-09-01', 122)
const BOY = identityNoOf('2017-09-01', 121)
/** One that ends in X. */
const X = Array.from({ length: 100 }, (_, order) => identityNoOf('2017-09-01', order)).find((no) => no.endsWith('X'))!
const wide = (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
const code = ({ faults }: { faults: readonly { code: string }[] }) => faults[0]?.code

const day = fc.integer({ min: 0, max: 9500 }).map((days) => addDays('2000-01-01', days))
const number = fc.record({ day, order: fc.integer({ min: 0, max: 999 }), place: fc.integer({ min: 990000, max: 999999 }) })
  .map(({ day: born, order, place }) => ({ born, order, no: identityNoOf(born, order, String(place)) }))

describe('a citizen identity number', () => {
  // The samples printed in GB 11643-1999.
  it.each(['11010519491231002X', '440524188001010014'])('%s of the standard passes', (no) => expect(isResidentNo(no)).toBe(true))

  it('passes whenever its check digit is right, and tells the birth date and the gender', () => {
    fc.assert(fc.property(number, ({ born, order, no }) => {
      expect(isResidentNo(no)).toBe(true)
      expect(bornOf(no)).toEqual({ birthDate: born, gender: order % 2 === 1 ? 'male' : 'female' })
    }))
  })

  it('fails with any one digit wrong', () => {
    fc.assert(fc.property(number, fc.integer({ min: 0, max: 17 }), fc.constantFrom(...'0123456789X'), ({ no }, at, sign) => {
      fc.pre(no[at] !== sign)
      expect(isResidentNo(no.slice(0, at) + sign + no.slice(at + 1))).toBe(false)
    }))
  })

  it('fails with any two neighbours swapped', () => {
    fc.assert(fc.property(number, fc.integer({ min: 0, max: 16 }), ({ no }, at) => {
      fc.pre(no[at] !== no[at + 1])
      expect(isResidentNo(no.slice(0, at) + no[at + 1] + no[at] + no.slice(at + 2))).toBe(false)
    }))
  })
})

it.each([['20160229', '2016-02-29'], ['20150229', null], ['20151301', null], ['20150001', null],
  ['20150100', null], ['20150431', null], ['19000229', null], ['20000229', '2000-02-29']])(
  '%s is %s', (digits, date) => expect(dayOf(digits)).toBe(date))

describe('readIdentityType', () => {
  it.each([
    ['居民身份证', 'resident'], ['1', 'resident'], ['1-居民身份证', 'resident'], ['户口簿', 'resident'], ['６', 'hongkong'],
    ['香港特区护照/身份证明', 'hongkong'],
    ['澳门特区护照/身份证明', 'macao'], ['台湾居民来往大陆通行证', 'taiwan'], ['台胞证', 'taiwan'], ['境外永久居住证', 'permit'], ['外国人永久居留身份证', 'permit'],
    ['护照', 'passport'], ['a', 'passport'], ['A-护照', 'passport'], ['Z', 'other'], ['其他', 'other'], ['港澳居民来往内地通行证', 'homecoming'],
    ['港澳台居民居住证', 'residence'],
  ])('%s is %s', (text, type) => expect(readIdentityType(cellOf(text)).value).toBe(type))
  it.each(['2', '学生证', '16'])('%s is refused', (text) => expect(code(readIdentityType(cellOf(text)))).toBe('identity-type-unknown'))
})

describe('readIdentity', () => {
  it.each<[Written, Parameters<typeof readIdentity>[1], string, string]>([
    [NO, null, 'resident', NO],
    [`'${NO}`, 'resident', 'resident', NO],
    [wide(X.toLowerCase()), 'resident', 'resident', X],
    [` ${X.slice(0, 6)} ${X.slice(6, 14)} ${X.slice(14).toLowerCase()} `, null, 'resident', X],
    ['H12345678', null, 'hongkong', 'H12345678'],
    ['m1234567801', null, 'macao', 'M1234567801'],
    ['M12345678', 'homecoming', 'macao', 'M12345678'],
    ['12345678', 'taiwan', 'taiwan', '12345678'],
    ['E12345678', 'passport', 'passport', 'E12345678'],
    [identityNoOf('2017-09-01', 122, '830000'), 'residence', 'taiwan', identityNoOf('2017-09-01', 122, '830000')],
  ])('%j as %s', (written, type, becomes, no) => {
    expect(readIdentity(cellOf(written), type, false)).toEqual({ value: { type: becomes, no }, faults: [] })
  })

  it.each<[Written, Parameters<typeof readIdentity>[1], string]>([
    [990101201709010000, 'resident', 'digits-lost'],
    ['9.90101E+17', null, 'digits-lost'],
    ['9.90101201709012E+017', 'resident', 'digits-lost'],
    ['990101170901122', 'resident', 'identity-short'],
    ['99010120170901122', null, 'identity-length'],
    [`${NO}1`, null, 'identity-length'],
    ['990101201713011220', null, 'identity-date'],
    [NO.slice(0, 17) + (NO.endsWith('1') ? '2' : '1'), null, 'identity-check'],
    ['E12345678', null, 'identity-type-missing'],
    ['E12345678', 'resident', 'identity-length'],
    ['护照办理中', 'passport', 'identity-form'],
  ])('%j as %s is refused: %s', (written, type, expected) => {
    const read = readIdentity(cellOf(written), type, false)
    expect(read.value).toBeNull()
    expect(code(read)).toBe(expected)
  })

  it.each(['', '无', '/', '—', '暂无'])('%j is no number', (text) =>
    expect(readIdentity(cellOf(text), 'resident', false)).toEqual({ value: null, faults: [] }))

  it('does not believe a number that ends as rounded ones do, in a column where others were rounded', () => {
    const ends = Array.from({ length: 1000 }, (_, at) => identityNoOf('2017-09-01', 0, String(990000 + at))).find((no) => no.endsWith('000'))!
    expect(readIdentity(cellOf(ends), 'resident', false).value?.no).toBe(ends)
    expect(code(readIdentity(cellOf(ends), 'resident', true))).toBe('digits-lost')
  })
})

describe('readStudentNo', () => {
  it('knows a rounded one as text, in a column where others were rounded', () => {
    const read = (rounded: boolean) => code(readStudentNo(cellOf('990101201709010000'), { ...given, rounded }))
    expect([read(true), read(false)]).toEqual(['digits-lost', 'student-no-foreign'])
  })

  const given = { identity: { type: 'resident', no: NO }, birthDate: '2017-09-01', rounded: false } as const
  it.each<[string, string]>([[`G${NO}`, `G${NO}`], [`ｇ${NO}`, `G${NO}`], ['J990101201709013001', 'J990101201709013001'],
    ['L990101201709010012', 'L990101201709010012']])(
    '%s', (text, no) => expect(readStudentNo(cellOf(text), given)).toEqual({ value: no, faults: [] }))
  it.each<[Written, string]>([
    [`G${BOY}`, 'student-no-differs'], [`G${NO.slice(0, 17)}`, 'student-no-form'],
    [`G${NO.slice(0, 17)}${NO.endsWith('1') ? '2' : '1'}`, 'student-no-check'],
    ['J99010120170901300', 'student-no-form'], ['L990101201713010012', 'student-no-check'], ['20230102', 'student-no-foreign'],
    ['J990101201709023001', 'student-no-birth'], [990101201709010000, 'digits-lost'],
  ])('%s: %s', (text, expected) => expect(code(readStudentNo(cellOf(text), given))).toBe(expected))
})
