import { newId, type Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { insertPeople, type NewPerson } from './person.store.ts'

/** A member of staff or a guardian, still without post, child or account. */
export async function addPerson(act: Act, person: Pick<NewPerson, 'kind' | 'name'>): Promise<Uuid> {
  const id = newId(act.now.getTime())
  await insertPeople(act.tx, act.regionId, [{ ...person, id, createdAt: act.now }])
  await act.audit({ action: 'person.add', objectKind: 'person', objectId: id })
  return id
}
