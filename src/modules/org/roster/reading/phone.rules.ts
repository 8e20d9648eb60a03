import type { Cell } from '#kernel/workbook'
import { found, isNothing, left, narrow, NOTHING, warning, type Found } from './text.rules.ts'

const WHOLE = /^1[3-9]\d{9}$|^0[1-9]\d{1,2}[2-9]\d{6,7}$/
/** Within other text: neither preceded nor followed by a digit. */
const WITHIN = /(?<!\d)(?:(?:\+|00)?86)?(1[3-9]\d{9}|0[1-9]\d{1,2}[2-9]\d{6,7})(?!\d)/g

/** Two numbers and a word. */
const LONGEST = 80

/** A mobile number, or a landline with its area code, digits only. Of two numbers in a cell the first. */
export function readPhone(cell: Cell | undefined): Found<string> {
  if (cell === undefined) return NOTHING
  if (WHOLE.test(cell.text)) return found(cell.text)
  if (isNothing(cell.text)) return NOTHING
  const text = narrow(cell.text).slice(0, LONGEST)
  const whole = text.replace(/[ ()-]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '')
  if (WHOLE.test(whole)) return found(whole)
  return amongOthers(text)
}

function amongOthers(text: string): Found<string> {
  const numbers = [...text.replace(/(?<=\d)[ -](?=\d)/g, joinGroups).matchAll(WITHIN)].map(([, number]) => number!)
  const first = numbers[0] ?? /^(1[3-9]\d{9})1[3-9]\d{9}$/.exec(text)?.[1]
  if (first !== undefined) return found(first, warning('phone-several', '单元格里不止一个号码，只采用了第一个。其余的请填到另一位监护人。'))
  return left('phone-form', '电话号码不对：手机应是 11 位数字，固定电话要有区号。没有采用，请核对。')
}

/** 138-0013-8000 is one number, 13800138000 13900139000 are two: a blank after eleven digits separates. */
function joinGroups(sign: string, at: number, text: string): string {
  const before = /\d(?:[ -]?\d)*$/.exec(text.slice(0, at))?.[0].replace(/\D/g, '') ?? ''
  return WHOLE.test(before) && before.startsWith('1') ? ' ' : sign === '-' || sign === ' ' ? '' : sign
}
