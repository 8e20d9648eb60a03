import { sql } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Tx } from '#platform/db/scope'
import { holds, inChunks } from '../units/dated.store.ts'
import type { Designation } from './designation.contract.ts'

export interface NewDesignation extends Omit<Designation, 'validTo'> {
  readonly schoolId: Uuid
  readonly classId: Uuid
  readonly validTo?: SchoolDate | null
  readonly setAt: Date
  readonly setBy: Uuid
}

export const insertDesignations = (tx: Tx, regionId: number, designations: readonly NewDesignation[]): Promise<void> =>
  inChunks(designations, (chunk) => tx.insertInto('designation').values(chunk.map((one) => ({
    region_id: regionId, id: one.id, student_id: one.studentId, school_id: one.schoolId, class_id: one.classId, kind: one.kind,
    valid_from: one.validFrom, valid_to: one.validTo ?? null, set_at: one.setAt, set_by: one.setBy,
  }))).execute())

const designations = (act: Act) => act.tx.selectFrom('designation as d')
  .select(['d.id', 'd.student_id as studentId', 'd.kind', 'd.valid_from as validFrom', 'd.valid_to as validTo'])
  .where('d.region_id', '=', act.regionId)

/** All of a child, the latest first. */
export const findDesignations = (act: Act, studentId: Uuid): Promise<Designation[]> =>
  designations(act).where('d.student_id', '=', studentId).orderBy('d.valid_from', 'desc').orderBy('d.id').execute() as Promise<Designation[]>

/** Those that hold today of children who sit in the class, with their names. */
export const findDesignationsOfClass = (act: Act, classId: Uuid): Promise<(Designation & { studentName: string })[]> => designations(act)
  .innerJoin('student as s', (on) => on.onRef('s.region_id', '=', 'd.region_id').onRef('s.id', '=', 'd.student_id'))
  .select('s.name as studentName').where('d.class_id', '=', classId).where('s.class_id', '=', classId).where(holds('d', act.today))
  .orderBy('s.name').orderBy('d.id').execute() as Promise<(Designation & { studentName: string })[]>

/** The last day on which the child sat in another school than this; null where it never did. Needs the scope of the child. */
export async function findElsewhereUntil(act: Act, { studentId, schoolId }: { studentId: Uuid; schoolId: Uuid }): Promise<SchoolDate | null> {
  const { until } = await act.tx.selectFrom('enrolment').select(sql<SchoolDate | null>`max(coalesce(valid_to, ${act.today}::date))`.as('until'))
    .where('region_id', '=', act.regionId).where('student_id', '=', studentId).where('school_id', '<>', schoolId).executeTakeFirstOrThrow()
  return until
}

export async function closeDesignation(act: Act, designationId: Uuid, lastDay: SchoolDate): Promise<void> {
  await act.tx.updateTable('designation').set({ valid_to: lastDay })
    .where('region_id', '=', act.regionId).where('id', '=', designationId).execute()
}

/** Children who were designated since a moment, to know what depends on a roster that came then. */
export async function countDesignated(act: Act, studentIds: readonly Uuid[], since: Date): Promise<number> {
  const { count } = await act.tx.selectFrom('designation').select(sql<number>`count(distinct student_id)`.as('count'))
    .where('region_id', '=', act.regionId).where('student_id', '=', sql<Uuid>`any(${[...studentIds]}::uuid[])`).where('set_at', '>=', since)
    .executeTakeFirstOrThrow()
  return count
}
