import { ROLE_NAMES, type Role } from '#kernel/capacity'
import { REACH_NAMES, type AccessTable, type Reach } from '#platform/access/access'
import { handle, type Served } from '#platform/http/serve'
import { listRights, type Right } from './rights.contract.ts'

/** The rows of all modules' tables, one right a line. */
export const rightsOf = (table: AccessTable): Right[] => Object.entries(table).flatMap(([verb, { does, by }]) =>
  (Object.entries(by) as [Role, Reach][]).map(([role, reach]) => ({
    verb, does, role, roleName: ROLE_NAMES[role], reach, reachName: REACH_NAMES[reach],
  })))

/** The table is gathered above all modules, so it is handed in. */
export const rightsRoutes = (table: AccessTable): Served[] => [handle(listRights, async () => ({ rights: rightsOf(table) }))]
