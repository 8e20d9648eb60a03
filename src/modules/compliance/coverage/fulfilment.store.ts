import { sql } from 'kysely'
import type { Uuid } from '#kernel/ids'
import type { RecordFacts } from '#modules/ledger/records/record.contract'
import { later } from '#platform/db/later'
import type { Tx } from '#platform/db/scope'
import type { Fulfilment, Roster } from './counting.contract.ts'

/** Where figures stand. `beside` means the derived tables of this transaction (`derived.store.ts`) instead of those that are read. */
export interface In { readonly regionId: number; readonly generation: number; readonly beside?: true }

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
  readonly units: { id: Uuid; kind: string; stages: string[] }[] | null
  readonly bodies?: { id: Uuid; kind: string; unitId: Uuid }[] | null
  readonly appointments: { id: Uuid; postId: Uuid; personId: Uuid; from: string }[] | null
}

/** What the rule must know besides the record, in one round trip. Bodies are asked for only where a record could be about one. */
export async function getRoster(tx: Tx, regionId: number, versions: readonly RecordFacts[]): Promise<Roster> {
  const subjects = versions.flatMap((record) => record.subjects)
  const others = subjects.filter((one) => one.studentId === null && one.classThen === null)
  const bodies = unique(others.filter((one) => one.subjectId !== one.schoolId).map((one) => one.subjectId))
  const classes = unique(subjects.filter((one) => !others.includes(one)).map((one) => (one.studentId === null ? one.subjectId : one.classThen)))
  const units = unique([...versions.flatMap((record) => [record.unitId, ...record.actors.map((one) => one.unitId)]), ...others.map((one) => one.schoolId)])
  const posts = unique(versions.flatMap((record) => record.actors.map((one) => one.postId)))
  const bodiesToo = bodies.length === 0 ? sql`` : sql`,
      (select jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'unitId', unit_id))
        from body where region_id = ${regionId} and id = any(${bodies}::uuid[])) as bodies`
  const { rows: [found] } = await sql<RosterRow>`
    select
      (select jsonb_agg(jsonb_build_object('id', id, 'schoolId', school_id, 'stage', stage, 'entryYear', entry_year, 'number', number))
        from class where region_id = ${regionId} and id = any(${classes}::uuid[])) as classes,
      (select jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'stages', to_jsonb(stages)))
        from unit where region_id = ${regionId} and id = any(${units}::uuid[])) as units,
      (select jsonb_agg(jsonb_build_object('id', id, 'postId', post_id, 'personId', person_id, 'from', valid_from))
        from appointment where region_id = ${regionId} and post_id = any(${posts}::uuid[])) as appointments${bodiesToo}`.execute(tx)
  return {
    classes: byId(found?.classes) as Roster['classes'], units: byId(found?.units) as Roster['units'],
    bodies: byId(found?.bodies) as Roster['bodies'], appointments: found?.appointments ?? [],
  }
}

const byId = <T extends { id: Uuid }>(list: readonly T[] | null | undefined) => new Map((list ?? []).map((one) => [one.id, one]))
const unique = (ids: readonly (Uuid | null)[]): Uuid[] => [...new Set(ids.filter((id) => id !== null))]
