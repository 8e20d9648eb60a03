import { sql, type RawBuilder } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { RecordFacts } from '#modules/ledger/records/record.contract'
import type { Tx } from '#platform/db/scope'
import { countsOwn, designatedAs, holds } from './bearers.store.ts'
import type { CountedDuty } from './counting.contract.ts'
import type { CellRow } from './figures.store.ts'
import type { In } from './fulfilment.store.ts'

type FactsRow = { readonly [K in keyof RecordFacts]: K extends 'subjects' | 'actors' ? RecordFacts[K] | null : RecordFacts[K] }

/** The versions that hold of records `r`, with the subjects that the scope shows. */
const factsOf = (regionId: number, rest: RawBuilder<unknown>) => sql<FactsRow>`
    select v.record_id as "recordId", v.version, v.kind, v.unit_id as "unitId", v.happened_on as "happenedOn", v.fields, v.withdrawn,
      (select jsonb_agg(jsonb_build_object('subjectId', s.subject_id, 'studentId', s.student_id, 'schoolId', s.school_id,
          'classId', s.class_id, 'classThen', s.class_then, 'fields', '{}'::jsonb))
        from record_subject s where s.region_id = ${regionId} and s.record_id = r.id and s.version = r.version) as subjects,
      (select jsonb_agg(jsonb_build_object('personId', a.person_id, 'postId', a.post_id, 'postKind', a.post_kind,
          'unitId', a.unit_id, 'classId', a.class_id))
        from record_actor a where a.region_id = ${regionId} and a.record_id = r.id and a.version = r.version) as actors
    from record r join record_version v on v.region_id = ${regionId} and v.record_id = r.id and v.version = r.version
    where r.region_id = ${regionId} and ${rest}`

/** A cell, the way it is counted, the day whose roster is owed, and how many records are told at most. */
export interface Behind { readonly cell: CellRow; readonly counted: CountedDuty; readonly day: SchoolDate; readonly limit: number }

const complete = (rows: readonly FactsRow[]): RecordFacts[] => rows.map((row) => ({ ...row, subjects: row.subjects ?? [], actors: row.actors ?? [] }))

/** Records that count in a cell, the newest first. Needs the scope of the whole unit. */
export async function findCounting(tx: Tx, at: In, { cell, counted, day, limit }: Behind): Promise<RecordFacts[]> {
  const { regionId, generation } = at
  const { rows } = await factsOf(regionId, sql`r.id in (select f.record_id from fulfilment f
    where f.region_id = ${regionId} and f.generation = ${generation} and f.duty = ${cell.duty} and f.period = ${cell.period}
      and ${counted.shape === 'times' || countsOwn(counted) ? sql`f.bearer_id = ${cell.bearerId}` : sql`true`} and ${subjectsOf(regionId, cell, { counted, day })})
    order by v.happened_on desc, r.id desc limit ${limit}`).execute(tx)
  return complete(rows)
}

/** Whose fulfilments a cell counts. */
function subjectsOf(regionId: number, cell: CellRow, { counted, day }: Pick<Behind, 'counted' | 'day'>): RawBuilder<unknown> {
  if (counted.shape === 'times') return sql`f.school_id = ${cell.unitId}`
  if (counted.shape === 'classes') return sql`f.subject_id = ${cell.classId}`
  const on = sql`${day}::date`
  return sql`f.student_id in (select e.student_id from enrolment e where e.region_id = ${regionId} and e.class_id = ${cell.classId}
    and ${holds('e', on)} ${designatedAs(counted.designation, { regionId, day: on })})`
}

/** Records of the duty's kind of these days by or for the bearer of a cell, whether they count or not. */
export async function findLike(
  tx: Tx, regionId: number, { cell, counted, from, to, limit }: Omit<Behind, 'day'> & { from: SchoolDate; to: SchoolDate },
): Promise<RecordFacts[]> {
  const { rows } = await factsOf(regionId, sql`v.kind = ${counted.duty.action?.kind ?? ''} and v.happened_on between ${from}::date and ${to}::date
    and ${concerning(regionId, cell, counted)} order by v.happened_on desc, r.id desc limit ${limit}`).execute(tx)
  return complete(rows)
}

function concerning(regionId: number, cell: CellRow, { carrier }: CountedDuty): RawBuilder<unknown> {
  const about = (what: RawBuilder<unknown>) => sql`exists (select 1 from record_subject s
    where s.region_id = ${regionId} and s.record_id = r.id and s.version = r.version and ${what})`
  const by = (who: RawBuilder<unknown>) => sql`exists (select 1 from record_actor a
    where a.region_id = ${regionId} and a.record_id = r.id and a.version = r.version and ${who})`
  if (cell.classId !== null) return about(sql`${cell.classId} in (s.subject_id, s.class_then, s.class_id)`)
  switch (carrier) {
    case 'unit': case 'body': return sql`(v.unit_id = ${cell.unitId} or ${about(sql`s.subject_id = ${cell.bearerId}`)})`
    case 'post': return by(sql`a.post_id = ${cell.bearerId}`)
    case 'holder': return by(sql`a.person_id = ${cell.bearerId} and a.unit_id = ${cell.unitId}`)
    case 'appointment': return by(sql`(a.post_id, a.person_id) in (select post_id, person_id from appointment
      where region_id = ${regionId} and id = ${cell.bearerId})`)
  }
}

/** The cell, and whether its bearer is this person's own taking-over. */
export async function findCell(
  tx: Tx, { regionId, generation }: In, named: { duty: string; period: string; bearer: Uuid; group: Uuid; personId: Uuid },
): Promise<(CellRow & { ownAppointment: boolean }) | undefined> {
  const { rows: [row] } = await sql<CellRow & { ownAppointment: boolean }>`select duty, period, bearer_id as "bearerId", bearer_kind as "bearerKind",
      group_id as "groupId", unit_id as "unitId", class_id as "classId", required, done,
      exists (select 1 from appointment a where a.region_id = ${regionId} and a.id = c.bearer_id and a.person_id = ${named.personId}) as "ownAppointment"
    from cell c where region_id = ${regionId} and generation = ${generation} and duty = ${named.duty} and period = ${named.period}
      and bearer_id = ${named.bearer} and group_id = ${named.group}`.execute(tx)
  return row
}

/** Names of children, as far as the scope shows them. */
export async function findChildNames(tx: Tx, regionId: number, students: readonly Uuid[]): Promise<ReadonlyMap<Uuid, string>> {
  if (students.length === 0) return new Map()
  const rows = await tx.selectFrom('student').select(['id', 'name']).where('region_id', '=', regionId)
    .where('id', '=', sql<Uuid>`any(${[...students]}::uuid[])`).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
