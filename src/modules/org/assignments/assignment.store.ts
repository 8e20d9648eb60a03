import type { PostKind } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Tx } from '#platform/db/scope'
import { holds, inChunks } from '../units/dated.store.ts'
import type { Stage } from '../units/unit.contract.ts'

export interface NewAssignment {
  readonly id: Uuid
  readonly postId: Uuid
  readonly personId: Uuid
  readonly studentId: Uuid
  readonly schoolId: Uuid
  readonly classId: Uuid
  readonly validFrom: SchoolDate
  readonly validTo: SchoolDate
  readonly createdAt: Date
  readonly createdBy: Uuid
}

export const insertAssignments = (tx: Tx, regionId: number, assignments: readonly NewAssignment[]): Promise<void> =>
  inChunks(assignments, (chunk) => tx.insertInto('assignment').values(chunk.map((a) => ({
    region_id: regionId, id: a.id, post_id: a.postId, person_id: a.personId, student_id: a.studentId, school_id: a.schoolId,
    class_id: a.classId, purpose: 'random-visit', valid_from: a.validFrom, valid_to: a.validTo, created_at: a.createdAt, created_by: a.createdBy,
  }))).execute())

export interface AssignmentRow {
  readonly id: Uuid
  readonly personId: Uuid
  readonly leaderName: string
  readonly studentId: Uuid
  readonly schoolName: string
  readonly stage: Stage
  readonly entryYear: number
  readonly number: number
  readonly from: SchoolDate
  readonly to: SchoolDate
}

/** Assignments that hold today, as far as the scope shows, without the child's name. */
export const findAssignments = (act: Act): Promise<AssignmentRow[]> => act.tx.selectFrom('assignment as a')
  .innerJoin('unit as u', (on) => on.onRef('u.region_id', '=', 'a.region_id').onRef('u.id', '=', 'a.school_id'))
  .innerJoin('class as c', (on) => on.onRef('c.region_id', '=', 'a.region_id').onRef('c.id', '=', 'a.class_id'))
  .innerJoin('person as n', (on) => on.onRef('n.region_id', '=', 'a.region_id').onRef('n.id', '=', 'a.person_id'))
  .select(['a.id', 'a.person_id as personId', 'n.name as leaderName', 'a.student_id as studentId', 'u.name as schoolName', 'c.stage',
    'c.entry_year as entryYear', 'c.number', 'a.valid_from as from', 'a.valid_to as to'])
  .where('a.region_id', '=', act.regionId).where(holds('a', act.today)).orderBy('a.id').execute() as Promise<AssignmentRow[]>

/** Who holds the post today, and of what kind it is. */
export const findHolder = (act: Act, postId: Uuid): Promise<{ personId: Uuid; kind: PostKind } | undefined> => act.tx.selectFrom('appointment as a')
  .innerJoin('post as p', (on) => on.onRef('p.region_id', '=', 'a.region_id').onRef('p.id', '=', 'a.post_id'))
  .select(['a.person_id as personId', 'p.kind'])
  .where('a.region_id', '=', act.regionId).where('a.post_id', '=', postId).where(holds('a', act.today))
  .executeTakeFirst() as Promise<{ personId: Uuid; kind: PostKind } | undefined>
