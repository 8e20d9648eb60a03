import { sql } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Tx } from '#platform/db/scope'
import { designatedAs, holds } from './bearers.store.ts'
import type { CountedDuty } from './counting.contract.ts'
import type { CellRow } from './figures.store.ts'
import type { In } from './fulfilment.store.ts'

export interface OwedChild {
  readonly studentId: Uuid
  readonly name: string
  readonly neighbourhood: string | null
  /** First day in the class. */
  readonly since: SchoolDate
  readonly done: number
  /** The last time in this academic year or the one before, ahead of the period. */
  readonly before: SchoolDate | null
}

export interface Owed {
  readonly classId: Uuid
  readonly duty: string
  readonly period: string
  /** The last time before the period is looked for from `since` on. */
  readonly start: SchoolDate
  readonly since: SchoolDate
  readonly day: SchoolDate
  /** Only what this bearer did counts; null means anybody's. */
  readonly bearerId: Uuid | null
  /** Only children who are so designated on the day; null means all. */
  readonly designation: string | null
}

/** The children of a class with how often the duty was done for each. By neighbourhood, then name. */
export async function listChildren(tx: Tx, { regionId, generation }: In, owed: Owed): Promise<OwedChild[]> {
  const day = sql`${owed.day}::date`
  const { rows } = await sql<OwedChild>`
    select s.id as "studentId", s.name, s.neighbourhood, e.valid_from as since,
      (select count(distinct f.record_id) from fulfilment f where f.region_id = ${regionId} and f.generation = ${generation}
        and f.duty = ${owed.duty} and f.period = ${owed.period} and f.subject_id = s.id
        and (${owed.bearerId}::uuid is null or f.bearer_id = ${owed.bearerId}::uuid)) as done,
      (select max(f.happened_on) from fulfilment f where f.region_id = ${regionId} and f.generation = ${generation}
        and f.student_id = s.id and f.duty = ${owed.duty} and f.happened_on < ${owed.start}::date
        and f.happened_on >= ${owed.since}::date) as before
    from enrolment e join student s on s.region_id = ${regionId} and s.id = e.student_id
    where e.region_id = ${regionId} and e.class_id = ${owed.classId} and ${holds('e', day)}
      ${designatedAs(owed.designation ?? undefined, { regionId, day })}
    order by s.neighbourhood nulls last, s.name, s.id`.execute(tx)
  return rows
}

export interface Designated { readonly studentId: Uuid; readonly kind: string; readonly from: SchoolDate; readonly to: SchoolDate | null }

/** What the children are or were designated as, as far as the scope shows it. */
export const findDesignated = (tx: Tx, regionId: number, students: readonly Uuid[]): Promise<Designated[]> => tx.selectFrom('designation')
  .select(['student_id as studentId', 'kind', 'valid_from as from', 'valid_to as to'])
  .where('region_id', '=', regionId).where('student_id', '=', sql<Uuid>`any(${[...students]}::uuid[])`).execute()

/** Which of these carry a cell of the duty and period. */
export async function findBearers(
  tx: Tx, at: In, cell: { duty: string; period: string; bearers: readonly Uuid[] },
): Promise<ReadonlySet<Uuid>> {
  const rows = await tx.selectFrom('cell').select('bearer_id').where('region_id', '=', at.regionId).where('generation', '=', at.generation)
    .where('duty', '=', cell.duty).where('period', '=', cell.period).where('bearer_id', 'in', [...cell.bearers]).execute()
  return new Set(rows.map((row) => row.bearer_id))
}

export interface InTime { readonly cell: CellRow; readonly counted: CountedDuty; readonly own: boolean; readonly due: SchoolDate; readonly day: SchoolDate }

/** How much of a cell was done by its due day; needs the scope of the whole unit. `own`: only by its bearer. */
export async function countInTime(tx: Tx, at: In, { cell, counted, own, due, day }: InTime): Promise<number> {
  const { regionId, generation } = at
  const on = sql`${day}::date`
  const made = sql`from fulfilment f where f.region_id = ${regionId} and f.generation = ${generation} and f.duty = ${cell.duty}
    and f.period = ${cell.period} and f.happened_on <= ${due}::date`
  const mine = own || counted.shape === 'times' ? sql`and f.bearer_id = ${cell.bearerId}` : sql``
  const of = counted.shape === 'classes' ? sql`f.subject_id = ${cell.classId}` : sql`f.school_id = ${cell.unitId}`
  const { rows: [row] } = counted.shape === 'students'
    ? await sql<{ n: number }>`select count(*) as n from enrolment e where e.region_id = ${regionId} and e.class_id = ${cell.classId}
      and ${holds('e', on)} ${designatedAs(counted.designation, { regionId, day: on })}
      and (select count(distinct f.record_id) ${made} and f.subject_id = e.student_id ${mine}) >= ${counted.number}`.execute(tx)
    : await sql<{ n: number }>`select count(distinct f.record_id) as n ${made} and ${of} ${mine}`.execute(tx)
  return row?.n ?? 0
}
