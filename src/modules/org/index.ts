export { orgAccess } from './org.access.ts'
export { orgRoutes } from './org.routes.ts'
export { rightsOf, rightsRoutes } from './rights/rights.routes.ts'
export { sessionRoutes } from './session/session.routes.ts'
export { addAccount, inviteAccount, issueCode } from './session/account.service.ts'
export { sayCode } from './session/code.rules.ts'
export { joinAccount } from './session/account.store.ts'

export { findCapacities, scopeOf } from './capacities/capacity.service.ts'

export { addUnit, getUnit, listUnits } from './units/unit.service.ts'
export type { Stage, Unit } from './units/unit.contract.ts'
export { insertUnits, type NewUnit } from './units/unit.store.ts'

export { academicYearOf, gradeOf } from './classes/class.rules.ts'
export { addClass, getClass, listClasses } from './classes/class.service.ts'
export { classesChanged } from './classes/class.contract.ts'
export type { ClassView } from './classes/class.contract.ts'
export { insertClasses, type NewClass } from './classes/class.store.ts'

export { addPerson } from './people/person.service.ts'
export { insertPeople, type NewPerson } from './people/person.store.ts'

export { addPost, appoint, endAppointment, findColleagues, heldPosts, listVacantPosts } from './posts/post.service.ts'
export { handOver, HANDED_OVER, type Successor } from './posts/hand-over.service.ts'
export { sayHolders, sayStaff } from './posts/holder.service.ts'
export { appointmentsChanged } from './posts/post.contract.ts'
export { insertAppointments, insertPosts, type NewAppointment, type NewPost } from './posts/post.store.ts'

export { classesOn, findSiblings, findStudents, getStudent, listStudents } from './students/student.service.ts'
export { leaveStudent, moveStudent } from './students/placement.service.ts'
export { byKeeper } from './students/placed.rules.ts'
export { studentsPlaced, type Place, type Placed, type Sibling } from './students/student.contract.ts'
export { insertStudents, type NewStudent } from './students/student.store.ts'
export { insertEnrolments, type NewEnrolment } from './students/enrolment.store.ts'

export { listBodies } from './bodies/body.service.ts'
export { bodiesChanged } from './bodies/body.contract.ts'
export { insertBodies, insertSeats, type NewBody, type NewSeat } from './bodies/body.store.ts'
export { designationsChanged } from './designations/designation.contract.ts'
export { insertDesignations, type NewDesignation } from './designations/designation.store.ts'
export { readsDesignations } from './designations/designation.service.ts'

export { addGuardian, endGuardianship } from './guardians/guardian.service.ts'
export { insertGuardianships, type NewGuardianship } from './guardians/guardian.store.ts'

export { acceptRoster } from './roster/accepting/accept.service.ts'
export { draftRoster } from './roster/comparing/draft.service.ts'
export { discardRoster, sweepRosterFiles, uploadRoster } from './roster/file.service.ts'
export { batchUndoing, type Draft } from './roster/roster.contract.ts'

export { listAssignments } from './assignments/assignment.service.ts'
export { insertAssignments } from './assignments/assignment.store.ts'
