import type { ClassFacts } from '../../classes/class.rules.ts'
import { readClassName, readGradeName, type WrittenClass, type WrittenGrade } from './class-name.rules.ts'
import type { Kept } from './duplicates.rules.ts'
import type { Line } from './lines.rules.ts'
import { readPhone } from './phone.rules.ts'
import type { KeptOut, Problem, RosterField, RosterPost, SchoolFacts, StaffRow } from '../row.contract.ts'
import { readSeat } from './seat.rules.ts'
import { readOwnName } from './students.rules.ts'
import { found, isNothing, NOTHING, refused, sayRow, tidy, tight, warning, type Found } from './text.rules.ts'

type Post = StaffRow['posts'][number]

/** Separators between several posts, subjects or classes of one cell. */
const SEVERAL = /[、,，;；/\n\r]|兼任?|和|及/
const list = (text: string): string[] => text.split(SEVERAL).map(tight).filter((part) => !isNothing(part))

/** A member of staff, or what is known of one whose row has an error. */
export function readStaff(line: Line, school: SchoolFacts): StaffRow | KeptOut {
  const name = readOwnName(line)
  const staffNo = line.take('staffNo', readStaffNo(line.cell('staffNo')?.text ?? ''))
  const phone = line.take('phone', readPhone(line.cell('phone')))
  const posts = readPosts(line, school)
  if (line.failed || name === null) return { ...line.spot, name, studentNo: null, identityNo: null }
  return { ...line.spot, name, staffNo, phone, posts }
}

export const isStaffRow = (row: StaffRow | KeptOut): row is StaffRow => 'posts' in row

function readStaffNo(text: string): Found<string> {
  const no = tight(text)
  if (isNothing(no)) return NOTHING
  return /^[\dA-Za-z-]{1,30}$/.test(no) ? found(no) : refused('staff-no-form', '工号只能由数字、字母和“-”组成。请核对。')
}

function readPosts(line: Line, school: SchoolFacts): Post[] {
  const titles = list(line.cell('posts')?.text ?? '').map((title) => titleOf(title))
  if (titles.includes(null)) line.note(UNKNOWN_TITLE, 'posts')
  const known = titles.filter((title) => title !== null)
  const teaches = readClasses(line, 'teaches', school)
  const heads = headed(line, { titles: known, teaches }, school)
  const subjects = list(line.cell('subject')?.text ?? '')
  const posts: Post[] = [
    ...known.filter(({ kind }) => !OF_A_CLASS.has(kind)).map(({ kind, subject }) => ({ kind, class: null, subject })),
    ...heads.map((facts) => ({ kind: 'head_teacher' as const, class: facts, subject: null })),
    ...teaches.flatMap((facts) => subjects.map((subject) => ({ kind: 'subject_teacher' as const, class: facts, subject }))),
  ]
  if (teaches.length > 0 && subjects.length === 0 && heads.length === 0) line.note(SUBJECT_MISSING, 'teaches')
  if (posts.length === 0 && !line.failed) line.note(WITHOUT_POST)
  return distinct(posts)
}

/** Held for a class, and so read from the columns that name one. */
const OF_A_CLASS: ReadonlySet<RosterPost> = new Set(['head_teacher', 'subject_teacher'])
const SUBJECT_MISSING = warning('subject-missing', '有任教班级，没有任教学科，任教没有采用。请补上学科。')
const WITHOUT_POST = warning('staff-without-post',
  '没有读到岗位：只登记人员，不能凭岗位登录。请填写职务、班主任班级，或者任教学科和班级。')
const UNKNOWN_TITLE = warning('post-unknown',
  '职务里有认不出来的，没有采用。可用的有：校长、书记、副校长、德育处主任等中层干部、学籍管理员、班主任、任课教师、心理健康教师、家庭教育教师。')
const HEAD_OF_WHAT = warning('head-class-missing', '是班主任，但没有写清是哪个班，班主任没有采用。请在“班主任班级”一列写上班级。')

interface Title {
  readonly kind: RosterPost
  readonly subject: string | null
  /** 「三(2)班班主任」 */
  readonly classText: string | null
}

const TITLES: readonly (readonly [RegExp, RosterPost])[] = [
  [/班主任$/, 'head_teacher'],
  [/副校长$|副园长$/, 'vice_principal'],
  [/校长$|园长$/, 'principal'],
  [/^学籍/, 'roster_keeper'],
  [/(?:团委|团支部)书记$|工会主席$|大队辅导员$/, 'middle_leader'],
  [/副书记$/, 'middle_leader'],
  [/书记$/, 'party_secretary'],
  [/主任$|处长$|^中层/, 'middle_leader'],
  [/^(?:专职|兼职)?心理(?:健康)?(?:教育)?(?:教师|老师|辅导员)$/, 'psychology_teacher'],
  [/^(?:专职|兼职)?家庭教育(?:指导)?(?:教师|老师|指导师)$/, 'family_educator'],
  [/教师$|老师$|教员$|科任$|任课$/, 'subject_teacher'],
]

