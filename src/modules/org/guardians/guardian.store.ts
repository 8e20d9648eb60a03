import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Tx } from '#platform/db/scope'
import { holds, inChunks } from '../units/dated.store.ts'
import type { GuardianView } from './guardian.contract.ts'

export interface NewGuardianship {
  readonly id: Uuid
  readonly studentId: Uuid
  /** Where the child sits now. */
  readonly schoolId: Uuid | null
  readonly classId: Uuid | null
  readonly personId: Uuid
  readonly guardianName: string
  readonly relation: string
  readonly validFrom: SchoolDate
  readonly validTo?: SchoolDate | null
  readonly phone?: { readonly sealed: Buffer; readonly mark: Buffer } | null
}

export const insertGuardianships = (tx: Tx, regionId: number, guardianships: readonly NewGuardianship[]): Promise<void> =>
  inChunks(guardianships, (chunk) => tx.insertInto('guardianship').values(chunk.map((g) => ({
    region_id: regionId, id: g.id, student_id: g.studentId, school_id: g.schoolId, class_id: g.classId, person_id: g.personId,
    guardian_name: g.guardianName, relation: g.relation, valid_from: g.validFrom, valid_to: g.validTo ?? null,
    phone_sealed: g.phone?.sealed ?? null, phone_mark: g.phone?.mark ?? null,
  }))).execute())

/** Guardians of a child today, the first to be named first. */
export const findGuardians = (act: Act, studentId: Uuid): Promise<GuardianView[]> => act.tx.selectFrom('guardianship')
  .select(['person_id as personId', 'guardian_name as name', 'relation'])
  .where('region_id', '=', act.regionId).where('student_id', '=', studentId).where(holds('guardianship', act.today))
  .orderBy('valid_from').orderBy('id').execute()

export const findGuardianship = (act: Act, guardianshipId: Uuid): Promise<{ studentId: Uuid; validFrom: SchoolDate } | undefined> =>
  act.tx.selectFrom('guardianship').select(['student_id as studentId', 'valid_from as validFrom'])
    .where('region_id', '=', act.regionId).where('id', '=', guardianshipId).executeTakeFirst()

export async function closeGuardianship(act: Act, guardianshipId: Uuid, lastDay: SchoolDate): Promise<void> {
  await act.tx.updateTable('guardianship').set({ valid_to: lastDay })
    .where('region_id', '=', act.regionId).where('id', '=', guardianshipId).execute()
}
