import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { holds } from '../units/dated.store.ts'
import type { Student } from '../students/student.contract.ts'

/** Rows of a roster that goes out, numbers still sealed. */

export interface SealedChild {
  readonly id: Uuid
  readonly name: string
  readonly gender: Student['gender']
  readonly neighbourhood: string | null
  readonly classId: Uuid
  readonly since: string
  readonly birthDate: string | null
  readonly identityType: string | null
  readonly identity: Buffer | null
  readonly studentNo: Buffer | null
}

/** Children who sit in the school today. */
export const findSealedChildren = (act: Act, schoolId: Uuid): Promise<SealedChild[]> => act.tx.selectFrom('student as s')
  .innerJoin('enrolment as e', (on) => on.onRef('e.region_id', '=', 's.region_id').onRef('e.student_id', '=', 's.id').onRef('e.class_id', '=', 's.class_id').on(holds('e', act.today)))
  .leftJoin('student_file as f', (on) => on.onRef('f.region_id', '=', 's.region_id').onRef('f.student_id', '=', 's.id'))
  .select(['s.id', 's.name', 's.gender', 's.neighbourhood', 'e.class_id as classId', 'e.valid_from as since', 'f.birth_date as birthDate',
    'f.identity_type as identityType', 'f.identity_sealed as identity', 'f.student_no_sealed as studentNo'])
  .where('s.region_id', '=', act.regionId).where('s.school_id', '=', schoolId).orderBy('s.id').execute() as Promise<SealedChild[]>

export interface SealedGuardian { readonly id: Uuid; readonly studentId: Uuid; readonly name: string; readonly relation: string; readonly phone: Buffer | null }

export const findSealedGuardians = (act: Act, schoolId: Uuid): Promise<SealedGuardian[]> => act.tx.selectFrom('guardianship as g')
  .select(['g.id', 'g.student_id as studentId', 'g.guardian_name as name', 'g.relation', 'g.phone_sealed as phone'])
  .where('g.region_id', '=', act.regionId).where('g.school_id', '=', schoolId).where(holds('g', act.today)).orderBy('g.valid_from').orderBy('g.id').execute()

export const findSealedPhones = async (act: Act, schoolId: Uuid): Promise<Map<Uuid, Buffer | null>> =>
  new Map((await act.tx.selectFrom('staff_file').select(['person_id', 'phone_sealed']).where('region_id', '=', act.regionId)
    .where('school_id', '=', schoolId).execute()).map((row) => [row.person_id, row.phone_sealed]))
