import type { Cell } from '#kernel/workbook'
import { readHeading, type GuardianPart, type Meaning } from './heading.rules.ts'
import {
  STAFF_FIELDS, STUDENT_FIELDS, type Remembered, type RosterField, type RosterKind, type SheetLook,
} from '../row.contract.ts'
import { tight } from './text.rules.ts'

/** A column of a sheet: its heading, what stands above it over several columns, and the first values below. */
export interface Column {
  readonly column: number
  readonly heading: string
  readonly own: string
  readonly above: string
  readonly samples: readonly Cell[]
}

const GUARDIANS = 3
type Fields = Map<number, RosterField>

/** What each column probably holds: by its heading, else by the look of its values; then as the school chose before. */
export function guessColumns(kind: RosterKind, columns: readonly Column[], remembered: Remembered = {}): Fields {
  const meanings = columns.map((column) => meaningOf(kind, column))
  const fields: Fields = new Map()
  meanings.forEach((meaning, at) => {
    if (meaning?.is === 'field' && !taken(fields, meaning.field)) fields.set(columns[at]!.column, meaning.field)
  })
  if (kind === 'students') {
    placeGuardians(columns, secondNames(columns, meanings), fields)
    columns.forEach((column, at) => {
      if (meanings[at] === null) placeByLook(column, fields)
    })
  } else nameFromHeadTeacher(columns, fields)
  return withRemembered(fields, { kind, columns, remembered })
}

const taken = (fields: Fields, field: RosterField) => [...fields.values()].includes(field)

function meaningOf(kind: RosterKind, { own, above, samples }: Column): Meaning | null {
  const meaning = readHeading(kind, own, above)
  return meaning === null && kind === 'students' && tight(own) === '学号' ? schoolsOwnNumber(samples) : meaning
}

const NATIONAL_NO = /^[GJL]\d{17}[\dX]$/i
/** 学号 is a school's own number in most files, and the national one in some. */
const schoolsOwnNumber = (samples: readonly Cell[]): Meaning =>
  mostly(samples, NATIONAL_NO) ? { is: 'field', field: 'studentNo' } : { is: 'ignored' }

function mostly(samples: readonly Cell[], form: RegExp): boolean {
  return samples.length > 0 && samples.filter(({ text }) => form.test(tight(text))).length > samples.length * 0.6
}

const LOOKS: readonly (readonly [RosterField, RegExp])[] = [
  ['identityNo', /^\d{17}[\dX]$/i], ['studentNo', NATIONAL_NO], ['gender', /^[男女]$/],
]

function placeByLook({ column, samples }: Column, fields: Fields) {
  const field = LOOKS.find(([one, form]) => !taken(fields, one) && mostly(samples, form))?.[0]
  if (field !== undefined) fields.set(column, field)
}

/** A second 姓名 without a heading above is a guardian's, unless a second table stands beside the first (see `besideEachOther`). */
function secondNames(columns: readonly Column[], meanings: readonly (Meaning | null)[]): readonly (Meaning | null)[] {
  if (besideEachOther(columns)) return meanings
  const first = meanings.findIndex((meaning) => meaning?.is === 'field' && meaning.field === 'name')
  return meanings.map((meaning, at) =>
    at > first && meaning?.is === 'field' && meaning.field === 'name' ? { is: 'guardian', part: 'Name', who: null } : meaning)
}

/** Two lists of children beside each other on one sheet: 姓名 and another of the child's own headings both stand twice. */
export function besideEachOther(columns: readonly Column[]): boolean {
  const counts = new Map<RosterField, number>()
  for (const { own, above } of columns) {
    const meaning = readHeading('students', own, above)
    if (meaning?.is === 'field') counts.set(meaning.field, (counts.get(meaning.field) ?? 0) + 1)
  }
  const twice = (field: RosterField) => (counts.get(field) ?? 0) > 1
  return twice('name') && (['gender', 'studentNo', 'identityNo', 'birthDate'] as const).some(twice)
}

interface Slot { readonly who: string | null; readonly columns: Map<GuardianPart, number> }

/**
 * Which 电话 is whose: a heading that names a guardian decides; another goes to the first guardian before it that has none yet,
 * or, at the end, to any that has none.
 */
function placeGuardians(columns: readonly Column[], meanings: readonly (Meaning | null)[], fields: Fields) {
  const slots: Slot[] = []
  const pending: { part: GuardianPart; column: number }[] = []
  meanings.forEach((meaning, at) => {
    if (meaning?.is !== 'guardian') return
    const { part, who } = meaning
    const { column } = columns[at]!
    const slot = slots.find((one) => (who === null ? part !== 'Name' : one.who === who) && !one.columns.has(part))
    if (slot !== undefined) slot.columns.set(part, column)
    else if (who !== null || part === 'Name') slots.push({ who, columns: new Map([[part, column]]) })
    else pending.push({ part, column })
  })
  for (const { part, column } of pending) {
    const slot = slots.find((one) => !one.columns.has(part)) ?? (slots.length === 0 ? newSlot(slots) : undefined)
    slot?.columns.set(part, column)
  }
  slots.slice(0, GUARDIANS).forEach((slot, index) => {
    for (const [part, column] of slot.columns) fields.set(column, `guardian${(index + 1) as 1 | 2 | 3}${part}`)
  })
}

function newSlot(slots: Slot[]): Slot {
  const slot: Slot = { who: null, columns: new Map() }
  slots.push(slot)
  return slot
}

/** A list of classes with their head teachers: 班级, 班主任, 手机. */
function nameFromHeadTeacher(columns: readonly Column[], fields: Fields) {
  const headOf = columns.find(({ column, own }) => fields.get(column) === 'headOf' && tight(own) === '班主任')
  const named = columns.find(({ column }) => fields.get(column) === 'name')
  const title = headOf ?? (named !== undefined && tight(named.own) === '班主任姓名' ? named : undefined)
  if (title === undefined || (named !== undefined && named !== title)) return
  fields.set(title.column, 'name')
  const classes = columns.find(({ column }) => fields.get(column) === 'teaches')
  if (classes !== undefined) fields.set(classes.column, 'headOf')
}

interface Chosen { readonly kind: RosterKind; readonly columns: readonly Column[]; readonly remembered: Remembered }

function withRemembered(fields: Fields, { kind, columns, remembered }: Chosen): Fields {
  const possible: readonly string[] = kind === 'students' ? STUDENT_FIELDS : STAFF_FIELDS
  headingKeys(columns).forEach((key, at) => {
    const field = remembered[key]
    if (field === undefined || (field !== null && !possible.includes(field))) return
    for (const [column, other] of fields) if (other === field) fields.delete(column)
    if (field === null) fields.delete(columns[at]!.column)
    else fields.set(columns[at]!.column, field)
  })
  return fields
}

/** What is remembered of a column: its heading; of one that stands twice in a sheet the second time as 「电话#2」. */
function headingKeys(columns: readonly { readonly heading: string }[]): string[] {
  const times = new Map<string, number>()
  return columns.map(({ heading }) => {
    const nth = (times.get(heading) ?? 0) + 1
    times.set(heading, nth)
    return nth === 1 ? heading : `${heading}#${nth}`
  })
}

/** What to remember of an accepted layout: every heading of the sheets in use, with its field or null. */
export function rememberedOf(looks: readonly SheetLook[]): Remembered {
  const remembered: Record<string, RosterField | null> = {}
  for (const look of looks.filter(({ use }) => use)) {
    headingKeys(look.headings).forEach((key, at) => {
      if (key !== '') remembered[key] = look.columns[String(look.headings[at]!.column)] ?? null
    })
  }
  return remembered
}
