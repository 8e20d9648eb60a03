import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/db/scope'
import type { Carrier, CountedDuty } from './counting.contract.ts'
import { measureDerived } from './derived.store.ts'
import type { GridRow } from './grid.rules.ts'
import { gridSql } from './grid.store.ts'

/**
 * Every valid version that is not withdrawn, once for each of its subjects and actors, with the place of the child now: what
 * all duties are derived from, gathered once instead of once a duty. Answers of which kinds there is any.
 */
export async function gatherWork(tx: Tx, regionId: number): Promise<ReadonlySet<string>> {
  await sql`create temporary table derived_work on commit drop as
    select v.record_id, v.version, v.kind, v.unit_id, v.happened_on, v.fields, a.person_id, a.post_id, a.post_kind, a.unit_id as actor_unit,
      a.class_id as actor_class, s.subject_id, s.student_id, s.class_then, st.school_id, st.class_id
    from record r
    join record_version v on v.region_id = ${regionId} and v.record_id = r.id and v.version = r.version
    join record_actor a on a.region_id = ${regionId} and a.record_id = r.id and a.version = r.version
    left join record_subject s on s.region_id = ${regionId} and s.record_id = r.id and s.version = r.version
    left join student st on st.region_id = ${regionId} and st.id = s.student_id
    where r.region_id = ${regionId} and not v.withdrawn`.execute(tx)
  await sql`create index on derived_work (kind)`.execute(tx)
  await measureDerived(tx, 'work')
  const { rows } = await sql<{ kind: string }>`select distinct kind from derived_work`.execute(tx)
  return new Set(rows.map((row) => row.kind))
}

interface Given { readonly regionId: number; readonly duty: CountedDuty; readonly grid: readonly GridRow[] }

/**
 * Everything that the gathered work fulfils for one duty, in one statement: the same rule as `judge`, over whole jurisdictions.
 * `grid` holds a row for every place and period; runs as the roll-up role.
 */
export async function deriveFulfilments(tx: Tx, given: Given): Promise<void> {
  if (given.grid.length === 0) return
  const shapes = { students: deriveForStudents, classes: deriveForClasses, times: deriveTimes }
  await shapes[given.duty.shape](given).execute(tx)
}

type Derivation = (given: Given) => RawBuilder<unknown>

const head = sql`insert into derived_fulfilment (region_id, generation, duty, period, bearer_id, subject_id, record_id, version,
  student_id, school_id, class_id, happened_on)`

/** Work of the duty's kind by its posts, whose fields fit. For a body it does not matter who recorded it. */
const fitting = ({ duty: { duty, carrier } }: Given) => sql.join([
  sql`w.kind = ${duty.action?.kind ?? ''}`, ...(duty.action?.where ?? []).map(fits),
  ...duty.bearer.posts === undefined || carrier === 'body' ? [] : [sql`w.post_kind = any(${[...duty.bearer.posts]}::text[])`],
], sql` and `)

/** Same reading as the plan's rule: a flag never raised is false; of several options one must fit. */
function fits({ field, in: allowed }: { readonly field: string; readonly in: readonly (string | boolean)[] }) {
  const value = sql`coalesce(nullif(w.fields -> ${field}::text, 'null'::jsonb), 'false'::jsonb)`
  const list = sql`${JSON.stringify(allowed)}::jsonb`
  return sql`(case when jsonb_typeof(${value}) = 'array'
    then exists (select 1 from jsonb_array_elements(${value}) as held(one) where ${list} @> held.one and jsonb_typeof(held.one) <> 'array')
    else ${list} @> ${value} end)`
}

const BEARERS: Readonly<Record<Carrier, RawBuilder<unknown>>> =
  { post: sql`w.post_id`, holder: sql`w.person_id`, appointment: sql`t.id`, unit: sql`g.unit_id`, body: sql`w.subject_id` }

/** The latest taking-over of the post by the actor on or before the day, where it is the duty's. */
const taken = ({ regionId, duty }: Given) => (duty.carrier !== 'appointment' ? sql`` : sql`join lateral (
  select id, valid_from from appointment t
  where t.region_id = ${regionId} and t.post_id = w.post_id and t.person_id = w.person_id and t.valid_from <= w.happened_on
  order by t.valid_from desc limit 1) t on t.valid_from between g.taken_from and g.taken_to`)

/** By whoever is of the class, or of the unit. */
const own = ({ duty }: Given) => (duty.reach === 'class' ? sql`w.actor_class = g.class_id` : sql`w.actor_unit = g.unit_id`)

const deriveForStudents: Derivation = (given) => sql`with ${gridSql(given.grid)}
  ${head} select distinct ${given.regionId}::int, 0, g.duty, g.period, ${BEARERS[given.duty.carrier]}, w.student_id, w.record_id, w.version,
    w.student_id, w.school_id, w.class_id, w.happened_on
  from derived_work w
  join grid g on g.class_id = w.class_then and w.happened_on between g.first and g.last and ${own(given)}
  ${taken(given)}
  where w.student_id is not null and ${fitting(given)}`

const deriveForClasses: Derivation = (given) => sql`with ${gridSql(given.grid)}
  ${head} select distinct ${given.regionId}::int, 0, g.duty, g.period, ${BEARERS[given.duty.carrier]}, w.subject_id, w.record_id, w.version,
    null::uuid, g.unit_id, g.class_id, w.happened_on
  from derived_work w
  join grid g on g.class_id = w.subject_id and w.happened_on between g.first and g.last and ${own(given)}
  ${taken(given)}
  where w.student_id is null and ${fitting(given)}`

/** Where a record finds the units, bodies or persons for whom it is one time. */
const TIMES: Readonly<Record<'person' | 'body' | 'unit', (regionId: number) => readonly RawBuilder<unknown>[]>> = {
  person: () => [sql`join grid g on g.unit_id = w.actor_unit`],
  body: (regionId) => [sql`join body o on o.region_id = ${regionId} and o.id = w.subject_id join grid g on g.unit_id = o.unit_id and o.kind = any(g.bodies)`],
  unit: (regionId) => [
    sql`join grid g on g.unit_id = w.actor_unit and g.unit_id = w.unit_id`,
    // What the bureau did at a school, an inspection, counts for the school.
    sql`join unit u on u.region_id = ${regionId} and u.id = w.unit_id and u.kind = 'bureau' and w.actor_unit = u.id
      join unit s on s.region_id = ${regionId} and s.id = w.subject_id and s.kind = 'school' join grid g on g.unit_id = s.id`,
  ],
}

const deriveTimes: Derivation = (given) => {
  const { regionId, duty: { carrier } } = given
  const ways = TIMES[carrier === 'body' || carrier === 'unit' ? carrier : 'person'](regionId)
  return sql`with ${gridSql(given.grid)}
    ${head} ${sql.join(ways.map((way) => sql`
    select distinct ${regionId}::int, 0, g.duty, g.period, ${BEARERS[carrier]}, w.record_id, w.record_id, w.version,
      null::uuid, g.unit_id, null::uuid, w.happened_on
    from derived_work w ${way} ${taken(given)}
    where w.happened_on between g.first and g.last and ${fitting(given)}`), sql` union `)}`
}
