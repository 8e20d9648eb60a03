import { sql, type RawBuilder } from 'kysely'
import type { Uuid } from '#kernel/ids'
import type { RecordFacts } from '#modules/ledger/records/record.contract'
import { later } from '#platform/db/later'
import type { Tx } from '#platform/db/scope'
import type { CountedDuty, Fulfilment, Roster } from './fulfil.rules.ts'
import type { GridRow } from './grid.rules.ts'
import { gridSql } from './grid.store.ts'

export interface In { readonly regionId: number; readonly generation: number }

/** What one version of a record fulfils. */
export interface Made { readonly record: RecordFacts; readonly fulfilments: readonly Fulfilment[] }

/** Rows a statement, far below PostgreSQL's 65,535 parameters. */
const CHUNK = 1_000

/** Adds what versions of records fulfil: multi-row VALUES. */
export async function insertFulfilments(tx: Tx, at: In, made: readonly Made[]): Promise<void> {
  const rows = made.flatMap(({ record, fulfilments }) => fulfilments.map((one) => ({
    region_id: at.regionId, generation: at.generation, duty: one.duty, period: one.period, bearer_id: one.bearerId,
    subject_id: one.subjectId, record_id: record.recordId, version: record.version, student_id: one.studentId,
    school_id: one.schoolId, class_id: one.classId, happened_on: record.happenedOn,
  })))
  for (let start = 0; start < rows.length; start += CHUNK) {
    await later(tx, tx.insertInto('fulfilment').values(rows.slice(start, start + CHUNK)).execute())
  }
}

/** Takes back what the records fulfilled before, and answers it. */
export async function deleteFulfilments(tx: Tx, at: In, recordIds: readonly Uuid[]): Promise<Fulfilment[]> {
  const rows = await tx.deleteFrom('fulfilment')
    .where('region_id', '=', at.regionId).where('generation', '=', at.generation).where('record_id', '=', sql<Uuid>`any(${[...recordIds]}::uuid[])`)
    .returning(['duty', 'period', 'bearer_id', 'subject_id', 'student_id', 'school_id', 'class_id']).execute()
  return rows.map((row) => ({
    duty: row.duty, period: row.period, bearerId: row.bearer_id, subjectId: row.subject_id, studentId: row.student_id,
    schoolId: row.school_id, classId: row.class_id,
  }))
}

/** What counts for a child goes with it to its new place; of who left, the school goes on keeping it and no class. */
export async function moveFulfilments(
  tx: Tx, at: In, { to, studentIds }: { to: { schoolId: Uuid; classId: Uuid | null }; studentIds: readonly Uuid[] },
): Promise<void> {
  await tx.updateTable('fulfilment').set({ school_id: to.schoolId, class_id: to.classId })
    .where('region_id', '=', at.regionId).where('generation', '=', at.generation).where('student_id', '=', sql<Uuid>`any(${[...studentIds]}::uuid[])`).execute()
}

interface RosterRow {
  readonly classes: { id: Uuid; schoolId: Uuid; stage: string; entryYear: number; number: number }[] | null
  readonly units: { id: Uuid; stages: string[] }[] | null
  readonly appointments: { id: Uuid; postId: Uuid; personId: Uuid; from: string }[] | null
}

/** What the rule must know besides the record, in one round trip. */
export async function getRoster(tx: Tx, regionId: number, versions: readonly RecordFacts[]): Promise<Roster> {
  const subjects = versions.flatMap((record) => record.subjects)
  const classes = unique(subjects.map((one) => (one.studentId === null ? one.subjectId : one.classThen)))
  const units = unique(versions.flatMap((record) => [record.unitId, ...record.actors.map((one) => one.unitId)]))
  const posts = unique(versions.flatMap((record) => record.actors.map((one) => one.postId)))
  const { rows: [found] } = await sql<RosterRow>`
    select
      (select jsonb_agg(jsonb_build_object('id', id, 'schoolId', school_id, 'stage', stage, 'entryYear', entry_year, 'number', number))
        from class where region_id = ${regionId} and id = any(${classes}::uuid[])) as classes,
      (select jsonb_agg(jsonb_build_object('id', id, 'stages', to_jsonb(stages)))
        from unit where region_id = ${regionId} and id = any(${units}::uuid[])) as units,
      (select jsonb_agg(jsonb_build_object('id', id, 'postId', post_id, 'personId', person_id, 'from', valid_from))
        from appointment where region_id = ${regionId} and post_id = any(${posts}::uuid[])) as appointments`.execute(tx)
  const byId = <T extends { id: Uuid }>(list: readonly T[] | null | undefined) => new Map((list ?? []).map((one) => [one.id, one]))
  return {
    classes: byId(found?.classes) as Roster['classes'], units: byId(found?.units) as Roster['units'],
    appointments: found?.appointments ?? [],
  }
}

const unique = (ids: readonly (Uuid | null)[]): Uuid[] => [...new Set(ids.filter((id) => id !== null))]

/**
 * Everything that the ledger fulfils for one duty, derived in one statement: the same rule as `judge`, over whole
 * jurisdictions. `grid` holds a row for every place and period; runs as the roll-up role.
 */
