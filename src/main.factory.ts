import { sql } from 'kysely'
import { beforeAll } from 'vitest'
import { POST_KINDS, type Role } from '#kernel/capacity'
import { newId, type Uuid } from '#kernel/ids'
import { regionScope } from '#platform/db/scope'
import type { Served } from '#platform/http/serve'
import { bookOfPupils } from '#modules/org/roster/import.factory'
import { TEST_VAULT } from '#platform/vault/vault.factory'
import { NOW, useDemoRegion, type Client, type DemoRegion } from '#testing/demo-region'
import { routes } from './main.ts'

/** Somebody of every role in the demo's district, what is theirs and what is not, and how to call every route. */

export const ROLES: readonly Role[] = [...POST_KINDS, 'guardian']
/** From the program itself: a route without a sample here fails the tests that go over all of them. */
export const served = routes({ demoAccounts: [] }).filter((s): s is Exclude<Served, { caller: 'visitor' }> => s.caller !== 'visitor')

export interface Target {
  fileId: Uuid; batchId: Uuid; bodyId: Uuid; seatId: Uuid; designationId: Uuid; exceptionId: Uuid
  schoolId: Uuid; classId: Uuid; studentId: Uuid; visitId: Uuid; plainId: Uuid; leaderPostId: Uuid; name: string
}
export const absent = (): Target => ({
  fileId: newId(), batchId: newId(), bodyId: newId(), seatId: newId(), designationId: newId(), exceptionId: newId(), schoolId: newId(), classId: newId(), studentId: newId(), visitId: newId(), plainId: newId(), leaderPostId: newId(),
  name: '没有这个人',
})

export type Place = 'own' | 'other-class' | 'other-school' | 'other-region'
interface Sample { readonly query?: Record<string, string>; readonly body?: unknown; readonly headers?: Record<string, string> }
const visit = (t: Target) => ({ happenedOn: '2026-11-20', mode: 'in_home', studentIds: [t.studentId], topics: ['family'], note: '试写', again: true })
const seat = { role: 'member', kind: 'teacher', title: null, number: 2, validFrom: '2026-11-20' }
const body = (t: Target) => ({ topic: null, name: '试写', parentId: null, classId: t.classId, grade: null, validFrom: '2026-11-20' })
const plain = (t: Target) => ({ happenedOn: '2026-11-20', classIds: [t.classId], fields: { topic: '试写', themed: false } })

