import { sql } from 'kysely'
import type { PostKind } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Tx } from '#platform/db/scope'
import type { Carrier } from './fulfil.rules.ts'
import type { In } from './fulfilment.store.ts'

/** A duty in the period whose figures are shown. */
export interface Shown { readonly duty: string; readonly period: string }

export interface Sum {
  readonly duty: string
  readonly unitId: Uuid
  /** Empty where the unit, not a class, is the place. */
  readonly stage: string
  readonly required: number
  readonly done: number
  readonly bearers: number
  readonly bearersMet: number
}

const pairs = (shown: readonly Shown[]) =>
  sql`(select * from unnest(${shown.map((one) => one.duty)}::text[], ${shown.map((one) => one.period)}::text[]))`

/** Sums by unit and stage, of the whole jurisdiction. */
export async function findSums(tx: Tx, at: In, shown: readonly Shown[]): Promise<Sum[]> {
  const { rows } = await sql<Sum>`select duty, unit_id as "unitId", stage, required, done, bearers, bearers_met as "bearersMet"
    from rollup where region_id = ${at.regionId} and generation = ${at.generation} and (duty, period) in ${pairs(shown)}`.execute(tx)
  return rows
}

export interface CellRow {
  readonly duty: string
  readonly period: string
  readonly bearerId: Uuid
  readonly bearerKind: Carrier
  readonly unitId: Uuid
  readonly classId: Uuid | null
  readonly required: number
  readonly done: number
}

const cells = ({ regionId, generation }: In) => sql`select duty, period, bearer_id as "bearerId", bearer_kind as "bearerKind",
  unit_id as "unitId", class_id as "classId", required, done from cell where region_id = ${regionId} and generation = ${generation}`

/** The cells of one unit. */
export async function findCellsOfUnit(
  tx: Tx, at: In, { unitId, shown }: { unitId: Uuid; shown: readonly Shown[] },
): Promise<CellRow[]> {
  const { rows } = await sql<CellRow>`${cells(at)} and unit_id = ${unitId} and (duty, period) in ${pairs(shown)}`.execute(tx)
  return rows
}

/** The cells that one of the named carries. */
export async function findCellsOf(tx: Tx, at: In, { unitId, bearers, shown }: {
  readonly unitId: Uuid
  readonly bearers: readonly Uuid[]
  readonly shown: readonly Shown[]
}): Promise<CellRow[]> {
  const { rows } = await sql<CellRow>`${cells(at)} and unit_id = ${unitId} and bearer_id = any(${[...bearers]}::uuid[])
    and (duty, period) in ${pairs(shown)}`.execute(tx)
  return rows
}

export interface Holding {
  readonly appointmentId: Uuid
  readonly postId: Uuid
  readonly personId: Uuid
  readonly name: string
  readonly kind: PostKind
  readonly classId: Uuid | null
}

/** Who holds which post of a unit on the day. */
export async function findHoldings(tx: Tx, regionId: number, { unitId, on }: { unitId: Uuid; on: SchoolDate }): Promise<Holding[]> {
  const { rows } = await sql<Holding>`
    select a.id as "appointmentId", p.id as "postId", a.person_id as "personId", n.name, p.kind, p.class_id as "classId"
    from post p
    join appointment a on a.region_id = ${regionId} and a.post_id = p.id and a.valid_from <= ${on}
      and (a.valid_to is null or a.valid_to >= ${on})
    join person n on n.region_id = ${regionId} and n.id = a.person_id
    where p.region_id = ${regionId} and p.unit_id = ${unitId} and p.valid_from <= ${on} and (p.valid_to is null or p.valid_to >= ${on})
    order by p.kind, n.name, a.id`.execute(tx)
  return rows
}

export async function findPostKinds(tx: Tx, regionId: number, unitId: Uuid): Promise<ReadonlyMap<Uuid, PostKind>> {
  const rows = await tx.selectFrom('post').select(['id', 'kind'])
    .where('region_id', '=', regionId).where('unit_id', '=', unitId).execute()
  return new Map(rows.map((row) => [row.id, row.kind as PostKind]))
}
