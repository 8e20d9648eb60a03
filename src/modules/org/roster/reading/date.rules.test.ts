import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '#kernel/dates'
import { readBirthDate, readEnteredOn } from './date.rules.ts'
import { cellOf, type Written } from '../roster.factory.ts'

const TODAY = '2026-11-21'
const birth = (written: Written, known: string | null = null) => {
  const read = readBirthDate(cellOf(written), known, TODAY)
  return read.value ?? read.faults[0]?.code ?? null
}

it.each<[Written, string]>([
  ['2015.9.1', '2015-09-01'], ['2015/9/1', '2015-09-01'], ['20150901', '2015-09-01'], [20150901, '2015-09-01'],
  ['2015-09-01', '2015-09-01'],
  ['2015年9月1日', '2015-09-01'], ['2015年09月01号', '2015-09-01'], ['二〇一五年九月一日', '2015-09-01'], ['二零一五年十二月三十一日', '2015-12-31'],
  ['二○一五年十月廿一日', '2015-10-21'],
  ['２０１５．９．１', '2015-09-01'], ['2015、9、1', '2015-09-01'], [' 2015 - 9 - 1 ', '2015-09-01'], ['2015-9-1 8:00', '2015-09-01'],
  ['2015-09-01T00:00:00', '2015-09-01'],
  ['2015-09-01 00:00:00', '2015-09-01'], [42248, '2015-09-01'], ['42248', '2015-09-01'], [42248.5, '2015-09-01'],
  [{ text: '2015-09-01', kind: 'date' }, '2015-09-01'],
  ['2016.2.29', '2016-02-29'],
])('%j is the birth date %s', (written, date) => expect(birth(written)).toBe(date))

it.each<[Written, string | null]>([
  ['2015.2.29', 'date-impossible'], ['2015.13.1', 'date-impossible'], ['20151301', 'date-impossible'],
  ['2015.9.31', 'date-impossible'], ['15.9.1', 'date-form'], ['9/1/2015', 'date-form'],
  ['去年', 'date-form'], [5, 'date-form'], [99999, 'date-form'], ['2027.1.1', 'date-future'], ['2015.09', 'birth-without-day'],
  [2015.1, 'date-lost-zero'],
  ['2025.9.1', 'birth-implausible'], ['1985.9.1', 'birth-implausible'], ['', null], ['无', null],
])('%j is no birth date: %s', (written, expected) => expect(birth(written)).toBe(expected))

describe('with the date inside a valid identity number', () => {
  it.each<[Written, string, string]>([
    ['', '2015-09-01', '2015-09-01'], ['2015.9.1', '2015-09-01', '2015-09-01'], ['2015.09', '2015-09-01', '2015-09-01'],
    ['2015.9.2', '2015-09-01', 'birth-differs'],
    ['2015.10', '2015-09-01', 'birth-differs'], ['1985.9.1', '1985-09-01', '1985-09-01'],
    ['', '1985-09-01', 'identity-not-pupil'],
  ])('%j and %s: %s', (written, known, expected) => expect(birth(written, known)).toBe(expected))
})

it.each<[Written, string | null]>([['2023.09', '2023-09-01'], ['202309', '2023-09-01'], ['2023年9月', '2023-09-01'], ['二〇二三年九月', '2023-09-01'],
  ['', null]])(
  'entered %j: %s', (written, date) => expect(readEnteredOn(cellOf(written), TODAY).value).toBe(date))

const HAN = '〇一二三四五六七八九'
const han = (n: number) => n < 10 ? HAN[n]! : `${n < 20 ? '' : HAN[Math.floor(n / 10)]}十${n % 10 === 0 ? '' : HAN[n % 10]}`

it('reads every day in every form', () => {
  const day = fc.integer({ min: 0, max: 7000 }).map((days) => addDays('2005-01-01', days))
  fc.assert(fc.property(day, (date) => {
    const [year, month, of] = date.split('-').map(Number) as [number, number, number]
    const forms: Written[] = [
      date, date.replaceAll('-', ''), `${year}.${month}.${of}`, `${year}/${month}/${of}`, `${year}年${month}月${of}日`, daysBetween('1899-12-30', date),
      `${[...String(year)].map((digit) => HAN[Number(digit)]).join('')}年${han(month)}月${han(of)}日`,
    ]
    for (const form of forms) expect(birth(form)).toBe(date)
  }))
})
