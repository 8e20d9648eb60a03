import { sql } from 'kysely'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { AuditEntry } from '#platform/audit/audit'
import { holds } from '../units/dated.store.ts'
import type { Standing } from './slip.rules.ts'

type Place = NonNullable<AuditEntry['student']>

export interface GuardianRow {
  readonly personId: Uuid
  readonly name: string
  readonly relation: string
  readonly studentId: Uuid
  readonly studentName: string
}

/** Who guards a child of the class today, by the names of the children. */
export const findGuardiansOfClass = (act: Act, classId: Uuid): Promise<GuardianRow[]> => act.tx.selectFrom('guardianship as g')
  .innerJoin('student as s', (on) => on.onRef('s.region_id', '=', 'g.region_id').onRef('s.id', '=', 'g.student_id'))
  .select(['g.person_id as personId', 'g.guardian_name as name', 'g.relation', 's.id as studentId', 's.name as studentName'])
  .where('g.region_id', '=', act.regionId).where('g.class_id', '=', classId).where('s.class_id', '=', classId).where(holds('g', act.today))
  .orderBy('s.name').orderBy('s.id').orderBy('g.valid_from').orderBy('g.id').execute()

/** How far the accounts of these persons are. `schoolId` is the school whose posts and children do not count as elsewhere. */
export async function findStandings(act: Act, personIds: readonly Uuid[], schoolId: Uuid): Promise<Map<Uuid, Standing>> {
  if (personIds.length === 0) return new Map()
  const { rows } = await sql<Standing & { personId: Uuid }>`
    select person_id as "personId", login, activated, code_expires as "codeExpires", disabled, posted,
      posted_elsewhere as "postedElsewhere", guards_elsewhere as "guardsElsewhere"
    from account_standing(${[...personIds]}::uuid[], ${schoolId}::uuid, ${act.today}::date)`.execute(act.tx)
  return new Map(rows.map(({ personId, ...standing }) => [personId, standing]))
}

/** The children of the jurisdiction whom these persons guard today, also of other schools: a code opens all of them. */
export async function findWardsOf(act: Act, personIds: readonly Uuid[]): Promise<(Place & { personId: Uuid })[]> {
  const { rows } = await sql<Place & { personId: Uuid }>`
    select person_id as "personId", student_id as id, school_id as "schoolId", class_id as "classId"
    from account_wards(${[...personIds]}::uuid[], ${act.today}::date)`.execute(act.tx)
  return rows
}

/** Two people who hand out slips at the same moment do it one after the other: what the first has done, the second sees. */
export const lockSlips = (act: Act) =>
  sql`select pg_advisory_xact_lock(hashtext('slips'), ${act.regionId})`.execute(act.tx)
