import { sql, type RawBuilder } from 'kysely'
import type { Carrier, CountedDuty } from './counting.contract.ts'
import type { GridRow } from './grid.rules.ts'

/** Cells of one kind of duty: what is counted, who carries it, and where. */
export interface Stretch extends Pick<CountedDuty, 'shape' | 'carrier' | 'reach' | 'designation'> { readonly grid: readonly GridRow[] }

export const stretchOf = ({ shape, carrier, reach, designation }: CountedDuty, grid: readonly GridRow[]): Stretch =>
  ({ shape, carrier, reach, grid, ...(designation === undefined ? {} : { designation }) })

/** Of one key: duties that can be counted in one statement. */
export const alikeKey = ({ shape, carrier, reach, designation }: Pick<Stretch, 'shape' | 'carrier' | 'reach' | 'designation'>): string =>
  [shape, carrier, reach, designation].join('|')

/** Stretches that are counted alike are counted together. */
export function stretchesOf(rows: readonly Stretch[]): Stretch[] {
  const groups = new Map<string, Stretch & { grid: GridRow[] }>()
  for (const row of rows) {
    const group = groups.get(alikeKey(row)) ?? { ...row, grid: [] }
    for (const one of row.grid) group.grid.push(one)
    groups.set(alikeKey(row), group)
  }
  return [...groups.values()]
}

/** Whether only the bearer's own records count for its cell. Children take along what any head teacher, or the school, did for them. */
export const countsOwn = ({ carrier, reach }: Pick<CountedDuty, 'carrier' | 'reach'>): boolean =>
  carrier === 'appointment' || carrier === 'holder' || (carrier === 'post' && reach === 'unit')

/** The row of the alias holds on the day: of a statement that counts many cells, the day of the grid row. */
export const holds = (row: 'p' | 'c' | 'a' | 'u' | 'o' | 'd' | 'e', day = sql`g.day`) => {
  const from = sql.ref(`${row}.valid_from`)
  const to = sql.ref(`${row}.valid_to`)
  return sql`${from} <= ${day} and (${to} is null or ${to} >= ${day})`
}

/** Of the children `e`, only those who are so designated on the day. */
export const designatedAs = (kind: string | undefined, { regionId, day }: { regionId: number; day: RawBuilder<unknown> }) =>
  (kind === undefined ? sql`` : sql`and exists (select 1 from designation d
    where d.region_id = ${regionId} and d.student_id = e.student_id and d.kind = ${kind} and ${holds('d', day)})`)

/** Who owes on the day: grid row × bearer × group, with the stage of the class. */
export function bearersAt(regionId: number, stretch: Stretch): RawBuilder<unknown> {
  const inClass = stretch.shape !== 'times'
  const at: At = {
    regionId, stretch,
    group: inClass ? sql`g.class_id` : sql`g.unit_id`,
    stage: inClass ? sql`c.stage` : sql`null::text`,
    place: inClass ? sql`join class c on c.region_id = ${regionId} and c.id = g.class_id and ${holds('c')}` : sql``,
  }
  return BEARERS[stretch.carrier](at)
}

interface At {
  readonly regionId: number
  readonly stretch: Stretch
  readonly group: RawBuilder<unknown>
  readonly stage: RawBuilder<unknown>
  readonly place: RawBuilder<unknown>
}

/** Posts of the class, or of the whole unit. */
const postsOf = ({ regionId, stretch }: At) => sql`join post p on p.region_id = ${regionId}
  and ${stretch.reach === 'class' ? sql`p.class_id = g.class_id` : sql`p.unit_id = g.unit_id`} and ${holds('p')}`
const heldIn = ({ regionId }: At) => sql`join appointment a on a.region_id = ${regionId} and a.post_id = p.id and ${holds('a')}`

const BEARERS: Readonly<Record<Carrier, (at: At) => RawBuilder<unknown>>> = {
  unit: ({ regionId, stretch, group, stage, place }) => sql`select g.*, g.unit_id as bearer, ${group} as group_id, ${stage} as stage
    from grid g ${place}
    ${stretch.shape === 'times' ? sql`join unit u on u.region_id = ${regionId} and u.id = g.unit_id and ${holds('u')}` : sql``}`,
  post: (at) => sql`select g.*, p.id as bearer, ${at.group} as group_id, ${at.stage} as stage from grid g ${at.place}
    ${postsOf(at)} and p.kind = any(g.posts)`,
  appointment: (at) => sql`select g.*, a.id as bearer, ${at.group} as group_id, ${at.stage} as stage from grid g ${at.place}
    ${postsOf(at)} and p.kind = any(g.posts)
    ${heldIn(at)} and a.valid_from between g.taken_from and g.taken_to`,
  holder: (at) => sql`select g.duty, g.period, g.unit_id, g.class_id, g.number, g.percent, g.day, a.person_id as bearer, ${at.group} as group_id,
      ${at.stage} as stage
    from grid g ${at.place}
    ${postsOf(at)}
    ${heldIn(at)} and (g.bearer_id is null or a.person_id = g.bearer_id)
    group by g.duty, g.period, g.unit_id, g.class_id, g.number, g.percent, g.day, g.posts, g.not_posts, a.person_id
      ${at.stretch.shape === 'times' ? sql`` : sql`, c.stage`}
    having bool_or(p.kind = any(g.posts)) and not bool_or(p.kind = any(g.not_posts))`,
  body: ({ regionId }) => sql`select g.*, o.id as bearer, o.id as group_id, null::text as stage from grid g
    join body o on o.region_id = ${regionId} and o.unit_id = g.unit_id and o.kind = any(g.bodies) and ${holds('o')}
      and (g.bearer_id is null or o.id = g.bearer_id)`,
}
