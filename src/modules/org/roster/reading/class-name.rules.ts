import type { ClassFacts } from '../../classes/class.rules.ts'
import { chineseNumber, tight } from './text.rules.ts'

type Stage = ClassFacts['stage']

/** A grade as it is written: which one of a stage, or when its children entered. `stage` null: the school's stages decide. */
export type WrittenGrade =
  | { readonly stage: Stage | null; readonly year: number }
  | { readonly stage: Stage | null; readonly entryYear: number }

/** A class as it is written; without grade the grade stands elsewhere. */
export interface WrittenClass {
  readonly grade: WrittenGrade | null
  readonly number: number
}

const STAGE_WORDS: Readonly<Record<string, Stage>> = {
  小学: 'primary', 小: 'primary', 初中: 'junior', 初: 'junior', 高中: 'senior', 高: 'senior', 普高: 'senior',
  中职: 'vocational', 职高: 'vocational', 职: 'vocational', 幼儿园: 'kindergarten',
}
const KINDERGARTEN = '小中大'
/** 「12(3)班」 is a grade, 「23(3)班」 a year of entry: nobody who entered before sits in a school today. */
const EARLIEST_ENTRY = 2013

const NUMBER = '\\d{1,2}|[一二三四五六七八九十廿]{1,3}'
const OPEN = '[(\\[【〔]'
const CLOSE = '[)\\]】〕]'
const IN_BRACKETS = `${OPEN}(${NUMBER})${CLOSE}`
const STAGE_PREFIX = '(?:(小学|初中|高中|普高|中职|职高|幼儿园|[小初高职])部?)?'

const KINDERGARTEN_CLASS = new RegExp(`^([小中大])班?(?:${IN_BRACKETS}|[-.]?(${NUMBER}))班?$`)
const ENTRY_CLASS = new RegExp(
  `^${STAGE_PREFIX}((?:20)?\\d\\d)(?:级(?:${IN_BRACKETS}|[-.]?(${NUMBER}))班?|${IN_BRACKETS}班?|-(\\d{1,2})班)$`,
)
const GRADE_CLASS = new RegExp(
  `^${STAGE_PREFIX}(1[0-2]|[1-9]|[一二三四五六七八九])(?:年级|年)?(?:${IN_BRACKETS}|[-./·、](${NUMBER})|(${NUMBER}))班?$`,
)
const BARE = new RegExp(`^(?:${OPEN}?(${NUMBER})${CLOSE}?|第(${NUMBER}))班?$`)
const SCHOOL_PREFIX = /^.*(?:小学校?|中学|学校|幼儿园|校区|分校|中心校|一贯制)(?=[^\s].*(?:班|\d|[)\]】]))/

/** 「三年级」「3」「初一」「2023级」「大班」; null where no grade is meant. */
export function readGradeName(written: string): WrittenGrade | null {
  const text = tight(written).replace(/\(.*\)$/, '')
  const kindergarten = /^(?:幼儿园)?([小中大])班?$/.exec(text)
  if (kindergarten !== null) return { stage: 'kindergarten', year: KINDERGARTEN.indexOf(kindergarten[1]!) + 1 }
  const entry = /^(小学|初中|高中|普高|中职|职高|[小初高职])?((?:20)?\d\d)级$|^(20\d\d)$/.exec(text)
  if (entry !== null) return { stage: stageOfWord(entry[1]), entryYear: fullYear(entry[2] ?? entry[3]!) }
  const grade = /^(小学|初中|高中|普高|中职|职高|[小初高职])?(\d{1,2}|[一二三四五六七八九])(?:年级|年)?$/.exec(text)
  return grade === null ? null : gradeOf(grade[1], grade[2]!)
}

const stageOfWord = (word: string | undefined): Stage | null => (word === undefined ? null : STAGE_WORDS[word]!)
const fullYear = (digits: string) => (digits.length === 2 ? 2000 : 0) + Number(digits)

function gradeOf(stageWord: string | undefined, numeral: string): WrittenGrade | null {
  const year = chineseNumber(numeral)
  if (year === null || year < 1 || year > 12) return null
  const stage = stageOfWord(stageWord)
  if (stage !== null || year < 7) return { stage, year }
  return year < 10 ? { stage: 'junior', year: year - 6 } : { stage: 'senior', year: year - 9 }
}

