import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { newId, type Uuid } from '#kernel/ids'
import { TEST_VAULT } from '#platform/vault/vault.factory'
import { useDatabase } from '#testing/database'
import { createReactions } from '#platform/jobs/reactions'
import { designate } from '../../designations/designation.service.ts'
import { makeHolder, makeUnit, NOW, useBench, actAs, type Acting, type MadeUnit } from '../../org.factory.ts'
import { leaveStudent } from '../../students/placement.service.ts'
import { studentsPlaced, type Placed } from '../../students/student.contract.ts'
import { acceptRoster } from './accept.service.ts'
import { draftRoster } from '../comparing/draft.service.ts'
import { exportRoster } from '../export.service.ts'
import { sweepRosterFiles } from '../file.service.ts'
import { accepted, bookOfPupils, bytesOf, deskOf, drafted, HEADINGS, imported, rowOf, upload, type Keeping, type Pupil } from '../import.factory.ts'
import { identityNoOf } from '../roster.factory.ts'
import { undoBatch } from './undo.service.ts'

const bench = useBench(useDatabase())

let school: MadeUnit
let keeping: Keeping
let placed: Placed[]

async function keeperOf(unit: MadeUnit): Promise<Acting> {
  const { personId } = await makeHolder(bench.owner, { kind: 'roster_keeper', at: unit })
  const reactions = createReactions()
  reactions.inside(studentsPlaced, (_, payload) => {
    placed.push(...payload.placed)
    return Promise.resolve()
  })
  return { regionId: unit.regionId, personId, reactions }
}

beforeEach(async () => {
  placed = []
  school = await makeUnit(bench.owner)
  keeping = { bench, who: await keeperOf(school) }
})

const rowsOf = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> => (await query.execute(bench.owner)).rows
interface Seat { name: string; number: number | null; entryYear: number | null; from: string; to: string | null }
const seats = () => rowsOf(sql<Seat>`
  select s.name, c.number, c.entry_year as "entryYear", e.valid_from as from, e.valid_to as to from enrolment e
  join student s on s.region_id = e.region_id and s.id = e.student_id join class c on c.region_id = e.region_id and c.id = e.class_id
  where e.region_id = ${school.regionId} order by s.name, e.valid_from`)
