import {
  cellsMoved, coverageAccess, coverageRoutes, onAppointmentChanged, onRecordSaved, onStudentPlaced, rebuildAfterPlanChange, refreshRollups, ROLLUP_CONSUMER,
} from '#modules/compliance/index'
import { followStudent, ledgerAccess, ledgerRoutes, recordSaved } from '#modules/ledger/index'
import {
  appointed, appointmentEnded, findCapacities, orgAccess, orgRoutes, rightsRoutes, scopeOf, sessionRoutes, studentPlaced,
} from '#modules/org/index'
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
export const access: AccessTable = { ...orgAccess, ...planAccess, ...ledgerAccess, ...coverageAccess }

export const routes = ({ demoAccounts }: Deployment): Served[] =>
  [...sessionRoutes(demoAccounts), ...orgRoutes, ...rightsRoutes(access), ...planRoutes, ...ledgerRoutes, ...coverageRoutes]

/** Announcements go up: the ledger never learns who counts what it records. */
export function createReactions(clock: Clock): Reactions {
  const reactions = emptyReactions()
  reactions.inside(studentPlaced, followStudent)
  reactions.inside(studentPlaced, onStudentPlaced)
  reactions.inside(recordSaved, onRecordSaved)
  reactions.inside(appointed, onAppointmentChanged)
  reactions.inside(appointmentEnded, onAppointmentChanged)
  reactions.after(cellsMoved, ROLLUP_CONSUMER, refreshRollups)
  reactions.after(planChanged, 'compliance.plan', rebuildAfterPlanChange(clock))
  return reactions
}

export const createGate = (reactions: Reactions, committed: (regionId: number) => void): Gate =>
  ({ capacities: { find: findCapacities, scopeOf }, tables: access, reactions, committed })
