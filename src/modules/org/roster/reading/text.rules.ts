import type { Fault, Spot } from '../row.contract.ts'

/** What was made of a cell: a value in its normal form or null, and what is wrong or to be looked at. */
export interface Found<T> {
  readonly value: T | null
  readonly faults: readonly Fault[]
}

export const NOTHING: Found<never> = { value: null, faults: [] }
export const found = <T>(value: T, ...faults: readonly Fault[]): Found<T> => ({ value, faults })
export const refused = (code: string, say: string): Found<never> => ({ value: null, faults: [{ level: 'error', code, say }] })
/** The row is taken, without this value. */
export const left = (code: string, say: string): Found<never> => ({ value: null, faults: [warning(code, say)] })
/** 「第 3 行」; of another sheet than `from`, or for the whole workbook, with its name. */
export const sayRow = ({ sheet, row }: Spot, from?: Spot): string => `${sheet === from?.sheet ? '' : `工作表“${sheet}”`}第 ${row} 行`
export const warning = (code: string, say: string): Fault => ({ level: 'warning', code, say })

const PLAIN = /^[\u0021-\u007e\u4e00-\u9fff]*$/
/**
 * Marks without width that copying leaves behind, and whatever else nobody sees: two names that look alike are one child.
 * Variation selectors are part of a character; tabs and line ends are blanks.
 */
const WIDTHLESS = /(?![\t-\r]|\p{Variation_Selector})[\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/gu
const WIDE = /[\uff01-\uff5e]/g
const BLANKS = /[\s\u00a0\u3000]+/g

/** No value is as long; of a cell of 32,000 characters the beginning shows what it is, and costs no more than another. */
const LONGEST = 400
const beginning = (text: string) => (text.length > LONGEST ? text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '') : text)

/** Without marks that have no width and without blanks at the ends; every run of blanks and line breaks is one blank. */
export function tidy(whole: string): string {
  const text = beginning(whole)
  return PLAIN.test(text) ? text : text.replace(WIDTHLESS, '').replace(BLANKS, ' ').trim()
}

/** `tidy`, with full-width letters, digits and signs as ASCII. Not for names: they are kept as written. */
export const narrow = (text: string): string => tidy(text).replace(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))

/** `narrow`, without any blank. */
export function tight(whole: string): string {
  const text = beginning(whole)
  return PLAIN.test(text) ? text : narrow(text).replaceAll(' ', '')
}

/** What people write where there is nothing to write. */
const NOTHING_WORDS = /^(?:[-—–_/\\.、*]+|无|没有|暂无|不详|未知|空|n\/?a|null|none|已故|去世|离异|死亡|失联)?$/i
/** A number, the commonest value of all, needs no look at the words. */
export const isNothing = (text: string): boolean => !/^\d{2}/.test(text) && NOTHING_WORDS.test(tight(text))

const DIGITS = '〇一二三四五六七八九'

/** 「三」「十二」「二十三」「廿一」 as a number below 100, or null. */
export function chineseNumber(text: string): number | null {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const parts = /^([一二三四五六七八九]?)([十廿]?)([一二三四五六七八九]?)$/.exec(text.replace('两', '二'))
  if (parts === null || text === '') return null
  const [, before = '', ten = '', after = ''] = parts
  if (ten === '') return after === '' ? DIGITS.indexOf(before) : null
  if (ten === '廿' && before !== '') return null
  const tens = ten === '廿' ? 2 : before === '' ? 1 : DIGITS.indexOf(before)
  return tens * 10 + (after === '' ? 0 : DIGITS.indexOf(after))
}
