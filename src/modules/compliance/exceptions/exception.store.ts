import { sql } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Tx } from '#platform/db/scope'
import type { ExceptionKind, ExceptionState, Reason } from './exception.contract.ts'

export interface ExceptionRow {
  readonly id: Uuid
  readonly kind: ExceptionKind
  readonly duty: string
  readonly period: string
  readonly bearerId: Uuid
  readonly groupId: Uuid
  readonly unitId: Uuid
  readonly reason: Reason
  readonly note: string
  readonly state: ExceptionState
  readonly endsOn: SchoolDate
  readonly askedAt: Date
  readonly askedBy: Uuid
  readonly decidedAt: Date | null
  readonly decidedBy: Uuid | null
}

export type CellKey = Pick<ExceptionRow, 'duty' | 'period' | 'bearerId' | 'groupId'>

const COLUMNS = [
  'id', 'kind', 'duty', 'period', 'bearer_id as bearerId', 'group_id as groupId', 'unit_id as unitId', 'reason', 'note', 'state', 'ends_on as endsOn',
  'asked_at as askedAt', 'asked_by as askedBy', 'decided_at as decidedAt', 'decided_by as decidedBy',
] as const

export async function insertException(tx: Tx, regionId: number, row: ExceptionRow): Promise<void> {
  await tx.insertInto('exception').values({
    region_id: regionId, id: row.id, kind: row.kind, duty: row.duty, period: row.period, bearer_id: row.bearerId, group_id: row.groupId,
    unit_id: row.unitId, reason: row.reason, note: row.note, state: row.state, ends_on: row.endsOn, asked_at: row.askedAt, asked_by: row.askedBy,
    decided_at: row.decidedAt, decided_by: row.decidedBy,
  }).execute()
}

export async function findException(tx: Tx, regionId: number, id: Uuid): Promise<ExceptionRow | undefined> {
  const row = await tx.selectFrom('exception').select(COLUMNS).where('region_id', '=', regionId).where('id', '=', id).forUpdate().executeTakeFirst()
  return row as ExceptionRow | undefined
}

export async function moveException(
  tx: Tx, regionId: number, { id, state, at, by }: { id: Uuid; state: ExceptionState; at: Date; by: Uuid },
): Promise<void> {
  await tx.updateTable('exception').set({ state, decided_at: at, decided_by: by }).where('region_id', '=', regionId).where('id', '=', id).execute()
}

/** Of a cell: is anything asked for it, or granted until that day or longer? */
export async function findOpenFor(tx: Tx, regionId: number, asked: CellKey & { readonly on: SchoolDate }): Promise<boolean> {
  const row = await tx.selectFrom('exception').select('id').where('region_id', '=', regionId).where('duty', '=', asked.duty).where('period', '=', asked.period)
    .where('bearer_id', '=', asked.bearerId).where('group_id', '=', asked.groupId)
    .where((is) => is.or([is('state', '=', 'asked'), is.and([is('state', '=', 'approved'), is('ends_on', '>=', asked.on)])])).limit(1).executeTakeFirst()
  return row !== undefined
}

/** So many are listed, those that wait first. */
const LISTED = 1000

export interface ListedException extends ExceptionRow { readonly required: number | null; readonly done: number | null }

/** Of one unit or of all, of some classes or of all. */
interface Reach { readonly generation: number; readonly unitId: Uuid | null; readonly classIds: readonly Uuid[] | null }

/** What was asked and granted, each with the count of its cell. */
function exceptionsOf(tx: Tx, regionId: number, of: Reach) {
  const all = tx.selectFrom('exception as x')
    .leftJoin('cell as c', (on) => on.on('c.region_id', '=', regionId).on('c.generation', '=', of.generation).onRef('c.duty', '=', 'x.duty')
      .onRef('c.period', '=', 'x.period').onRef('c.bearer_id', '=', 'x.bearer_id').onRef('c.group_id', '=', 'x.group_id'))
    .select(COLUMNS.map((column) => `x.${column}` as const)).select(['c.required', 'c.done'])
    .where('x.region_id', '=', regionId)
  const ofUnit = of.unitId === null ? all : all.where('x.unit_id', '=', of.unitId)
  return of.classIds === null ? ofUnit : ofUnit.where('x.group_id', '=', sql<Uuid>`any(${[...of.classIds]}::uuid[])`)
}

