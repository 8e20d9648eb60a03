import { sql } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Tx } from '#platform/db/scope'
import { holds, inChunks } from '../units/dated.store.ts'
import type { Stage } from '../units/unit.contract.ts'
import type { Body, BodyKind, Seat } from './body.contract.ts'

export type BodyRow = Omit<Body, 'seats'>
export type NewBody = Omit<BodyRow, 'validTo'> & { readonly validTo?: SchoolDate | null }
export type NewSeat = Omit<Seat, 'validTo'> & { readonly bodyId: Uuid; readonly unitId: Uuid; readonly validTo?: SchoolDate | null }

/** A parent must stand before its children in the list. */
export const insertBodies = (tx: Tx, regionId: number, bodies: readonly NewBody[]): Promise<void> =>
  inChunks(bodies, (chunk) => tx.insertInto('body').values(chunk.map((b) => ({
    region_id: regionId, id: b.id, kind: b.kind, topic: b.topic, name: b.name, unit_id: b.unitId, parent_id: b.parentId, class_id: b.classId,
    grade: b.grade, valid_from: b.validFrom, valid_to: b.validTo ?? null,
  }))).execute())

export const insertSeats = (tx: Tx, regionId: number, seats: readonly NewSeat[]): Promise<void> =>
  inChunks(seats, (chunk) => tx.insertInto('seat').values(chunk.map((s) => ({
    region_id: regionId, id: s.id, body_id: s.bodyId, unit_id: s.unitId, role: s.role, kind: s.kind, title: s.title, number: s.number,
    valid_from: s.validFrom, valid_to: s.validTo ?? null,
  }))).execute())

const these = (ids: readonly Uuid[]) => sql<Uuid>`any(${[...ids]}::uuid[])`

const bodies = (act: Act) => act.tx.selectFrom('body as b')
  .select(['b.id', 'b.kind', 'b.topic', 'b.name', 'b.unit_id as unitId', 'b.parent_id as parentId', 'b.class_id as classId', 'b.grade',
    'b.valid_from as validFrom', 'b.valid_to as validTo'])
  .where('b.region_id', '=', act.regionId)

export interface BodiesAsked {
  readonly ids?: readonly Uuid[]
  readonly kinds?: readonly BodyKind[]
  readonly unitId?: Uuid
  /** Only those that are there on this day. */
  readonly on?: SchoolDate
}

function narrowed(query: ReturnType<typeof bodies>, { ids, kinds, unitId, on }: BodiesAsked): ReturnType<typeof bodies> {
  let asked = query
  if (ids !== undefined) asked = asked.where('b.id', '=', these(ids))
  if (kinds !== undefined) asked = asked.where('b.kind', '=', sql<string>`any(${[...kinds]}::text[])`)
  if (unitId !== undefined) asked = asked.where('b.unit_id', '=', unitId)
  return on === undefined ? asked : asked.where(holds('b', on))
}

/** By name, without seats. */
export const findBodies = (act: Act, asked: BodiesAsked): Promise<BodyRow[]> =>
  narrowed(bodies(act), asked).orderBy('b.name').orderBy('b.id').execute() as Promise<BodyRow[]>

/** One page of them, and how many there are in all. */
export async function findBodyPage(act: Act, asked: BodiesAsked, page: { size: number; from: number }): Promise<{ rows: BodyRow[]; total: number }> {
  const all = narrowed(bodies(act), asked)
  const [rows, { total }] = await Promise.all([
    all.orderBy('b.name').orderBy('b.id').limit(page.size).offset(page.from).execute() as Promise<BodyRow[]>,
    all.clearSelect().select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow(),
  ])
  return { rows, total }
}

export async function findBody(act: Act, bodyId: Uuid): Promise<BodyRow | undefined> {
  const [row] = await findBodies(act, { ids: [bodyId] })
  return row
}

/** Bodies of these kinds that are there today, of the own unit or of a bureau, by name: another school's are nobody's business. */
export const findParents = (act: Act, asked: { kinds: readonly BodyKind[]; unitId: Uuid | null }): Promise<BodyRow[]> =>
  narrowed(bodies(act), { kinds: asked.kinds, on: act.today })
    .innerJoin('unit as u', (on) => on.onRef('u.region_id', '=', 'b.region_id').onRef('u.id', '=', 'b.unit_id'))
    .where((eb) => eb.or([eb('u.kind', '=', 'bureau'), eb('b.unit_id', '=', asked.unitId)]))
    .orderBy('b.name').orderBy('b.id').execute() as Promise<BodyRow[]>

