import { createHash } from 'node:crypto'
import type { Act } from '#platform/access/act'
import type { SchoolDate } from '#kernel/dates'
import { academicYearOf } from '../../classes/class.rules.ts'
import { compareStaff, type StaffOfSchool, type StaffPlan } from './compare-staff.rules.ts'
import { compareStudents, type StudentPlan } from './compare-students.rules.ts'
import type { StudentsOfSchool } from './compare-match.rules.ts'
import { viewOfStaff, viewOfStudents, type PlanView } from './compare-view.rules.ts'
import type { Reading, StaffRow, StudentRow } from '../row.contract.ts'
import { loadStaff, loadStudents } from './school.service.ts'
import { inTurns, markOut, markStaff, markStudent } from '../seals.service.ts'

/** A reading held against the school as it is in this transaction. */
export type Comparison =
  | { readonly kind: 'students'; readonly school: StudentsOfSchool; readonly plan: StudentPlan }
  | { readonly kind: 'staff'; readonly school: StaffOfSchool; readonly plan: StaffPlan }

export async function compare(act: Act, schoolId: string, reading: Reading): Promise<Comparison> {
  const keptOut = reading.keptOut.map(markOut(act))
  if (reading.kind === 'staff') {
    const rows = await inTurns(reading.rows as readonly StaffRow[], markStaff(act))
    const school = await loadStaff(act, schoolId)
    return { kind: 'staff', school, plan: compareStaff(school, { rows, keptOut }) }
  }
  const rows = await inTurns(reading.rows as readonly StudentRow[], markStudent(act))
  const school = await loadStudents(act, schoolId, rows)
  return { kind: 'students', school, plan: await drive(compareStudents(school, { rows, keptOut })) }
}

async function drive<T>(work: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    await new Promise(setImmediate)
  }
}

export const viewOf = (comparison: Comparison, reading: Reading): PlanView => (comparison.kind === 'students'
  ? viewOfStudents(comparison.school, comparison.plan, reading.problems) : viewOfStaff(comparison.school, comparison.plan, reading.problems))

/** Names exactly what would be done and asked: the year in which grades are read, reading, and what the school has of whom it concerns. */
export async function digestOf({ plan, school }: Comparison, reading: Reading): Promise<string> {
  const hash = createHash('sha256')
  const add = (value: unknown) => hash.update(JSON.stringify(value)).update('\n')
  await inTurns<unknown, void>(plan.steps, add)
  await inTurns<unknown, void>(plan.pending, add)
  add([school.academicYear, plan.problems, reading.problems.filter((one) => one.level === 'error'), reading.hiddenRows, reading.looks.map(({ sheet, use, headerRow, columns }) => [sheet, use, headerRow, columns])])
  return hash.digest('base64url')
}

/** From when arrivals hold unless the keeper says otherwise: a school without children begins with its academic year. */
export function usualDay({ kind, school }: Comparison, today: SchoolDate): SchoolDate {
  const empty = kind === 'students' ? school.children.every((child) => child.classId === null) : school.posts.every((post) => post.holder === null || post.kind === 'roster_keeper')
  return empty ? `${academicYearOf(today)}-09-01` : today
}
