import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Uuid } from '#kernel/ids'
import { createReactions } from '#platform/jobs/reactions'
import { WORKBOOK_LIMITS } from '#platform/workbook/limits'
import { readWorkbook } from '#platform/workbook/read'
import { useDatabase } from '#testing/database'
import { makeClass, makeHolder, makePost, makeUnit, NOW, useBench, type MadeClass, type MadeUnit } from '../../org.factory.ts'
import { appointmentsChanged, type AppointmentFacts } from '../../posts/post.contract.ts'
import { sweepRosterFiles } from '../file.service.ts'
import { accepted, bookOfPupils, bytesOf, deskOf, drafted, imported, type Keeping } from '../import.factory.ts'
import { exportRoster } from '../export.service.ts'
import { undoBatch } from './undo.service.ts'

const bench = useBench(useDatabase())
const HEADINGS = ['姓名', '工号', '手机', '职务', '班主任班级', '任教学科', '任教班级']

let school: MadeUnit
let room: MadeClass
let keeping: Keeping
let changed: AppointmentFacts[]

beforeEach(async () => {
  changed = []
  school = await makeUnit(bench.owner)
  room = await makeClass(bench.owner, { school, number: 2 })
  const { personId } = await makeHolder(bench.owner, { kind: 'roster_keeper', at: school })
  const reactions = createReactions()
  reactions.inside(appointmentsChanged, (_, payload) => {
    changed.push(...payload.changed)
    return Promise.resolve()
  })
  keeping = { bench, who: { regionId: school.regionId, personId, reactions } }
})

const book = (...rows: (string | null)[][]) => bytesOf([{ name: '教职工', rows: [HEADINGS, ...rows] }])
const TWO = [['李老师甲', 'T1', '13900000001', '副校长', null, null, null], ['赵老师甲', 'T2', '13900000002', null, '三(2)班', '语文', '三(2)班']]
const staff = { kind: 'staff' } as const
interface Held { name: string; kind: string; from: string; to: string | null }
const held = async () => (await sql<Held>`select n.name, p.kind, a.valid_from as from, a.valid_to as to from appointment a
  join post p on p.region_id = a.region_id and p.id = a.post_id join person n on n.region_id = a.region_id and n.id = a.person_id
  where a.region_id = ${school.regionId} and p.kind <> 'roster_keeper' order by n.name, p.kind, a.valid_from`.execute(bench.owner)).rows

const trimmed = (row: readonly (string | null)[]) => row.slice(0, row.findLastIndex((cell) => cell !== null) + 1)

