import { addDays } from '#kernel/dates'
import { notFound } from '#kernel/errors'
import { newId, type Uuid } from '#kernel/ids'
import type { AnswerOf, BodyOf } from '#kernel/route'
import type { Act } from '#platform/access/act'
import { orgAccess } from '../org.access.ts'
import { getClass } from '../classes/class.service.ts'
import { notEnrolled, type Student } from '../students/student.contract.ts'
import { getStudent } from '../students/student.service.ts'
import { lockStudent } from '../students/student.store.ts'
import {
  designationsChanged, type Designation, type designate as designateRoute, type listClassDesignations as classRoute,
  type listDesignations as listRoute,
} from './designation.contract.ts'
import { whyNotDesignated, whyNotEnding, type Limits } from './designation.rules.ts'
import { closeDesignation, findDesignations, findDesignationsOfClass, findElsewhereUntil, insertDesignations } from './designation.store.ts'

const SETTERS: readonly string[] = ['head_teacher', 'principal', 'party_secretary', 'vice_principal']
/** Guardians find it among who looked; it does not say which mark it is, or whether there is one. */
const PURPOSE = '查看学生认定情况'

/** Who may not learn which children are designated must not find it out from what counts for them either. */
export const readsDesignations = ({ capacity }: Act): boolean => capacity.role in orgAccess['designation.read'].by

/** What a child is designated as; sensitive, so every reading is written to the audit. 404 for a child outside the scope. */
export async function readDesignations(act: Act, studentId: Uuid): Promise<AnswerOf<typeof listRoute>> {
  const child = await getStudent(act, studentId)
  await act.audit({
    action: 'child.read', objectKind: 'student', objectId: child.id, student: child, fields: ['designation'], purpose: PURPOSE,
  })
  const mayDesignate = SETTERS.includes(act.capacity.role) && child.classId !== null
  return { designations: await findDesignations(act, child.id), can: { designate: mayDesignate } }
}

/** The marked children of a class; written to the audit as one reading of the class. 404 for a class outside the scope. */
export async function readClassDesignations(act: Act, classId: Uuid): Promise<AnswerOf<typeof classRoute>> {
  const { schoolId, name } = await getClass(act, classId)
  if (!act.scope.classes.includes(classId) && !act.scope.schools.includes(schoolId)) throw notFound('班级')
  await act.audit({
    action: 'designation.read', objectKind: 'class', objectId: classId, group: { schoolId, classId }, fields: ['name', 'designation'], purpose: PURPOSE,
  })
  return { className: name, designations: await findDesignationsOfClass(act, classId) }
}

/** Marks a child who sits in a class, from a day on. */
export async function designate(act: Act, studentId: Uuid, { kind, validFrom }: BodyOf<typeof designateRoute>): Promise<Designation> {
  await lockStudent(act, studentId)
  const child = await getStudent(act, studentId)
  const { schoolId, classId } = child
  if (schoolId === null || classId === null) throw notEnrolled()
  const refusal = whyNotDesignated({ kind, validFrom, ...await limitsOf(act, child) }, await findDesignations(act, studentId))
  if (refusal !== undefined) throw refusal
  const made = { id: newId(act.now.getTime()), studentId, kind, validFrom, validTo: null }
  await insertDesignations(act.tx, act.regionId, [{ ...made, schoolId, classId, setAt: act.now, setBy: act.capacity.personId }])
  await tell(act, child, { action: 'designation.set', on: validFrom })
  return made
}

/** The mark holds up to and including the last day. */
export async function endDesignation(
  act: Act, at: { studentId: Uuid; designationId: Uuid }, lastDay: string,
): Promise<Designation> {
  await lockStudent(act, at.studentId)
  const child = await getStudent(act, at.studentId)
  const found = (await findDesignations(act, at.studentId)).find((one) => one.id === at.designationId)
  if (found === undefined) throw notFound('认定')
  const refusal = whyNotEnding(lastDay, await limitsOf(act, child), found)
  if (refusal !== undefined) throw refusal
  await closeDesignation(act, found.id, lastDay)
  await tell(act, child, { action: 'designation.end', on: addDays(lastDay, 1) })
  return { ...found, validTo: lastDay }
}

async function limitsOf(act: Act, { id: studentId, schoolId }: Student): Promise<Limits> {
  const elsewhereUntil = schoolId === null ? null
    : await act.asProgram([schoolId], (wide) => findElsewhereUntil(wide, { studentId, schoolId }), [studentId])
  return { today: act.today, elsewhereUntil }
}

async function tell(act: Act, child: Student, { action, on }: { action: string; on: string }): Promise<void> {
  await act.audit({ action, objectKind: 'student', objectId: child.id, student: child, fields: ['designation'] })
  if (child.schoolId === null) return
  await act.announce(designationsChanged, { changed: [{ studentId: child.id, classId: child.classId, schoolId: child.schoolId, on }] })
}
