import { sql } from 'kysely'
import type { Uuid } from '#kernel/ids'
import type { BodyKind } from '#modules/org/bodies/body.contract'
import { later } from '#platform/db/later'
import type { Tx } from '#platform/db/scope'
import { tableOf } from './derived.store.ts'
import type { ClassPlace } from './counting.contract.ts'
import type { In } from './fulfilment.store.ts'
import type { StructureCell } from './structure-cells.rules.ts'
import type { HeldSeat, StandingBody, StandingUnit } from './structure.rules.ts'

export const listStandingUnits = async (tx: Tx, regionId: number): Promise<StandingUnit[]> => (await tx.selectFrom('unit')
  .select(['id', 'kind', 'name', 'stages', 'valid_from as from', 'valid_to as to'])
  .where('region_id', '=', regionId).orderBy('id').execute()) as StandingUnit[]

export type DatedClass = ClassPlace & Pick<StandingUnit, 'from' | 'to'>

/** Every class that ever was, of the named units or of all. */
export async function listDatedClasses(tx: Tx, regionId: number, unitIds?: readonly Uuid[]): Promise<DatedClass[]> {
  const all = tx.selectFrom('class').select([
    'id', 'school_id as schoolId', 'stage', 'entry_year as entryYear', 'number', 'valid_from as from', 'valid_to as to',
  ]).where('region_id', '=', regionId)
  return await (unitIds === undefined ? all : all.where('school_id', '=', sql<Uuid>`any(${[...unitIds]}::uuid[])`)).execute() as DatedClass[]
}

/** Which bodies are wanted: of these kinds anywhere (undefined: of all), and all that these units keep. */
interface Wanted {
  readonly kinds: readonly BodyKind[] | undefined
  /** The kinds whose seats matter wherever they are kept. */
  readonly seated: readonly BodyKind[] | undefined
  readonly unitIds: readonly Uuid[]
}

/** Bodies that ever stood, each with all its seats: one query for bodies, one for seats. */
export async function listStandingBodies(tx: Tx, regionId: number, { kinds, seated, unitIds }: Wanted): Promise<StandingBody[]> {
  const among = (wanted: Wanted['kinds']) =>
    (wanted === undefined ? sql`true` : sql`(b.kind = any(${[...wanted]}::text[]) or b.unit_id = any(${[...unitIds]}::uuid[]))`)
  const [bodies, seats] = await Promise.all([
    sql<Omit<StandingBody, 'seats'>>`select id, kind, topic, name, unit_id as "unitId", parent_id as "parentId", class_id as "classId", grade,
      valid_from as "from", valid_to as "to" from body b where region_id = ${regionId} and ${among(kinds)} order by id`.execute(tx),
    sql<HeldSeat & { bodyId: Uuid }>`select s.body_id as "bodyId", s.role, s.kind, s.number, s.valid_from as "from", s.valid_to as "to" from seat s
      join body b on b.region_id = ${regionId} and b.id = s.body_id and ${among(seated)} where s.region_id = ${regionId}`.execute(tx),
  ])
  const held = new Map<Uuid, HeldSeat[]>()
  for (const { bodyId, ...seat } of seats.rows) {
    const list = held.get(bodyId)
    if (list === undefined) held.set(bodyId, [seat])
    else list.push(seat)
  }
  return bodies.rows.map((body) => ({ ...body, seats: held.get(body.id) ?? [] }))
}

export async function findKinds(tx: Tx, regionId: number, bodyIds: readonly Uuid[]): Promise<BodyKind[]> {
  const rows = await tx.selectFrom('body').select('kind').distinct()
    .where('region_id', '=', regionId).where('id', '=', sql<Uuid>`any(${[...bodyIds]}::uuid[])`).execute()
  return rows.map((row) => row.kind as BodyKind)
}

/** Adds cells, in one statement however many there are. */
export async function insertStructureCells(tx: Tx, at: In, cells: readonly StructureCell[]): Promise<void> {
  if (cells.length === 0) return
  const column = (pick: (cell: StructureCell) => string | number) => cells.map(pick)
  await later(tx, sql`insert into ${tableOf(at, 'cell')} (
      region_id, generation, duty, period, bearer_id, group_id, bearer_kind, unit_id, required, done)
    select ${at.regionId}::int, ${at.generation}::int, duty, period, bearer_id, bearer_id, bearer_kind, unit_id, required, done
    from unnest(${column((one) => one.duty)}::text[], ${column((one) => one.period)}::text[], ${column((one) => one.bearerId)}::uuid[],
      ${column((one) => one.bearerKind)}::text[], ${column((one) => one.unitId)}::uuid[], ${column((one) => one.required)}::int[],
      ${column((one) => one.done)}::int[]) as c(duty, period, bearer_id, bearer_kind, unit_id, required, done)`.execute(tx))
}

/** Which cells are counted again: those of a duty and period in these units, whoever bears them. */
export interface Again { readonly duty: string; readonly period: string; readonly unitId: Uuid }

export async function findStructureCells(tx: Tx, at: In, again: readonly Again[]): Promise<StructureCell[]> {
  const all = (pick: (one: Again) => string) => [...new Set(again.map(pick))]
  const rows = await tx.selectFrom('cell').select([
    'duty', 'period', 'bearer_id as bearerId', 'bearer_kind as bearerKind', 'unit_id as unitId', 'required', 'done',
  ]).where('region_id', '=', at.regionId).where('generation', '=', at.generation)
    .where('duty', '=', sql<string>`any(${all((one) => one.duty)}::text[])`)
    .where('period', '=', sql<string>`any(${all((one) => one.period)}::text[])`)
    .where('unit_id', '=', sql<Uuid>`any(${all((one) => one.unitId)}::uuid[])`).execute() as StructureCell[]
  const asked = new Set(again.map(placeOf))
  return rows.filter((row) => asked.has(placeOf(row)))
}

const placeOf = ({ duty, period, unitId }: Again) => `${duty} ${period} ${unitId}`

export async function deleteStructureCells(tx: Tx, at: In, cells: readonly StructureCell[]): Promise<void> {
  if (cells.length === 0) return
  await later(tx, sql`delete from cell c using unnest(${cells.map((one) => one.duty)}::text[], ${cells.map((one) => one.period)}::text[],
      ${cells.map((one) => one.bearerId)}::uuid[]) as a(duty, period, bearer_id)
    where c.region_id = ${at.regionId} and c.generation = ${at.generation} and c.duty = a.duty and c.period = a.period
      and c.bearer_id = a.bearer_id and c.group_id = a.bearer_id`.execute(tx))
}
