import { sql } from 'kysely'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Answer } from './confirmation.contract.ts'

export interface Confirmation {
  readonly recordId: Uuid
  readonly studentId: Uuid
  readonly personId: Uuid
  readonly answer: Answer
  readonly saidAt: Date
}

export interface NewConfirmation extends Confirmation {
  readonly id: Uuid
  readonly schoolId: Uuid | null
  readonly classId: Uuid | null
}

export async function insertConfirmation(act: Act, word: NewConfirmation): Promise<void> {
  await act.tx.insertInto('confirmation').values({
    region_id: act.regionId, id: word.id, record_id: word.recordId, student_id: word.studentId, school_id: word.schoolId,
    class_id: word.classId, person_id: word.personId, answer: word.answer, said_at: word.saidAt,
  }).execute()
}

/** The latest word of each person about each child of the records, as far as the scope shows. */
export async function findWords(act: Act, recordIds: readonly Uuid[]): Promise<Confirmation[]> {
  if (recordIds.length === 0) return []
  return act.tx.selectFrom('confirmation')
    .distinctOn(['record_id', 'student_id', 'person_id'])
    .select(['record_id as recordId', 'student_id as studentId', 'person_id as personId', 'answer', 'said_at as saidAt'])
    .where('region_id', '=', act.regionId).where('record_id', '=', sql<string>`any(${[...recordIds]}::uuid[])`)
    .orderBy('record_id').orderBy('student_id').orderBy('person_id').orderBy('said_at', 'desc').orderBy('id', 'desc')
    .execute() as Promise<Confirmation[]>
}

export interface DisputeRow {
  readonly recordId: Uuid
  readonly studentId: Uuid
  readonly schoolId: Uuid | null
  readonly classId: Uuid | null
  readonly happenedOn: SchoolDate
  readonly saidAt: Date
}

const LATEST = 200

/** Visits that hold and that the latest word of some guardian disputes, as far as the scope shows, newest word first. */
export const findDisputed = (act: Act): Promise<DisputeRow[]> => act.tx
  .selectFrom('confirmation as c')
  .innerJoin('record as r', (on) => on.onRef('r.region_id', '=', 'c.region_id').onRef('r.id', '=', 'c.record_id'))
  .innerJoin('record_version as v', (on) => on.onRef('v.region_id', '=', 'r.region_id')
    .onRef('v.record_id', '=', 'r.id').onRef('v.version', '=', 'r.version'))
  .innerJoin('record_subject as s', (on) => on.onRef('s.region_id', '=', 'r.region_id')
    .onRef('s.record_id', '=', 'r.id').onRef('s.version', '=', 'r.version').onRef('s.student_id', '=', 'c.student_id'))
  .select(['c.record_id as recordId', 'c.student_id as studentId', 'c.school_id as schoolId', 'c.class_id as classId',
    'v.happened_on as happenedOn'])
  .select(({ fn }) => fn.max('c.said_at').as('saidAt'))
  .where('c.region_id', '=', act.regionId).where('c.answer', '=', 'not-true').where('r.state', '<>', 'withdrawn')
  .where(({ not, exists, selectFrom }) => not(exists(selectFrom('confirmation as later').select('later.id')
    .where('later.region_id', '=', act.regionId)
    .whereRef('later.record_id', '=', 'c.record_id').whereRef('later.student_id', '=', 'c.student_id')
    .whereRef('later.person_id', '=', 'c.person_id')
    .where(sql<boolean>`(later.said_at, later.id) > (c.said_at, c.id)`))))
  .groupBy(['c.record_id', 'c.student_id', 'c.school_id', 'c.class_id', 'v.happened_on'])
  .orderBy('saidAt', 'desc').limit(LATEST).execute() as Promise<DisputeRow[]>
