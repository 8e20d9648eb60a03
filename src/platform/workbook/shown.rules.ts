/** How a sheet shows a stored number: as a date or as digits (ECMA-376 part 1, 18.8.30 and 18.8.31). */
export interface NumberFormat {
  readonly isDate: boolean
  /** `00000` shows at least five digits. */
  readonly digits: number
}

export const GENERAL: NumberFormat = { isDate: false, digits: 0 }
const DATE: NumberFormat = { isDate: true, digits: 0 }

/** Built-in formats that are dates or times of day, those of Chinese (27–36, 50–58) included. */
const isBuiltInDate = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)

export const builtInFormat = (id: number): NumberFormat => (isBuiltInDate(id) ? DATE : GENERAL)

/** Literal text, colours, languages and conditions in a code; `[h]` and its kind count hours and are no day. */
const LITERAL = /"[^"]*"?|\\.|[_*].|\[[^\]]*\]?/gs
const DURATION = /\[(h+|m+|s+)\]/i
const NOT_DATE = /general|G\/通用格式|E[+-]|AM\/PM|A\/P/gi

export function formatOf(code: string): NumberFormat {
  const first = code.split(';', 1)[0]!
  if (/^0+$/.test(first)) return { isDate: false, digits: first.length }
  const bare = first.replace(LITERAL, '').replace(NOT_DATE, '')
  return !DURATION.test(first) && /[ymdhse]|aaa/i.test(bare) ? DATE : GENERAL
}

const DAY = 86_400_000
/** 9999-12-31 in the system of 1900; later days are shown as ####. */
const LAST_SERIAL = 2_958_465
/** Excel holds 1900 for a leap year, so its day 60 never was. */
const NEVER = 60

/** `YYYY-MM-DD` of a serial number; undefined when it is a time of day only, or no day that the sheet can show. */
export function dateOfSerial(serial: number, from1904: boolean): string | undefined {
  const day = Math.floor(serial)
  const last = from1904 ? LAST_SERIAL - 1_462 : LAST_SERIAL
  if (!(day >= 1) || day > last) return undefined
  if (!from1904 && day === NEVER) return '1900-02-29'
  const first = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < NEVER ? 31 : 30)
  return new Date(first + day * DAY).toISOString().slice(0, 10)
}

/** Sheets keep and show 15 digits; the rest of an identity number has become zeros. Never with an exponent. */
const PRECISION = 15

export function digitsOf(value: number, format: NumberFormat): string {
  if (Number.isInteger(value) && value >= 0 && value < 10 ** PRECISION) return String(value).padStart(format.digits, '0')
  const [, sign, whole, fraction = '', exponent] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(value.toExponential(PRECISION - 1))!
  const point = 1 + Number(exponent)
  const all = whole! + fraction
  const before = point > 0 ? all.slice(0, point).padEnd(point, '0') : '0'
  const behind = (point > 0 ? all.slice(point) : '0'.repeat(-point) + all).replace(/0+$/, '')
  return sign! + before.padStart(format.digits, '0') + (behind === '' ? '' : `.${behind}`)
}