/** What a caller would send besides the path. A route with query or body that is missing here is a failure. */
export const SAMPLES: Readonly<Record<string, (t: Target) => Sample>> = {
  'GET /api/vacancies': (t) => ({ query: { unitId: t.schoolId } }),
  'POST /api/assignments/draw': (t) => ({ body: { postId: t.leaderPostId, days: 7, schoolId: t.schoolId } }),
  'POST /api/classes/:classId/slips': (t) => ({ body: { personIds: [t.studentId] } }),
  'POST /api/schools/:schoolId/slips': (t) => ({ body: { personIds: [t.studentId] } }),
  'POST /api/classes/:classId/accounts/:personId/slip': () => ({ body: { close: false } }),
  'POST /api/schools/:schoolId/accounts/:personId/slip': () => ({ body: { close: false } }),
  'GET /api/bodies/counts': (t) => ({ query: { unitId: t.schoolId } }),
  'GET /api/bodies': (t) => ({ query: { kind: 'workstation', unitId: t.schoolId } }),
  'POST /api/bodies': (t) => ({ body: { ...body(t), kind: 'parent_committee', seats: [seat] } }),
  'POST /api/bodies/lists': () => ({ body: { kind: 'parents_school', topic: null, validFrom: '2026-11-20', text: '试写', trial: false } }),
  'POST /api/bodies/:bodyId/corrections': (t) => ({ body: { ...body(t), classId: null, validTo: null } }),
  'POST /api/bodies/:bodyId/ending': () => ({ body: { validTo: '2026-11-20' } }),
  'POST /api/bodies/:bodyId/seats': () => ({ body: { seats: [seat] } }),
  'POST /api/bodies/:bodyId/seats/:seatId/corrections': () => ({ body: { ...seat, validTo: null } }),
  'POST /api/bodies/:bodyId/seats/:seatId/ending': () => ({ body: { validTo: '2026-11-20' } }),
  'POST /api/students/:studentId/designations': () => ({ body: { kind: 'key', validFrom: '2026-11-20' } }),
  'POST /api/students/:studentId/designations/:designationId/ending': () => ({ body: { validTo: '2026-11-20' } }),
  'POST /api/roster/files': () => ({
    query: { kind: 'students', name: '名册.xlsx' }, body: Buffer.from('no workbook'), headers: { 'content-type': 'application/octet-stream' },
  }),
  'POST /api/roster/files/:fileId/reading': () => ({ body: {} }),
  'POST /api/roster/files/:fileId/acceptance': () => ({ body: { digest: 'none', effectiveOn: '2026-11-21', answers: {}, leaveOutErrors: false } }),
  'POST /api/roster/batches/:batchId/undoing': () => ({ body: {} }),
  'GET /api/roster/export': () => ({ query: { kind: 'students' } }),
  'GET /api/plan/calendar': () => ({ query: {} }),
  'GET /api/plan/calendar/draft': () => ({ query: { academicYear: '2026' } }),
  'POST /api/plan/calendars/preview': () => ({ body: {} }),
  'POST /api/plan/calendars': () => ({ body: {} }),
  'POST /api/plan/local-values': () => ({ body: { doc: 'shanxi-2023-3', key: 'unknown-key', value: 1 } }),
  'GET /api/visits/preparation': (t) => ({ query: { studentId: t.studentId } }),
  'POST /api/visits': (t) => ({ body: visit(t) }),
  'POST /api/visits/batch': (t) => ({ body: { visits: [{ ...visit(t), key: '试写' }] } }),
  'POST /api/visits/:recordId/corrections': (t) => ({ body: { ...visit(t), version: 1 } }),
  'POST /api/visits/:recordId/withdrawal': () => ({ body: { version: 1, reason: '试着撤回' } }),
  'POST /api/visits/:recordId/confirmation': (t) => ({ body: { studentId: t.studentId, answer: 'true' } }),
  'POST /api/records': (t) => ({ body: { ...plain(t), kind: 'parent_meeting', again: true } }),
  'POST /api/records/:recordId/corrections': (t) => ({ body: { ...plain(t), version: 1 } }),
  'POST /api/records/:recordId/withdrawal': () => ({ body: { version: 1, reason: '试着撤回' } }),
  'GET /api/records/export': () => ({ query: { kind: 'parent_meeting' } }),
  'GET /api/records': (t) => ({ query: { classId: t.classId } }),
  'GET /api/coverage/matters/:matter': () => ({ query: {} }),
  'GET /api/coverage/matters/:matter/export': () => ({ query: {} }),
  'GET /api/coverage/schools/:schoolId': () => ({ query: { matter: 'home-visit' } }),
  'GET /api/coverage/structures/:unitId': () => ({ query: {} }),
  'GET /api/coverage/why': (t) => ({
    query: { duty: 'tianjin-hebei-2024-17#parent-meetings-each-semester', period: '2026-1', bearer: t.schoolId, group: t.classId },
  }),
  'POST /api/coverage/exceptions': (t) => ({
    body: {
      kind: 'hindrance', duty: 'tianjin-hebei-2024-17#parent-meetings-each-semester', period: '2026-1', bearerId: t.schoolId, groupId: t.classId,
      reason: 'place', note: '礼堂大修', endsOn: '2026-12-31',
    },
  }),
  'POST /api/coverage/exceptions/:id/decision': () => ({ body: { approve: false } }),
  'GET /api/coverage/mine/remaining': (t) => ({ query: { duty: 'tianjin-hebei-2024-17#head-teacher-visits-each-student', classId: t.classId } }),
}

