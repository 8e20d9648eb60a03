import {
  cellsMoved, coverageAccess, coverageRoutes, exceptionAccess, exceptionRoutes, onAppointmentsChanged, onBodiesChanged, onBodiesMeasured,
  onClassesChanged, onClassesMeasured, onDesignationsChanged, onRecordsSaved, onStudentsPlaced, rebuildAfterPlanChange, refreshRollups, ROLLUP_CONSUMER,
} from '#modules/compliance/index'
import { followStudents, ledgerAccess, ledgerRoutes, objectToUndoing, recordsSaved } from '#modules/ledger/index'
import {
  appointmentsChanged, batchUndoing, classesChanged, findCapacities, orgAccess, orgRoutes, rightsRoutes, scopeOf, sessionRoutes, studentsPlaced,
} from '#modules/org/index'
import { bodiesChanged } from '#modules/org/bodies/body.contract'
import { designationsChanged } from '#modules/org/designations/designation.contract'
import { planAccess, planChanged, planRoutes } from '#modules/plan/index'
import type { AccessTable } from '#platform/access/access'
import type { Clock } from '#platform/clock/clock'
import type { Gate } from '#platform/http/gate'
import type { Served } from '#platform/http/serve'
import { createReactions as emptyReactions, type Reactions } from '#platform/jobs/reactions'

/** The only place where all modules meet on the server: their routes, their rights, and who reacts to whom. */

/** What differs between installations and is no setting. */
export interface Deployment {
  /** Accounts to try, which the sign-in page shows; empty unless the data are demo data. */
  readonly demoAccounts: Parameters<typeof sessionRoutes>[0]
}

/** Who may do what: read it with `tongxin access`. */
export const access: AccessTable = { ...orgAccess, ...planAccess, ...ledgerAccess, ...coverageAccess, ...exceptionAccess }

export const routes = ({ demoAccounts }: Deployment): Served[] =>
  [...sessionRoutes(demoAccounts), ...orgRoutes, ...rightsRoutes(access), ...planRoutes, ...ledgerRoutes, ...coverageRoutes, ...exceptionRoutes]

/** Announcements go up: the ledger never learns who counts what it records. */
export function createReactions(clock: Clock): Reactions {
  const reactions = emptyReactions()
  reactions.inside(studentsPlaced, followStudents)
  reactions.inside(studentsPlaced, onStudentsPlaced)
  reactions.inside(classesChanged, onClassesChanged)
  reactions.inside(classesChanged, onClassesMeasured)
  reactions.inside(batchUndoing, objectToUndoing)
  reactions.inside(recordsSaved, onRecordsSaved)
  reactions.inside(appointmentsChanged, onAppointmentsChanged)
  reactions.inside(bodiesChanged, onBodiesChanged)
  reactions.inside(bodiesChanged, onBodiesMeasured)
  reactions.inside(designationsChanged, onDesignationsChanged)
  reactions.after(cellsMoved, ROLLUP_CONSUMER, refreshRollups)
  reactions.after(planChanged, 'compliance.plan', rebuildAfterPlanChange(clock))
  return reactions
}

export const createGate = (given: Pick<Gate, 'reactions' | 'vault' | 'committed'>): Gate =>
  ({ capacities: { find: findCapacities, scopeOf }, tables: access, ...given })
