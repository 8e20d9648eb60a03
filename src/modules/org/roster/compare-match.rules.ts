import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Student } from '../students/student.contract.ts'
import { classKeyOf, errorAt, groupBy, sayRow, type Mark, type SchoolClass } from './compare.rules.ts'
import type { KeptOut, Problem, StudentRow } from './row.contract.ts'

/** Which child of the school a row is. */

export interface SchoolGuardian {
  readonly id: Uuid
  readonly personId: Uuid
  readonly name: string
  readonly relation: string
  readonly phone: Mark | null
}

export interface SchoolChild {
  readonly id: Uuid
  readonly name: string
  readonly gender: Student['gender']
  readonly neighbourhood: string | null
  readonly schoolId: Uuid
  /** Null: the child has left, and this school (or another one of the jurisdiction) keeps its file. */
  readonly classId: Uuid | null
  readonly birthDate: SchoolDate | null
  readonly identity: Mark | null
  readonly studentNo: Mark | null
  readonly guardians: readonly SchoolGuardian[]
}

export interface StudentsOfSchool {
  readonly schoolId: Uuid
  /** See `academicYearOf`. */
  readonly academicYear: number
  readonly classes: readonly SchoolClass[]
  /** Also those who have left, and children of the workbook whom another school has released. */
  readonly children: readonly SchoolChild[]
  /** Numbers of children who sit in another school of the jurisdiction, with its name. */
  readonly elsewhere: ReadonlyMap<Mark, string>
}

export interface MarkedRow {
  readonly row: StudentRow
  readonly identity: Mark | null
  readonly studentNo: Mark | null
  /** One for each guardian of the row. */
  readonly phones: readonly (Mark | null)[]
}

/** A row that was kept out, with every mark that its numbers may have. */
export type MarkedOut = KeptOut & { readonly marks: readonly Mark[] }

export type Match =
  | { readonly is: 'child'; readonly child: SchoolChild }
  | { readonly is: 'new' }
  /** The same by its name, but a number says otherwise. `byNumber`: the student number agrees, so it is no other child. */
  | { readonly is: 'renumbered'; readonly child: SchoolChild; readonly byNumber: boolean }
  | { readonly is: 'one-of'; readonly children: readonly SchoolChild[] }
  | { readonly is: 'wrong' }

export interface Matches {
  /** One for each row. */
  readonly of: readonly Match[]
  readonly problems: readonly Problem[]
  /** Children that a row is, or may be. */
  readonly named: ReadonlySet<Uuid>
}

const differ = (a: string | null, b: string | null) => a !== null && b !== null && a !== b
const numbersDiffer = (row: MarkedRow, child: SchoolChild) => differ(row.identity, child.identity) || differ(row.studentNo, child.studentNo)
const contradicts = (row: MarkedRow, child: SchoolChild) => numbersDiffer(row, child) || differ(row.row.birthDate, child.birthDate)

const nameBirth = (one: { name: string; birthDate: SchoolDate | null }) => (one.birthDate === null ? null : `${one.name}|${one.birthDate}`)

/** At the most so many are offered when a row may be one of several children. */
const OFFERED = 6

/**
 * Identity number, then student number, then name and birth date, then name and class; each only where it is unique on both
 * sides and nothing else contradicts. The stronger evidence of any row comes before the weaker of another.
 */
