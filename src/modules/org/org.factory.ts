import { afterAll, beforeAll } from 'vitest'
import type { Capacity, PostKind, Role } from '#kernel/capacity'
import { schoolDateOf, type SchoolDate } from '#kernel/dates'
import { newId, type Uuid } from '#kernel/ids'
import { openAct, type Act } from '#platform/access/act'
import { openDatabase, type Database } from '#platform/db/database'
import { changeScope, regionScope, type Tx } from '#platform/db/scope'
import { createReactions, type Reactions } from '#platform/jobs/reactions'
import { TEST_VAULT } from '#platform/vault/vault.factory'
import { findCapacities, scopeOf } from './capacities/capacity.service.ts'
import { insertClasses } from './classes/class.store.ts'
import { insertGuardianships } from './guardians/guardian.store.ts'
import { insertPeople } from './people/person.store.ts'
import { insertAppointments, insertPosts } from './posts/post.store.ts'
import { insertEnrolments } from './students/enrolment.store.ts'
import { insertStudents } from './students/student.store.ts'
import type { Stage } from './units/unit.contract.ts'
import { insertUnits } from './units/unit.store.ts'

/** 21 November 2026 in Asia/Shanghai: the academic year 2026, a Saturday. */
export const NOW = new Date('2026-11-21T02:00:00Z')
const SINCE: SchoolDate = '2020-09-01'
const CHILD_SINCE: SchoolDate = '2026-09-01'

export interface Bench {
  /** Around the program, as the owner: what a test takes for granted. */
  readonly owner: Tx
  /** As the program. */
  readonly app: Database
}

/** Connections for one test file; usable from the first `beforeAll` on. */
export function useBench(urls: { ownerUrl: string; appUrl: string }): Bench {
  let owner: Database
  let app: Database
  beforeAll(() => {
    owner = openDatabase(urls.ownerUrl, 2)
    app = openDatabase(urls.appUrl, 4)
  })
  afterAll(async () => {
    await owner.close()
    await app.close()
  })
  return { get owner() { return owner.shared }, get app() { return app } }
}

let regions = 1_000

/** A new jurisdiction. */
export async function makeRegion(owner: Tx, name = '云杉省示例市甲区'): Promise<number> {
  const regionId = ++regions
  await owner.insertInto('jurisdiction').values({ region_id: regionId, level: 'district', reports_to: null, created_at: NOW }).execute()
  await owner.insertInto('jurisdiction_name').values({ region_id: regionId, valid_from: '2000-01-01', code: '990101', name }).execute()
  return regionId
}

export interface MadeUnit { readonly regionId: number; readonly id: Uuid }

export async function makeUnit(
  owner: Tx, over: { regionId?: number; kind?: 'school' | 'bureau'; name?: string; stages?: readonly Stage[] } = {},
): Promise<MadeUnit> {
  const regionId = over.regionId ?? await makeRegion(owner)
  const id = newId()
  const kind = over.kind ?? 'school'
  await insertUnits(owner, regionId, [{
    id, kind, name: over.name ?? (kind === 'school' ? '示例小学甲' : '示例区教育局'),
    stages: over.stages ?? (kind === 'school' ? ['primary'] : []), street: null, validFrom: SINCE,
  }])
  return { regionId, id }
}

export interface MadeClass { readonly regionId: number; readonly schoolId: Uuid; readonly id: Uuid }

/** 三(n)班 of a new school, unless told otherwise. */
export async function makeClass(
  owner: Tx, over: { school?: MadeUnit; stage?: Stage; entryYear?: number; number?: number; validTo?: SchoolDate } = {},
): Promise<MadeClass> {
  const { regionId, id: schoolId } = over.school ?? await makeUnit(owner)
  const id = newId()
  await insertClasses(owner, regionId, [{
    id, schoolId, stage: over.stage ?? 'primary', entryYear: over.entryYear ?? 2024, number: over.number ?? 1,
    validFrom: SINCE, validTo: over.validTo ?? null,
  }])
  return { regionId, schoolId, id }
}

export async function makePerson(owner: Tx, regionId: number, over: { kind?: 'staff' | 'guardian'; name?: string } = {}): Promise<Uuid> {
  const id = newId()
  await insertPeople(owner, regionId, [{ id, kind: over.kind ?? 'staff', name: over.name ?? '王老师甲', createdAt: NOW }])
  return id
}

