import type { Cell } from '#kernel/workbook'
import type { SchoolDate } from '#kernel/dates'
import type { IdentityType } from '../row.contract.ts'
import { found, isNothing, left, NOTHING, refused, tight, warning, type Found } from './text.rules.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The eighteenth character of a citizen identity number (GB 11643-1999, ISO 7064 MOD 11-2) from the first seventeen digits. */
export const checkDigitOf = (digits: string): string =>
  '10X98765432'[WEIGHTS.reduce((sum, weight, at) => sum + weight * (digits.charCodeAt(at) - 48), 0) % 11]!

/** A day of the calendar written `YYYYMMDD`, or null. By arithmetic: four of them in each of 20,000 rows. */
export function dayOf(digits: string): SchoolDate | null {
  const [year, month, day] = [Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6, 8))]
  const exists = year >= 1800 && month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
  return exists ? `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}` : null
}

export const isResidentNo = (text: string): boolean =>
  /^\d{17}[\dX]$/.test(text) && checkDigitOf(text) === text[17] && dayOf(text.slice(6, 14)) !== null

export interface Born {
  readonly birthDate: SchoolDate
  readonly gender: 'male' | 'female'
}

/** Birth date and gender inside a valid citizen identity number: an odd seventeenth digit is a man's. */
export const bornOf = (no: string): Born => ({
  birthDate: dayOf(no.slice(6, 14))!,
  gender: Number(no[16]) % 2 === 1 ? 'male' : 'female',
})

/** Excel keeps 15 digits of a number: a longer one ends in zeros, or shows as 4.4E+17. */
export function hasLostDigits(cell: Cell): boolean {
  const text = tight(cell.text)
  if (/^\d(?:\.\d+)?E\+?\d+$/i.test(text)) return true
  return cell.kind === 'number' && /^\d{16,}/.test(text)
}

/** Eighteen digits that end as Excel's rounding leaves them, although the cell is text now. */
export const endsAsRounded = (cell: Cell): boolean => /^\d{15}000$/.test(tight(cell.text))

const lostDigits = (what: string): Found<never> => refused('digits-lost',
  `${what}的后几位已经丢失（Excel 把它当成数字保存，只留下前 15 位）。请在 Excel 里把该列设为文本，然后重新填写完整号码。`)

const TYPE_CODES: Readonly<Record<string, IdentityType>> = {
  1: 'resident', 6: 'hongkong', 7: 'macao', 8: 'taiwan', 9: 'permit', A: 'passport', Z: 'other',
}
/** In this order: a 港澳居民来往内地通行证 does not say of which of the two. */
const TYPE_WORDS: readonly (readonly [RegExp, IdentityType | 'residence' | 'homecoming'])[] = [
  [/永久居[住留]/, 'permit'],
  [/居住证/, 'residence'],
  [/台胞证|台湾/, 'taiwan'],
  [/港澳|回乡证/, 'homecoming'],
  [/香港/, 'hongkong'],
  [/澳门/, 'macao'],
  [/身份证|户口|公民/, 'resident'],
  [/护照/, 'passport'],
  [/其他|其它|出生(?:医学)?证/, 'other'],
]

type WrittenType = IdentityType | 'residence' | 'homecoming'

/** 「居民身份证」「1」「1-居民身份证」「A」 (codes of the national school roll); null for an empty cell. */
export function readIdentityType(cell: Cell | undefined): Found<WrittenType> {
  const text = tight(cell?.text ?? '').toUpperCase()
  if (text === '') return NOTHING
  const code = /^([16789AZ])(?=$|[^\dA-Z])/.exec(text)?.[1]
  const type = code === undefined ? TYPE_WORDS.find(([words]) => words.test(text))?.[1] : TYPE_CODES[code]
  return type === undefined
    ? refused('identity-type-unknown', '身份证件类型认不出来。请写“居民身份证”“护照”等名称，或者填写 1、6、7、8、9、A、Z 中的一个代码。')
    : found(type)
}

const RESIDENCE: Readonly<Record<string, IdentityType>> = { 81: 'hongkong', 82: 'macao', 83: 'taiwan' }

export interface Identity {
  readonly type: IdentityType
  readonly no: string
}