export const keyOf = ({ route }: Served) => `${route.method} ${route.path}`
const PARAMS: Readonly<Record<string, (t: Target, path: string) => string>> = {
  fileId: (t) => t.fileId, batchId: (t) => t.batchId, schoolId: (t) => t.schoolId, classId: (t) => t.classId, studentId: (t) => t.studentId,
  recordId: (t, path) => (path.startsWith('/api/records/:recordId') && !path.endsWith('/coverage') ? t.plainId : t.visitId),
  id: (t) => t.exceptionId, unitId: (t) => t.schoolId, bodyId: (t) => t.bodyId, seatId: (t) => t.seatId, designationId: (t) => t.designationId,
  kind: (_, path) => (path.startsWith('/api/records') ? 'document' : 'workstation'),
  personId: (t) => t.studentId, matter: () => 'home-visit', doc: () => 'shanxi-2023-3', dutyId: () => 'head-teacher-visits-each-student',
}
export const idsIn = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map((m) => m[1]!)
export async function send(client: Client, s: Served, target: Target): Promise<{ status: number; body: string }> {
  const path = s.route.path.replace(/:(\w+)/g, (_, name: string) => {
    const fill = PARAMS[name]
    if (fill === undefined) throw new Error(`no sample for :${name} of ${s.route.path}`)
    return fill(target, s.route.path)
  })
  const { query, body, headers } = SAMPLES[keyOf(s)]?.(target) ?? {}
  const answer = await client.call(s.route.method, query === undefined ? path : `${path}?${new URLSearchParams(query).toString()}`, body, headers)
  return { ...answer, status: statusOfOne(answer) ?? answer.status }
}

/** A list answers 200 and refuses each of its entries by itself: here it has one. */
function statusOfOne({ status, body }: { status: number; body: string }): number | undefined {
  if (status !== 200 || !body.startsWith('{"outcomes":')) return undefined
  return (JSON.parse(body) as { outcomes: { refusal?: { status: number } }[] }).outcomes[0]?.refusal?.status
}

export interface Everybody {
  readonly demo: DemoRegion
  readonly targets: Readonly<Record<Place, Target>>
  of(role: Role): { readonly client: Client; readonly own: Target }
}

/** Call it once at the top of a test file. */
export function useEverybody(): Everybody {
  const demo = useDemoRegion()
  const targets = {} as Record<Place, Target>
  const clients = new Map<Role, { client: Client; own: Target }>()
  beforeAll(() => meet(demo, { targets, clients }), 120_000)
  return { demo, targets, of: (role) => clients.get(role)! }
}

interface Met { readonly targets: Record<Place, Target>; readonly clients: Map<Role, { client: Client; own: Target }> }

async function meet(demo: DemoRegion, { targets, clients }: Met): Promise<void> {
  const one = async <T>(region: number, query: ReturnType<typeof sql<T>>): Promise<T> => {
    const { rows } = await demo.installation().owner.inScope(regionScope(region), (tx) => query.execute(tx))
    if (rows[0] === undefined) throw new Error('the demo lacks what this test needs')
    return rows[0]
  }
  const targetIn = (region: number, where: ReturnType<typeof sql>): Promise<Target> => one(region, sql<Target>`
    select s.school_id as "schoolId", s.class_id as "classId", s.id as "studentId", s.name, v.record_id as "visitId", p.record_id as "plainId",
      (select id from post where region_id = ${region} and kind = 'bureau_leader' limit 1) as "leaderPostId"
    from student s
    join record_subject v on v.region_id = s.region_id and v.student_id = s.id
    join record_subject p on p.region_id = s.region_id and p.student_id is null and p.subject_id = s.class_id
    join class c on c.region_id = s.region_id and c.id = s.class_id join unit u on u.region_id = c.region_id and u.id = c.school_id
    where s.region_id = ${region} and ${where} order by v.record_id, p.record_id limit 1`)
  const hero = sql`u.name = '云河区示例小学' and c.entry_year = 2024 and c.number = 2`
  targets['own'] = await targetIn(2, sql`${hero} and s.id not in (select student_id from guardianship g join membership m on m.person_id = g.person_id)`)
  targets['other-class'] = await targetIn(2, sql`u.name = '云河区示例小学' and c.entry_year = 2023 and c.number = 5`)
  targets['other-school'] = await targetIn(2, sql`u.name = '云河区示例初级中学' and c.number = 7`)
  targets['other-region'] = await targetIn(3, sql`u.name = '松岭区示例九年一贯制学校' and c.number = 3`)
  for (const [place, target] of Object.entries(targets)) {
    const region = place === 'other-region' ? 3 : 2
    await addRoster(demo, region, target)
    await addRegister(demo, region, target)
  }
  for (const role of ROLES) clients.set(role, await clientOf(demo, role, { one, own: targets.own }))
}

