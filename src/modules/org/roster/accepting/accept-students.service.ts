import { addDays, laterOf, type SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { AuditEntry } from '#platform/audit/audit'
import { classesChanged } from '../../classes/class.contract.ts'
import { insertClasses } from '../../classes/class.store.ts'
import { insertGuardianships, type NewGuardianship } from '../../guardians/guardian.store.ts'
import { insertPeople } from '../../people/person.store.ts'
import { insertPosts } from '../../posts/post.store.ts'
import { insertEnrolments, type NewEnrolment } from '../../students/enrolment.store.ts'
import { byKeeper } from '../../students/placed.rules.ts'
import { placedTooEarly, studentsPlaced, type Place, type Placed } from '../../students/student.contract.ts'
import { insertStudents, placeStudents, type NewStudent } from '../../students/student.store.ts'
import { dayBefore } from '../../units/dated.rules.ts'
import { classKeyOf, type SchoolClass } from '../comparing/compare.rules.ts'
import type { GuardianStep, WhichPerson } from '../comparing/compare-guardians.rules.ts'
import type { SchoolChild, StudentsOfSchool } from '../comparing/compare-match.rules.ts'
import { classesToFound, type ChildStep, type StudentStep } from '../comparing/compare-students.rules.ts'
import { findChildImages, findChildStates } from './image.store.ts'
import { schoolChanged } from '../roster.contract.ts'
import { identityMark, phoneMark, places, studentNoMark } from '../seals.service.ts'
import {
  saveStudentFiles, setLastDays, takeLastEnrolments, updateGuardianships, updateStudents, type Ending, type GuardianshipNow, type LastEnrolment,
  type Sealed, type StudentFile, type StudentNow,
} from './write.store.ts'
import { inScopeOf, type Writing } from './writing.service.ts'

/** Everything that is to be written, gathered before the first statement. */
interface Sheets {
  readonly people: { id: Uuid; name: string }[]
  readonly students: NewStudent[]
  readonly updates: StudentNow[]
  readonly files: StudentFile[]
  readonly enrolments: NewEnrolment[]
  readonly enrolmentEnds: Ending[]
  readonly guardianships: NewGuardianship[]
  readonly guardianshipUpdates: GuardianshipNow[]
  readonly guardianshipEnds: Ending[]
  readonly placed: Placed[]
  readonly audit: AuditEntry[]
}

const ACTIONS = { new: 'roster.enrol', changed: 'roster.change', moved: 'roster.move', arrived: 'roster.arrive' } as const
const PURPOSE = '导入学籍名册'

/** Does what was decided, in the transaction of the writing. Announces all children at once. */
export async function writeStudents(writing: Writing, school: StudentsOfSchool, steps: readonly StudentStep[]): Promise<void> {
  const doing = steps.filter((step) => step.kind !== 'same')
  const known = [...new Set(doing.flatMap((step) => step.child?.id ?? []))]
  const schools = [...new Set([writing.schoolId, ...doing.flatMap((step) => step.child?.schoolId ?? [])])]
  await writing.act.asProgram(schools, async (act) => {
    const wide = inScopeOf(writing, act)
    const classes = await foundClasses(wide, school, doing)
    const founded = [...classes.values()].map((one) => one.id).filter((id) => !school.classes.some((one) => one.id === id))
    const last = await takeLastEnrolments(act, known)
    const images = await findChildImages(act, known)
    // A child that was released may have come to yet another school while this one compared.
    if (images.length < known.length) throw schoolChanged()
    const maker = new Maker(wide, classes, last)
    await wide.inPieces('准备写入', doing, (piece) => {
      for (const step of piece) maker.take(step)
      return Promise.resolve()
    })
    await save(wide, maker.sheets)
    await noteChildren(wide, { sheets: maker.sheets, images, ids: [...maker.sheets.students.map((one) => one.id), ...known] })
    await wide.inPieces('写入办理记录', maker.sheets.audit, (piece) => act.audit(...piece))
    await act.announce(classesChanged, { classIds: founded, on: writing.effectiveOn })
    if (maker.sheets.placed.length > 0) await act.announce(studentsPlaced, { placed: maker.sheets.placed })
  })
}

/** A class begins with the roster, and with the post of its head teacher, still without holder: what was owed before is nobody's. */
async function foundClasses({ act, schoolId, effectiveOn, notes }: Writing, school: StudentsOfSchool, steps: readonly StudentStep[]): Promise<Map<string, SchoolClass>> {
  const made = classesToFound(school, steps).map((facts) => ({
    ...facts, id: notes.newId(), schoolId, validFrom: laterOf(effectiveOn, `${facts.entryYear}-07-01`),
  }))
  const posts = made.map((one) => ({
    id: notes.newId(), unitId: schoolId, kind: 'head_teacher' as const, classId: one.id, subject: null, validFrom: one.validFrom,
  }))
  await insertClasses(act.tx, act.regionId, made)
  await insertPosts(act.tx, act.regionId, posts)
  for (const { id } of made) notes.note('class.new', id)
  for (const { id } of posts) notes.note('post.new', id)
  return new Map([...school.classes, ...made].map((one) => [classKeyOf(one), one]))
}

/** Turns steps into rows. */
class Maker {
  readonly sheets: Sheets = {
    people: [], students: [], updates: [], files: [], enrolments: [], enrolmentEnds: [], guardianships: [], guardianshipUpdates: [],
    guardianshipEnds: [], placed: [], audit: [],
  }
  readonly #writing: Writing
  readonly #classes: ReadonlyMap<string, SchoolClass>
  readonly #last: ReadonlyMap<Uuid, LastEnrolment>
  readonly #persons = new Map<string, Uuid>()

  constructor(writing: Writing, classes: ReadonlyMap<string, SchoolClass>, last: ReadonlyMap<Uuid, LastEnrolment>) {
    this.#writing = writing
    this.#classes = classes
    this.#last = last
  }

  take(step: StudentStep): void {
    if (step.kind === 'left') this.#leave(step.child)
    else if (step.kind === 'guardian-end') this.#endGuardian(step)
    else if (step.child === null) this.#enrol(step)
    else this.#change(step, step.child)
  }

  #enrol(step: ChildStep): void {
    const { row } = step.row
    const id = this.#writing.notes.newId()
    const { to, from } = this.#seat(step, undefined)
    this.sheets.students.push({ id, ...to, name: row.name, gender: row.gender, neighbourhood: row.neighbourhood, createdAt: this.#writing.act.now })
    this.sheets.enrolments.push({ id: this.#writing.notes.newId(), studentId: id, ...to, validFrom: from })
    this.#keepFile(step, id, to)
    for (const guardian of step.guardians) this.#keepGuardian(step, guardian, { studentId: id, place: to, from })
    this.sheets.placed.push({ studentId: id, to, on: from, bare: true })
    this.#tell('new', { id, ...to }, ['name', 'gender', 'birthDate', 'identity', 'studentNo', 'guardians'])
  }

  #change(step: ChildStep, child: SchoolChild): void {
    const { row } = step.row
    const last = this.#last.get(child.id)
    const stays = step.kind === 'changed' || step.kind === 'same'
    const { to, from } = stays && child.classId !== null
      ? { to: { schoolId: child.schoolId, classId: child.classId }, from: this.#today } : this.#seat(step, last)
    if (!stays) this.#move(child, last, { to, from })
    if (step.fields.some((field) => field === 'name' || field === 'gender' || field === 'neighbourhood')) {
      this.sheets.updates.push({
        id: child.id, name: row.name, gender: row.gender === 'unknown' ? child.gender : row.gender, neighbourhood: row.neighbourhood ?? child.neighbourhood,
      })
    }
    if (step.fields.some((field) => field === 'birthDate' || field === 'identity' || field === 'studentNo')) this.#keepFile(step, child.id, to)
    for (const guardian of step.guardians) this.#keepGuardian(step, guardian, { studentId: child.id, place: to, from })
    if (step.kind === 'same') return
    this.#tell(step.kind, { id: child.id, ...to }, [...step.fields, ...(stays ? [] : ['class']), ...(step.guardians.length > 0 ? ['guardians'] : [])])
  }

  get #today(): SchoolDate { return this.#writing.act.today }

  /** Where the child is to sit and from when: never before its class began nor while it sat elsewhere. */
  #seat({ row: { row } }: ChildStep, last: LastEnrolment | undefined): { to: Place; from: SchoolDate } {
    const of = this.#classes.get(classKeyOf(row.class))!
    const wished = row.enteredOn !== null && row.enteredOn <= this.#today ? laterOf(this.#writing.effectiveOn, row.enteredOn) : this.#writing.effectiveOn
    const from = [of.validFrom, ...(last === undefined ? [] : [addDays(last.validTo ?? last.validFrom, 1)])].reduce(laterOf, wished)
    if (from > this.#today) throw placedTooEarly()
    return { to: { schoolId: this.#writing.schoolId, classId: of.id }, from }
  }

  #move(child: SchoolChild, last: LastEnrolment | undefined, { to, from }: { to: Place; from: SchoolDate }): void {
    const open = last?.validTo === null ? last : undefined
    if (open !== undefined) this.sheets.enrolmentEnds.push({ id: open.id, lastDay: dayBefore(from) })
    const id = this.#writing.notes.newId()
    this.sheets.enrolments.push({ id, studentId: child.id, ...to, validFrom: from })
    this.#writing.notes.note('enrolment.new', id)
    this.sheets.placed.push({ studentId: child.id, ...(open && { from: { schoolId: open.schoolId, classId: open.classId } }), to, on: from })
  }

  #leave(child: SchoolChild): void {
    const open = this.#last.get(child.id)
    if (open?.validTo !== null) return
    const lastDay = laterOf(dayBefore(this.#writing.effectiveOn), open.validFrom)
    this.sheets.enrolmentEnds.push({ id: open.id, lastDay })
    this.sheets.placed.push({ studentId: child.id, from: { schoolId: open.schoolId, classId: open.classId }, on: addDays(lastDay, 1) })
    this.sheets.audit.push({
      action: 'roster.leave', objectKind: 'student', objectId: child.id, student: { id: child.id, schoolId: open.schoolId, classId: null }, purpose: PURPOSE,
    })
  }

  #endGuardian({ child, guardian }: Extract<StudentStep, { kind: 'guardian-end' }>): void {
    this.sheets.guardianshipEnds.push({ id: guardian.id, lastDay: dayBefore(this.#today) })
    this.sheets.audit.push({
      action: 'guardianship.end', objectKind: 'guardianship', objectId: guardian.id, student: child, purpose: PURPOSE,
    })
  }

  #keepFile({ row, fields }: ChildStep, studentId: Uuid, place: Place): void {
    const { act } = this.#writing
    const { identity, studentNo, birthDate } = row.row
    const whole = fields.length === 0
    const sealed = (placeOf: string, mark: Buffer, no: string): Sealed => ({ sealed: act.vault.seal(placeOf, no), mark })
    this.sheets.files.push({
      studentId, ...place, birthDate,
      identity: identity === null || !(whole || fields.includes('identity')) ? null
        : { type: identity.type, ...sealed(places.identity(studentId), identityMark(act, identity), identity.no) },
      studentNo: studentNo === null || !(whole || fields.includes('studentNo')) ? null
        : sealed(places.studentNo(studentId), studentNoMark(act, studentNo), studentNo),
    })
  }

  #keepGuardian(step: ChildStep, guardian: GuardianStep, of: { studentId: Uuid; place: Place; from: SchoolDate }): void {
    const { act, notes } = this.#writing
    const { name, relation, phone } = step.row.row.guardians[guardian.at]!
    const id = guardian.kind === 'new' ? notes.newId() : guardian.guardian.id
    const sealed = phone === null ? null : { sealed: act.vault.seal(places.guardianPhone(id), phone), mark: phoneMark(act, phone) }
    if (guardian.kind === 'changed') {
      this.sheets.guardianshipUpdates.push({
        id, relation: guardian.relation ? relation : guardian.guardian.relation, phone: guardian.phone ? sealed : null,
      })
      return
    }
    if (step.child !== null) notes.note('guardianship.new', id)
    this.sheets.guardianships.push({
      id, studentId: of.studentId, ...of.place, personId: this.#personOf(guardian.person, name), guardianName: name, relation, validFrom: of.from, phone: sealed,
    })
  }

  #personOf(which: WhichPerson, name: string): Uuid {
    if ('known' in which) return which.known
    const known = this.#persons.get(which.made)
    if (known !== undefined) return known
    const id = this.#writing.notes.newId()
    this.#persons.set(which.made, id)
    this.sheets.people.push({ id, name })
    return id
  }

  #tell(kind: keyof typeof ACTIONS, student: NonNullable<AuditEntry['student']>, fields: readonly string[]): void {
    this.sheets.audit.push({ action: ACTIONS[kind], objectKind: 'student', objectId: student.id, student, fields, purpose: PURPOSE })
  }
}

async function save({ act, inPieces }: Writing, sheets: Sheets): Promise<void> {
  const { tx, regionId } = act
  await inPieces('写入监护人', sheets.people, (piece) => insertPeople(tx, regionId, piece.map((one) => ({ ...one, kind: 'guardian', createdAt: act.now }))))
  await inPieces('写入学生', sheets.students, (piece) => insertStudents(tx, regionId, piece))
  await inPieces('更新学生', sheets.updates, (piece) => updateStudents(act, piece))
  await inPieces('写入证件信息', sheets.files, (piece) => saveStudentFiles(act, piece))
  await inPieces('办理离班', sheets.enrolmentEnds, (piece) => setLastDays(act, 'enrolment', piece))
  await inPieces('写入在籍记录', sheets.enrolments, (piece) => insertEnrolments(tx, regionId, piece))
  await inPieces('写入监护关系', sheets.guardianships, (piece) => insertGuardianships(tx, regionId, piece))
  await inPieces('更新监护关系', sheets.guardianshipUpdates, (piece) => updateGuardianships(act, piece))
  await inPieces('终止监护关系', sheets.guardianshipEnds, (piece) => setLastDays(act, 'guardianship', piece))
  await moveKnown(act, sheets)
}

/** Children who are new were written where they sit. */
async function moveKnown(act: Act, { placed }: Sheets): Promise<void> {
  for (const { to, studentIds } of byKeeper(placed)) await placeStudents(act, studentIds, to)
}

interface Touched { readonly sheets: Sheets; readonly images: Awaited<ReturnType<typeof findChildImages>>; readonly ids: readonly Uuid[] }

async function noteChildren({ act, notes, inPieces }: Writing, { sheets, images, ids }: Touched): Promise<void> {
  const before = new Map(images.map((image) => [image.id, image]))
  const isNew = new Set(sheets.students.map((one) => one.id))
  await inPieces('记下撤销所需', ids, async (piece) => {
    const states = await findChildStates(act, piece)
    for (const id of piece) {
      if (isNew.has(id)) notes.note('student.new', id, { state: states.get(id) })
      else notes.note('student.set', id, { before: before.get(id), state: states.get(id) })
    }
  })
}
