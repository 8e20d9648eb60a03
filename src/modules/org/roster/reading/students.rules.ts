import type { Sheet } from '#kernel/workbook'
import { readBirthDate, readEnteredOn } from './date.rules.ts'
import type { Header } from './header.rules.ts'
import { relationInHeading } from './heading.rules.ts'
import {
  bornOf, endsAsRounded, hasLostDigits, isResidentNo, readIdentity, readIdentityType, readStudentNo, type Identity,
} from './identity.rules.ts'
import type { Line } from './lines.rules.ts'
import { readName } from './name.rules.ts'
import { readPhone } from './phone.rules.ts'
import type { GuardianRow, KeptOut, RosterField, SchoolFacts, StudentRow } from '../row.contract.ts'
import { seatReader } from './seat.rules.ts'
import { refused, tight, warning } from './text.rules.ts'
import { ANY_GUARDIAN, isCalling, readGender, readNeighbourhood, readRelation } from './value.rules.ts'

/** What a row of a sheet of children needs to know of the sheet. */
export interface StudentSheet {
  readonly school: SchoolFacts
  readonly seat: ReturnType<typeof seatReader>
  /** Columns in which numbers have lost digits: there no number that ends as rounded ones do is believed. */
  readonly rounded: ReadonlySet<RosterField>
  /** What the heading says a guardian is to the child. */
  readonly relations: readonly (string | undefined)[]
  /** Without a column for the name of a guardian its telephone cannot be kept. */
  readonly guardians: readonly number[]
}

const NUMBERS = ['identityNo', 'studentNo'] as const
const PLACES = [1, 2, 3] as const

interface Placed { readonly columns: ReadonlyMap<RosterField, number>; readonly school: SchoolFacts }

export function studentSheet(sheet: Sheet, header: Header, { columns, school }: Placed): StudentSheet {
  const headingOf = (field: RosterField) => header.columns.find(({ column }) => column === columns.get(field))?.heading ?? ''
  return {
    school,
    seat: seatReader(school),
    rounded: new Set(NUMBERS.filter((field) => hasRoundedNumbers(sheet, header.last, columns.get(field)))),
    relations: PLACES.map((n) =>
      relationInHeading(headingOf(`guardian${n}Name`)) ?? relationInHeading(headingOf(`guardian${n}Phone`))),
    guardians: PLACES.filter((n) => columns.has(`guardian${n}Name`)),
  }
}

/** One number in the column was rounded for certain: it shows as 4.4E+17, is stored as a number, or fails its check. */
function hasRoundedNumbers(sheet: Sheet, headerRow: number, column: number | undefined): boolean {
  if (column === undefined) return false
  return sheet.rows.some(({ number, cells }) => {
    const cell = number > headerRow ? cells[column] : undefined
    return cell !== undefined && (hasLostDigits(cell) || (endsAsRounded(cell) && !isResidentNo(tight(cell.text))))
  })
}

/** A child, or what is known of one whose row has an error. */
export function readStudent(line: Line, sheet: StudentSheet): StudentRow | KeptOut {
  const name = readOwnName(line)
  const identity = readDocument(line, sheet)
  const born = identity?.type === 'resident' ? bornOf(identity.no) : null
  const birthDate = line.take('birthDate', readBirthDate(line.cell('birthDate'), born?.birthDate ?? null, sheet.school.today))
  const gender = line.take('gender', readGender(line.cell('gender'), born?.gender ?? null))
  const given = { identity, birthDate, rounded: sheet.rounded.has('studentNo') }
  const studentNo = line.take('studentNo', readStudentNo(line.cell('studentNo'), given))
  const seat = line.take('class', sheet.seat({ class: line.cell('class'), grade: line.cell('grade'), around: line.around }))
  const enteredOn = line.take('enteredOn', readEnteredOn(line.cell('enteredOn'), sheet.school.today))
  const neighbourhood = line.take('neighbourhood', readNeighbourhood(line.cell('neighbourhood')))
  const guardians = readGuardians(line, sheet)
  if (line.failed || name === null || seat === null) return { ...line.spot, name, studentNo, identityNo: identity?.no ?? null }
  const { sheet: on, row } = line.spot
  // Not spread: that cost more than all the rest of the row.
  return {
    sheet: on, row, name, gender: gender ?? 'unknown', birthDate, studentNo, identity, class: seat, enteredOn, neighbourhood, guardians,
  }
}

export const isStudentRow = (row: StudentRow | KeptOut): row is StudentRow => 'guardians' in row

/** The name of the person of a row; a row without one cannot be kept. */
export function readOwnName(line: Line): string | null {
  const failed = line.failed
  const name = line.take('name', readName(line.cell('name')))
  if (name === null && !failed && !line.failed) line.take('name', refused('name-missing', '没有姓名。请填写姓名；这一行不是人员的，请删去。'))
  return name
}

function readDocument(line: Line, { rounded }: StudentSheet): Identity | null {
  const type = readIdentityType(line.cell('identityType'))
  const cell = line.cell('identityNo')
  if (cell === undefined) return null
  line.take('identityType', type)
  if (type.value === null && type.faults.length > 0) return null
  return line.take('identityNo', readIdentity(cell, type.value, rounded.has('identityNo')))
}

/** The guardians of one more row of a child. */
export const withGuardians = (row: StudentRow, line: Line, sheet: StudentSheet): StudentRow => ({
  ...row, guardians: distinct([...row.guardians, ...readGuardians(line, sheet)]),
})

function readGuardians(line: Line, sheet: StudentSheet): GuardianRow[] {
  const guardians: GuardianRow[] = []
  for (const n of sheet.guardians) {
    const guardian = readGuardian(line, n as 1 | 2 | 3, sheet.relations[n - 1])
    if (guardian !== null) guardians.push(guardian)
  }
  return distinct(guardians)
}

/** One who is named twice, the second time with nothing new, is one. A father and a grandfather of one name are two. */
const distinct = (guardians: readonly GuardianRow[]): GuardianRow[] => guardians.filter(({ name, phone, relation }, at) =>
  !guardians.slice(0, at).some((before) => before.name === name && (before.phone === phone || phone === null)
    && (before.relation === relation || [before.relation, relation].includes(ANY_GUARDIAN))))

function readGuardian(line: Line, n: 1 | 2 | 3, inHeading: string | undefined): GuardianRow | null {
  const field = `guardian${n}Name` as const
  const name = line.take(field, readName(line.cell(field)))
  const phone = line.take(`guardian${n}Phone`, readPhone(line.cell(`guardian${n}Phone`)))
  if (name === null) {
    if (phone !== null) line.note(warning('guardian-nameless', '有监护人的电话，没有姓名，电话没有采用。请补上姓名。'), `guardian${n}Phone`)
    return null
  }
  if (isCalling(name)) line.note(warning('guardian-calling', '监护人姓名写的是称呼。已照原样保存；请改成真实姓名，否则兄弟姐妹的家长各有各的账号。'), field)
  const relation = line.take(`guardian${n}Relation`, readRelation(line.cell(`guardian${n}Relation`)))
  return { name, phone, relation: relation ?? inHeading ?? ANY_GUARDIAN }
}