describe('staff from a workbook', () => {
  it('hold their posts from the first day of the year in a school without any, and the same again changes nothing', async () => {
    await makePost(bench.owner, { kind: 'head_teacher', at: room })
    const batch = await imported(keeping, await book(...TWO), staff)
    expect(batch).toMatchObject({ kind: 'staff', effectiveOn: '2026-09-01', counts: { new: 2, posts: 3 } })
    expect(await held()).toEqual([
      { name: '李老师甲', kind: 'vice_principal', from: '2026-09-01', to: null }, { name: '赵老师甲', kind: 'head_teacher', from: '2026-09-01', to: null },
      { name: '赵老师甲', kind: 'subject_teacher', from: '2026-09-01', to: null },
    ])
    expect(changed).toHaveLength(3)
    expect((await drafted(keeping, await book(...TWO), 'staff')).counts).toMatchObject({ same: 2, posts: 0 })
  })

  it('take over from others only when the keeper says so', async () => {
    const former = await makeHolder(bench.owner, { kind: 'head_teacher', at: room, name: '钱老师甲' })
    const draft = await drafted(keeping, await book(TWO[1]!), 'staff')
    expect(draft.doubts).toMatchObject([{ kind: 'holder-replaced', className: '三(2)班班主任' }])
    await accepted(keeping, draft, { answers: { 'holder-replaced': 'replace' } })
    expect((await held()).filter((one) => one.kind === 'head_teacher')).toMatchObject([{ name: '赵老师甲', to: null }, { name: '钱老师甲', to: '2026-11-20' }])
    expect(changed.map((one) => one.personId)).toContain(former.personId)
  })

  it('do not make the keeper the principal: a held post is handed over by the operator only', async () => {
    const principal = await makeHolder(bench.owner, { kind: 'principal', at: school, name: '钱老师甲' })
    const before = await held()
    const draft = await drafted(keeping, await book(['陈某某', null, null, '校长', null, null, null]), 'staff')
    expect(draft).toMatchObject({ doubts: [], problems: [{ level: 'error', code: 'post-held' }] })
    await expect(accepted(keeping, draft, { answers: { 'holder-replaced': 'replace', 'post-gone': 'end' }, leaveOutErrors: true })).rejects.toMatchObject({ code: 'roster-nothing' })
    expect(await held()).toEqual(before)
    expect(changed.map((one) => one.personId)).not.toContain(principal.personId)
  })

  it('are never two rows for one person: the second row that is answered so is asked again, and nothing is written', async () => {
    await imported(keeping, await book(...TWO), staff)
    const draft = await drafted(keeping, await book(['赵老师甲', null, '13900000007', null, null, null, null], ['赵老师甲', null, '13900000008', null, null, null, null]), 'staff')
    expect(draft.doubts.map((one) => one.kind)).toEqual(['same-person', 'same-person'])
    const known = draft.doubts[0]!.choices[0]!.value
    await expect(accepted(keeping, draft, { answers: { 'same-person': known } })).rejects.toMatchObject({ code: 'roster-doubts' })
    const { key } = draft.doubts[1]!
    expect(await accepted(keeping, draft, { answers: { 'same-person': known, [key]: 'new' } })).toMatchObject({ counts: { new: 1, changed: 1 } })
  })

  it('go again when the batch is undone, and whoever was replaced holds the post as before', async () => {
    await makeHolder(bench.owner, { kind: 'head_teacher', at: room, name: '钱老师甲' })
    const before = await held()
    const batch = await imported(keeping, await book(...TWO), { ...staff, answers: { 'holder-replaced': 'replace' } })
    await undoBatch(deskOf(keeping), batch.id)
    expect(await held()).toEqual(before)
    const left = await sql<{ id: Uuid }>`select id from person where region_id = ${school.regionId} and name in ('李老师甲', '赵老师甲')`.execute(bench.owner)
    expect(left.rows).toEqual([])
    expect((await sql`select 1 from staff_file where region_id = ${school.regionId}`.execute(bench.owner)).rows).toEqual([])
  })

  it.each([
    ['staff', 'staff', () => book(...TWO)],
    ['children', 'students', () => bookOfPupils([{ name: '张同学' }])],
  ] as const)('stay after a year, when what their undoing needs is forgotten: %s', async (_, kind, workbook) => {
    const batch = await imported(keeping, await workbook(), { kind })
    const later = new Date(NOW.getTime() + 400 * 86_400_000)
    await bench.app.inScope({ region: school.regionId, person: batch.id, schools: [], classes: [], students: [] }, (tx) => sweepRosterFiles(tx, later))
    expect((await sql`select 1 from roster_change where region_id = ${school.regionId} and after_mark is not null`.execute(bench.owner)).rows).toEqual([])
    await expect(undoBatch(deskOf(keeping), batch.id)).rejects.toMatchObject({ code: 'roster-depended-on', say: expect.stringContaining('已超过一年') })
  })

  it.each<[string, string[], (string | null)[][]]>([
    ['', HEADINGS, [...TWO, ['孙老师甲', 'T3', null, '德育处主任、学籍管理员', null, null, null], ['王老师甲', null, null, '学籍管理员', null, null, null]]],
    [' without a column for head teachers', ['姓名', '工号', '职务'], [['李老师甲', 'T1', '副校长'], ['赵老师甲', 'T2', '三(2)班班主任'], ['王老师甲', null, '学籍管理员']]],
  ])('come back the same out of the program%s', async (_, headings, rows) => {
    await imported(keeping, await bytesOf([{ name: '教职工', rows: [headings, ...rows] }]), staff)
    const { file } = await deskOf(keeping).act((act) => exportRoster(act, 'staff'))
    const exported = await buffer(file as Readable)
    expect((await drafted(keeping, exported, 'staff'))).toMatchObject({ counts: { same: rows.length, new: 0, changed: 0, posts: 0 }, doubts: [] })
    expect((await readWorkbook(exported, WORKBOOK_LIMITS)).sheets[0]!.rows.map((row) => row.cells.map((cell) => cell?.text ?? null))).toEqual(expect.arrayContaining([headings, ...rows.map(trimmed)]))
  })

  it('keep no telephone in clear', async () => {
    await imported(keeping, await book(...TWO), staff)
    const { rows } = await sql<{ all: string }>`select f::text || encode(f::text::bytea, 'hex') as all from staff_file f where region_id = ${school.regionId}`.execute(bench.owner)
    expect(rows).toHaveLength(2)
    for (const { all } of rows) {
      expect(all).not.toContain('13900000001')
      expect(all).not.toContain(Buffer.from('13900000001').toString('hex'))
    }
  })
})
