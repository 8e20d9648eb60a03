import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Tx } from '#platform/db/scope'
import { holds, inChunks } from './dated.store.ts'
import type { Stage, Unit } from './unit.contract.ts'

export interface NewUnit {
  readonly id: Uuid
  readonly kind: Unit['kind']
  readonly name: string
  readonly stages: readonly Stage[]
  readonly street: string | null
  /** The number that the ministry or the jurisdiction gives a school; unique in the jurisdiction. */
  readonly code?: string | null
  readonly validFrom: SchoolDate
}

export const insertUnits = (tx: Tx, regionId: number, units: readonly NewUnit[]): Promise<void> =>
  inChunks(units, (chunk) => tx.insertInto('unit').values(chunk.map((u) => ({
    region_id: regionId, id: u.id, kind: u.kind, name: u.name, stages: [...u.stages], street: u.street, code: u.code ?? null, valid_from: u.validFrom,
  }))).execute())

const unitsToday = (act: Act) => act.tx.selectFrom('unit').select(['id', 'kind', 'name', 'stages', 'street'])
  .where('region_id', '=', act.regionId).where(holds('unit', act.today))

export const findUnits = (act: Act): Promise<Unit[]> => unitsToday(act).orderBy('name').orderBy('id').execute() as Promise<Unit[]>

export const findUnit = (act: Act, unitId: Uuid): Promise<Unit | undefined> =>
  unitsToday(act).where('id', '=', unitId).executeTakeFirst() as Promise<Unit | undefined>

/** Also of a unit that has ended. */
export const findUnitName = async (act: Act, unitId: Uuid): Promise<string | undefined> =>
  (await act.tx.selectFrom('unit').select('name').where('region_id', '=', act.regionId).where('id', '=', unitId).executeTakeFirst())?.name