const countOf = async (table: string) => (await rowsOf(sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where region_id = ${school.regionId}`))[0]!.n
const TABLES = ['class', 'student', 'student_file', 'enrolment', 'guardianship', 'person', 'roster_batch', 'roster_change', 'audit']
const everything = async () => Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table, await countOf(table)])))

const FOUR: readonly Pupil[] = [
  { name: '张同学', order: 1 },
  { name: '李同学', order: 3, guardian: '李家长甲', phone: '13900000002' },
  // Twins: one birthday, one home, two names.
  { name: '王同学甲', order: 5, born: '2018-01-02', className: '三(2)班', guardian: '王家长甲', phone: '13900000003' },
  { name: '王同学乙', order: 7, born: '2018-01-02', className: '三(2)班', guardian: '王家长甲', phone: '13900000003' },
]

describe('the first workbook of a school', () => {
  it('founds classes with their head teacher posts and enrols every child from the first day of the year', async () => {
    const draft = await drafted(keeping, await bookOfPupils(FOUR))
    expect(draft).toMatchObject({ problems: [], doubts: [], newClasses: ['三(1)班', '三(2)班'], effectiveOn: '2026-09-01', counts: { rows: 4, new: 4, classes: 2, guardians: 4 } })
    expect(await countOf('student')).toBe(0)
    const batch = await accepted(keeping, draft)
    expect(batch).toMatchObject({ id: draft.fileId, acceptedBy: '王老师甲', counts: { new: 4 }, undoneAt: null })
    expect(await seats()).toEqual([
      { name: '张同学', number: 1, entryYear: 2024, from: '2026-09-01', to: null }, { name: '李同学', number: 1, entryYear: 2024, from: '2026-09-01', to: null },
      { name: '王同学乙', number: 2, entryYear: 2024, from: '2026-09-01', to: null }, { name: '王同学甲', number: 2, entryYear: 2024, from: '2026-09-01', to: null },
    ])
    expect(placed).toHaveLength(4)
    expect(await rowsOf(sql`select kind from post where region_id = ${school.regionId} and class_id is not null`)).toHaveLength(2)
    // The twins' mother is one person.
    expect(await rowsOf(sql`select id from person where region_id = ${school.regionId} and kind = 'guardian'`)).toHaveLength(3)
  })

  it('founds no class before the summer of its year, whatever day the keeper writes', async () => {
    await imported(keeping, await bookOfPupils(FOUR), { effectiveOn: '0001-01-01' })
    expect(new Set((await seats()).map((one) => one.from))).toEqual(new Set(['2024-07-01']))
    expect(await rowsOf(sql`select 1 from class where region_id = ${school.regionId} and valid_from <> '2024-07-01'`)).toEqual([])
  })

  it('keeps no number in clear, and no workbook', async () => {
    await imported(keeping, await bookOfPupils(FOUR))
    const no = identityNoOf('2017-10-09', 1)
    for (const table of ['student', 'student_file', 'guardianship', 'roster_file', 'roster_change', 'roster_batch', 'roster_layout', 'audit']) {
      const rows = await rowsOf(sql<{ all: string }>`select t::text || encode(t::text::bytea, 'hex') as all from ${sql.table(table)} t where region_id = ${school.regionId}`)
      for (const { all } of rows) {
        expect(all, table).not.toContain(no)
        expect(all, table).not.toContain(Buffer.from(no).toString('hex'))
        expect(all, table).not.toContain('13900000001')
      }
    }
    expect(await countOf('roster_file')).toBe(0)
    const [file] = await rowsOf(sql<{ id: Uuid; sealed: Buffer }>`
      select f.student_id as id, f.identity_sealed as sealed from student_file f join student s on s.region_id = f.region_id and s.id = f.student_id
      where s.region_id = ${school.regionId} and s.name = '张同学'`)
    expect(TEST_VAULT.open(`student_file.identity:${file!.id}`, file!.sealed)).toBe(no)
  })

  it('keeps nobody in the headings, whichever row the keeper took for them', async () => {
    const { fileId, looks } = await drafted(keeping, await bookOfPupils(FOUR))
    const sheets = looks.map(({ sheet, use, columns }) => ({ sheet, use, columns, headerRow: 2 }))
    await accepted(keeping, await draftRoster(deskOf(keeping), fileId, { sheets, hiddenRows: 'read' }))
    expect(await countOf('student')).toBe(3)
    expect(await countOf('roster_layout')).toBe(0)
  })

  it('writes to the audit of each child what was done, and of the batch only counts', async () => {
    const batch = await imported(keeping, await bookOfPupils(FOUR))
    const audit = await rowsOf(sql<{ action: string; student: Uuid | null; object: string; fields: string[] }>`
      select action, student_id as student, object_id as object, fields from audit where region_id = ${school.regionId}`)
    expect(audit.filter((one) => one.action === 'roster.enrol' && one.student !== null)).toHaveLength(4)
    expect(audit.find((one) => one.action === 'roster.accept')).toMatchObject({ object: batch.id, student: null, fields: expect.arrayContaining(['new=4']) })
  })

  it('is accepted once, whoever asks again', async () => {
    const draft = await drafted(keeping, await bookOfPupils(FOUR))
    const other = { bench, who: await keeperOf(school) }
    const both = await Promise.all([accepted(keeping, draft), accepted(other, draft)])
    expect(both[1]).toEqual(both[0])
    expect(await accepted(keeping, draft)).toEqual(both[0])
    expect(await countOf('student')).toBe(4)
  })
})

describe('the last night of an academic year', () => {
  const at = (instant: string): Keeping => ({ ...keeping, who: { ...keeping.who, now: new Date(instant) } })

  it.each(['三(1)班', '2024级1班'])('what was read before midnight is refused after it: %s', async (className) => {
    const before = at('2026-08-31T15:59:00Z')
    const draft = await drafted(before, await bookOfPupils([{ name: '张同学', className }]))
    expect(draft.problems).toMatchObject([{ level: 'warning', code: 'year-not-begun' }])
    expect(draft.newClasses).toEqual([className === '三(1)班' ? '三(1)班' : '二(1)班'])
    await expect(accepted(at('2026-08-31T16:00:00Z'), draft)).rejects.toMatchObject({ code: 'roster-changed' })
    expect(await countOf('student')).toBe(0)
    expect(await accepted(before, draft)).toMatchObject({ effectiveOn: '2025-09-01', counts: { new: 1 } })
  })
})

describe('the same workbook again', () => {
  it('changes nothing', async () => {
    await imported(keeping, await bookOfPupils(FOUR))
    const draft = await drafted(keeping, await bookOfPupils(FOUR))
    expect(draft).toMatchObject({ changes: [], doubts: [], newClasses: [], counts: { same: 4, new: 0, changed: 0, moved: 0 }, effectiveOn: '2026-11-21' })
    await expect(accepted(keeping, draft)).rejects.toMatchObject({ code: 'roster-nothing' })
  })

  it('comes back the same out of the program, hostile names and long numbers included', async () => {
    const pupils: Pupil[] = [...FOUR, { name: '阿依小荷·云杉江', order: 9, guardian: '=cmd|家长', phone: '13900000009' }]
    await imported(keeping, await bookOfPupils(pupils))
    const file = await deskOf(keeping).act((act) => exportRoster(act, 'students'))
    const pieces: Buffer[] = []
    for await (const piece of file.file as AsyncIterable<Uint8Array>) pieces.push(Buffer.from(piece))
    const draft = await drafted(keeping, Buffer.concat(pieces))
    expect(draft).toMatchObject({ changes: [], doubts: [], counts: { rows: 5, same: 5, errors: 0 } })
    expect(draft.looks[0]!.headings.map((one) => one.heading)).toEqual(HEADINGS)
    expect(await rowsOf(sql`select 1 from audit where region_id = ${school.regionId} and action = 'roster.export' and class_id is not null and purpose is not null`)).toHaveLength(2)
  })
})

describe('a changed workbook', () => {
  beforeEach(async () => { await imported(keeping, await bookOfPupils(FOUR)) })
  const changed: Pupil[] = [
    { name: '张同学改', order: 1 },
    { name: '李同学', order: 3, className: '三(2)班', guardian: '李家长甲', phone: '13900000022' },
    FOUR[2]!,
    { name: '赵同学', order: 11, className: '三(3)班', guardian: '张家长甲', phone: '13900000001' },
  ]

  it('tells new, changed, moved and missing apart and asks about the missing only', async () => {
    const draft = await drafted(keeping, await bookOfPupils(changed))
    expect(draft.counts).toMatchObject({ same: 1, changed: 1, moved: 1, new: 1, left: 0, classes: 1 })
    expect(draft.doubts.map((one) => [one.kind, one.name])).toEqual([['absent', '王同学乙']])
    expect(draft.changes.find((one) => one.kind === 'moved')!.details).toEqual(['班级：三(1)班 → 三(2)班', '监护人李家长甲：电话变更'])
    await expect(accepted(keeping, draft)).rejects.toMatchObject({ code: 'roster-doubts' })
  })

  it('does it: the move, the departure, the sister beside her mother', async () => {
    const batch = await imported(keeping, await bookOfPupils(changed), { answers: { absent: 'left' } })
    expect(batch.counts).toMatchObject({ left: 1, moved: 1 })
    expect((await seats()).filter((one) => one.name === '李同学' || one.name === '王同学乙')).toEqual([
      { name: '李同学', number: 1, entryYear: 2024, from: '2026-09-01', to: '2026-11-20' }, { name: '李同学', number: 2, entryYear: 2024, from: '2026-11-21', to: null },
      { name: '王同学乙', number: 2, entryYear: 2024, from: '2026-09-01', to: '2026-11-20' },
    ])
    expect(await rowsOf(sql`select 1 from guardianship g join student s on s.region_id = g.region_id and s.id = g.student_id
      where g.region_id = ${school.regionId} and s.name in ('张同学改', '赵同学') group by g.person_id having count(*) = 2`)).toHaveLength(1)
  })

  it('takes no answer that was not offered', async () => {
    const draft = await drafted(keeping, await bookOfPupils(changed))
    for (const absent of ['constructor', '__proto__', 'gone']) {
      await expect(accepted(keeping, draft, { answers: { absent } })).rejects.toMatchObject({ code: 'roster-doubts' })
    }
  })

  it('is refused when the school has changed since it was shown', async () => {
    const draft = await drafted(keeping, await bookOfPupils(changed))
    await bench.owner.updateTable('student').set({ neighbourhood: '示例小区' }).where('region_id', '=', school.regionId).where('name', '=', '李同学').execute()
    await expect(accepted(keeping, draft, { answers: { absent: 'stay' } })).rejects.toMatchObject({ code: 'roster-changed' })
  })

  it('asks when a number changed under the same name and birthday', async () => {
    const draft = await drafted(keeping, await bookOfPupils([{ ...FOUR[0]!, order: 21 }, FOUR[1]!]))
    expect(draft.doubts).toMatchObject([{ kind: 'identity-changed', name: '张同学' }])
    await accepted(keeping, draft, { answers: { 'identity-changed': 'change' } })
    expect((await drafted(keeping, await bookOfPupils([{ ...FOUR[0]!, order: 21 }, FOUR[1]!]))).counts).toMatchObject({ same: 2 })
  })

  it('leaves out a row with an error when told to, and does not hold its child for missing', async () => {
    const broken = rowOf({ ...FOUR[0]! })
    broken[4] = `${broken[4]!.slice(0, 17)}${broken[4]!.endsWith('1') ? '2' : '1'}`
    const book = await bytesOf([{ rows: [HEADINGS, broken, rowOf({ ...FOUR[1]!, phone: '13900000033' })] }])
    const draft = await drafted(keeping, book)
    expect(draft.counts.errors).toBeGreaterThan(0)
    expect(draft.doubts).toEqual([])
    await expect(accepted(keeping, draft)).rejects.toMatchObject({ code: 'roster-errors' })
    expect((await accepted(keeping, draft, { leaveOutErrors: true })).counts).toMatchObject({ changed: 1 })
  })

  it('tells two children of one name in one class apart, and never merges them', async () => {
    const twins: Pupil[] = [...FOUR, { name: '张同学', order: 31, born: '2017-03-03', guardian: '张家长乙', phone: '13900000031' }]
    expect((await imported(keeping, await bookOfPupils(twins))).counts).toMatchObject({ same: 4, new: 1 })
    expect((await drafted(keeping, await bookOfPupils(twins))).counts).toMatchObject({ same: 5 })
    const bare = await drafted(keeping, await bookOfPupils(twins.map((one) => ({ ...one, bare: true }))))
    expect(bare.doubts.filter((one) => one.kind === 'same-person').map((one) => one.choices.length)).toEqual([3])
  })
})

describe('another school of the jurisdiction', () => {
  it('holds a child until it has released it; then the child comes with its file and its id', async () => {
    await imported(keeping, await bookOfPupils(FOUR))
    const other = await makeUnit(bench.owner, { regionId: school.regionId, name: '示例小学乙' })
    const there = { bench, who: await keeperOf(other) }
    const arriving = await bookOfPupils([{ ...FOUR[0]!, className: '三(5)班' }])
    const early = await drafted(there, arriving)
    expect(early.problems).toMatchObject([{ code: 'in-other-school', level: 'error', say: expect.stringContaining('示例小学甲') }])
    const [child] = await rowsOf(sql<{ id: Uuid }>`select id from student where region_id = ${school.regionId} and name = '张同学'`)
    await actAs(bench.app, keeping.who, (act) => leaveStudent(act, { studentId: child!.id, lastDay: '2026-11-19' }))
    const batch = await imported(there, arriving)
    expect(batch.counts).toMatchObject({ arrived: 1, new: 0, errors: 0 })
    const now = () => rowsOf<{ id: Uuid; schoolId: Uuid; n: number }>(sql`select s.id, s.school_id as "schoolId", (select count(*) from guardianship g where g.region_id = s.region_id
      and g.student_id = s.id and g.school_id = s.school_id) as n from student s where s.region_id = ${school.regionId} and s.name = '张同学'`)
    expect(await now()).toEqual([{ id: child!.id, schoolId: other.id, n: 1 }])
    await undoBatch(deskOf(there), batch.id)
    expect(await now()).toEqual([{ id: child!.id, schoolId: school.id, n: 1 }])
    expect(placed.at(-1)).toMatchObject({ studentId: child!.id, from: { schoolId: school.id } })
  })

  it('does not get a released child that came to a third school while it compared', async () => {
    await imported(keeping, await bookOfPupils(FOUR))
    const [child] = await rowsOf(sql<{ id: Uuid }>`select id from student where region_id = ${school.regionId} and name = '张同学'`)
    await actAs(bench.app, keeping.who, (act) => leaveStudent(act, { studentId: child!.id, lastDay: '2026-11-19' }))
    const arriving = await bookOfPupils([{ ...FOUR[0]!, className: '三(5)班' }])
    const drafts = await Promise.all(['乙', '丙'].map(async (name) => {
      const there = { bench, who: await keeperOf(await makeUnit(bench.owner, { regionId: school.regionId, name: `示例小学${name}` })) }
      return { there, draft: await drafted(there, arriving) }
    }))
    const both = await bench.owner.transaction().execute(async (tx) => {
      await sql`select 1 from student where region_id = ${school.regionId} and id = ${child!.id} for update`.execute(tx)
      const outcomes = Promise.allSettled(drafts.map(({ there, draft }) => accepted(there, draft)))
      // One waits for the child, the other for its turn behind it: both have compared.
      await expect.poll(() => rowsOf(sql`select 1 from pg_locks where not granted and relation = 'student'::regclass`), { timeout: 10_000 }).toHaveLength(1)
      return { outcomes }
    })
    const outcomes = await both.outcomes
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(outcomes.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'roster-changed' } })
  })

  it('knows nothing of the files and batches of the first', async () => {
    const fileId = await upload(keeping, await bookOfPupils(FOUR))
    const batch = await imported(keeping, await bookOfPupils(FOUR))
    const there = { bench, who: await keeperOf(await makeUnit(bench.owner, { regionId: school.regionId })) }
    const acceptance = { digest: '', effectiveOn: '2026-11-21', answers: {}, leaveOutErrors: false }
    await expect(acceptRoster(deskOf(there), fileId, acceptance)).rejects.toMatchObject({ status: 404 })
    await expect(acceptRoster(deskOf(there), batch.id, acceptance)).rejects.toMatchObject({ status: 404 })
    await expect(undoBatch(deskOf(there), batch.id)).rejects.toMatchObject({ status: 404 })
  })
})

describe('stopping', () => {
  it('in the middle writes nothing', async () => {
    const draft = await drafted(keeping, await bookOfPupils(FOUR))
    const before = await everything()
    const stop = new AbortController()
    const stopped = accepted({ ...keeping, signal: stop.signal, told: ({ doing }) => { if (doing === '写入在籍记录') stop.abort(new Error('stop')) } }, draft)
    await expect(stopped).rejects.toThrow('stop')
    expect(await everything()).toEqual(before)
    expect((await accepted(keeping, draft)).counts.new).toBe(4)
  })
})

describe('undoing', () => {
  it('of the first workbook leaves no child and no guardian', async () => {
    const batch = await imported(keeping, await bookOfPupils(FOUR))
    const undone = await undoBatch(deskOf(keeping), batch.id)
    expect(undone.undoneAt).toBe(NOW.toISOString())
    expect(await everything()).toMatchObject({ student: 0, student_file: 0, enrolment: 0, guardianship: 0 })
    expect(await rowsOf(sql`select 1 from person where region_id = ${school.regionId} and kind = 'guardian'`)).toEqual([])
    expect(await rowsOf(sql`select 1 from roster_change where region_id = ${school.regionId} and (before_sealed is not null or after_mark is not null)`)).toEqual([])
    expect(placed.slice(4).map((one) => [one.from !== undefined, one.to])).toEqual([[true, undefined], [true, undefined], [true, undefined], [true, undefined]])
    await expect(undoBatch(deskOf(keeping), batch.id)).rejects.toMatchObject({ code: 'roster-undone' })
    expect((await imported(keeping, await bookOfPupils(FOUR))).counts).toMatchObject({ new: 4, classes: 2 })
  })

  it('of a change puts back exactly what stood there', async () => {
    await imported(keeping, await bookOfPupils(FOUR))
    const picture = () => rowsOf(sql`select s.name, s.school_id, s.class_id, s.neighbourhood, encode(f.identity_sealed, 'hex'), encode(f.student_no_mark, 'hex'), f.birth_date, e.valid_from,
      e.valid_to, g.relation, encode(g.phone_sealed, 'hex'), g.valid_to as until, g.class_id as gc, f.class_id as fc
      from student s join student_file f on f.region_id = s.region_id and f.student_id = s.id join enrolment e on e.region_id = s.region_id and e.student_id = s.id
      join guardianship g on g.region_id = s.region_id and g.student_id = s.id where s.region_id = ${school.regionId} order by s.id, e.id, g.id`)
    const before = await picture()
    const batch = await imported(keeping, await bookOfPupils([
      { ...FOUR[0]!, name: '张同学改', guardian: '张家长新', phone: '13900000044' }, { ...FOUR[1]!, className: '三(4)班', phone: '13900000045' }, FOUR[2]!,
    ]), { answers: { absent: 'left', 'guardian-gone': 'end' } })
    expect(await picture()).not.toEqual(before)
    await undoBatch(deskOf(keeping), batch.id)
    expect(await picture()).toEqual(before)
    expect((await drafted(keeping, await bookOfPupils(FOUR))).counts).toMatchObject({ same: 4 })
  })

  it('is refused with numbers when a later batch or hand has changed the same children', async () => {
    const first = await imported(keeping, await bookOfPupils(FOUR))
    const later = { bench, who: { ...keeping.who, now: new Date(NOW.getTime() + 86_400_000) } }
    const second = await imported(later, await bookOfPupils([{ ...FOUR[0]!, phone: '13900000055' }, ...FOUR.slice(1)]))
    await expect(undoBatch(deskOf(later), first.id)).rejects.toMatchObject({ code: 'roster-depended-on', say: expect.stringContaining('有 1 项内容被后来的导入改动过') })
    await bench.owner.updateTable('student').set({ gender: 'unknown' }).where('region_id', '=', school.regionId).execute()
    await expect(undoBatch(deskOf(later), second.id)).rejects.toMatchObject({ say: expect.stringContaining('有 1 名学生或教职工的信息后来有变动') })
  })

  it('is refused when a child of it was designated since, or a body stands in a class of it', async () => {
    const batch = await imported(keeping, await bookOfPupils(FOUR))
    const [child] = await rowsOf(sql<{ id: Uuid; class_id: Uuid }>`select id, class_id from student where region_id = ${school.regionId} order by id limit 1`)
    const { personId } = await makeHolder(bench.owner, { kind: 'principal', at: school })
    await actAs(bench.app, { regionId: school.regionId, personId, now: NOW }, (act) => designate(act, child!.id, { kind: 'left_behind', validFrom: '2026-09-01' }))
    await bench.owner.insertInto('body').values({
      region_id: school.regionId, id: newId(), kind: 'parent_committee', name: '班级家长委员会', unit_id: school.id, class_id: child!.class_id, valid_from: '2026-09-01',
    }).execute()
    const say = expect.stringMatching(/有 1 名学生后来被认定为重点学生或留守儿童.*有 1 个机构或队伍设在新建的班级里/)
    await expect(undoBatch(deskOf(keeping), batch.id)).rejects.toMatchObject({ code: 'roster-depended-on', say })
    expect(await countOf('student')).toBe(4)
  })

  it('is refused when a guardian has opened the account', async () => {
    const batch = await imported(keeping, await bookOfPupils(FOUR))
    const [mother] = await rowsOf(sql<{ id: Uuid }>`select person_id as id from guardianship where region_id = ${school.regionId} and guardian_name = '李家长甲'`)
    await bench.app.inScope({ region: school.regionId, person: mother!.id, schools: [], classes: [], students: [] }, (tx) =>
      sql`select account_create(${mother!.id}, ${`g-${mother!.id}`}, 'hash', null, null, ${mother!.id}, ${NOW})`.execute(tx))
    await expect(undoBatch(deskOf(keeping), batch.id)).rejects.toMatchObject({ say: expect.stringContaining('有 1 个账号已经启用') })
    expect(await countOf('student')).toBe(4)
  })
})

describe('who may', () => {
  it('is the keeper of today: a former one is refused', async () => {
    const draft = await drafted(keeping, await bookOfPupils(FOUR))
    await bench.owner.updateTable('appointment').set({ valid_to: '2026-11-20' }).where('region_id', '=', school.regionId).execute()
    await expect(accepted(keeping, draft)).rejects.toThrow('no capacity')
    expect(await countOf('student')).toBe(0)
  })
})

describe('what is kept', () => {
  it('is no more than twenty workbooks of a school, the latest', async () => {
    const book = await bookOfPupils(FOUR)
    const first = await upload(keeping, book)
    for (let more = 0; more < 20; more++) await upload({ bench, who: { ...keeping.who, now: new Date(NOW.getTime() + 1_000 + more) } }, book)
    expect(await countOf('roster_file')).toBe(20)
    await expect(draftRoster(deskOf(keeping), first)).rejects.toMatchObject({ code: 'roster-file-gone' })
  })

  it('is gone after a day: the workbook, and nothing else', async () => {
    const fileId = await upload(keeping, await bookOfPupils(FOUR))
    const sweepAt = (now: Date) => bench.app.inScope({ region: school.regionId, person: fileId, schools: [], classes: [], students: [] }, (tx) => sweepRosterFiles(tx, now))
    await sweepAt(new Date(NOW.getTime() + 86_000_000))
    expect(await countOf('roster_file')).toBe(1)
    await sweepAt(new Date(NOW.getTime() + 87_000_000))
    expect(await countOf('roster_file')).toBe(0)
  })
})

