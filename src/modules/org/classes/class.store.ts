import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Tx } from '#platform/db/scope'
import { holds, inChunks } from '../units/dated.store.ts'
import type { Dated } from '../units/dated.rules.ts'
import type { Stage } from '../units/unit.contract.ts'

export interface ClassRow extends Dated {
  readonly id: Uuid
  readonly schoolId: Uuid
  readonly stage: Stage
  readonly entryYear: number
  readonly number: number
}

export type NewClass = Omit<ClassRow, 'validTo'> & { readonly validTo?: SchoolDate | null }

export const insertClasses = (tx: Tx, regionId: number, classes: readonly NewClass[]): Promise<void> =>
  inChunks(classes, (chunk) => tx.insertInto('class').values(chunk.map((c) => ({
    region_id: regionId, id: c.id, school_id: c.schoolId, stage: c.stage, entry_year: c.entryYear, number: c.number,
    valid_from: c.validFrom, valid_to: c.validTo ?? null,
  }))).execute())

const classes = (act: Act) => act.tx.selectFrom('class')
  .select(['id', 'school_id as schoolId', 'stage', 'entry_year as entryYear', 'number', 'valid_from as validFrom', 'valid_to as validTo'])
  .where('region_id', '=', act.regionId)

/** Classes that exist today, of one school, of some ids, or of the whole jurisdiction. */
export function findClasses(act: Act, of: { schoolId?: Uuid; ids?: readonly Uuid[] }): Promise<ClassRow[]> {
  let query = classes(act).where(holds('class', act.today))
  if (of.schoolId !== undefined) query = query.where('school_id', '=', of.schoolId)
  if (of.ids !== undefined) query = query.where('id', 'in', [...of.ids])
  return query.execute() as Promise<ClassRow[]>
}

/** Also one that has ended. */
export const findClass = (act: Act, classId: Uuid): Promise<ClassRow | undefined> =>
  classes(act).where('id', '=', classId).executeTakeFirst() as Promise<ClassRow | undefined>
