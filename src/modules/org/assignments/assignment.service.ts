import { randomInt } from 'node:crypto'
import { addDays } from '#kernel/dates'
import { newId, type Uuid } from '#kernel/ids'
import type { AnswerOf, BodyOf } from '#kernel/route'
import type { Act } from '#platform/access/act'
import { academicYearOf, className } from '../classes/class.rules.ts'
import { listClasses } from '../classes/class.service.ts'
import type { ClassView } from '../classes/class.contract.ts'
import { findGuardians } from '../guardians/guardian.store.ts'
import { getStudent } from '../students/student.service.ts'
import { findRandomStudent } from '../students/student.store.ts'
import { listUnits } from '../units/unit.service.ts'
import { nobodyToDraw, notALeaderPost, type AssignmentView, type drawVisit as drawRoute } from './assignment.contract.ts'
import { shuffle } from './assignment.rules.ts'
import { findAssignments, findHolder, insertAssignments, type AssignmentRow } from './assignment.store.ts'

type Draw = BodyOf<typeof drawRoute>
type Drawn = AnswerOf<typeof drawRoute>

/**
 * Draws one child for a bureau leader: a class at random, then a child of it at random (区〔2024〕17号: 随机家访). Whoever
 * draws learns school and class, never the child.
 */
export async function drawVisit(act: Act, input: Draw): Promise<Drawn> {
  const holder = await findHolder(act, input.postId)
  if (holder?.kind !== 'bureau_leader') throw notALeaderPost()
  const { class: of, studentId } = await drawChild(act, input)
  const id = newId(act.now.getTime())
  const validTo = addDays(act.today, input.days - 1)
  const student = { id: studentId, schoolId: of.schoolId, classId: of.id }
  await act.asProgram([of.schoolId], (wide) => insertAssignments(wide.tx, wide.regionId, [{
    id, postId: input.postId, personId: holder.personId, studentId, schoolId: of.schoolId, classId: of.id,
    validFrom: act.today, validTo, createdAt: act.now, createdBy: act.scope.person,
  }]))
  await act.audit({ action: 'assignment.draw', objectKind: 'assignment', objectId: id, student })
  const school = (await listUnits(act)).find((unit) => unit.id === of.schoolId)
  return { id, schoolName: school?.name ?? '', className: of.name, from: act.today, to: validTo }
}

async function drawChild(act: Act, input: Draw): Promise<{ class: ClassView; studentId: Uuid }> {
  const classes = await listClasses(act, input.schoolId === undefined ? {} : { schoolId: input.schoolId })
  const fitting = classes.filter((one) => input.stage === undefined || one.stage === input.stage)
  for (const one of shuffle(fitting, randomInt)) {
    const child = await act.asProgram([one.schoolId], (wide) => findRandomStudent(wide, one.id))
    if (child !== undefined) return { class: one, studentId: child.id }
  }
  throw nobodyToDraw()
}

/** Drawn visits that hold today: for a leader the own ones with the child, for an officer all of them without. */
export async function listAssignments(act: Act): Promise<AssignmentView[]> {
  if (act.capacity.role === 'bureau_leader') return listOwnAssignments(act)
  const schools = (await listUnits(act)).filter((unit) => unit.kind === 'school').map((unit) => unit.id)
  const rows = await act.asProgram(schools, findAssignments)
  return rows.map((row) => ({ ...viewOf(row, act), child: null }))
}

/** The same for a page: a child named to a leader is written to the audit. */
export async function readAssignments(act: Act): Promise<AssignmentView[]> {
  const assignments = await listAssignments(act)
  for (const { child } of assignments) {
    if (child === null) continue
    await act.audit({
      action: 'child.read', objectKind: 'student', objectId: child.id, student: await getStudent(act, child.id),
      fields: ['name', 'guardians'], purpose: '准备随机家访',
    })
  }
  return assignments
}

async function listOwnAssignments(act: Act): Promise<AssignmentView[]> {
  const own: AssignmentView[] = []
  for (const row of await findAssignments(act)) {
    // A leader with more children than one capacity reaches sees each of them in one capacity only.
    if (act.scope.students.includes(row.studentId)) own.push({ ...viewOf(row, act), child: await childOf(act, row.studentId) })
  }
  return own
}

const viewOf = (row: AssignmentRow, act: Act): Omit<AssignmentView, 'child'> => ({
  id: row.id, schoolName: row.schoolName, className: className(row, academicYearOf(act.today)), from: row.from, to: row.to, leaderName: row.leaderName,
})

async function childOf(act: Act, studentId: Uuid): Promise<NonNullable<AssignmentView['child']>> {
  const { id, name } = await getStudent(act, studentId)
  const [guardian] = await findGuardians(act, id)
  return { id, name, guardian: guardian === undefined ? null : { name: guardian.name, relation: guardian.relation } }
}
