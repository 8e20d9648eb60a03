import { sql } from 'kysely'
import type { PostKind } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Tx } from '#platform/db/scope'
import { holds } from './bearers.store.ts'
import type { Carrier } from './counting.contract.ts'
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

export interface Size { readonly unitId: Uuid; readonly classes: number; readonly vacantPosts: number }

/** How many classes (of a stage) and vacant posts a unit has on the day. */
export async function listSizes(
  tx: Tx, regionId: number, { on, stage }: { on: SchoolDate; stage: string | undefined },
): Promise<ReadonlyMap<Uuid, Size>> {
  const day = sql`${on}::date`
  const { rows } = await sql<Size>`
    select u.id as "unitId", coalesce(c.n, 0) as classes, coalesce(p.n, 0) as "vacantPosts" from unit u
    left join (select school_id, count(*) as n from class c where c.region_id = ${regionId} and ${holds('c', day)}
      and (${stage ?? null}::text is null or c.stage = ${stage ?? null}) group by school_id) c on c.school_id = u.id
    left join (select p.unit_id, count(*) as n from post p left join class c on c.region_id = ${regionId} and c.id = p.class_id
      where p.region_id = ${regionId} and ${holds('p', day)} and (c.id is null or ${holds('c', day)})
        and not exists (select 1 from appointment a where a.region_id = ${regionId} and a.post_id = p.id and ${holds('a', day)})
      group by p.unit_id) p on p.unit_id = u.id
    where u.region_id = ${regionId}`.execute(tx)
  return new Map(rows.map((row) => [row.unitId, row]))
}

export interface CellRow {
  readonly duty: string
  readonly period: string
  readonly bearerId: Uuid
  readonly bearerKind: Carrier
  /** The class in which it is owed, else the unit or the body itself. */
  readonly groupId: Uuid
  readonly unitId: Uuid
  readonly classId: Uuid | null
  readonly required: number
  readonly done: number
}

const cells = ({ regionId, generation }: In) => sql`select duty, period, bearer_id as "bearerId", bearer_kind as "bearerKind", group_id as "groupId",
  unit_id as "unitId", class_id as "classId", required, done from cell where region_id = ${regionId} and generation = ${generation}`

/** The cells of one unit. */
export async function findCellsOfUnit(
  tx: Tx, at: In, { unitId, shown }: { unitId: Uuid; shown: readonly Shown[] },
): Promise<CellRow[]> {
  const { rows } = await sql<CellRow>`${cells(at)} and unit_id = ${unitId} and (duty, period) in ${pairs(shown)}`.execute(tx)
  return rows
}

export interface Who { readonly unitId: Uuid; readonly personId: Uuid; readonly postIds: readonly Uuid[]; readonly on: SchoolDate }

/** The cells that a person carries in a unit: by post, by holding it now, in person, or for the unit itself. */
export async function findCellsOf(tx: Tx, at: In, { who, shown }: { who: Who; shown: readonly Shown[] }): Promise<CellRow[]> {
  const { unitId, personId, postIds, on } = who
  const { rows } = await sql<CellRow>`${cells(at)} and unit_id = ${unitId} and (duty, period) in ${pairs(shown)}
    and (bearer_id = any(${[...postIds, personId, unitId]}::uuid[]) or bearer_id in (select a.id from appointment a
      where a.region_id = ${at.regionId} and a.post_id = any(${[...postIds]}::uuid[]) and a.person_id = ${personId} and ${holds('a', sql`${on}::date`)}))`.execute(tx)
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
  const day = sql`${on}::date`
  const { rows } = await sql<Holding>`
    select a.id as "appointmentId", p.id as "postId", a.person_id as "personId", n.name, p.kind, p.class_id as "classId"
    from post p
    join appointment a on a.region_id = ${regionId} and a.post_id = p.id and ${holds('a', day)}
    join person n on n.region_id = ${regionId} and n.id = a.person_id
    where p.region_id = ${regionId} and p.unit_id = ${unitId} and ${holds('p', day)}
    order by p.kind, n.name, a.id`.execute(tx)
  return rows
}

/** Names of all bodies that a unit keeps or kept. */
export async function findBodyNames(tx: Tx, regionId: number, unitId: Uuid): Promise<ReadonlyMap<Uuid, string>> {
  const rows = await tx.selectFrom('body').select(['id', 'name']).where('region_id', '=', regionId).where('unit_id', '=', unitId).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

export async function findPostKinds(tx: Tx, regionId: number, unitId: Uuid): Promise<ReadonlyMap<Uuid, PostKind>> {
  const rows = await tx.selectFrom('post').select(['id', 'kind'])
    .where('region_id', '=', regionId).where('unit_id', '=', unitId).execute()
  return new Map(rows.map((row) => [row.id, row.kind as PostKind]))
}
