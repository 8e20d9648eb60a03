import { addDays, type SchoolDate } from '#kernel/dates'
import { notFound } from '#kernel/errors'
import { newId, type Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { getClass } from '../classes/class.service.ts'
import { dayBefore } from '../units/dated.rules.ts'
import { closeEnrolment, findLastEnrolment, insertEnrolments } from './enrolment.store.ts'
import { notEnrolled, studentsPlaced, type Placed, type Student } from './student.contract.ts'
import { whyNotLeaving, whyNotPlaced } from './student.rules.ts'
import { getStudent } from './student.service.ts'
import { insertStudents, lockStudent, placeStudents } from './student.store.ts'

export interface Enrol {
  readonly name: string
  readonly gender: Student['gender']
  readonly neighbourhood?: string
  readonly classId: Uuid
  readonly on: SchoolDate
}

/** A child who is new in the jurisdiction. 404 for a class of a school that the capacity does not keep. */
export async function enrol(act: Act, input: Enrol): Promise<Uuid> {
  const target = await getClass(act, input.classId)
  if (!act.scope.schools.includes(target.schoolId)) throw notFound('班级')
  const refusal = whyNotPlaced({ on: input.on, today: act.today, target, last: undefined })
  if (refusal) throw refusal
  const now = act.now.getTime()
  const id = newId(now)
  const to = { schoolId: target.schoolId, classId: target.id }
  await insertStudents(act.tx, act.regionId, [{
    id, ...to, name: input.name, gender: input.gender, neighbourhood: input.neighbourhood ?? null,
    createdAt: act.now,
  }])
  await insertEnrolments(act.tx, act.regionId, [{ id: newId(now), studentId: id, ...to, validFrom: input.on }])
  await tell(act, 'student.enrol', { studentId: id, to, on: input.on })
  return id
}

/**
 * From `on` the child sits in another class of the jurisdiction, also of another school; a child who had left comes
 * back so. Reactions run in a scope that holds both schools.
 */
export async function moveStudent(act: Act, input: { studentId: Uuid; classId: Uuid; on: SchoolDate }): Promise<void> {
  const child = await getStudent(act, input.studentId)
  const target = await getClass(act, input.classId)
  const to = { schoolId: target.schoolId, classId: target.id }
  const schools = [...new Set([child.schoolId ?? to.schoolId, to.schoolId])]
  await act.asProgram(schools, async (wide) => {
    await lockStudent(wide, child.id)
    const last = await findLastEnrolment(wide, child.id)
    const refusal = whyNotPlaced({ on: input.on, today: act.today, target, last })
    if (refusal) throw refusal
    const open = last?.validTo === null ? last : undefined
    if (open !== undefined) await closeEnrolment(wide, open.id, dayBefore(input.on))
    await insertEnrolments(wide.tx, wide.regionId, [{ id: newId(act.now.getTime()), studentId: child.id, ...to, validFrom: input.on }])
    await placeStudents(wide, [child.id], to)
    const from = open && { schoolId: open.schoolId, classId: open.classId }
    await tell(wide, 'student.move', { studentId: child.id, ...(from && { from }), to, on: input.on })
  })
}

/** The child leaves after `lastDay`. The school goes on keeping its file; no class sees it any more. */
export async function leaveStudent(act: Act, input: { studentId: Uuid; lastDay: SchoolDate }): Promise<void> {
  const child = await getStudent(act, input.studentId)
  await act.asProgram(child.schoolId === null ? [] : [child.schoolId], async (wide) => {
    await lockStudent(wide, child.id)
    const open = await findLastEnrolment(wide, child.id)
    if (open === undefined || open.validTo !== null) throw notEnrolled()
    const refusal = whyNotLeaving(input.lastDay, act.today, open)
    if (refusal) throw refusal
    await closeEnrolment(wide, open.id, input.lastDay)
    await placeStudents(wide, [child.id], { schoolId: open.schoolId, classId: null })
    const from = { schoolId: open.schoolId, classId: open.classId }
    await tell(wide, 'student.leave', { studentId: child.id, from, on: addDays(input.lastDay, 1) })
  })
}

async function tell(act: Act, action: string, placed: Placed): Promise<void> {
  const { schoolId, classId } = placed.to ?? { schoolId: placed.from?.schoolId ?? null, classId: null }
  await act.audit({ action, objectKind: 'student', objectId: placed.studentId, student: { id: placed.studentId, schoolId, classId } })
  await act.announce(studentsPlaced, { placed: [placed] })
}
