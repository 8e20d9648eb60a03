import type { Uuid } from '#kernel/ids'
import { later } from '#platform/db/later'
import { changeScope, regionScope, type Tx } from '#platform/db/scope'
import type { Linked } from '#platform/http/gate'
import { holds } from '../units/dated.store.ts'

/** Children whom the person in scope guards today, by name. The names need a scope of their own, which is left again. */
export async function findWards(tx: Tx, who: Linked): Promise<{ id: Uuid; name: string }[]> {
  const links = await tx.selectFrom('guardianship as g').select('g.student_id as id')
    .where('g.region_id', '=', who.regionId).where('g.person_id', '=', who.personId).where(holds('g', who.today))
    .orderBy('g.student_id').execute()
  if (links.length === 0) return []
  const scope = { ...regionScope(who.regionId), person: who.personId }
  const students = links.map((link) => link.id)
  await later(tx, changeScope(tx, { ...scope, students }))
  const wards = await tx.selectFrom('student').select(['id', 'name'])
    .where('region_id', '=', who.regionId).where('id', 'in', students).orderBy('id').execute()
  await later(tx, changeScope(tx, scope))
  return wards
}

/** Children drawn for the person in scope whose visit may be made today. */
export const findAssigned = (tx: Tx, who: Linked): Promise<{ postId: Uuid; studentId: Uuid }[]> => tx.selectFrom('assignment as a')
  .select(['a.post_id as postId', 'a.student_id as studentId'])
  .where('a.region_id', '=', who.regionId).where('a.person_id', '=', who.personId).where(holds('a', who.today))
  .orderBy('a.id').execute()
