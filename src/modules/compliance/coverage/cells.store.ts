import { sql, type RawBuilder } from 'kysely'
import { later } from '#platform/db/later'
import type { Tx } from '#platform/db/scope'
import { bearersAt, countsOwn, designatedAs, holds, type Stretch } from './bearers.store.ts'
import { tableOf } from './derived.store.ts'
import type { In } from './fulfilment.store.ts'
import type { GridRow } from './grid.rules.ts'
import { gridSql } from './grid.store.ts'

/** The stored cells of grid rows. Bodies are their own groups. */
const cellsOf = (at: In) => sql`c.region_id = ${at.regionId} and c.generation = ${at.generation} and c.unit_id = g.unit_id
  and c.duty = g.duty and c.period = g.period and (c.group_id = coalesce(g.class_id, g.unit_id) or c.bearer_kind = 'body')`

/**
 * Locks the cells of the grids that exist, in the order of their keys, so that concurrent records of one class wait for
 * each other before they count and never deadlock.
 */
export async function lockCells(tx: Tx, at: In, grid: readonly GridRow[]): Promise<void> {
  if (grid.length === 0) return
  await later(tx, sql`with ${gridSql(grid)}
    select 1 from grid g join cell c on ${cellsOf(at)} and (g.bearer_id is null or c.bearer_id = g.bearer_id)
    order by c.duty, c.period, c.bearer_id, c.group_id for update of c`.execute(tx))
}

/** Removes the cells of the grid: bearers may have come or gone. Only under the exclusive lock of a roster change. */
export async function deleteCells(tx: Tx, at: In, grid: readonly GridRow[]): Promise<void> {
  if (grid.length === 0) return
  await sql`with ${gridSql(grid)} delete from cell c using grid g where ${cellsOf(at)}`.execute(tx)
}

/** Counts every cell of the stretch anew from roster and fulfilments: one statement, for one class or for all. */
export async function countCells(tx: Tx, at: In, stretch: Stretch): Promise<void> {
  if (stretch.grid.length === 0) return
  await later(tx, counting(at, stretch).execute(tx))
}

function counting(at: In, stretch: Stretch): RawBuilder<unknown> {
  if (stretch.shape !== 'students') return countTimes(at, stretch)
  return at.beside ? countAllStudents(at, stretch) : countStudents(at, stretch)
}

const headOf = (at: In) => sql`insert into ${tableOf(at, 'cell')} (region_id, generation, duty, period, bearer_id, group_id, bearer_kind, unit_id, class_id, stage,
  required, done)`
/** Beside the stored cells there is nothing yet, and no key to meet. */
const againOf = (at: In) => (at.beside ? sql`` : sql`on conflict (region_id, generation, duty, period, bearer_id, group_id) do update set
  required = excluded.required, done = excluded.done, unit_id = excluded.unit_id, class_id = excluded.class_id, stage = excluded.stage`)

const dutiesOf = ({ grid }: Stretch) => [...new Set(grid.map((row) => row.duty))]

/** Of a share so many are owed as make it full. */
const owedOf = (children: RawBuilder<unknown>) => sql`case when b.percent is null then ${children} else ceil(${children} * b.percent / 100.0) end`

/** The children `e` of the class of the bearer `b` on its day; of a duty for some, those. */
const inClassOn = ({ regionId }: In, { designation }: Stretch) => {
  const day = sql`b.day`
  return sql`${holds('e', day)} ${designatedAs(designation, { regionId, day })}`
}

/** Owed: the children of the class on the day. Done: those with enough records, whoever of the class's past made them. */
function countStudents(at: In, stretch: Stretch): RawBuilder<unknown> {
  const { regionId, generation } = at
  const own = countsOwn(stretch) ? sql`and f.bearer_id = b.bearer` : sql``
  return sql`with ${gridSql(stretch.grid)}, bearers as (${bearersAt(regionId, stretch)})
    ${headOf(at)}
    select ${regionId}::int, ${generation}::int, b.duty, b.period, b.bearer, b.group_id, ${stretch.carrier}::text, b.unit_id, b.group_id, b.stage,
      ${owedOf(sql`count(e.student_id)`)}, count(e.student_id) filter (where t.times >= b.number)
    from bearers b
    left join enrolment e on e.region_id = ${regionId} and e.class_id = b.class_id
      and ${inClassOn(at, stretch)}
    left join lateral (select count(distinct f.record_id) as times from fulfilment f
      where f.region_id = ${regionId} and f.generation = ${generation} and f.duty = b.duty and f.period = b.period
        and f.subject_id = e.student_id ${own}) t on true
    group by b.duty, b.period, b.bearer, b.group_id, b.unit_id, b.stage, b.percent
    ${againOf(at)}`
}

