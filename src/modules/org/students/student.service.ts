import { ROLE_NAMES } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import { notFound } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { AnswerOf } from '#kernel/route'
import type { Act } from '#platform/access/act'
import { partsOfCapacity } from '../capacities/capacity.rules.ts'
import { academicYearOf, className } from '../classes/class.rules.ts'
import { getClass } from '../classes/class.service.ts'
import { findGuardians } from '../guardians/guardian.store.ts'
import { findHeadTeacher } from '../posts/holder.store.ts'
import { findUnitName } from '../units/unit.store.ts'
import { findEnrolledSchools, findEnrolmentsOn, findSchoolsOf } from './enrolment.store.ts'
import { findClassLooks, findLooks } from './look.store.ts'
import type {
  ClassStudent, listStudents as listRoute, Look, Place, readStudent as readRoute, Sibling, Student,
} from './student.contract.ts'
import { findSiblingRows, findStudent, findStudentRows, findStudentsOfClass } from './student.store.ts'

/** Throws 404 for a child outside the scope, as for one that does not exist. */
export async function getStudent(act: Act, studentId: Uuid): Promise<Student> {
  const child = await findStudent(act, studentId)
  if (child === undefined) throw notFound('学生')
  return child
}

/** Children by id; one outside the scope is missing, as one that does not exist. */
export const findStudents = async (act: Act, studentIds: readonly Uuid[]): Promise<ReadonlyMap<Uuid, Student>> =>
  new Map((await findStudentRows(act, studentIds)).map((child) => [child.id, child]))

/** Children who sit in the class today, by name. 404 for a class outside the scope. */
export async function listStudents(act: Act, { classId }: { classId: Uuid }): Promise<ClassStudent[]> {
  const { schoolId } = await getClass(act, classId)
  if (!act.scope.classes.includes(classId) && !act.scope.schools.includes(schoolId)) throw notFound('班级')
  return findStudentsOfClass(act, classId)
}

/** The list of a class as a page shows it; written to the audit as one reading of the class. */
export async function readRoster(act: Act, classId: Uuid): Promise<AnswerOf<typeof listRoute>> {
  const students = await listStudents(act, { classId })
  const found = await getClass(act, classId)
  await act.audit({
    action: 'roster.read', objectKind: 'class', objectId: classId, group: { schoolId: found.schoolId, classId },
    fields: ['name', 'gender', 'neighbourhood'], purpose: '查看班级学生名单',
  })
  return { class: found, students }
}

/** The head of a child's page. Staff reading it is written to the audit, where the guardians find it. */
export async function readStudent(act: Act, studentId: Uuid): Promise<AnswerOf<typeof readRoute>> {
  const child = await getStudent(act, studentId)
  const isGuardian = act.capacity.role === 'guardian'
  if (!isGuardian) {
    await act.audit({
      action: 'child.read', objectKind: 'student', objectId: child.id, student: child,
      fields: ['name', 'gender', 'neighbourhood', 'guardians'], purpose: '查看学生主页',
    })
  }
  const guardians = await findGuardians(act, child.id)
  return {
    ...child,
    schoolName: child.schoolId === null ? null : await findUnitName(act, child.schoolId) ?? null,
    className: child.classId === null ? null : (await getClass(act, child.classId)).name,
    headTeacher: child.classId === null ? null : (await findHeadTeacher(act, child.classId))?.name ?? null,
    // One guardian need not learn of another: parents live apart.
    guardians: isGuardian ? guardians.filter((g) => g.personId === act.capacity.personId) : guardians,
    can: { seeLooks: isGuardian },
  }
}

/** Children of the same school who share a guardian today: name and class, so that one visit can be written down for all. */
export async function findSiblings(act: Act, studentId: Uuid): Promise<Sibling[]> {
  const { id, schoolId } = await getStudent(act, studentId)
  if (schoolId === null) return []
  const rows = await act.asProgram([schoolId], (wide) => findSiblingRows(wide, { id, schoolId }))
  const year = academicYearOf(act.today)
  return rows.map((row) => ({ id: row.id, name: row.name, classId: row.classId, className: className(row, year) }))
}

/** The same for a page: the child and each one named are written to the audit. */
export async function readSiblings(act: Act, studentId: Uuid): Promise<Sibling[]> {
  const siblings = await findSiblings(act, studentId)
  const child = await getStudent(act, studentId)
  const named = [child, ...siblings.map(({ id, classId }) => ({ id, schoolId: child.schoolId, classId }))]
  await act.audit(...named.map((one) => ({
    action: 'child.read', objectKind: 'student', objectId: one.id, student: one, fields: ['name', 'class'], purpose: '查看同校的兄弟姐妹',
  })))
  return siblings
}

/**
 * Where the children sat on `date`. A child is missing from the answer when it sat in no class then, or in a school
 * where it sits no more: the present school does not read the rows of the former one.
 */
export async function classesOn(act: Act, studentIds: readonly Uuid[], date: SchoolDate): Promise<Map<Uuid, Place>> {
  if (studentIds.length === 0) return new Map()
  const schools = await findSchoolsOf(act, studentIds)
  const rows = await act.asProgram(schools, (wide) => findEnrolmentsOn(wide, studentIds, date))
  return new Map(rows.map((row) => [row.studentId, { schoolId: row.schoolId, classId: row.classId }]))
}

/** Who opened the record of the child or a list of its class, latest first, in words. */
export async function listLooks(act: Act, studentId: Uuid): Promise<Look[]> {
  await getStudent(act, studentId)
  const schools = await findEnrolledSchools(act, studentId)
  // Lists of a class lie with the class, which a guardian does not reach; they say who read, and name no other child.
  const ofClass = await act.asProgram(schools, (wide) => findClassLooks(wide, studentId), [studentId])
  const all = [...await findLooks(act, studentId), ...ofClass].sort((a, b) => b.at.getTime() - a.at.getTime())
  const names = new Map<Uuid, string | undefined>()
  const looks: Look[] = []
  for (const { at, capacity, purpose, times } of all) {
    const { role, unitId } = partsOfCapacity(capacity)
    if (role === undefined || unitId === undefined) continue
    if (!names.has(unitId)) names.set(unitId, await findUnitName(act, unitId))
    looks.push({
      at: at.toISOString(), by: `${names.get(unitId) ?? '原单位'} · ${ROLE_NAMES[role]}`,
      what: `${purpose ?? '查看学生信息'}${times === 1 ? '' : `（当天 ${times} 次）`}`,
    })
  }
  return looks
}
