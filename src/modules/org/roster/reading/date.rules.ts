import type { Cell } from '#kernel/workbook'
import { addDays, type SchoolDate } from '#kernel/dates'
import { dayOf } from './identity.rules.ts'
import { chineseNumber, found, isNothing, narrow, NOTHING, refused, tight, type Found } from './text.rules.ts'

/** A day, or a month of which the day is not written. */
export interface WrittenDate {
  readonly month: string
  readonly day: SchoolDate | null
}

const SEPARATED = /^(\d{4})[年./、,-](\d{1,2})(?:[月./、,-](\d{1,2})日?)?(?:月)?$/
const HOURS = /[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/
const HAN = /^([〇零○OoＯ0一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十廿]{1,3})[日号]?)?$/
/** 1 January 1954 to 2064: a number there is no year and month, and no day of eight digits. */
const SERIAL = { first: 19_725, last: 60_264 }

const two = (part: string | number) => String(part).padStart(2, '0')

function written(year: string, month: string | number, day: string | number | undefined): Found<WrittenDate> {
  const date = dayOf(`${year}${two(month)}${two(day ?? 1)}`)
  if (date === null) return refused('date-impossible', '日历上没有这一天。请核对年、月、日。')
  return found({ month: date.slice(0, 7), day: day === undefined ? null : date })
}

/** Any of the forms in use: 2015.9.1, 2015/9/1, 20150901, 2015-09-01, 2015年9月1日, 二〇一五年九月一日, 2015.09, a day number of Excel. */
function readWritten(cell: Cell): Found<WrittenDate> {
  const text = tight(narrow(cell.text).replace(HOURS, '')).replace(/号$/, '日')
  if (cell.kind === 'number' && /^\d{4}\.1$/.test(text)) {
    return refused('date-lost-zero', '分不清是 1 月还是 10 月（数字末尾的 0 会丢失）。请写成 2015-10 这样的文本。')
  }
  const separated = SEPARATED.exec(text)
  if (separated !== null) return written(separated[1]!, separated[2]!, separated[3])
  const run = /^(\d{4})(\d{2})(\d{2})?$/.exec(text)
  if (run !== null) return written(run[1]!, run[2]!, run[3])
  const serial = /^(\d{5})(?:\.\d+)?$/.exec(text)
  if (serial !== null) return fromSerial(Number(serial[1]))
  return fromHan(text) ?? refused('date-form', '日期认不出来。请写成 2015-09-01 这样的年、月、日（年份四位）。')
}

/** Excel counts days from 30 December 1899 on (after its 29 February 1900, a day that never was). */
function fromSerial(days: number): Found<WrittenDate> {
  if (days < SERIAL.first || days > SERIAL.last) return refused('date-form', '日期认不出来。请写成 2015-09-01 这样的年、月、日。')
  const day = addDays('1899-12-30', days)
  return found({ month: day.slice(0, 7), day })
}

function fromHan(text: string): Found<WrittenDate> | null {
  const parts = HAN.exec(text)
  if (parts === null) return null
  const year = [...parts[1]!].map((sign) => chineseNumber(sign) ?? 0).join('')
  const month = chineseNumber(parts[2]!)
  const day = parts[3] === undefined ? undefined : chineseNumber(parts[3])
  return month === null || day === null ? null : written(year, month, day)
}

function inPast(read: Found<WrittenDate>, today: SchoolDate): Found<WrittenDate> {
  if (read.value === null) return read
  const { day, month } = read.value
  return (day ?? month) > today ? refused('date-future', '日期在今天之后。请核对年份。') : read
}

/** A day of birth. `known` is the day inside a valid identity number: it fills in a day that is not written. */
export function readBirthDate(cell: Cell | undefined, known: SchoolDate | null, today: SchoolDate): Found<SchoolDate> {
  if (cell === undefined || isNothing(cell.text)) return bornByNumber(known, today)
  const read = inPast(readWritten(cell), today)
  if (read.value === null) return { value: null, faults: read.faults }
  const { day, month } = read.value
  if (known !== null && (day ?? month) !== known.slice(0, (day ?? month).length)) {
    return refused('birth-differs', '出生日期和身份证号里的不一致。请对照户口簿核对两列；可能是某一列排序时错了行。')
  }
  if (day === null) return known === null ? refused('birth-without-day', '出生日期只写到月份。请补上日。') : found(known)
  return known === null && !isPupilsAge(day, today)
    ? refused('birth-implausible', '按这个出生日期，年龄不到 2 岁或者超过 25 岁。请核对年份；确实无误的，请填写身份证号。')
    : found(day)
}

function bornByNumber(known: SchoolDate | null, today: SchoolDate): Found<SchoolDate> {
  if (known === null) return NOTHING
  return isPupilsAge(known, today) ? found(known) : refused('identity-not-pupil',
    '按身份证号，年龄不到 2 岁或者超过 25 岁，可能填成了家长的号码。请核对；确实无误的，请再填写出生日期。')
}

function isPupilsAge(born: SchoolDate, today: SchoolDate): boolean {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (today.slice(5) < born.slice(5) ? 1 : 0)
  return years >= 2 && years <= 25
}

/** The day of entry or arrival; the first of the month where no day is written. */
export function readEnteredOn(cell: Cell | undefined, today: SchoolDate): Found<SchoolDate> {
  if (cell === undefined || isNothing(cell.text)) return NOTHING
  const read = inPast(readWritten(cell), today)
  return read.value === null ? { value: null, faults: read.faults } : found(read.value.day ?? `${read.value.month}-01`)
}
