import { sql, type RawBuilder } from 'kysely'
import { later } from '#platform/db/later'
import type { Tx } from '#platform/db/scope'
import { tableOf } from './derived.store.ts'
import type { Carrier, Shape } from './fulfil.rules.ts'
import type { In } from './fulfilment.store.ts'
import type { GridRow } from './grid.rules.ts'
import { gridSql } from './grid.store.ts'

/** Cells of one kind of duty: what is counted, who carries it, and where. */
export interface Stretch { readonly shape: Shape; readonly carrier: Carrier; readonly grid: readonly GridRow[] }

/**
 * Locks the cells of the grids that exist, in the order of their keys, so that concurrent records of one class wait for
 * each other before they count and never deadlock.
 */
export async function lockCells(tx: Tx, at: In, grid: readonly GridRow[]): Promise<void> {
  if (grid.length === 0) return
  await later(tx, sql`with ${gridSql(grid)}
    select 1 from grid g join cell c on c.unit_id = g.unit_id and c.duty = g.duty and c.period = g.period
      and c.group_id = coalesce(g.class_id, g.unit_id) and (g.bearer_id is null or c.bearer_id = g.bearer_id)
    where c.region_id = ${at.regionId} and c.generation = ${at.generation}
    order by c.duty, c.period, c.bearer_id, c.group_id for update of c`.execute(tx))
}