/** A class in any of the ways in use, with the name of the school before it or not; null for what is no class (「苹果班」). */
export function readClassName(written: string): WrittenClass | null {
  const whole = tight(written)
  return parse(whole) ?? parse(whole.replace(SCHOOL_PREFIX, ''))
}

const parse = (text: string): WrittenClass | null =>
  inKindergarten(text) ?? byEntry(text) ?? byDigits(text) ?? bare(text) ?? byGrade(text)

const numbered = (grade: WrittenGrade | null, numeral: string | undefined): WrittenClass | null => {
  const number = numeral === undefined ? null : chineseNumber(numeral)
  return number === null || number === 0 ? null : { grade, number }
}

function inKindergarten(text: string): WrittenClass | null {
  const parts = KINDERGARTEN_CLASS.exec(text)
  if (parts === null) return null
  return numbered({ stage: 'kindergarten', year: KINDERGARTEN.indexOf(parts[1]!) + 1 }, parts[2] ?? parts[3])
}

function byEntry(text: string): WrittenClass | null {
  const parts = ENTRY_CLASS.exec(text)
  if (parts === null) return null
  const year = fullYear(parts[2]!)
  if (year < EARLIEST_ENTRY) return null
  return numbered({ stage: stageOfWord(parts[1]), entryYear: year }, parts[3] ?? parts[4] ?? parts[5] ?? parts[6])
}

/** 302, 1002, 0302: the last two digits are the class. 202302: the first four are the year of entry. */
function byDigits(text: string): WrittenClass | null {
  const entry = /^(20\d\d)(\d\d)班?$/.exec(text)
  if (entry !== null) return numbered({ stage: null, entryYear: Number(entry[1]) }, entry[2])
  const grade = /^(\d{1,2})(\d\d)班?$/.exec(text)
  const written = grade === null ? null : gradeOf(undefined, grade[1]!)
  return written === null ? null : numbered(written, grade![2])
}

/** 「二十三班」 may be 二(13)班 as well: it has to be written in digits. */
function bare(text: string): WrittenClass | null {
  const parts = BARE.exec(text)
  const numeral = parts?.[1] ?? parts?.[2]
  return numeral !== undefined && /^[二三四五六七八九廿]十?[一二三四五六七八九十]/.test(numeral) ? null : numbered(null, numeral)
}

function byGrade(text: string): WrittenClass | null {
  const parts = GRADE_CLASS.exec(text)
  if (parts === null || /^[二三四五六七八九]十/.test(text)) return null
  const grade = gradeOf(parts[1], parts[2]!)
  return grade === null ? null : numbered(grade, parts[3] ?? parts[4] ?? parts[5])
}

const CLASS_WITHIN = new RegExp(
  `${STAGE_PREFIX}(?:(?:20)?\\d\\d级|(?:1[0-2]|[1-9]|[一二三四五六七八九])(?:年级|年)?|(?<=^|[^中小大])[小中大]班?)`
  + `(?:${OPEN}(?:${NUMBER})${CLOSE}|(?:${NUMBER}))班`,
)
const GRADE_WITHIN = /(?:小学|初中|高中)?(?:1[0-2]|[1-9]|[一二三四五六七八九])年级|[初高][一二三]|20\d\d级|[小中大]班/

/** What the name of a sheet or a title says of the class of everybody below: 「示例小学三(2)班花名册」「2026年秋三年级」. */
export function readAround(written: string): { readonly class: WrittenClass | null; readonly grade: WrittenGrade | null } {
  const text = tight(written).replace(/^(?:班级|年级|班别)[:：]/, '')
  const alone = /^[\d.]*$/.test(text) || !/班|\D\d|\d\D|[)\]]/.test(text) ? null : readClassName(text)
  const within = CLASS_WITHIN.exec(text)?.[0]
  const inClass = alone ?? (within === undefined ? null : readClassName(within))
  const grade = GRADE_WITHIN.exec(text)?.[0]
  return { class: inClass, grade: inClass?.grade ?? (grade === undefined ? null : readGradeName(grade)) }
}
