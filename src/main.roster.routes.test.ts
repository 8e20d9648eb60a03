import { sql } from 'kysely'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Uuid } from '#kernel/ids'
import { verify } from '#modules/compliance/index'
import { actAs } from '#modules/org/org.factory'
import { exportRoster } from '#modules/org/roster/export.service'
import { bookOfPupils } from '#modules/org/roster/import.factory'
import type { BatchView, Draft } from '#modules/org/roster/roster.contract'
import { regionScope } from '#platform/db/scope'
import { NOW, useDemoRegion, type Client } from '#testing/demo-region'
import { createReactions } from './main.ts'

/** A roster through the whole program: the wire, the ledger and the coverage that follow the children. */

const REGION = 2
const SCHOOL = '云河区示例小学'
const demo = useDemoRegion()
let keeper: Client
let keeperId: Uuid

const rowsOf = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  demo.installation().owner.inScope(regionScope(REGION), async (tx) => (await query.execute(tx)).rows)

beforeAll(async () => {
  const [person] = await rowsOf(sql<{ id: Uuid }>`select a.person_id as id from appointment a join post p on p.region_id = a.region_id and p.id = a.post_id
    join unit u on u.region_id = p.region_id and u.id = p.unit_id where a.region_id = ${REGION} and p.kind = 'roster_keeper' and u.name = ${SCHOOL}`)
  keeperId = person!.id
  keeper = await demo.actAs(REGION, keeperId, 'roster_keeper')
}, 60_000)

interface Line { readonly progress?: { doing: string }; readonly answer?: unknown; readonly problem?: { code: string; say: string } }
async function lines(path: string, body: unknown): Promise<Line[]> {
  const answer = await keeper.call('POST', path, body)
  return answer.body.trim().split('\n').map((line) => JSON.parse(line) as Line)
}
const lastOf = async (path: string, body: unknown): Promise<Line> => (await lines(path, body)).at(-1)!

async function upload(bytes: Buffer, kind = 'students'): Promise<{ status: number; body: string }> {
  return keeper.call('POST', `/api/roster/files?kind=${kind}&name=${encodeURIComponent('名册.xlsx')}`, bytes, { 'content-type': 'application/octet-stream' })
}
async function drafted(bytes: Buffer, kind = 'students'): Promise<Draft> {
  const { fileId } = JSON.parse((await upload(bytes, kind)).body) as { fileId: string }
  return (await lastOf(`/api/roster/files/${fileId}/reading`, {})).answer as Draft
}
const accept = async (draft: Draft, answers: Record<string, string> = {}): Promise<BatchView> =>
  (await lastOf(`/api/roster/files/${draft.fileId}/acceptance`, { digest: draft.digest, effectiveOn: draft.effectiveOn, answers, leaveOutErrors: false })).answer as BatchView

/** The program drains its outbox as well; what it has taken is done only when the rows are gone. */
async function differences(): Promise<unknown> {
  await createReactions({ now: () => NOW }).drain(demo.installation().rollup, REGION)
  await vi.waitFor(async () => expect(await rowsOf(sql`select topic from outbox where region_id = ${REGION}`)).toEqual([]), { timeout: 20_000, interval: 50 })
  return (await verify(demo.installation().rollup, REGION, NOW)).differences
}

async function exported(kind: 'students' | 'staff'): Promise<Buffer> {
  const { file } = await actAs(demo.installation().app, { regionId: REGION, personId: keeperId, role: 'roster_keeper' }, (act) => exportRoster(act, kind))
  const pieces: Buffer[] = []
  for await (const piece of file as AsyncIterable<Uint8Array>) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}

interface Pupil { readonly id: Uuid; readonly name: string; readonly number: number; readonly guardian: string; readonly visited: boolean }
/** The children of two classes beside each other, as the school has them. */
const pupilsOf = () => rowsOf(sql<Pupil>`
  select s.id, s.name, c.number, (select guardian_name from guardianship g where g.region_id = s.region_id and g.student_id = s.id order by g.valid_from, g.id limit 1) as guardian,
    exists (select 1 from record_subject r where r.region_id = s.region_id and r.student_id = s.id) as visited
  from student s join class c on c.region_id = s.region_id and c.id = s.class_id join unit u on u.region_id = c.region_id and u.id = c.school_id
  where s.region_id = ${REGION} and u.name = ${SCHOOL} and c.entry_year = 2025 and c.number in (3, 4) and position('示例' in s.name) = 0 order by s.id`)

describe('the roster of a school that worked without workbooks', () => {
  it.each(['students', 'staff'] as const)('comes out, and says nothing new when it comes back: %s', { timeout: 60_000 }, async (kind) => {
    const draft = await drafted(await exported(kind), kind)
    expect(draft.changes.slice(0, 3)).toEqual([])
    // Two teachers of one name without any number are told to the keeper, and neither is changed.
    expect(draft.counts).toMatchObject({ new: 0, changed: 0, moved: 0, ...(kind === 'students' && { same: draft.counts.rows, errors: 0 }) })
    expect(draft.doubts.filter((one) => kind === 'students' || one.fallback === null)).toEqual([])
  })
})