function titleOf(title: string): Title | null {
  const kind = TITLES.find(([form]) => form.test(title))?.[1]
  if (kind === undefined) return null
  return {
    kind,
    subject: kind === 'middle_leader' ? officeOf(title) : null,
    classText: kind === 'head_teacher' ? title.replace(/班主任$/, '班').replace(/班班$/, '班') : null,
  }
}

/** 「德育主任」「德育处副主任」 → 「德育处」; null where the title names no office. */
function officeOf(title: string): string | null {
  const office = title.replace(/(?:副?(?:主任|处长|书记|主席)|中层干部|中层)$/, '').replace(/辅导员$/, '')
  if (office === '') return null
  return /[处室部办会队委组]$|中心$|支部$/.test(office) ? office : `${office}处`
}

interface Teaching { readonly titles: readonly Title[]; readonly teaches: readonly ClassFacts[] }
const YES = /^(?:是|√|✓|✔|y|yes|1|班主任)$/i
const NO = /^(?:否|不是|×|x|n|no|0)$/i

/** Of which classes somebody is head teacher: as listed, or 是 where one class is taught. */
function headed(line: Line, { titles, teaches }: Teaching, school: SchoolFacts): ClassFacts[] {
  const text = tight(line.cell('headOf')?.text ?? '')
  const named = titles.filter(({ kind }) => kind === 'head_teacher')
  if (text !== '' && !YES.test(text) && !NO.test(text)) return readClasses(line, 'headOf', school)
  if (!YES.test(text) && named.length === 0) return []
  const inTitles = named.flatMap(({ classText }) => {
    const facts = classText === null || classText === '班' ? null : readSeat(written(readClassName(classText), null), school).value
    return facts === null ? [] : [facts]
  })
  if (inTitles.length > 0) return inTitles
  if (teaches.length === 1) return [...teaches]
  line.note(HEAD_OF_WHAT, text === '' ? 'posts' : 'headOf')
  return []
}

const written = (own: WrittenClass | null, grade: WrittenGrade | null) =>
  ({ class: undefined, grade: undefined, around: { class: own, grade } })

const SEVERAL_CLASSES = new RegExp(`${SEVERAL.source}| `)

/** 「三(1)、(2)班」「三1 三2」「三年级1、2班」「三(1)(2)班」: a class without grade is of the grade before it, or in its column. */
function readClasses(line: Line, field: RosterField & ('teaches' | 'headOf'), school: SchoolFacts): ClassFacts[] {
  const cell = line.cell(field)
  if (cell === undefined || isNothing(cell.text)) return []
  if (cell.kind === 'date') {
    line.take(field, readSeat({ class: cell, grade: undefined, around: { class: null, grade: null } }, school))
    return []
  }
  const parts = tidy(cell.text).replace(/([)）\]】])(?=[(（[【])/g, '$1、').split(SEVERAL_CLASSES).map(tight)
    .filter((part) => part !== '' && part !== '班')
  let grade: WrittenGrade | null = readGradeName(line.cell('grade')?.text ?? '')
  const classes: ClassFacts[] = []
  for (const part of parts) {
    const own = readClassName(part)
    const facts = line.take(field, own === null
      ? refused('class-unclear', '班级认不出来。请写成“三(2)班”，几个班级用顿号分开。') : readSeat(written(own, grade), school))
    if (facts === null) return []
    grade = own?.grade ?? grade
    classes.push(facts)
  }
  return classes
}

const keyOf = ({ kind, class: facts, subject }: Post) => `${kind} ${facts?.stage} ${facts?.entryYear} ${facts?.number} ${subject}`
const distinct = (posts: readonly Post[]): Post[] => [...new Map(posts.map((post) => [keyOf(post), post])).values()]

/**
 * A member of staff may have a row for each class: rows of the same number, or the same name and telephone, are one person with
 * the posts of all. The same number with another name, and the same name with nothing to tell them apart, are refused. Two head
 * teachers of one class are found by the comparison, which knows which posts are for one.
 */
export function joinStaff(rows: readonly StaffRow[], problem: (problem: Problem) => void): Kept<StaffRow> {
  const people = new Map<string, StaffRow>()
  const keptOut: KeptOut[] = []
  const refuse = (row: StaffRow, code: string, say: string) => {
    problem({ sheet: row.sheet, row: row.row, level: 'error', code, say })
    keptOut.push({ sheet: row.sheet, row: row.row, name: row.name, studentNo: null, identityNo: null })
  }
  for (const row of rows) {
    const key = row.staffNo === null ? `n ${row.name} ${row.phone}` : `s ${row.staffNo}`
    const known = people.get(key)
    if (known === undefined) people.set(key, row)
    else if (known.name !== row.name) refuse(row, 'staff-no-twice', `工号和${sayRow(known, row)}相同，姓名不同。请更正工号。`)
    else if (row.staffNo === null && row.phone === null) {
      refuse(row, 'staff-twice', `姓名和${sayRow(known, row)}相同，分不清是不是同一个人。请补上工号或者手机；同一个人的，请并为一行。`)
    } else people.set(key, { ...known, phone: known.phone ?? row.phone, posts: distinct([...known.posts, ...row.posts]) })
  }
  return { rows: [...people.values()], keptOut }
}
