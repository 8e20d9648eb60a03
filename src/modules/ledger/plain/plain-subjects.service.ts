import type { SchoolDate } from '#kernel/dates'
import { notFound } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import { classesOn, findStudents, heldPosts, listBodies, listClasses, listUnits, type ClassView } from '#modules/org/index'
import type { HeldPost } from '#modules/org/posts/post.contract'
import type { RecordKind } from '#modules/plan/packs/kind.contract'
import type { Act } from '#platform/access/act'
import { distinctPosts } from '../records/companion.rules.ts'
import { postNotHeld, type FieldValues, type RecordActor, type RecordSubject } from '../records/record.contract.ts'
import { notInClassThen } from '../visits/visit.contract.ts'
import { actingPosts } from '../visits/visit.rules.ts'
import { chooseSubjects, type PlainDraft } from './plain.contract.ts'
import { refuseOtherLists } from './plain.rules.ts'

/** Whom or what the record is about, within the reach of the capacity: 404 for anything beyond it, whether it exists or not. */
export async function findSubjects(act: Act, kind: RecordKind, { draft, fields }: {
  readonly draft: PlainDraft
  readonly fields: FieldValues
}): Promise<RecordSubject[]> {
  refuseOtherLists(kind.subject, draft)
  const places = await placesOf(act, kind, draft)
  return places.map((place) => ({ ...place, fields }))
}

type Placed = Omit<RecordSubject, 'fields'>

async function placesOf(act: Act, kind: RecordKind, draft: PlainDraft): Promise<Placed[]> {
  switch (kind.subject) {
    case 'class': return classes(act, draft.classIds)
    case 'student': return students(act, draft)
    case 'unit': return [...await units(act, draft.unitIds), ...await bodies(act, draft)]
    case 'body': {
      if (draft.bodyIds.length === 0) throw chooseSubjects('bodyIds', '请选择机构或队伍')
      return bodies(act, draft)
    }
  }
}

/** Classes of today that the capacity leads or teaches, or all of its school. */
export async function classesInReach(act: Act): Promise<ClassView[]> {
  const { unitId, classIds } = act.capacity
  if (unitId === null) return []
  const all = await listClasses(act, { schoolId: unitId })
  return classIds.length === 0 ? all : all.filter((one) => classIds.includes(one.id))
}

async function classes(act: Act, classIds: readonly Uuid[]): Promise<Placed[]> {
  if (classIds.length === 0) throw chooseSubjects('classIds', '请选择班级')
  const reach = new Map((await classesInReach(act)).map((one) => [one.id, one]))
  return [...new Set(classIds)].map((classId) => {
    const found = reach.get(classId)
    if (found === undefined) throw notFound('班级')
    return { subjectId: classId, studentId: null, schoolId: found.schoolId, classId, classThen: classId }
  })
}

async function students(act: Act, { studentIds, happenedOn }: PlainDraft): Promise<Placed[]> {
  if (studentIds.length === 0) throw chooseSubjects('studentIds', '请选择学生')
  const wanted = [...new Set(studentIds)]
  const found = await findStudents(act, wanted)
  const then = happenedOn === act.today ? undefined : await classesOn(act, [...found.keys()], happenedOn)
  return wanted.map((studentId) => {
    const child = found.get(studentId)
    if (child === undefined) throw notFound('学生')
    const { schoolId, classId } = child
    return { subjectId: studentId, studentId, schoolId, classId, classThen: then === undefined ? classId : then.get(studentId)?.classId ?? null }
  })
}

/** The own unit where none is named; the bureau may name any schools. */
async function units(act: Act, unitIds: readonly Uuid[]): Promise<Placed[]> {
  const own = act.capacity.unitId as Uuid
  const reach = new Set((await listUnits(act)).map((unit) => unit.id))
  return [...new Set(unitIds.length === 0 ? [own] : unitIds)].map((unitId) => {
    if (!reach.has(unitId)) throw notFound('单位')
    return { subjectId: unitId, studentId: null, schoolId: unitId, classId: null, classThen: null }
  })
}

async function bodies(act: Act, { bodyIds, happenedOn }: PlainDraft): Promise<Placed[]> {
  if (bodyIds.length === 0) return []
  const wanted = [...new Set(bodyIds)]
  const found = new Map((await listBodies(act, { ids: wanted, on: happenedOn })).map((body) => [body.id, body]))
  return wanted.map((bodyId) => {
    const body = found.get(bodyId)
    if (body === undefined) throw notFound('机构或队伍')
    return { subjectId: bodyId, studentId: null, schoolId: body.unitId, classId: null, classThen: null }
  })
}

/**
 * Posts of the capacity that held on the day and were concerned: of the class or its school, of each child's class on that day,
 * of the unit. Refuses a day without post, and a child who was not theirs then.
 */
export async function findActors(act: Act, day: SchoolDate, subjects: readonly RecordSubject[]): Promise<RecordActor[]> {
  const held = await heldPosts(act, day)
  const acting = distinctPosts(subjects.flatMap((subject) => concerned(held, subject)))
  if (acting.length === 0) throw postNotHeld(day)
  return acting.map(({ kind, ...post }) => ({ ...post, postKind: kind, personId: act.capacity.personId }))
}

function concerned(held: readonly HeldPost[], { subjectId, studentId, schoolId, classId, classThen }: RecordSubject): readonly HeldPost[] {
  if (studentId === null) return classId === null ? held : held.filter((post) => post.classId === null || post.classId === subjectId)
  const posts = actingPosts(held, schoolId === null || classThen === null ? undefined : { schoolId, classId: classThen })
  if (held.length > 0 && posts.length === 0) throw notInClassThen()
  return posts
}

/** Schools of subjects whose rows the scope of the capacity does not reach. */
export const schoolsBeyond = ({ scope }: Act, subjects: readonly RecordSubject[]): Uuid[] =>
  subjects.flatMap(({ schoolId, classId }) =>
    (schoolId === null || scope.schools.includes(schoolId) || (classId !== null && scope.classes.includes(classId)) ? [] : [schoolId]))
