import { className, compareClasses, gradeOf, type ClassFacts } from '../classes/class.rules.ts'
import { comparePostKinds } from '../posts/post.rules.ts'
import type { Student } from '../students/student.contract.ts'
import { groupBy } from './comparing/compare.rules.ts'
import { FIELD_NAMES, STAFF_FIELDS, STUDENT_FIELDS, type IdentityType, type RosterField, type RosterPost, type StaffField, type StudentField } from './row.contract.ts'
import type { Shape } from './shape.rules.ts'

/** A roster in the words that the reading of rosters understands: what is exported and imported again changes nothing. */

export interface ChildOut {
  readonly name: string
  readonly gender: Student['gender']
  readonly birthDate: string | null
  readonly studentNo: string | null
  readonly identity: { readonly type: string; readonly no: string } | null
  readonly class: ClassFacts
  readonly since: string
  readonly neighbourhood: string | null
  readonly guardians: readonly { readonly name: string; readonly relation: string; readonly phone: string | null }[]
}

export interface StaffOut {
  readonly name: string
  readonly staffNo: string | null
  readonly phone: string | null
  readonly posts: readonly { readonly kind: RosterPost; readonly class: ClassFacts | null; readonly subject: string | null }[]
}

export interface SheetOut { readonly name: string; readonly headings: readonly string[]; readonly widths: readonly number[]; readonly rows: readonly (readonly (string | null)[])[] }

const GENDERS = { male: '男', female: '女', unknown: null } as const
const IDENTITIES: Readonly<Record<IdentityType, string>> = {
  resident: '居民身份证', hongkong: '香港特区护照/身份证明', macao: '澳门特区护照/身份证明', taiwan: '台湾居民来往大陆通行证',
  permit: '外国人永久居留身份证', passport: '护照', other: '其他',
}
const NUMERALS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '高一', '高二', '高三']
const KINDERGARTEN = ['', '小班', '中班', '大班']

/** 「三年级」「七年级」「高一」「大班」; 「2026级」 where no grade fits. */
function gradeName(of: ClassFacts, academicYear: number): string {
  const grade = of.stage === 'vocational' ? null : gradeOf(of, academicYear)
  if (grade === null) return `${of.entryYear}级`
  if (of.stage === 'kindergarten') return KINDERGARTEN[grade]!
  return grade > 9 ? NUMERALS[grade]! : `${NUMERALS[grade]}年级`
}

function cellOfChild(child: ChildOut, field: StudentField, academicYear: number): string | null {
  const guardian = /^guardian(\d)(Name|Relation|Phone)$/.exec(field)
  if (guardian !== null) {
    const one = child.guardians[Number(guardian[1]) - 1]
    return one === undefined ? null : guardian[2] === 'Name' ? one.name : guardian[2] === 'Relation' ? one.relation : one.phone
  }
  const cells: Partial<Record<StudentField, string | null>> = {
    name: child.name, gender: GENDERS[child.gender], birthDate: child.birthDate, studentNo: child.studentNo,
    identityType: child.identity === null ? null : IDENTITIES[child.identity.type as IdentityType], identityNo: child.identity?.no ?? null,
    grade: gradeName(child.class, academicYear), class: className(child.class, academicYear), enteredOn: child.since, neighbourhood: child.neighbourhood,
  }
  return cells[field] ?? null
}

/** As many characters as the widest of such cells has; Chinese ones count twice. */
const widthOf = (heading: string, field: RosterField): number =>
  Math.max(heading.length * 2 + 2, /(identityNo|studentNo)/.test(field) ? 24 : /(neighbourhood|teaches|Phone|phone)/.test(field) ? 18 : 12)

type Headings = Shape['headings']
const usual = (fields: readonly RosterField[]): Headings => fields.map((field) => ({ heading: FIELD_NAMES[field], field }))

const headed = (name: string, headings: Headings, rows: SheetOut['rows']): SheetOut =>
  ({ name, headings: headings.map((one) => one.heading), widths: headings.map((one) => widthOf(one.heading, one.field)), rows })

/** Class by class in the order of an office list; a sheet for each grade where the school has it so. */
export function studentSheets(children: readonly ChildOut[], shape: Shape | undefined, academicYear: number): SheetOut[] {
  const headings = shape === undefined || shape.headings.length === 0 ? usual(STUDENT_FIELDS) : shape.headings
  const sorted = children.toSorted((a, b) => compareClasses(a.class, b.class) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const rows = (some: readonly ChildOut[]) => some.map((child) => headings.map(({ field }) => cellOfChild(child, field as StudentField, academicYear)))
  if (shape?.sheetPerGrade !== true || sorted.length === 0) return [headed('学生名册', headings, rows(sorted))]
  return [...groupBy(sorted, (child) => gradeName(child.class, academicYear))].map(([grade, some]) => headed(grade, headings, rows(some)))
}

const TITLES: Partial<Record<RosterPost, string>> = {
  principal: '校长', party_secretary: '书记', vice_principal: '副校长', roster_keeper: '学籍管理员',
  psychology_teacher: '心理健康教师', family_educator: '家庭教育教师',
}

/** A row for each subject of a person: the classes of one cell are taught every subject of the other. */
export function staffSheets(staff: readonly StaffOut[], shape: Shape | undefined, academicYear: number): SheetOut[] {
  const headings = shape === undefined || shape.headings.length === 0 ? usual(STAFF_FIELDS) : shape.headings
  const hasHeadOf = headings.some(({ field }) => field === 'headOf')
  const rows = staff.flatMap((person) => rowsOfPerson(person, { academicYear, hasHeadOf })).map((cells) => headings.map(({ field }) => cells[field as StaffField] ?? null))
  return [headed('教职工名册', headings, rows)]
}

interface Telling { readonly academicYear: number; readonly hasHeadOf: boolean }

function rowsOfPerson({ name, staffNo, phone, ...held }: StaffOut, { academicYear, hasHeadOf }: Telling): Partial<Record<StaffField, string | null>>[] {
  const posts = held.posts.toSorted((a, b) => comparePostKinds(a.kind, b.kind))
  const names = (some: StaffOut['posts']) => some.flatMap((post) => (post.class === null ? [] : className(post.class, academicYear))).join('、')
  const titleOf = ({ kind, subject, class: of }: StaffOut['posts'][number]) => {
    if (kind === 'middle_leader') return `${subject ?? ''}主任`
    // A workbook without a column for it tells the class of a head teacher among the posts.
    return kind === 'head_teacher' && of !== null && !hasHeadOf ? `${className(of, academicYear)}班主任` : TITLES[kind] ?? []
  }
  const titles = posts.flatMap(titleOf).join('、')
  const subjects = [...groupBy(posts.filter((post) => post.kind === 'subject_teacher'), (post) => post.subject ?? '')]
  const own = { name, staffNo, phone }
  const first = { ...own, posts: titles, headOf: names(posts.filter((post) => post.kind === 'head_teacher')) }
  const taught = subjects.map(([subject, some]) => ({ ...own, subject, teaches: names(some) }))
  return [{ ...taught[0], ...first }, ...taught.slice(1)]
}
