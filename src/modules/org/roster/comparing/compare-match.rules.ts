import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Student } from '../../students/student.contract.ts'
import { classKeyOf, errorAt, groupBy, type Mark, type SchoolClass } from './compare.rules.ts'
import type { KeptOut, Problem, StudentRow } from '../row.contract.ts'
import { sayRow } from '../reading/text.rules.ts'

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
/** Children or rows between two yields. */
const PIECE = 2_000

/**
 * Identity number, then student number, then name and birth date, then name and class; each only where it is unique on both
 * sides and nothing else contradicts. The stronger evidence of any row comes before the weaker of another. Yields in between.
 */
export function* matchStudents(school: StudentsOfSchool, rows: readonly MarkedRow[]): Generator<undefined, Matches> {
  const matching = new Matching(school, rows)
  matching.byNumbers()
  yield
  matching.elsewhere()
  const nameBirthOf = (row: MarkedRow) => nameBirth(row.row)
  const classOf = (row: MarkedRow) => classKeyOf(row.row.class)
  // Two children of one name and birthday are told apart by their class before they are held for one who is renumbered.
  matching.pair({ row: (row) => within(nameBirthOf(row), classOf(row)), child: (child) => within(nameBirth(child), matching.classOf(child)) })
  yield
  matching.pair({ row: nameBirthOf, child: nameBirth, renumbered: true })
  yield
  matching.pair({ row: (row) => within(row.row.name, classOf(row)), child: (child) => within(child.name, matching.classOf(child)) })
  yield
  return yield* matching.rest()
}

interface Pairing {
  row(row: MarkedRow): string | null
  child(child: SchoolChild): string | null
  /** A child whose number is another one is not passed over but asked about. */
  readonly renumbered?: true
}

class Matching {
  readonly #of: (Match | undefined)[]
  readonly #claimed = new Map<Uuid, MarkedRow>()
  readonly #problems: Problem[] = []
  readonly #school: StudentsOfSchool
  readonly #rows: readonly MarkedRow[]
  readonly #classes: ReadonlyMap<Uuid, string>

  constructor(school: StudentsOfSchool, rows: readonly MarkedRow[]) {
    this.#school = school
    this.#rows = rows
    this.#of = rows.map(() => undefined)
    this.#classes = new Map(school.classes.map((one) => [one.id, classKeyOf(one)]))
  }

  /** Null for a child who has left. */
  classOf = (child: SchoolChild): string | null => (child.classId === null ? null : this.#classes.get(child.classId) ?? null)

  #each(work: (row: MarkedRow, at: number) => void): void {
    this.#rows.forEach((row, at) => { if (this.#of[at] === undefined) work(row, at) })
  }

