import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import { classesOn, findColleagues, findSiblings, findStudents, heldPosts, type Sibling } from '#modules/org/index'
import type { RecordKind } from '#modules/plan/packs/kind.contract'
import type { Act } from '#platform/access/act'
import { getKind } from '../records/record.service.ts'
import { HOME_VISIT, type VisitDraft } from './visit.contract.ts'

type Colleagues = Awaited<ReturnType<typeof findColleagues>>
type HeldPosts = Awaited<ReturnType<typeof heldPosts>>

/** What the checks of some visits ask, each thing once, however many visits there are. */
export interface Look {
  readonly act: Act
  readonly students: Awaited<ReturnType<typeof findStudents>>
  kindOn(day: SchoolDate): Promise<RecordKind>
  heldOn(day: SchoolDate): Promise<HeldPosts>
  /** Where the children in the reach of the capacity sat on a past day. */
  placesOn(day: SchoolDate): ReturnType<typeof classesOn>
  colleaguesOn(day: SchoolDate): Promise<Colleagues>
  /** Brothers and sisters whom a visit may name. */
  siblingsOf(studentId: Uuid): Promise<readonly Sibling[]>
}

/**
 * Asks at once for what nearly every check needs. Whatever widens the scope for a step is asked for later and by itself: a
 * statement sent beside it would see as far.
 */
export async function lookInto(act: Act, drafts: readonly Pick<VisitDraft, 'studentIds' | 'happenedOn'>[]): Promise<Look> {
  const kindOn = remembered((day: SchoolDate) => getKind(act, HOME_VISIT, day))
  const heldOn = remembered((day: SchoolDate) => heldPosts(act, day))
  const days = new Set(drafts.map((draft) => draft.happenedOn))
  const asked = drafts.flatMap((draft) => draft.studentIds)
  // A refusal of a day is met again, in its place, by whoever asks for that day.
  const [students] = await Promise.all([findStudents(act, [...new Set(asked)]), Promise.allSettled([...days].flatMap((day) => [kindOn(day), heldOn(day)]))])
  return {
    act, students, kindOn, heldOn,
    placesOn: remembered((day: SchoolDate) => classesOn(act, [...students.keys()], day)),
    colleaguesOn: remembered((day: SchoolDate) => findColleagues(act, day)),
    siblingsOf: remembered((studentId: Uuid) => findOfferedSiblings(act, studentId)),
  }
}

function remembered<K, V>(ask: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const known = new Map<K, Promise<V>>()
  return (key) => {
    const answer = known.get(key) ?? ask(key)
    known.set(key, answer)
    return answer
  }
}

/** A bureau leader learns of the drawn child only. */
export const findOfferedSiblings = async (act: Act, studentId: Uuid): Promise<Sibling[]> =>
  (act.capacity.role === 'bureau_leader' ? [] : findSiblings(act, studentId))
