import { sql } from 'kysely'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Tx } from '#platform/db/scope'
import type { Stage } from '../units/unit.contract.ts'
import { holds, inChunks } from '../units/dated.store.ts'
import type { Keeper } from './placed.rules.ts'
import type { ClassStudent, Student } from './student.contract.ts'

export interface NewStudent {
  readonly id: Uuid
  readonly schoolId: Uuid
  readonly classId: Uuid
  readonly name: string
  readonly gender: Student['gender']
  readonly neighbourhood?: string | null
  readonly createdAt: Date
}

export const insertStudents = (tx: Tx, regionId: number, students: readonly NewStudent[]): Promise<void> =>
  inChunks(students, (chunk) => tx.insertInto('student').values(chunk.map((s) => ({
    region_id: regionId, id: s.id, school_id: s.schoolId, class_id: s.classId, name: s.name, gender: s.gender,
    neighbourhood: s.neighbourhood ?? null, created_at: s.createdAt,
  }))).execute())

const students = (act: Act) => act.tx.selectFrom('student as s')
  .select(['s.id', 's.name', 's.gender', 's.school_id as schoolId', 's.class_id as classId', 's.neighbourhood'])
  .where('s.region_id', '=', act.regionId)

export const findStudent = (act: Act, studentId: Uuid): Promise<Student | undefined> =>
  students(act).where('s.id', '=', studentId).executeTakeFirst() as Promise<Student | undefined>

/** Children by id, as far as the scope shows. */
export const findStudentRows = (act: Act, studentIds: readonly Uuid[]): Promise<Student[]> =>
  students(act).where('s.id', '=', sql<Uuid>`any(${[...studentIds]}::uuid[])`).execute() as Promise<Student[]>

/** Children who sit in the class today, by name. */
export const findStudentsOfClass = (act: Act, classId: Uuid): Promise<ClassStudent[]> => students(act)
  .innerJoin('enrolment as e', (on) => on.onRef('e.region_id', '=', 's.region_id').onRef('e.student_id', '=', 's.id'))
  .select('e.valid_from as since')
  .where('s.class_id', '=', classId).where('e.class_id', '=', classId).where(holds('e', act.today))
  .orderBy('s.name').orderBy('s.id').execute() as Promise<ClassStudent[]>

export interface SiblingRow {
  readonly id: Uuid
  readonly name: string
  readonly classId: Uuid
  readonly stage: Stage
  readonly entryYear: number
  readonly number: number
}

/** Children with a class in the school who share a guardian with the child today. */
export const findSiblingRows = (act: Act, child: { id: Uuid; schoolId: Uuid }): Promise<SiblingRow[]> => act.tx.selectFrom('guardianship as own')
  .innerJoin('guardianship as other', (on) => on.onRef('other.region_id', '=', 'own.region_id').onRef('other.person_id', '=', 'own.person_id'))
  .innerJoin('student as s', (on) => on.onRef('s.region_id', '=', 'other.region_id').onRef('s.id', '=', 'other.student_id'))
  .innerJoin('class as c', (on) => on.onRef('c.region_id', '=', 's.region_id').onRef('c.id', '=', 's.class_id'))
  .select(['s.id', 's.name', 'c.id as classId', 'c.stage', 'c.entry_year as entryYear', 'c.number']).distinct()
  .where('own.region_id', '=', act.regionId).where('own.student_id', '=', child.id).where(holds('own', act.today))
  .where('other.school_id', '=', child.schoolId).where('other.student_id', '<>', child.id).where(holds('other', act.today))
  .where('s.school_id', '=', child.schoolId).orderBy('s.id').execute() as Promise<SiblingRow[]>

/** A random child who sits in the class today and is not assigned to anybody. */
export const findRandomStudent = (act: Act, classId: Uuid): Promise<{ id: Uuid } | undefined> => act.tx.selectFrom('student as s')
  .select('s.id').where('s.region_id', '=', act.regionId).where('s.class_id', '=', classId)
  .where(({ not, exists, selectFrom }) => not(exists(selectFrom('assignment as a').select('a.id')
    .where('a.region_id', '=', act.regionId).whereRef('a.student_id', '=', 's.id').where(holds('a', act.today)))))
  .orderBy(sql`random()`).limit(1).executeTakeFirst()

/** Whoever places the same child at the same moment waits here and then reads what was done. */
export const lockStudent = (act: Act, studentId: Uuid) => act.tx.selectFrom('student').select('id')
  .where('region_id', '=', act.regionId).where('id', '=', studentId).forUpdate().execute()

/** Sets where the children sit now, on them and on every link that the row policies judge by their place. */
export async function placeStudents(act: Act, studentIds: readonly Uuid[], place: Keeper): Promise<void> {
  const { tx, regionId } = act
  const now = { school_id: place.schoolId, class_id: place.classId }
  const these = sql<Uuid>`any(${[...studentIds]}::uuid[])`
  await tx.updateTable('student').set(now).where('region_id', '=', regionId).where('id', '=', these).execute()
  for (const table of ['guardianship', 'student_file', 'designation'] as const) {
    await tx.updateTable(table).set(now).where('region_id', '=', regionId).where('student_id', '=', these).execute()
  }
  if (place.classId === null) return
  await tx.updateTable('assignment').set({ school_id: place.schoolId, class_id: place.classId })
    .where('region_id', '=', regionId).where('student_id', '=', these).execute()
}
