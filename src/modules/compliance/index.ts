export { coverageAccess } from './coverage/coverage.access.ts'
export { coverageRoutes } from './coverage/coverage.routes.ts'
export { cellsMoved, type CellsMoved } from './coverage/coverage.contract.ts'
export { onAppointmentChanged, onRecordSaved, onStudentPlaced } from './coverage/moves.service.ts'
export {
  rebuild, rebuildAfterPlanChange, rebuildIfDue, rebuildIn, refreshRollups, ROLLUP_CONSUMER, verify, type Verification,
} from './coverage/rebuild.service.ts'
export type { Difference } from './coverage/verify.store.ts'