export async function deriveFulfilments(tx: Tx, at: In, given: { duty: CountedDuty; grid: readonly GridRow[] }): Promise<void> {
  if (given.grid.length === 0) return
  const shapes = { students: deriveForStudents, classes: deriveForClasses, times: deriveTimes }
  await shapes[given.duty.shape](at, given).execute(tx)
}

type Derivation = (at: In, given: { duty: CountedDuty; grid: readonly GridRow[] }) => RawBuilder<unknown>

const head = sql`insert into fulfilment (region_id, generation, duty, period, bearer_id, subject_id, record_id, version,
  student_id, school_id, class_id, happened_on)`

/** The valid versions of the duty's kind, not withdrawn, whose fields fit. */
const valid = ({ regionId }: In, duty: CountedDuty) => sql`valid as (
  select v.* from record r
  join record_version v on v.region_id = r.region_id and v.record_id = r.id and v.version = r.version
  where r.region_id = ${regionId} and v.region_id = ${regionId} and not v.withdrawn and v.kind = ${duty.duty.action.kind}
    and ${sql.join([sql`true`, ...duty.duty.action.where.map(fits)], sql` and `)})`

/** Same reading as the plan's rule: a flag never raised is false; of several options one must fit. */
function fits({ field, in: allowed }: { readonly field: string; readonly in: readonly (string | boolean)[] }) {
  const value = sql`coalesce(nullif(v.fields -> ${field}::text, 'null'::jsonb), 'false'::jsonb)`
  const list = sql`${JSON.stringify(allowed)}::jsonb`
  return sql`(case when jsonb_typeof(${value}) = 'array'
    then exists (select 1 from jsonb_array_elements(${value}) as held(one) where ${list} @> held.one and jsonb_typeof(held.one) <> 'array')
    else ${list} @> ${value} end)`
}

const postsFit = (duty: CountedDuty) =>
  duty.duty.bearer.posts === undefined ? sql`true` : sql`a.post_kind = any(${[...duty.duty.bearer.posts]}::text[])`

const actors = ({ regionId }: In) =>
  sql`join record_actor a on a.region_id = ${regionId} and a.record_id = v.record_id and a.version = v.version`

const deriveForStudents: Derivation = (at, { duty, grid }) => {
  const { regionId, generation } = at
  const appointed = duty.carrier === 'appointment'
  const bearer = { post: sql`a.post_id`, unit: sql`g.unit_id`, appointment: sql`t.id`, holder: sql`a.person_id` }[duty.carrier]
  const own = duty.carrier === 'unit' ? sql`a.unit_id = g.unit_id` : sql`a.class_id = g.class_id`
  const taken = appointed ? sql`join lateral (
    select id, valid_from from appointment t
    where t.region_id = ${regionId} and t.post_id = a.post_id and t.person_id = a.person_id and t.valid_from <= v.happened_on
    order by t.valid_from desc limit 1) t on t.valid_from between g.taken_from and g.taken_to` : sql``
  return sql`with ${gridSql(grid)}, ${valid(at, duty)}
    ${head} select distinct ${regionId}::int, ${generation}::int, g.duty, g.period, ${bearer}, s.student_id, v.record_id, v.version,
      s.student_id, st.school_id, st.class_id, v.happened_on
    from valid v
    join record_subject s on s.region_id = ${regionId} and s.record_id = v.record_id and s.version = v.version
      and s.student_id is not null
    join grid g on g.class_id = s.class_then and v.happened_on between g.first and g.last
    ${actors(at)} and ${own} and ${postsFit(duty)}
    ${taken}
    join student st on st.region_id = ${regionId} and st.id = s.student_id`
}

const deriveForClasses: Derivation = (at, { duty, grid }) => {
  const { regionId, generation } = at
  const bearer = duty.carrier === 'unit' ? sql`g.unit_id` : sql`a.post_id`
  const own = duty.carrier === 'unit' ? sql`a.unit_id = g.unit_id` : sql`a.class_id = g.class_id`
  return sql`with ${gridSql(grid)}, ${valid(at, duty)}
    ${head} select distinct ${regionId}::int, ${generation}::int, g.duty, g.period, ${bearer}, s.subject_id, v.record_id, v.version,
      null::uuid, g.unit_id, g.class_id, v.happened_on
    from valid v
    join record_subject s on s.region_id = ${regionId} and s.record_id = v.record_id and s.version = v.version
      and s.student_id is null
    join grid g on g.class_id = s.subject_id and v.happened_on between g.first and g.last
    ${actors(at)} and ${own} and ${postsFit(duty)}`
}

const deriveTimes: Derivation = (at, { duty, grid }) => {
  const { regionId, generation } = at
  const bearer = { unit: sql`g.unit_id`, post: sql`a.post_id`, holder: sql`a.person_id`, appointment: sql`a.person_id` }[duty.carrier]
  const own = duty.carrier === 'unit' ? sql`v.unit_id = g.unit_id` : sql`true`
  return sql`with ${gridSql(grid)}, ${valid(at, duty)}
    ${head} select distinct ${regionId}::int, ${generation}::int, g.duty, g.period, ${bearer}, v.record_id, v.record_id, v.version,
      null::uuid, g.unit_id, null::uuid, v.happened_on
    from valid v
    ${actors(at)} and ${postsFit(duty)}
    join grid g on g.unit_id = a.unit_id and ${own} and v.happened_on between g.first and g.last`
}