export interface BodyNames {
  readonly id: Uuid
  readonly unitName: string
  readonly parentName: string | null
  readonly stage: Stage | null
  readonly entryYear: number | null
  readonly number: number | null
}

/** What the ids in a body are called: its keeper, its parent, its class. */
export const findNames = (act: Act, bodyIds: readonly Uuid[]): Promise<BodyNames[]> => act.tx.selectFrom('body as b')
  .innerJoin('unit as u', (on) => on.onRef('u.region_id', '=', 'b.region_id').onRef('u.id', '=', 'b.unit_id'))
  .leftJoin('body as p', (on) => on.onRef('p.region_id', '=', 'b.region_id').onRef('p.id', '=', 'b.parent_id'))
  .leftJoin('class as c', (on) => on.onRef('c.region_id', '=', 'b.region_id').onRef('c.id', '=', 'b.class_id'))
  .select(['b.id', 'u.name as unitName', 'p.name as parentName', 'c.stage', 'c.entry_year as entryYear', 'c.number'])
  .where('b.region_id', '=', act.regionId).where('b.id', '=', these(bodyIds)).execute() as Promise<BodyNames[]>

export interface SeatRow { readonly bodyId: Uuid; readonly seat: Seat }

/** All seats of these bodies, those that have ended too. */
export async function findSeats(act: Act, bodyIds: readonly Uuid[]): Promise<SeatRow[]> {
  const rows = await act.tx.selectFrom('seat')
    .select(['id', 'body_id as bodyId', 'role', 'kind', 'title', 'number', 'valid_from as validFrom', 'valid_to as validTo'])
    .where('region_id', '=', act.regionId).where('body_id', '=', these(bodyIds)).orderBy('id').execute()
  return rows.map(({ bodyId, ...seat }) => ({ bodyId, seat: seat as Seat }))
}

/** How many bodies of each kind are there on a day. */
export const countBodies = (act: Act, of: { unitId?: Uuid; on: SchoolDate }): Promise<{ kind: BodyKind; count: number }[]> => {
  let query = act.tx.selectFrom('body as b').select(['b.kind', sql<number>`count(*)`.as('count')])
    .where('b.region_id', '=', act.regionId).where(holds('b', of.on))
  if (of.unitId !== undefined) query = query.where('b.unit_id', '=', of.unitId)
  return query.groupBy('b.kind').execute() as Promise<{ kind: BodyKind; count: number }[]>
}

/** Bodies that are there in one of these classes. */
export async function countBodiesOf(act: Act, classIds: readonly Uuid[]): Promise<number> {
  const { count } = await act.tx.selectFrom('body as b').select(sql<number>`count(*)`.as('count'))
    .where('b.region_id', '=', act.regionId).where('b.class_id', '=', these(classIds)).executeTakeFirstOrThrow()
  return count
}

export async function updateBody(act: Act, { id, ...now }: Omit<BodyRow, 'kind' | 'unitId'>): Promise<void> {
  await act.tx.updateTable('body').set({
    topic: now.topic, name: now.name, parent_id: now.parentId, class_id: now.classId, grade: now.grade, valid_from: now.validFrom, valid_to: now.validTo,
  }).where('region_id', '=', act.regionId).where('id', '=', id).execute()
}

export async function updateSeat(act: Act, { id, ...now }: Seat): Promise<void> {
  await act.tx.updateTable('seat').set({
    role: now.role, kind: now.kind, title: now.title, number: now.number, valid_from: now.validFrom, valid_to: now.validTo,
  }).where('region_id', '=', act.regionId).where('id', '=', id).execute()
}

/** Whoever enters or changes bodies of the same unit at the same moment waits here and then reads what was done. */
export const lockBodiesOf = (act: Act, unitId: Uuid) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`bodies|${act.regionId}|${unitId}`}, 0))`.execute(act.tx)

/** Seats that are open or end later end with their body. */
export async function closeSeats(act: Act, bodyId: Uuid, lastDay: SchoolDate): Promise<void> {
  await act.tx.updateTable('seat').set({ valid_to: lastDay }).where('region_id', '=', act.regionId).where('body_id', '=', bodyId)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', lastDay)])).execute()
}