describe('a changed class', () => {
  it('moves children, records and coverage with them, and back again', { timeout: 60_000 }, async () => {
    const pupils = await pupilsOf()
    const mover = pupils.find((one) => one.number === 3 && one.visited && pupils.filter((other) => other.name === one.name).length === 1)!
    const book = await bookOfPupils(pupils.map((one) => ({
      name: one.name, bare: true, className: one.id === mover.id ? '二(4)班' : `二(${one.number})班`, guardian: one.guardian, phone: '',
    })))
    const draft = await drafted(book)
    expect(draft.doubts.filter((one) => one.kind === 'same-person').map((one) => one.name)).toEqual([mover.name])
    const batch = await accept(draft, { 'same-person': mover.id, absent: 'stay' })
    expect(batch.counts).toMatchObject({ moved: 1, new: 0, left: 0 })
    const places = () => rowsOf(sql<{ n: number }>`select distinct c.number as n from record_subject r join class c on c.region_id = r.region_id and c.id = r.class_id
      where r.region_id = ${REGION} and r.student_id = ${mover.id}`)
    expect(await places()).toEqual([{ n: 4 }])
    expect(await differences()).toEqual([])
    const undone = (await lastOf(`/api/roster/batches/${batch.id}/undoing`, {})).answer as BatchView
    expect(undone.undoneAt).not.toBeNull()
    expect(await places()).toEqual([{ n: 3 }])
    expect(await differences()).toEqual([])
  })

  it('with a new class and new children counts at once, and cannot be undone once somebody has recorded a visit', { timeout: 60_000 }, async () => {
    const draft = await drafted(await bookOfPupils([
      { name: '张同学新', order: 1, className: '二(9)班', born: '2018-10-09' }, { name: '李同学新', order: 3, className: '二(9)班', born: '2018-10-10', phone: '13900000088' },
    ]))
    expect(draft.newClasses).toEqual(['二(9)班'])
    const batch = await accept(draft)
    expect(await differences()).toEqual([])
    const [child] = await rowsOf(sql<{ id: Uuid; person: Uuid }>`select s.id, a.person_id as person from student s, post p join appointment a on a.region_id = p.region_id
      and a.post_id = p.id and a.valid_to is null where s.region_id = ${REGION} and s.name = '张同学新' and p.region_id = ${REGION} and p.kind = 'vice_principal'
      and p.unit_id = s.school_id limit 1`)
    const vice = await demo.actAs(REGION, child!.person, 'vice_principal')
    const visit = await vice.call('POST', '/api/visits', { happenedOn: '2026-11-21', mode: 'in_home', studentIds: [child!.id], topics: ['family'], note: '试写' })
    expect(visit.status, visit.body).toBe(200)
    const refused = await lastOf(`/api/roster/batches/${batch.id}/undoing`, {})
    const problem = refused.problem ?? (refused as { code?: string; say?: string })
    expect(problem).toMatchObject({ code: 'roster-depended-on', say: expect.stringContaining('已有 1 名学生有了记录') })
    expect(await differences()).toEqual([])
  })

  it('with a new class that is taken back leaves the coverage as it was', { timeout: 60_000 }, async () => {
    const batch = await accept(await drafted(await bookOfPupils([{ name: '赵同学新', order: 5, className: '二(8)班', born: '2018-10-11', phone: '13900000089' }])))
    expect(await differences()).toEqual([])
    await lastOf(`/api/roster/batches/${batch.id}/undoing`, {})
    expect(await differences()).toEqual([])
  })
})

describe('on the wire', () => {
  it('progress comes in Chinese, line by line, and a refusal after it is the last line', async () => {
    const { fileId } = JSON.parse((await upload(await bookOfPupils([{ name: '张同学' }]))).body) as { fileId: string }
    const read = await lines(`/api/roster/files/${fileId}/reading`, {})
    expect(read.slice(0, -1).every((line) => /^[\u4e00-\u9fff]/.test(line.progress?.doing ?? ''))).toBe(true)
    const wrong = await lastOf(`/api/roster/files/${fileId}/acceptance`, { digest: 'other', effectiveOn: '2026-11-21', answers: {}, leaveOutErrors: false })
    expect(wrong.problem).toMatchObject({ code: 'roster-changed' })
  })

  it('what is no workbook is refused at once and not kept', async () => {
    const before = await rowsOf(sql`select id from roster_file where region_id = ${REGION}`)
    const refused = await upload(Buffer.from('姓名,班级\n张同学,三(1)班'))
    expect([refused.status, (JSON.parse(refused.body) as { say: string }).say]).toEqual([expect.any(Number), expect.stringMatching(/[\u4e00-\u9fff]/)])
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(await rowsOf(sql`select id from roster_file where region_id = ${REGION}`)).toEqual(before)
  })
})