  #claim(at: number, child: SchoolChild, match: Match = { is: 'child', child }): void {
    const row = this.#rows[at]!
    const twin = this.#claimed.get(child.id)
    if (twin === undefined) {
      this.#claimed.set(child.id, row)
      this.#of[at] = match
    } else this.#refuse(at, errorAt(row.row, 'duplicate-row', `与${sayRow(twin.row)}是同一名学生。请删去其中一行。`))
  }

  #refuse(at: number, problem: Problem): void {
    this.#of[at] = { is: 'wrong' }
    this.#problems.push(problem)
  }

  byNumbers(): void {
    const byIdentity = index(this.#school.children, (child) => child.identity)
    const byStudentNo = index(this.#school.children, (child) => child.studentNo)
    this.#each((row, at) => {
      const child = row.identity === null ? undefined : byIdentity.get(row.identity)
      if (child !== undefined) this.#claim(at, child)
    })
    this.#each((row, at) => {
      const child = row.studentNo === null ? undefined : byStudentNo.get(row.studentNo)
      if (child !== undefined) this.#claim(at, child, differ(row.identity, child.identity) ? { is: 'renumbered', child, byNumber: true } : undefined)
    })
  }

  elsewhere(): void {
    this.#each((row, at) => {
      const school = [row.identity, row.studentNo].map((mark) => (mark === null ? undefined : this.#school.elsewhere.get(mark))).find((name) => name !== undefined)
      if (school === undefined) return
      this.#refuse(at, errorAt(row.row, 'in-other-school', `该生的学籍现在在“${school}”。请对方学校先办理转出，再导入这一行。`))
    })
  }

  /** Rows and children that are alone with each other under a key. */
  pair(by: Pairing): void {
    const waiting = groupBy([...this.#rows.keys()].filter((at) => this.#of[at] === undefined), (at) => by.row(this.#rows[at]!))
    const free = groupBy(this.#school.children.filter((child) => !this.#claimed.has(child.id)), by.child)
    for (const [key, [at, ...others]] of waiting) {
      const [child, ...more] = free.get(key) ?? []
      if (at === undefined || child === undefined || others.length + more.length > 0) continue
      const row = this.#rows[at]!
      if (!contradicts(row, child)) this.#claim(at, child)
      else if (by.renumbered === true && numbersDiffer(row, child)) this.#claim(at, child, { is: 'renumbered', child, byNumber: false })
    }
  }

  /** What is left is new, unless a child of that name might be it. */
  * rest(): Generator<undefined, Matches> {
    const waiting = new Set(this.#rows.flatMap(({ row }, at) => (this.#of[at] === undefined ? [row.name] : [])))
    const namesakes = new Namesakes(this.classOf)
    for (const [at, child] of this.#school.children.entries()) {
      if (at % PIECE === 0) yield
      if (waiting.has(child.name) && !this.#claimed.has(child.id)) namesakes.add(child)
    }
    const offered = new Set<Uuid>()
    for (const [at, row] of this.#rows.entries()) {
      if (at % PIECE === 0) yield
      if (this.#of[at] !== undefined) continue
      const children = namesakes.of(row)
      for (const { id } of children) offered.add(id)
      this.#of[at] = children.length === 0 ? { is: 'new' } : { is: 'one-of', children }
    }
    return { of: this.#of as Match[], problems: this.#problems, named: new Set([...this.#claimed.keys(), ...offered]) }
  }
}

const ANY = '*'
const UNKNOWN = '?'
/** Under what a child stands so that a row that knows the value, and one that does not, find it without looking at others. */
const standsUnder = (value: string | null) => [value ?? UNKNOWN, ANY]
/** A value that nobody contradicts: the same, or one that is not known. */
const looksUnder = (value: string | null) => (value === null ? [ANY] : [value, UNKNOWN])

/**
 * Children by all that may tell them from a namesake: a whole school of one name is asked for the few whom a row may be, not each
 * row for each child.
 */
class Namesakes {
  readonly #lists = new Map<string, SchoolChild[]>()
  readonly #classOf: (child: SchoolChild) => string | null

  constructor(classOf: (child: SchoolChild) => string | null) {
    this.#classOf = classOf
  }

  add(child: SchoolChild): void {
    const classKey = this.#classOf(child)
    for (const birth of standsUnder(child.birthDate)) {
      if (classKey !== null) this.#put(`${child.name}|${birth}|${classKey}`, child)
      for (const identity of standsUnder(child.identity)) {
        for (const studentNo of standsUnder(child.studentNo)) this.#put(`${child.name}|${birth}|${identity} ${studentNo}`, child)
      }
    }
  }

  #put(key: string, child: SchoolChild): void {
    const list = this.#lists.get(key)
    if (list === undefined) this.#lists.set(key, [child])
    else if (list.length < OFFERED) list.push(child)
  }

  /** Those of another birthday never; those with another number only in the class of the row, which come first. */
  of({ row, identity, studentNo }: MarkedRow): SchoolChild[] {
    const keys = looksUnder(row.birthDate).flatMap((birth) => [
      `${row.name}|${birth}|${classKeyOf(row.class)}`,
      ...looksUnder(identity).flatMap((one) => looksUnder(studentNo).map((other) => `${row.name}|${birth}|${one} ${other}`)),
    ])
    return [...new Set(keys.flatMap((key) => this.#lists.get(key) ?? []))].slice(0, OFFERED)
  }
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