export function matchStudents(school: StudentsOfSchool, rows: readonly MarkedRow[]): Matches {
  const of: (Match | undefined)[] = rows.map(() => undefined)
  const claimed = new Map<Uuid, MarkedRow>()
  const problems: Problem[] = []
  const classOf = new Map(school.classes.map((one) => [one.id, classKeyOf(one)]))

  const claim = (at: number, child: SchoolChild, match: Match = { is: 'child', child }) => {
    const twin = claimed.get(child.id)
    if (twin === undefined) {
      claimed.set(child.id, rows[at]!)
      of[at] = match
      return
    }
    of[at] = { is: 'wrong' }
    problems.push(errorAt(rows[at]!.row, 'duplicate-row', `与${sayRow(twin.row)}是同一名学生。请删去其中一行。`))
  }
  const each = (work: (row: MarkedRow, at: number) => void) => rows.forEach((row, at) => { if (of[at] === undefined) work(row, at) })

  const byIdentity = index(school.children, (child) => child.identity)
  const byStudentNo = index(school.children, (child) => child.studentNo)
  each((row, at) => {
    const child = row.identity === null ? undefined : byIdentity.get(row.identity)
    if (child !== undefined) claim(at, child)
  })
  each((row, at) => {
    const child = row.studentNo === null ? undefined : byStudentNo.get(row.studentNo)
    if (child !== undefined) claim(at, child, differ(row.identity, child.identity) ? { is: 'renumbered', child, byNumber: true } : undefined)
  })
  each((row, at) => {
    const other = [row.identity, row.studentNo].map((mark) => (mark === null ? undefined : school.elsewhere.get(mark))).find((name) => name !== undefined)
    if (other === undefined) return
    of[at] = { is: 'wrong' }
    problems.push(errorAt(row.row, 'in-other-school', `该生的学籍现在在“${other}”。请对方学校先办理转出，再导入这一行。`))
  })

  /** Rows and children that are alone with each other under a key. */
  const pair = (keyOfRow: (row: MarkedRow) => string | null, keyOfChild: (child: SchoolChild) => string | null, take: (at: number, child: SchoolChild) => void) => {
    const waiting = groupBy([...rows.keys()].filter((at) => of[at] === undefined), (at) => keyOfRow(rows[at]!))
    const free = groupBy(school.children.filter((child) => !claimed.has(child.id)), keyOfChild)
    for (const [key, ats] of waiting) {
      const children = free.get(key) ?? []
      if (ats.length === 1 && children.length === 1) take(ats[0]!, children[0]!)
    }
  }
  const placeOf = (child: SchoolChild) => (child.classId === null ? null : classOf.get(child.classId) ?? null)
  const agreeing = (at: number, child: SchoolChild) => { if (!contradicts(rows[at]!, child)) claim(at, child) }
  // Two children of one name and birthday are told apart by their class before they are held for one who is renumbered.
  pair((row) => within(nameBirth(row.row), classKeyOf(row.row.class)), (child) => within(nameBirth(child), placeOf(child)), agreeing)
  pair((row) => nameBirth(row.row), nameBirth, (at, child) => {
    claim(at, child, numbersDiffer(rows[at]!, child) ? { is: 'renumbered', child, byNumber: false } : undefined)
  })
  pair((row) => within(row.row.name, classKeyOf(row.row.class)), (child) => within(child.name, placeOf(child)), agreeing)

  const byName = groupBy(school.children.filter((child) => !claimed.has(child.id)), (child) => child.name)
  const offered = new Set<Uuid>()
  each((row, at) => {
    const key = classKeyOf(row.row.class)
    const children = (byName.get(row.row.name) ?? []).filter((child) => !differ(row.row.birthDate, child.birthDate)
      && (placeOf(child) === key || !numbersDiffer(row, child))).slice(0, OFFERED)
    for (const { id } of children) offered.add(id)
    of[at] = children.length === 0 ? { is: 'new' } : { is: 'one-of', children }
  })
  return { of: of as Match[], problems, named: new Set([...claimed.keys(), ...offered]) }
}

const within = (key: string | null, place: string | null) => (key === null || place === null ? null : `${key}|${place}`)

/** Of two children with one number the first is meant: the school has entered one of them twice. */
function index(children: readonly SchoolChild[], keyOf: (child: SchoolChild) => Mark | null): Map<Mark, SchoolChild> {
  const found = new Map<Mark, SchoolChild>()
  for (const child of children) {
    const key = keyOf(child)
    if (key !== null && !found.has(key)) found.set(key, child)
  }
  return found
}

/**
 * Children who sit in a class that the workbook lists, and whom no row names. Whose row was kept out for an error is not
 * missing from it.
 */
export function findAbsent(school: StudentsOfSchool, rows: readonly MarkedRow[], told: { named: ReadonlySet<Uuid>; keptOut: readonly MarkedOut[] }): SchoolChild[] {
  const listed = new Set(rows.map(({ row }) => classKeyOf(row.class)))
  const covered = new Set(school.classes.filter((one) => listed.has(classKeyOf(one))).map((one) => one.id))
  const names = new Set(told.keptOut.map((one) => one.name))
  const marks = new Set(told.keptOut.flatMap((one) => one.marks))
  return school.children.filter((child) => child.classId !== null && covered.has(child.classId) && !told.named.has(child.id)
    && !names.has(child.name) && ![child.identity, child.studentNo].some((mark) => mark !== null && marks.has(mark)))
}
