import { handle, type Served } from '#platform/http/serve'
import * as assignments from './assignments/assignment.contract.ts'
import { drawVisit, readAssignments } from './assignments/assignment.service.ts'
import * as classes from './classes/class.contract.ts'
import { listClassesOfSchool } from './classes/class.service.ts'
import * as posts from './posts/post.contract.ts'
import { findColleagues, listVacantPosts } from './posts/post.service.ts'
import { rosterRoutes } from './roster/roster.routes.ts'
import * as slips from './slips/slip.contract.ts'
import { printGuardianSlips, readGuardianAccounts, renewGuardianSlip } from './slips/slip.service.ts'
import { printStaffSlips, readStaffAccounts, renewStaffSlip } from './slips/staff-slip.service.ts'
import * as students from './students/student.contract.ts'
import { listLooks, readRoster, readSiblings, readStudent } from './students/student.service.ts'
import * as units from './units/unit.contract.ts'
import { listUnits } from './units/unit.service.ts'

export const orgRoutes: readonly Served[] = [
  handle(units.listUnits, async (act) => ({ units: await listUnits(act) })),
  handle(classes.listClasses, async (act, { params }) => ({ classes: await listClassesOfSchool(act, params.schoolId) })),
  handle(posts.listVacancies, async (act, { query }) => ({ posts: await listVacantPosts(act, query.unitId) })),
  handle(posts.listColleagues, async (act) => ({ colleagues: await findColleagues(act, act.today) })),
  handle(students.listStudents, (act, { params }) => readRoster(act, params.classId)),
  handle(students.readStudent, (act, { params }) => readStudent(act, params.studentId)),
  handle(students.listSiblings, async (act, { params }) => ({ siblings: await readSiblings(act, params.studentId) })),
  handle(students.listLooks, async (act, { params }) => ({ looks: await listLooks(act, params.studentId) })),
  handle(assignments.drawVisit, (act, { body }) => drawVisit(act, body)),
  handle(assignments.listAssignments, async (act) => ({ assignments: await readAssignments(act) })),
  ...rosterRoutes,
  handle(slips.listGuardianAccounts, (act, { params }) => readGuardianAccounts(act, params.classId)),
  handle(slips.printGuardianSlips, (act, { params, body }) => printGuardianSlips(act, { ...params, ...body })),
  handle(slips.renewGuardianSlip, (act, { params, body }) => renewGuardianSlip(act, { ...params, ...body })),
  handle(slips.listStaffAccounts, async (act, { params }) => ({ accounts: await readStaffAccounts(act, params.schoolId) })),
  handle(slips.printStaffSlips, (act, { params, body }) => printStaffSlips(act, { ...params, ...body })),
  handle(slips.renewStaffSlip, (act, { params, body }) => renewStaffSlip(act, { ...params, ...body })),
]
