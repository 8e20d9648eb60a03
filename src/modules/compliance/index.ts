export { coverageAccess } from './coverage/coverage.access.ts'
export { coverageRoutes } from './coverage/coverage.routes.ts'
export { cellsMoved } from './coverage/coverage.contract.ts'
export {
  onAppointmentsChanged, onBodiesChanged, onClassesChanged, onDesignationsChanged, onRecordsSaved, onStudentsPlaced,
} from './coverage/moves.service.ts'
export { rebuildAfterPlanChange, rebuildIfDue, refreshRollups, ROLLUP_CONSUMER, verify } from './coverage/rebuild.service.ts'
export { onBodiesMeasured, onClassesMeasured } from './coverage/structure.service.ts'
export { exceptionAccess } from './exceptions/exception.access.ts'
export { exceptionRoutes } from './exceptions/exception.routes.ts'
