import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { holds } from '../units/dated.store.ts'

export const countClasses = async (act: Act, schoolId: Uuid): Promise<number> => (await act.tx.selectFrom('class as c')
  .select((count) => count.fn.countAll<number>().as('n'))
  .where('c.region_id', '=', act.regionId).where('c.school_id', '=', schoolId).where(holds('c', act.today)).executeTakeFirstOrThrow()).n

export const countChildren = async (act: Act, schoolId: Uuid): Promise<number> => (await act.tx.selectFrom('enrolment as e')
  .select((count) => count.fn.countAll<number>().as('n'))
  .where('e.region_id', '=', act.regionId).where('e.school_id', '=', schoolId).where(holds('e', act.today)).executeTakeFirstOrThrow()).n

/** Persons, however many posts each holds. */
export const countStaff = async (act: Act, schoolId: Uuid): Promise<number> => (await act.tx.selectFrom('post as p')
  .innerJoin('appointment as a', (on) => on.onRef('a.region_id', '=', 'p.region_id').onRef('a.post_id', '=', 'p.id'))
  .select((count) => count.fn.count<number>('a.person_id').distinct().as('n'))
  .where('p.region_id', '=', act.regionId).where('p.unit_id', '=', schoolId).where(holds('p', act.today)).where(holds('a', act.today))
  .executeTakeFirstOrThrow()).n
