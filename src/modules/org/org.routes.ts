import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { handle, type Served } from '#platform/http/serve'
import * as assignments from './assignments/assignment.contract.ts'
import { drawVisit, readAssignments } from './assignments/assignment.service.ts'
import { enterList } from './bodies/body-list.service.ts'
import { readBodies, readBody, readCounts, readParents } from './bodies/body-view.service.ts'
import * as keeping from './bodies/keeping.contract.ts'
import { addSeats, correctBody, correctSeat, endBody, endSeat, enterBody } from './bodies/keeping.service.ts'
import * as classes from './classes/class.contract.ts'
import { listClassesOfSchool } from './classes/class.service.ts'
import * as designations from './designations/designation.contract.ts'
import { designate, endDesignation, readClassDesignations, readDesignations } from './designations/designation.service.ts'
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

/** A page that changed a body shows it as it stands then. */
async function thenRead(act: Act, bodyId: Uuid, change: Promise<void>) {
  await change
  return readBody(act, bodyId)
}

export const orgRoutes: readonly Served[] = [
  handle(units.listUnits, async (act) => ({ units: await listUnits(act) })),
  handle(classes.listClasses, async (act, { params }) => ({ classes: await listClassesOfSchool(act, params.schoolId) })),
  handle(posts.listVacancies, async (act, { query }) => ({ posts: await listVacantPosts(act, query.unitId) })),
  handle(posts.listColleagues, async (act) => ({ colleagues: await findColleagues(act, act.today) })),
  handle(students.listStudents, (act, { params }) => readRoster(act, params.classId)),
  handle(students.readStudent, (act, { params }) => readStudent(act, params.studentId)),
  handle(students.listSiblings, async (act, { params }) => ({ siblings: await readSiblings(act, params.studentId) })),
  handle(students.listLooks, async (act, { params }) => ({ looks: await listLooks(act, params.studentId) })),
  handle(designations.listDesignations, (act, { params }) => readDesignations(act, params.studentId)),
  handle(designations.listClassDesignations, (act, { params }) => readClassDesignations(act, params.classId)),
  handle(designations.designate, (act, { params, body }) => designate(act, params.studentId, body)),
  handle(designations.endDesignation, (act, { params, body }) => endDesignation(act, params, body.validTo)),
  handle(assignments.drawVisit, (act, { body }) => drawVisit(act, body)),
  handle(assignments.listAssignments, async (act) => ({ assignments: await readAssignments(act) })),
  handle(keeping.countBodies, (act, { query }) => readCounts(act, query)),
  handle(keeping.listParents, (act, { params }) => readParents(act, params.kind)),
  handle(keeping.listBodies, (act, { query }) => readBodies(act, query)),
  handle(keeping.readBody, (act, { params }) => readBody(act, params.bodyId)),
  handle(keeping.enterBody, async (act, { body }) => readBody(act, await enterBody(act, body))),
  handle(keeping.enterList, (act, { body }) => enterList(act, body)),
  handle(keeping.correctBody, (act, { params, body }) => thenRead(act, params.bodyId, correctBody(act, params.bodyId, body))),
  handle(keeping.endBody, (act, { params, body }) => thenRead(act, params.bodyId, endBody(act, params.bodyId, body.validTo))),
  handle(keeping.addSeats, (act, { params, body }) => thenRead(act, params.bodyId, addSeats(act, params.bodyId, body.seats))),
  handle(keeping.correctSeat, (act, { params, body }) => thenRead(act, params.bodyId, correctSeat(act, params, body))),
  handle(keeping.endSeat, (act, { params, body }) => thenRead(act, params.bodyId, endSeat(act, params, body.validTo))),
  ...rosterRoutes,
  handle(slips.listGuardianAccounts, (act, { params }) => readGuardianAccounts(act, params.classId)),
  handle(slips.printGuardianSlips, (act, { params, body }) => printGuardianSlips(act, { ...params, ...body })),
  handle(slips.renewGuardianSlip, (act, { params, body }) => renewGuardianSlip(act, { ...params, ...body })),
  handle(slips.listStaffAccounts, async (act, { params }) => ({ accounts: await readStaffAccounts(act, params.schoolId) })),
  handle(slips.printStaffSlips, (act, { params, body }) => printStaffSlips(act, { ...params, ...body })),
  handle(slips.renewStaffSlip, (act, { params, body }) => renewStaffSlip(act, { ...params, ...body })),
]