export interface MadeHolder { readonly regionId: number; readonly personId: Uuid; readonly postId: Uuid; readonly appointmentId: Uuid }

interface Holding {
  readonly kind: PostKind
  /** A class for its teachers, else a unit. */
  readonly at: MadeClass | MadeUnit
  readonly personId?: Uuid
  readonly name?: string
  readonly subject?: string
  readonly from?: SchoolDate
  readonly to?: SchoolDate
}

/** A post with its holder. */
export async function makeHolder(owner: Tx, holding: Holding): Promise<MadeHolder> {
  const { regionId } = holding.at
  const personId = holding.personId ?? await makePerson(owner, regionId, holding.name === undefined ? {} : { name: holding.name })
  const postId = await makePost(owner, holding)
  const appointmentId = newId()
  await insertAppointments(owner, regionId, [{ id: appointmentId, postId, personId, validFrom: holding.from ?? SINCE, validTo: holding.to ?? null }])
  return { regionId, personId, postId, appointmentId }
}

/** A post that nobody holds. */
export async function makePost(owner: Tx, { kind, at, subject }: Pick<Holding, 'kind' | 'at' | 'subject'>): Promise<Uuid> {
  const id = newId()
  const inClass = 'schoolId' in at
  await insertPosts(owner, at.regionId, [{
    id, kind, unitId: inClass ? at.schoolId : at.id, classId: inClass ? at.id : null, subject: subject ?? null, validFrom: SINCE,
  }])
  return id
}

export interface MadeChild { readonly regionId: number; readonly id: Uuid; readonly schoolId: Uuid; readonly classId: Uuid; readonly guardianId: Uuid }

/** A child who sits in a class since September 2026, with one guardian. */
export async function makeChild(
  owner: Tx, over: { class?: MadeClass; name?: string; guardianId?: Uuid; from?: SchoolDate } = {},
): Promise<MadeChild> {
  const { regionId, schoolId, id: classId } = over.class ?? await makeClass(owner)
  const guardianId = over.guardianId ?? await makePerson(owner, regionId, { kind: 'guardian', name: '张家长甲' })
  const [id, validFrom] = [newId(), over.from ?? CHILD_SINCE]
  await insertStudents(owner, regionId, [{ id, schoolId, classId, name: over.name ?? '张同学', gender: 'unknown', createdAt: NOW }])
  await insertEnrolments(owner, regionId, [{ id: newId(), studentId: id, schoolId, classId, validFrom }])
  await insertGuardianships(owner, regionId, [{
    id: newId(), studentId: id, schoolId, classId, personId: guardianId, guardianName: '张家长甲', relation: '母亲', validFrom,
  }])
  return { regionId, id, schoolId, classId, guardianId }
}

export interface Acting {
  readonly regionId: number
  readonly personId: Uuid
  /** Needed where the person has several capacities. */
  readonly role?: Role
  readonly now?: Date
  readonly reactions?: Reactions
}

/** One act, through the same steps as a request: links → capacity → scope. Fails when there is no such capacity. */
export const actAs = <T>(app: Database, who: Acting, work: (act: Act) => Promise<T>): Promise<T> => {
  const now = who.now ?? NOW
  return app.inScope({ ...regionScope(who.regionId), person: who.personId }, async (tx) => {
    const found = (await findCapacities(tx, { ...who, today: schoolDateOf(now) })).find((c) => who.role === undefined || c.role === who.role)
    if (found === undefined) throw new Error(`no capacity ${who.role ?? ''}`)
    await changeScope(tx, scopeOf(found))
    return work(openAct({ tx, capacity: found, scope: scopeOf(found), now, requestId: newId(), reactions: who.reactions ?? createReactions(), vault: TEST_VAULT }))
  })
}

/** In what a person may act on a day. */
export const capacitiesOn = (app: Database, who: { regionId: number; personId: Uuid }, today: SchoolDate): Promise<Capacity[]> =>
  app.inScope({ ...regionScope(who.regionId), person: who.personId }, (tx) => findCapacities(tx, { ...who, today }))
