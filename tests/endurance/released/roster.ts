import type { PostKind } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import { newId, type Uuid } from '#kernel/ids'
import type { Tx } from '#platform/db/scope'
import type { Vault } from '#platform/vault/vault'
import {
  addAccount, insertAppointments, insertClasses, insertEnrolments, insertGuardianships, insertPeople, insertPosts, insertStudents, insertUnits, inviteAccount,
  type Stage,
} from '#modules/org/index'
import { CHILD, DISTRICT, INVITED, LOGINS, PASSWORD, type LoginName } from './story.ts'

/** The people with whom the story goes on. */
export interface Roster {
  /** Of the account that was invited. */
  readonly code: string
  readonly leaderPostId: Uuid
  readonly keeperId: Uuid
  readonly teacher: { readonly personId: Uuid; readonly postId: Uuid }
  readonly helperPostId: Uuid
  readonly successorId: Uuid
  readonly school: Uuid
  readonly classes: readonly Uuid[]
  readonly otherSchoolClass: Uuid
  /** Of the first class. The first is the child of the guardian who signs in, the second its brother. */
  readonly children: readonly Uuid[]
}

const SINCE: SchoolDate = '2025-09-01'
const LONG_AGO: SchoolDate = '2020-09-01'
const NAMES = [CHILD, '张小柏', '李小荷', '陈小溪', '娜仁小云·示例其其格', '欧阳小麦', '林小舟', '周小禾']

/** Two schools, four classes, the posts of both and of the bureau, and some thirty children with their guardians. */
export async function plantRoster(tx: Tx, { now, vault }: { now: Date; vault: Vault }): Promise<Roster> {
  const place = await plantPlaces(tx)
  const hold = (kind: PostKind, at: { unitId: Uuid; classId?: Uuid }, name: string) => plantHolder(tx, now, { kind, ...at, name })
  const officer = await hold('bureau_officer', { unitId: place.bureau }, '示例科员')
  const leader = await hold('bureau_leader', { unitId: place.bureau }, '示例局长')
  const principal = await hold('principal', { unitId: place.school }, '示例校长')
  const keeper = await hold('roster_keeper', { unitId: place.school }, '例行管理员')
  await hold('vice_principal', { unitId: place.school }, '示例副校长')
  await hold('roster_keeper', { unitId: place.otherSchool }, '例言管理员')
  const teachers = await inTurn([...place.classes, place.otherSchoolClass], (classId, i) =>
    hold('head_teacher', { unitId: i < place.classes.length ? place.school : place.otherSchool, classId }, `王老师${'甲乙丙丁'[i]}`))
  const helper = await hold('subject_teacher', { unitId: place.school, classId: place.classes[0]! }, '李老师戊')
  const successorId = await plantPerson(tx, now, { kind: 'staff', name: '王老师己' })
  const kept = (await inTurn([...place.classes, place.otherSchoolClass], (classId, i) =>
    plantChildren(tx, now, { classId, schoolId: i < place.classes.length ? place.school : place.otherSchool, first: i === 0 })))
  const login = (name: LoginName, personId: Uuid) => addAccount(tx, { login: LOGINS[name], password: PASSWORD, personId, now })
  await login('officer', officer.personId)
  await login('leader', leader.personId)
  await login('principal', principal.personId)
  await login('teacher', teachers[0]!.personId)
  await login('guardian', kept[0]!.guardianId)
  const code = await inviteAccount(tx, { login: INVITED, personId: helper.personId, now, expires: new Date('2030-01-01T00:00:00Z'), vault })
  return {
    code, leaderPostId: leader.postId, keeperId: keeper.personId, teacher: teachers[0]!, helperPostId: helper.postId, successorId,
    school: place.school, classes: place.classes, otherSchoolClass: place.otherSchoolClass, children: kept[0]!.children,
  }
}

async function inTurn<T, R>(list: readonly T[], work: (one: T, index: number) => Promise<R>): Promise<R[]> {
  const made: R[] = []
  for (const [index, one] of list.entries()) made.push(await work(one, index))
  return made
}

async function plantPlaces(tx: Tx): Promise<{ bureau: Uuid; school: Uuid; otherSchool: Uuid; classes: Uuid[]; otherSchoolClass: Uuid }> {
  const [bureau, school, otherSchool] = [newId(), newId(), newId()]
  const unit = (id: Uuid, name: string, stages: Stage[]) =>
    ({ id, kind: stages.length === 0 ? 'bureau' as const : 'school' as const, name, stages, street: stages.length === 0 ? null : '柳岸街道', validFrom: LONG_AGO })
  await insertUnits(tx, DISTRICT, [unit(bureau, '示例区教育局甲', []), unit(school, '示例小学甲', ['primary']), unit(otherSchool, '示例九年一贯制学校乙', ['primary', 'junior'])])
  const classes = [newId(), newId(), newId()]
  const otherSchoolClass = newId()
  await insertClasses(tx, DISTRICT, [
    ...classes.map((id, i) => ({ id, schoolId: school, stage: 'primary' as const, entryYear: 2024, number: i + 1, validFrom: '2024-09-01' })),
    { id: otherSchoolClass, schoolId: otherSchool, stage: 'primary', entryYear: 2024, number: 1, validFrom: '2024-09-01' },
  ])
  return { bureau, school, otherSchool, classes, otherSchoolClass }
}

async function plantPerson(tx: Tx, createdAt: Date, who: { kind: 'staff' | 'guardian'; name: string }): Promise<Uuid> {
  const id = newId()
  await insertPeople(tx, DISTRICT, [{ id, ...who, createdAt }])
  return id
}

interface Holder { readonly kind: PostKind; readonly unitId: Uuid; readonly classId?: Uuid; readonly name: string }

async function plantHolder(tx: Tx, now: Date, { kind, unitId, classId, name }: Holder): Promise<{ personId: Uuid; postId: Uuid }> {
  const [personId, postId] = [await plantPerson(tx, now, { kind: 'staff', name }), newId()]
  await insertPosts(tx, DISTRICT, [{ id: postId, unitId, kind, classId: classId ?? null, subject: kind === 'subject_teacher' ? '数学' : null, validFrom: '2024-09-01' }])
  await insertAppointments(tx, DISTRICT, [{ id: newId(), postId, personId, validFrom: '2024-09-01' }])
  return { personId, postId }
}

interface Room { readonly classId: Uuid; readonly schoolId: Uuid; readonly first: boolean }

/** In the first class the first two children are twins of one guardian. */
async function plantChildren(tx: Tx, now: Date, { classId, schoolId, first }: Room): Promise<{ children: Uuid[]; guardianId: Uuid }> {
  let guardianId = await plantPerson(tx, now, { kind: 'guardian', name: '张家长甲' })
  const firstGuardian = guardianId
  const children: Uuid[] = []
  for (const [i, name] of NAMES.entries()) {
    const id = newId()
    if (i > 0 && !(first && i === 1)) guardianId = await plantPerson(tx, now, { kind: 'guardian', name: `${name[0]}家长${i}` })
    await insertStudents(tx, DISTRICT, [{ id, schoolId, classId, name, gender: i % 2 === 0 ? 'male' : 'female', neighbourhood: '石榴花园', createdAt: now }])
    await insertEnrolments(tx, DISTRICT, [{ id: newId(), studentId: id, schoolId, classId, validFrom: SINCE }])
    await insertGuardianships(tx, DISTRICT, [{ id: newId(), studentId: id, schoolId, classId, personId: guardianId, guardianName: '张家长甲', relation: '母亲', validFrom: SINCE }])
    children.push(id)
  }
  return { children, guardianId: firstGuardian }
}