/** Removes the cells of the grid: bearers may have come or gone. Only under the exclusive lock of a roster change. */
export async function deleteCells(tx: Tx, at: In, grid: readonly GridRow[]): Promise<void> {
  if (grid.length === 0) return
  await sql`with ${gridSql(grid)}
    delete from cell c using grid g
    where c.region_id = ${at.regionId} and c.generation = ${at.generation} and c.duty = g.duty and c.period = g.period
      and c.group_id = coalesce(g.class_id, g.unit_id)`.execute(tx)
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

const holds = (row: 'p' | 'c' | 'a' | 'e' | 'u') => {
  const from = sql.ref(`${row}.valid_from`)
  const to = sql.ref(`${row}.valid_to`)
  return sql`${from} <= g.day and (${to} is null or ${to} >= g.day)`
}

/** Who owes on the day, as `bearers`: grid row × bearer × group. */
const bearersAt = ({ regionId }: In, { carrier, grid }: Stretch): RawBuilder<unknown> => {
  const inClass = grid[0]?.classId !== null
  const classOf = sql`join class c on c.region_id = ${regionId} and c.id = g.class_id and ${holds('c')}`
  const posts = sql`p.kind = any(g.posts) and ${holds('p')}`
  if (carrier === 'unit') {
    return inClass
      ? sql`select g.*, g.unit_id as bearer, g.class_id as group_id, c.stage from grid g ${classOf}`
      : sql`select g.*, g.unit_id as bearer, g.unit_id as group_id, null::text as stage from grid g
        join unit u on u.region_id = ${regionId} and u.id = g.unit_id and ${holds('u')}`
  }
  if (carrier === 'post') {
    return inClass
      ? sql`select g.*, p.id as bearer, g.class_id as group_id, c.stage from grid g ${classOf}
        join post p on p.region_id = ${regionId} and p.class_id = g.class_id and ${posts}`
      : sql`select g.*, p.id as bearer, g.unit_id as group_id, null::text as stage from grid g
        join post p on p.region_id = ${regionId} and p.unit_id = g.unit_id and ${posts}`
  }
  if (carrier === 'appointment') {
    return sql`select g.*, a.id as bearer, g.class_id as group_id, c.stage from grid g ${classOf}
      join post p on p.region_id = ${regionId} and p.class_id = g.class_id and ${posts}
      join appointment a on a.region_id = ${regionId} and a.post_id = p.id and ${holds('a')}
        and a.valid_from between g.taken_from and g.taken_to`
  }
  return holdersAt(regionId)
}

/** Persons with at least one of the posts in the unit and none of the others there. */
const holdersAt = (regionId: number) => sql`
  select g.duty, g.period, g.unit_id, g.class_id, g.number, g.day, a.person_id as bearer, g.unit_id as group_id, null::text as stage
  from grid g
  join post p on p.region_id = ${regionId} and p.unit_id = g.unit_id and ${holds('p')}
  join appointment a on a.region_id = ${regionId} and a.post_id = p.id and ${holds('a')}
    and (g.bearer_id is null or a.person_id = g.bearer_id)
  group by g.duty, g.period, g.unit_id, g.class_id, g.number, g.day, g.posts, g.not_posts, a.person_id
  having bool_or(p.kind = any(g.posts)) and not bool_or(p.kind = any(g.not_posts))`

const headOf = (at: In) => sql`insert into ${tableOf(at, 'cell')} (region_id, generation, duty, period, bearer_id, group_id, bearer_kind, unit_id, class_id, stage,
  required, done)`
/** Beside the stored cells there is nothing yet, and no key to meet. */
const againOf = (at: In) => (at.beside ? sql`` : sql`on conflict (region_id, generation, duty, period, bearer_id, group_id) do update set
  required = excluded.required, done = excluded.done, unit_id = excluded.unit_id, class_id = excluded.class_id, stage = excluded.stage`)

/** Owed: the children of the class on the day. Done: those with enough records, whoever of the class's past made them. */
function countStudents(at: In, stretch: Stretch): RawBuilder<unknown> {
  const { regionId, generation } = at
  const own = stretch.carrier === 'appointment' ? sql`and f.bearer_id = b.bearer` : sql``
  return sql`with ${gridSql(stretch.grid)}, bearers as (${bearersAt(at, stretch)})
    ${headOf(at)}
    select ${regionId}::int, ${generation}::int, b.duty, b.period, b.bearer, b.group_id, ${stretch.carrier}::text, b.unit_id, b.group_id, b.stage,
      count(e.student_id), count(e.student_id) filter (where t.times >= b.number)
    from bearers b
    left join enrolment e on e.region_id = ${regionId} and e.class_id = b.class_id and e.valid_from <= b.day
      and (e.valid_to is null or e.valid_to >= b.day)
    left join lateral (select count(distinct f.record_id) as times from fulfilment f
      where f.region_id = ${regionId} and f.generation = ${generation} and f.duty = b.duty and f.period = b.period
        and f.subject_id = e.student_id ${own}) t on true
    group by b.duty, b.period, b.bearer, b.group_id, b.unit_id, b.stage
    ${againOf(at)}`
}

/**
 * The same for a whole jurisdiction. A class is as large for every duty that asks on the same day, and most children of most
 * periods have nothing done: sizes are counted once a class and day, what is done from the few rows that there are.
 */
function countAllStudents(at: In, stretch: Stretch): RawBuilder<unknown> {
  const { regionId } = at
  const own = stretch.carrier === 'appointment'
  const bearer = own ? sql`, bearer_id` : sql``
  return sql`with ${gridSql(stretch.grid)}, bearers as materialized (${bearersAt(at, stretch)}),
    sizes as (
      select d.class_id, d.day, count(*) as n from (select distinct class_id, day from bearers) d
      join enrolment e on e.region_id = ${regionId} and e.class_id = d.class_id and e.valid_from <= d.day
        and (e.valid_to is null or e.valid_to >= d.day)
      group by d.class_id, d.day),
    reached as (
      select b.duty, b.period, b.bearer, b.class_id, count(*) as n
      from (select duty, period, subject_id${bearer}, count(distinct record_id) as times from ${tableOf(at, 'fulfilment')}
        group by duty, period, subject_id${bearer}) t
      join enrolment e on e.region_id = ${regionId} and e.student_id = t.subject_id
      join bearers b on b.duty = t.duty and b.period = t.period and b.class_id = e.class_id and e.valid_from <= b.day
        and (e.valid_to is null or e.valid_to >= b.day) and t.times >= b.number ${own ? sql`and t.bearer_id = b.bearer` : sql``}
      group by b.duty, b.period, b.bearer, b.class_id)
    ${headOf(at)}
    select ${regionId}::int, 0, b.duty, b.period, b.bearer, b.group_id, ${stretch.carrier}::text, b.unit_id, b.group_id, b.stage,
      coalesce(s.n, 0), coalesce(r.n, 0)
    from bearers b
    left join sizes s on s.class_id = b.class_id and s.day = b.day
    left join reached r on r.duty = b.duty and r.period = b.period and r.bearer = b.bearer and r.class_id = b.class_id`
}

/** Owed: the number. Done: how many records there are, of the class or of the bearer in the unit. */
function countTimes(at: In, stretch: Stretch): RawBuilder<unknown> {
  const { regionId, generation } = at
  const mine = stretch.shape === 'classes' ? sql`f.subject_id = b.class_id` : sql`f.bearer_id = b.bearer and f.school_id = b.unit_id`
  return sql`with ${gridSql(stretch.grid)}, bearers as (${bearersAt(at, stretch)})
    ${headOf(at)}
    select ${regionId}::int, ${generation}::int, b.duty, b.period, b.bearer, b.group_id, ${stretch.carrier}::text, b.unit_id, b.class_id,
      b.stage, b.number, count(distinct f.record_id)
    from bearers b
    left join ${tableOf(at, 'fulfilment')} f on f.region_id = ${regionId} ${at.beside ? sql`` : sql`and f.generation = ${generation}`}
      and f.duty = b.duty and f.period = b.period and ${mine}
    group by b.duty, b.period, b.bearer, b.group_id, b.unit_id, b.class_id, b.stage, b.number
    ${againOf(at)}`
}

/** The stretches of several duties with equal shape and carrier are counted together. */
export function stretchesOf(rows: readonly Stretch[]): Stretch[] {
  const groups = new Map<string, Stretch>()
  for (const { shape, carrier, grid } of rows) {
    const key = `${shape}|${carrier}`
    groups.set(key, { shape, carrier, grid: [...(groups.get(key)?.grid ?? []), ...grid] })
  }
  return [...groups.values()]
}
