import type { SchoolDate } from '#kernel/dates'
import { notFound } from '#kernel/errors'
import { newId, type Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { insertPeople } from '../people/person.store.ts'
import { endsBeforeStart } from '../posts/post.contract.ts'
import { getStudent } from '../students/student.service.ts'
import { closeGuardianship, findGuardianship, insertGuardianships } from './guardian.store.ts'

export interface AddGuardian {
  readonly studentId: Uuid
  /** A person who is known already, for example as the guardian of a sister; else one is added. */
  readonly personId?: Uuid
  readonly name: string
  /** 「母亲」「父亲」「祖母」 */
  readonly relation: string
  readonly from: SchoolDate
}

export async function addGuardian(act: Act, input: AddGuardian): Promise<{ guardianshipId: Uuid; personId: Uuid }> {
  const child = await getStudent(act, input.studentId)
  const now = act.now.getTime()
  const personId = input.personId ?? newId(now)
  if (input.personId === undefined) {
    await insertPeople(act.tx, act.regionId, [{ id: personId, kind: 'guardian', name: input.name, createdAt: act.now }])
  }
  const id = newId(now)
  await insertGuardianships(act.tx, act.regionId, [{
    id, studentId: child.id, schoolId: child.schoolId, classId: child.classId, personId,
    guardianName: input.name, relation: input.relation, validFrom: input.from,
  }])
  await act.audit({ action: 'guardianship.begin', objectKind: 'guardianship', objectId: id, student: child })
  return { guardianshipId: id, personId }
}

/** From the day after `on` the person sees nothing of the child any more. */
export async function endGuardianship(act: Act, input: { guardianshipId: Uuid; on: SchoolDate }): Promise<void> {
  const guardianship = await findGuardianship(act, input.guardianshipId)
  if (guardianship === undefined) throw notFound('监护关系')
  if (input.on < guardianship.validFrom) throw endsBeforeStart()
  const child = await getStudent(act, guardianship.studentId)
  await closeGuardianship(act, input.guardianshipId, input.on)
  await act.audit({ action: 'guardianship.end', objectKind: 'guardianship', objectId: input.guardianshipId, student: child })
}