/** What waits first, then newest first. */
export const findExceptions = (tx: Tx, regionId: number, of: Reach): Promise<ListedException[]> => exceptionsOf(tx, regionId, of)
  .orderBy(sql`x.state = 'asked'`, 'desc').orderBy('x.asked_at', 'desc').orderBy('x.id').limit(LISTED).execute() as Promise<ListedException[]>

/** Every hindrance that was confirmed, whether or not it still holds: a sum leaves none out. */
export const findConfirmed = (tx: Tx, regionId: number, of: Reach): Promise<ListedException[]> => exceptionsOf(tx, regionId, of)
  .where('x.state', '=', 'approved').where('x.kind', '=', 'hindrance').execute() as Promise<ListedException[]>

/** Asked and not decided. */
export async function findWaiting(tx: Tx, regionId: number, unitId: Uuid | null): Promise<ExceptionRow[]> {
  const all = tx.selectFrom('exception').select(COLUMNS).where('region_id', '=', regionId).where('state', '=', 'asked')
  return await (unitId === null ? all : all.where('unit_id', '=', unitId)).execute() as ExceptionRow[]
}

export interface CellFacts { readonly unitId: Uuid; readonly classId: Uuid | null; readonly required: number; readonly done: number }

/** The cell for which something is asked, locked so that two who ask at once do not both; undefined when nobody owes it. */
export async function findAskedCell(tx: Tx, at: { regionId: number; generation: number }, asked: CellKey): Promise<CellFacts | undefined> {
  return tx.selectFrom('cell').select(['unit_id as unitId', 'class_id as classId', 'required', 'done'])
    .where('region_id', '=', at.regionId).where('generation', '=', at.generation).where('duty', '=', asked.duty).where('period', '=', asked.period)
    .where('bearer_id', '=', asked.bearerId).where('group_id', '=', asked.groupId).forUpdate().executeTakeFirst()
}

/** Posts that a person holds on the day, in whichever unit, and every taking-over of the person. */
export async function findBearing(tx: Tx, regionId: number, { personId, on }: { personId: Uuid; on: SchoolDate }): Promise<Uuid[]> {
  const held = await tx.selectFrom('appointment').select(['id', 'post_id as postId', 'valid_to as to'])
    .where('region_id', '=', regionId).where('person_id', '=', personId).execute()
  return held.flatMap(({ id, postId, to }) => (to === null || to >= on ? [id, postId] : [id]))
}

/** Names of those of the bearers that are bodies. */
export async function findBodyNamesOf(tx: Tx, regionId: number, bearers: readonly Uuid[]): Promise<ReadonlyMap<Uuid, string>> {
  const rows = await tx.selectFrom('body').select(['id', 'name']).where('region_id', '=', regionId).where('id', '=', sql<Uuid>`any(${[...bearers]}::uuid[])`).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Whether a child who ever sat in the school is named in what somebody wrote, spaces or not; as far as the scope shows children. */
export async function namesChildOf(tx: Tx, regionId: number, { schoolId, text }: { schoolId: Uuid; text: string }): Promise<boolean> {
  const { rows } = await sql<{ id: Uuid }>`select s.id from enrolment e join student s on s.region_id = ${regionId} and s.id = e.student_id
    where e.region_id = ${regionId} and e.school_id = ${schoolId} and length(s.name) > 1
      and strpos(${text.replaceAll(/\s/gu, '')}, regexp_replace(s.name, '\\s', '', 'g')) > 0 limit 1`.execute(tx)
  return rows.length > 0
}
