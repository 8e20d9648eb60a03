import type { SchoolDate } from '#kernel/dates'
import type { ClassView } from '../classes/class.contract.ts'
import type { Student } from '../students/student.contract.ts'

/** What a class is called follows from these: the `ClassFacts` of a row. */
export type RowClass = Readonly<Pick<ClassView, 'stage' | 'entryYear' | 'number'>>

/** What a workbook lists. */
export const ROSTER_KINDS = ['students', 'staff'] as const
export type RosterKind = (typeof ROSTER_KINDS)[number]

/** What a column may hold. Anything else stays in the school's file: we keep only what the program needs. */
export const STUDENT_FIELDS = [
  'name', 'gender', 'birthDate', 'studentNo', 'identityType', 'identityNo', 'grade', 'class', 'enteredOn', 'neighbourhood',
  'guardian1Name', 'guardian1Relation', 'guardian1Phone', 'guardian2Name', 'guardian2Relation', 'guardian2Phone',
  'guardian3Name', 'guardian3Relation', 'guardian3Phone',
] as const
export const STAFF_FIELDS = ['name', 'staffNo', 'phone', 'posts', 'subject', 'grade', 'headOf', 'teaches'] as const
export type StudentField = (typeof STUDENT_FIELDS)[number]
export type StaffField = (typeof STAFF_FIELDS)[number]
export type RosterField = StudentField | StaffField

/** What a field is called where a person chooses what a column holds. */
export const FIELD_NAMES: Readonly<Record<RosterField, string>> = {
  name: '姓名', gender: '性别', birthDate: '出生日期', studentNo: '学籍号', identityType: '身份证件类型', identityNo: '身份证件号',
  grade: '年级', class: '班级', enteredOn: '入学日期', neighbourhood: '居住小区',
  guardian1Name: '监护人1姓名', guardian1Relation: '监护人1关系', guardian1Phone: '监护人1电话',
  guardian2Name: '监护人2姓名', guardian2Relation: '监护人2关系', guardian2Phone: '监护人2电话',
  guardian3Name: '监护人3姓名', guardian3Relation: '监护人3关系', guardian3Phone: '监护人3电话',
  staffNo: '工号', phone: '手机', posts: '职务', subject: '任教学科', headOf: '班主任班级', teaches: '任教班级',
}

/** A cell to be named: the sheet, the row as the sheet numbers it, the column by its letter. */
export interface Spot {
  readonly sheet: string
  readonly row: number
  readonly column?: string
}

/**
 * Something about a row or a sheet. An `error` keeps its row out; a `warning` is to be looked at. `say` is Chinese, what is
 * wrong and what to do, and never quotes a cell: commands print it. `cell` is what stands there, for the page only.
 */
export interface Problem extends Spot {
  readonly level: 'error' | 'warning'
  readonly code: string
  readonly field?: RosterField
  readonly say: string
  readonly cell?: string
}

/** A problem that has not yet been given its place. Codes are stable: programs read them. */
export type Fault = Pick<Problem, 'level' | 'code' | 'say'>

export type IdentityType =
  | 'resident' | 'hongkong' | 'macao' | 'taiwan' | 'permit' | 'passport' | 'other'

export interface GuardianRow {
  readonly name: string
  /** 「母亲」「父亲」「祖母」; 「监护人」 where the workbook does not say. */
  readonly relation: string
  /** Digits only, or null. */
  readonly phone: string | null
}

/** One child as the workbook tells of it, every value in its normal form. */
export interface StudentRow extends Spot {
  readonly name: string
  readonly gender: Student['gender']
  readonly birthDate: SchoolDate | null
  readonly studentNo: string | null
  readonly identity: { readonly type: IdentityType; readonly no: string } | null
  readonly class: RowClass
  readonly enteredOn: SchoolDate | null
  readonly neighbourhood: string | null
  readonly guardians: readonly GuardianRow[]
}

export const POSTS_OF_ROSTERS = [
  'principal', 'party_secretary', 'vice_principal', 'middle_leader', 'roster_keeper', 'head_teacher', 'subject_teacher',
  'psychology_teacher', 'family_educator',
] as const
export type RosterPost = (typeof POSTS_OF_ROSTERS)[number]

/** One member of staff. A post of a class names the class; a middle leader's `subject` is the office (德育处). */
export interface StaffRow extends Spot {
  readonly name: string
  readonly staffNo: string | null
  readonly phone: string | null
  readonly posts: readonly { readonly kind: RosterPost; readonly class: RowClass | null; readonly subject: string | null }[]
}

/** How one sheet is read. Columns by their number from 0; a column that is not named is not imported. */
export interface SheetLayout {
  readonly sheet: string
  /** False for a sheet that lists nobody (notes, totals). */
  readonly use: boolean
  /** Last row of the header, as the sheet numbers it; what stands above is a title. */
  readonly headerRow: number | null
  readonly columns: Readonly<Record<string, RosterField>>
}

/** A sheet that is not named, and one without columns, is guessed: what another header row asks for. */
export interface Layout {
  readonly sheets: readonly SheetLayout[]
  readonly hiddenRows: 'read' | 'skip'
}

/**
 * What a school chose before: a heading (see `headingKey`) and its field, or null for a column that is not imported.
 */
export type Remembered = Readonly<Record<string, RosterField | null>>

/** What a person sees of a sheet to judge the layout: the headings, and the first few values of each column. */
export interface SheetLook extends SheetLayout {
  readonly rows: number
  readonly hidden: boolean
  readonly hiddenRows: number
  /** Why the sheet is not used, in Chinese. */
  readonly why: string | null
  readonly headings: readonly { readonly column: number; readonly heading: string; readonly hidden: boolean; readonly examples: readonly string[] }[]
}

/** Somebody whose row has an error: not imported, and not missing from the workbook either. What could be read of who it is. */
export interface KeptOut extends Spot {
  readonly name: string | null
  readonly studentNo: string | null
  readonly identityNo: string | null
}

/** What one reading of a workbook answers: how it was understood, its rows, and what is wrong. */
export interface Reading<Row extends Spot = StudentRow | StaffRow> {
  readonly kind: RosterKind
  readonly looks: readonly SheetLook[]
  readonly hiddenRows: Layout['hiddenRows']
  /** Without those that have an error. */
  readonly rows: readonly Row[]
  readonly keptOut: readonly KeptOut[]
  readonly problems: readonly Problem[]
}

/** What the reader must know of the school to understand a class and a date. */
export interface SchoolFacts {
  readonly stages: readonly RowClass['stage'][]
  /** See `academicYearOf`. */
  readonly academicYear: number
  readonly today: SchoolDate
}