/** The document of a row, if it has a number. Without a type a number of the citizen's form is taken for one. */
export function readIdentity(cell: Cell | undefined, type: WrittenType | null, rounded: boolean): Found<Identity> {
  if (cell === undefined || isNothing(cell.text)) return NOTHING
  if (hasLostDigits(cell) || (rounded && endsAsRounded(cell))) return lostDigits('身份证件号')
  const no = tight(cell.text).toUpperCase().replace(/^['‘’`"]+|['‘’`"]+$/g, '')
  if (type === 'resident' || type === 'residence') return residentNo(no, type)
  if (type === null) return /^\d[\d-]{8,}X?$/.test(no) ? residentNo(no, 'resident') : guessed(no)
  if (!/^[\dA-Z()-]{5,20}$/.test(no)) return refused('identity-form', '身份证件号里有不属于号码的字。请只填写号码。')
  return found({ type: type === 'homecoming' ? (no.startsWith('M') ? 'macao' : 'hongkong') : type, no })
}

function residentNo(no: string, type: 'resident' | 'residence'): Found<Identity> {
  if (/^\d{15}$/.test(no)) {
    return refused('identity-short', '身份证号只有 15 位：是旧号码，或者丢了数字。请填写 18 位号码。')
  }
  if (!/^\d{17}[\dX]$/.test(no)) return refused('identity-length', '身份证号应是 18 位数字（末位可以是 X）。请对照户口簿核对；不是身份证的，请填写证件类型。')
  if (dayOf(no.slice(6, 14)) === null) return refused('identity-date', '身份证号里的出生日期不存在。请对照户口簿核对。')
  if (checkDigitOf(no) !== no[17]) return refused('identity-check', '身份证号的校验位不对，至少有一位写错。请对照户口簿核对。')
  return found({ type: type === 'residence' ? (RESIDENCE[no.slice(0, 2)] ?? 'resident') : 'resident', no })
}

/** 来往内地通行证: H or M and eight or ten digits. */
function guessed(no: string): Found<Identity> {
  if (/^[HM]\d{8}(?:\d{2})?$/.test(no)) return found({ type: no.startsWith('H') ? 'hongkong' : 'macao', no })
  return refused('identity-type-missing', '这个号码不是居民身份证号，也没有写证件类型。请补上证件类型（护照、台胞证等），或者更正号码。')
}

/** What the other cells of the row say, to hold the number against. */
export interface StudentNoGiven {
  readonly identity: Identity | null
  readonly birthDate: SchoolDate | null
  readonly rounded: boolean
}

/**
 * Number of the national school roll: G and an identity number, J (no identity number yet) or L (temporary) and region, birth
 * date and four digits (中小学生学籍信息化管理基本信息规范). A number of another form is a school's own and not taken.
 */
export function readStudentNo(cell: Cell | undefined, given: StudentNoGiven): Found<string> {
  if (cell === undefined || isNothing(cell.text)) return NOTHING
  if (hasLostDigits(cell) || (given.rounded && endsAsRounded(cell))) return lostDigits('学籍号')
  const no = tight(cell.text).toUpperCase()
  if (!/^[GJL]/.test(no)) {
    return left('student-no-foreign', '这不是全国学籍号（G、J 或 L 加 18 位），没有采用。需要的话，请从学籍系统抄写全国学籍号。')
  }
  return no.startsWith('G') ? permanentNo(no, given) : datedNo(no, given)
}

function permanentNo(no: string, { identity }: StudentNoGiven): Found<string> {
  const inside = no.slice(1)
  if (!/^\d{17}[\dX]$/.test(inside)) return refused('student-no-form', 'G 开头的学籍号应是字母 G 加 18 位身份证号。请从学籍系统核对。')
  if (!isResidentNo(inside)) return refused('student-no-check', '学籍号里的身份证号校验不对，至少有一位写错。请从学籍系统核对。')
  if (identity?.type === 'resident' && identity.no !== inside) {
    return refused('student-no-differs', '学籍号里的身份证号和身份证件号一列不一致。请核对两列；可能是某一列排序时错了行。')
  }
  return found(no)
}

function datedNo(no: string, { birthDate }: StudentNoGiven): Found<string> {
  const born = /^[JL]\d{6}(\d{8})\d{3}[\dX]$/.exec(no)?.[1]
  if (born === undefined) return refused('student-no-form', 'J 或 L 开头的学籍号应是字母加 18 位数字。请从学籍系统核对。')
  const day = dayOf(born)
  if (day === null) return refused('student-no-check', '学籍号里的出生日期不存在。请从学籍系统核对。')
  return birthDate !== null && birthDate !== day
    ? found(no, warning('student-no-birth', '学籍号里的出生日期和出生日期一列不一致。请核对。'))
    : found(no)
}
