import { notFound } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { groupBy } from '../roster/comparing/compare.rules.ts'
import { knowsAllUnits, reachesUnit } from '../units/unit.service.ts'
import { SEAT_KINDS, SEAT_ROLES, type Body, type Seat } from './body.contract.ts'
import { findBodies, findBody, findSeats, type BodiesAsked, type BodyRow } from './body.store.ts'

/** The bureau's people see every body of the jurisdiction, everybody else those that the own unit keeps. */
const withinReach = (act: Act, asked: BodiesAsked): BodiesAsked | undefined => {
  if (knowsAllUnits(act)) return asked
  const { unitId } = act.capacity
  return unitId === null || (asked.unitId ?? unitId) !== unitId ? undefined : { ...asked, unitId }
}

/** Bodies with their seats, by name. Without `on` also those that have ended; one out of reach is missing, as one that does not exist. */
export async function listBodies(act: Act, asked: BodiesAsked = {}): Promise<Body[]> {
  const reached = withinReach(act, asked)
  return reached === undefined ? [] : withSeats(act, await findBodies(act, reached))
}

/** A body of a unit that the capacity reaches; 404 for any other. */
export async function getBody(act: Act, bodyId: Uuid): Promise<Body> {
  const row = await findBody(act, bodyId)
  if (row === undefined || !reachesUnit(act, row.unitId)) throw notFound('机构或队伍')
  return (await withSeats(act, [row]))[0]!
}

/** The head first, as a list of members is read. */
const compareSeats = (a: Seat, b: Seat): number =>
  SEAT_ROLES.indexOf(a.role) - SEAT_ROLES.indexOf(b.role) || SEAT_KINDS.indexOf(a.kind) - SEAT_KINDS.indexOf(b.kind)

/** Each body with all its seats, those that have ended too. */
export async function withSeats(act: Act, rows: readonly BodyRow[]): Promise<Body[]> {
  if (rows.length === 0) return []
  const seats = groupBy(await findSeats(act, rows.map((row) => row.id)), (one) => one.bodyId)
  return rows.map((row) => ({ ...row, seats: (seats.get(row.id) ?? []).map((one) => one.seat).toSorted(compareSeats) }))
}
