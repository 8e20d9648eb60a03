export { coverageAccess } from './coverage/coverage.access.ts'
export { cellsMoved, type CellsMoved } from './coverage/coverage.contract.ts'
