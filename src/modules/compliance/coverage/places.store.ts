import { sql } from 'kysely'
import type { Uuid } from '#kernel/ids'
import type { Tx } from '#platform/db/scope'
import type { ClassPlace } from './counting.contract.ts'
import type { Places, UnitPlace } from './grid.rules.ts'

const classes = (tx: Tx, regionId: number) => tx.selectFrom('class as c')
  .select(['c.id', 'c.school_id as schoolId', 'c.stage', 'c.entry_year as entryYear', 'c.number']).where('c.region_id', '=', regionId)

const asPlaces = (rows: readonly (Omit<ClassPlace, 'stage'> & { stage: string })[]) => rows as readonly ClassPlace[]

/** Every class and unit of the jurisdiction, also those that have ended: periods of the past had them. */
export async function listPlaces(tx: Tx, regionId: number): Promise<Places> {
  const units = await tx.selectFrom('unit').select(['id', 'kind', 'stages']).where('region_id', '=', regionId).execute()
  return { classes: asPlaces(await classes(tx, regionId).execute()), units: units as readonly UnitPlace[] }
}

/** The named classes, with the named units and the units of those classes. */
export async function findPlaces(tx: Tx, regionId: number, ids: { classes: readonly Uuid[]; units: readonly Uuid[] }): Promise<Places> {
  const found = ids.classes.length === 0 ? [] : await classes(tx, regionId).where('c.id', 'in', [...ids.classes]).execute()
  const unitIds = [...new Set([...ids.units, ...found.map((one) => one.schoolId)])]
  const units = unitIds.length === 0 ? []
    : await tx.selectFrom('unit').select(['id', 'kind', 'stages']).where('region_id', '=', regionId).where('id', 'in', unitIds).execute()
  return { classes: asPlaces(found), units: units as readonly UnitPlace[] }
}

/** The named units with all their classes, also those that have ended. */
export async function findPlacesOfUnits(tx: Tx, regionId: number, unitIds: readonly Uuid[]): Promise<Places> {
  const found = await classes(tx, regionId).where('c.school_id', '=', sql<Uuid>`any(${[...unitIds]}::uuid[])`).execute()
  return { classes: asPlaces(found), units: (await findPlaces(tx, regionId, { classes: [], units: unitIds })).units }
}

/** Every class in which one of the children ever sat. */
export async function findClassesOf(tx: Tx, regionId: number, students: readonly Uuid[]): Promise<readonly ClassPlace[]> {
  if (students.length === 0) return []
  return asPlaces(await classes(tx, regionId).where('c.id', 'in', (inner) => inner.selectFrom('enrolment').select('class_id')
    .where('region_id', '=', regionId).where('student_id', 'in', [...students])).execute())
}

export const findPostPlaces = (tx: Tx, regionId: number, postIds: readonly Uuid[]): Promise<{ unitId: Uuid; classId: Uuid | null }[]> =>
  tx.selectFrom('post').select(['unit_id as unitId', 'class_id as classId'])
    .where('region_id', '=', regionId).where('id', '=', sql<Uuid>`any(${[...postIds]}::uuid[])`).execute()