/** A workbook that waits and a batch that was accepted, of the target's school. */
async function addRoster(demo: DemoRegion, region: number, target: Target): Promise<void> {
  Object.assign(target, { fileId: newId(), batchId: newId() })
  const of = { region_id: region, school_id: target.schoolId, kind: 'students' }
  const sealed = TEST_VAULT.seal(`roster_file:${target.fileId}`, await bookOfPupils([{ name: target.name }]))
  await demo.installation().owner.inScope(regionScope(region), async (tx) => {
    await tx.insertInto('roster_file').values({ ...of, id: target.fileId, name: '名册.xlsx', hash: 'hash', sealed, uploaded_at: NOW, uploaded_by: newId() }).execute()
    await tx.insertInto('roster_batch').values({
      ...of, id: target.batchId, file_name: '名册.xlsx', file_hash: 'hash', effective_on: '2026-09-01', counts: JSON.stringify(NONE), accepted_at: NOW, accepted_by: newId(),
    }).execute()
  })
}

/** A body with a seat of the target's school, a mark of the child that is over, and what stands in the way of the class. */
async function addRegister(demo: DemoRegion, region: number, target: Target): Promise<void> {
  Object.assign(target, { bodyId: newId(), seatId: newId(), designationId: newId(), exceptionId: newId() })
  const since = { region_id: region, valid_from: '2026-09-01' }
  await demo.installation().owner.inScope(regionScope(region), async (tx) => {
    await tx.insertInto('exception').values({
      region_id: region, id: target.exceptionId, kind: 'hindrance', duty: 'tianjin-hebei-2024-17#head-teacher-visits-each-student', period: '2026',
      bearer_id: newId(), group_id: target.classId, unit_id: target.schoolId, reason: 'distance', note: '住处在外地', state: 'asked', ends_on: '2027-07-01',
      asked_at: NOW, asked_by: newId(),
    }).execute()
    await tx.insertInto('body').values({ ...since, id: target.bodyId, kind: 'workstation', name: '示例工作站', unit_id: target.schoolId }).execute()
    await tx.insertInto('seat').values({
      ...since, id: target.seatId, body_id: target.bodyId, unit_id: target.schoolId, role: 'member', kind: 'teacher', number: 3,
    }).execute()
    await tx.insertInto('designation').values({
      ...since, id: target.designationId, student_id: target.studentId, school_id: target.schoolId, class_id: target.classId, kind: 'key',
      valid_to: '2026-10-01', set_at: NOW, set_by: newId(),
    }).execute()
  })
}
const NONE = { rows: 0, same: 0, new: 0, changed: 0, moved: 0, arrived: 0, left: 0, classes: 0, guardians: 0, posts: 0, errors: 0, warnings: 0 }

type One = <T>(region: number, query: ReturnType<typeof sql<T>>) => Promise<T>

async function clientOf(demo: DemoRegion, role: Role, { one, own }: { one: One; own: Target }): Promise<{ client: Client; own: Target }> {
  if (role === 'guardian') {
    const { personId } = await one(2, sql<{ personId: Uuid }>`select person_id as "personId" from guardianship where student_id = ${own.studentId} limit 1`)
    return { client: await demo.actAs(2, personId, role), own }
  }
  const inClass = role === 'head_teacher' || role === 'subject_teacher'
  const inBureau = role.startsWith('bureau') || role === 'security_admin'
  const { personId } = await one(2, sql<{ personId: Uuid }>`
    select a.person_id as "personId" from post p join appointment a on a.region_id = p.region_id and a.post_id = p.id and a.valid_to is null
    where p.region_id = 2 and p.kind = ${role} and (${inBureau} or p.unit_id = ${own.schoolId}) and (${!inClass} or p.class_id = ${own.classId})
      and (${role} <> 'bureau_leader' or exists (select 1 from assignment x where x.region_id = 2 and x.person_id = a.person_id)) limit 1`)
  if (role !== 'bureau_leader') return { client: await demo.actAs(2, personId, role), own }
  const assigned = await one(2, sql<Target>`
    select school_id as "schoolId", class_id as "classId", student_id as "studentId" from assignment where region_id = 2 and person_id = ${personId} limit 1`)
  return { client: await demo.actAs(2, personId, role), own: { ...own, ...assigned } }
}
