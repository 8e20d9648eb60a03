import { notFound } from '#kernel/errors'
import { newId, type Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { getUnit, reachesUnit } from '../units/unit.service.ts'
import type { ClassView } from './class.contract.ts'
import { academicYearOf, className, compareClasses, gradeOf } from './class.rules.ts'
import { findClass, findClasses, insertClasses, type ClassRow, type NewClass } from './class.store.ts'

const viewOf = (row: ClassRow, act: Act): ClassView => {
  const year = academicYearOf(act.today)
  return {
    id: row.id, schoolId: row.schoolId, stage: row.stage, entryYear: row.entryYear, number: row.number,
    grade: gradeOf(row, year), name: className(row, year),
  }
}

/** Classes that exist today, youngest grade first; of the whole jurisdiction without `schoolId`. Holds no child. */
export async function listClasses(act: Act, of: { schoolId?: Uuid } = {}): Promise<ClassView[]> {
  const rows = await findClasses(act, of)
  return rows.sort(compareClasses).map((row) => viewOf(row, act))
}

/** The classes of a school that the capacity may know of; 404 for another school than the own one. */
export async function listClassesOfSchool(act: Act, schoolId: Uuid): Promise<ClassView[]> {
  if (!reachesUnit(act, schoolId)) throw notFound('学校')
  await getUnit(act, schoolId)
  return listClasses(act, { schoolId })
}

/** Also a class that has ended. Throws 404. */
export async function getClass(act: Act, classId: Uuid): Promise<ClassView & Pick<ClassRow, 'validFrom' | 'validTo'>> {
  const row = await findClass(act, classId)
  if (row === undefined) throw notFound('班级')
  return { ...viewOf(row, act), validFrom: row.validFrom, validTo: row.validTo }
}

export async function addClass(act: Act, input: Omit<NewClass, 'id'>): Promise<Uuid> {
  if (!reachesUnit(act, input.schoolId)) throw notFound('学校')
  await getUnit(act, input.schoolId)
  const id = newId(act.now.getTime())
  await insertClasses(act.tx, act.regionId, [{ ...input, id }])
  await act.audit({ action: 'class.add', objectKind: 'class', objectId: id })
  return id
}
