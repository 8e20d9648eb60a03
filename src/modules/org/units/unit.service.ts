import { isBureau } from '#kernel/capacity'
import { notFound } from '#kernel/errors'
import { newId, type Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Unit } from './unit.contract.ts'
import { findUnit, findUnits, insertUnits, type NewUnit } from './unit.store.ts'

/** The bureau's people know every unit of the jurisdiction, everybody else the own one. */
export const knowsAllUnits = (act: Act): boolean => isBureau(act.capacity.role) || act.capacity.role === 'security_admin'

export const reachesUnit = (act: Act, unitId: Uuid): boolean => knowsAllUnits(act) || act.capacity.unitId === unitId

/** Units that exist today, sorted by name, as far as the capacity reaches. */
export async function listUnits(act: Act): Promise<Unit[]> {
  const units = await findUnits(act)
  return knowsAllUnits(act) ? units : units.filter((unit) => unit.id === act.capacity.unitId)
}

/** Throws 404 where the unit does not exist today. */
export async function getUnit(act: Act, unitId: Uuid): Promise<Unit> {
  const unit = await findUnit(act, unitId)
  if (unit === undefined) throw notFound('单位')
  return unit
}

export async function addUnit(act: Act, unit: Omit<NewUnit, 'id'>): Promise<Uuid> {
  const id = newId(act.now.getTime())
  await insertUnits(act.tx, act.regionId, [{ ...unit, id }])
  await act.audit({ action: 'unit.add', objectKind: 'unit', objectId: id })
  return id
}