/**
 * The same for a whole jurisdiction. A class is as large for every duty that asks on the same day, and most children of most
 * periods have nothing done: sizes are counted once a class and day, what is done from the few rows that there are. Children find
 * their classes before the duties are looked at: the other way round each would meet every class that owes the same.
 */
function countAllStudents(at: In, stretch: Stretch): RawBuilder<unknown> {
  const { regionId } = at
  const own = countsOwn(stretch)
  const bearer = own ? sql`, bearer_id` : sql``
  return sql`with ${gridSql(stretch.grid)}, bearers as materialized (${bearersAt(regionId, stretch)}),
    sizes as (
      select b.class_id, b.day, count(*) as n from (select distinct class_id, day from bearers) b
      join enrolment e on e.region_id = ${regionId} and e.class_id = b.class_id
        and ${inClassOn(at, stretch)}
      group by b.class_id, b.day),
    reached as materialized (
      select t.*, e.class_id, e.student_id, e.valid_from, e.valid_to
      from (select duty, period, subject_id${bearer}, count(distinct record_id) as times from ${tableOf(at, 'fulfilment')}
        where duty = any(${dutiesOf(stretch)}::text[]) group by duty, period, subject_id${bearer}) t
      join enrolment e on e.region_id = ${regionId} and e.student_id = t.subject_id),
    counted as (
      select b.duty, b.period, b.bearer, b.class_id, count(*) as n
      from reached e join bearers b on b.duty = e.duty and b.period = e.period and b.class_id = e.class_id
        and e.times >= b.number ${own ? sql`and e.bearer_id = b.bearer` : sql``} and ${inClassOn(at, stretch)}
      group by b.duty, b.period, b.bearer, b.class_id)
    ${headOf(at)}
    select ${regionId}::int, 0, b.duty, b.period, b.bearer, b.group_id, ${stretch.carrier}::text, b.unit_id, b.group_id, b.stage,
      ${owedOf(sql`coalesce(s.n, 0)`)}, coalesce(r.n, 0)
    from bearers b
    left join sizes s on s.class_id = b.class_id and s.day = b.day
    left join counted r on r.duty = b.duty and r.period = b.period and r.bearer = b.bearer and r.class_id = b.class_id`
}

/** Owed: the number. Done: how many records there are, of the class or of the bearer in the unit; of a share of classes, whether. */
function countTimes(at: In, stretch: Stretch): RawBuilder<unknown> {
  const { regionId, generation } = at
  const mine = stretch.shape === 'times' ? sql`f.bearer_id = b.bearer and f.school_id = b.unit_id`
    : stretch.carrier === 'unit' ? sql`f.subject_id = b.class_id` : sql`f.subject_id = b.class_id and f.bearer_id = b.bearer`
  return sql`with ${gridSql(stretch.grid)}, bearers as (${bearersAt(regionId, stretch)})
    ${headOf(at)}
    select ${regionId}::int, ${generation}::int, b.duty, b.period, b.bearer, b.group_id, ${stretch.carrier}::text, b.unit_id, b.class_id,
      b.stage, b.number, case when b.percent is null then count(distinct f.record_id) else least(count(distinct f.record_id), 1) end
    from bearers b
    left join ${tableOf(at, 'fulfilment')} f on f.region_id = ${regionId} ${at.beside ? sql`and f.duty = any(${dutiesOf(stretch)}::text[])` : sql`and f.generation = ${generation}`}
      and f.duty = b.duty and f.period = b.period and ${mine}
    group by b.duty, b.period, b.bearer, b.group_id, b.unit_id, b.class_id, b.stage, b.number, b.percent
    ${againOf(at)}`
}
