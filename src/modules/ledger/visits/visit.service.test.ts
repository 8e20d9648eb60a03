import { describe, expect, it } from 'vitest'
import { schoolDateOf } from '#kernel/dates'
import { newId } from '#kernel/ids'
import { actAs, makeChild, makeClass, makeHolder, makeUnit, useBench, type Acting } from '#modules/org/org.factory'
import { insertAssignments, moveStudent, studentsPlaced } from '#modules/org/index'
import { createReactions } from '#platform/jobs/reactions'
import { useDatabase } from '#testing/database'
import { adoptPlan, makeDraft, makeEntry, makeSchoolOfVisits } from '../ledger.factory.ts'
import { recordsSaved, type RecordFacts } from '../records/record.contract.ts'
import { followStudents } from '../records/placing.service.ts'
import type { StaffVisit } from './visit.contract.ts'
import { listFamilyVisits, listPromises, listStudentVisits, readVisit } from './visit-reading.service.ts'
import { correctVisit, prepareVisit, recordVisit, withdrawVisit } from './visit.service.ts'

const bench = useBench(useDatabase())

const record = (who: Acting, entry: ReturnType<typeof makeEntry>) => actAs(bench.app, who, (act) => recordVisit(act, entry))
const read = (who: Acting, recordId: string) => actAs(bench.app, who, (act) => readVisit(act, recordId)) as Promise<StaffVisit>
const codeOf = (work: Promise<unknown>) => work.then(() => 'done', (error: { code?: string }) => error.code ?? error)

/** Reactions that write down what was announced. */
function listening() {
  const told: { record: RecordFacts; previous: RecordFacts | null }[] = []
  const reactions = createReactions()
  reactions.inside(recordsSaved, async (_, { saved }) => { told.push(...saved) })
  reactions.inside(studentsPlaced, followStudents)
  return { told, reactions }
}

describe('recordVisit', () => {
  it('writes the visit down and announces it without a word about the child', async () => {
    const { teacher, child, one, unit } = await makeSchoolOfVisits(bench)
    const { told, reactions } = listening()
    const { recordId } = await record({ ...teacher, reactions }, makeEntry([child.id]))
    const visit = await read(teacher, recordId)
    expect(visit).toMatchObject({
      view: 'staff', happenedOn: '2026-11-20', mode: { key: 'in_home', zh: '入户' },
      random: false, can: { correct: true, withdraw: true },
      by: [{ post: '三(1)班 · 班主任', name: '王老师甲' }],
      children: [{ name: '张同学', className: '三(1)班', note: '作息规律', promise: '下周问食堂过敏餐', topics: [{ zh: '在家表现' }] }],
    })
    const subject = { subjectId: child.id, studentId: child.id, schoolId: unit.id, classId: one.id, classThen: one.id }
    expect(told).toEqual([{ previous: null, record: {
      recordId, version: 1, kind: 'home_visit', unitId: unit.id, happenedOn: '2026-11-20', withdrawn: false,
      fields: { mode: 'in_home' },
      actors: [
        { personId: teacher.personId, postId: teacher.postId, postKind: 'head_teacher', unitId: unit.id, classId: one.id },
      ],
      subjects: [{ ...subject, fields: { topics: ['at_home'], guidance: ['parenting'] } }],
    } }])
    expect(JSON.stringify(told)).not.toContain('作息')
  })

  it('takes brothers and sisters of another class along, and shows each class its own child', async () => {
    const { teacher, neighbour, child, two } = await makeSchoolOfVisits(bench)
    const sister = await makeChild(bench.owner, { class: two, name: '张妹妹', guardianId: child.guardianId })
    const { told, reactions } = listening()
    const { recordId } = await record({ ...teacher, reactions }, makeEntry([child.id, sister.id]))
    expect(new Map(told[0]?.record.subjects.map((one) => [one.studentId, one.classThen])))
      .toEqual(new Map([[child.id, child.classId], [sister.id, two.id]]))
    expect((await read(teacher, recordId)).siblings).toEqual([{ studentId: sister.id, name: '张妹妹', className: '三(2)班' }])
    expect((await read(neighbour, recordId)).children.map((one) => one.name)).toEqual(['张妹妹'])
    expect((await read(neighbour, recordId)).can).toEqual({ correct: false, withdraw: false })
    const kept = await actAs(bench.app, { ...teacher, reactions }, (act) =>
      correctVisit(act, recordId, { ...makeDraft([child.id, sister.id], { note: '已更正' }), version: 1 }))
    expect(kept.version).toBe(2)
    expect(told[1]?.record.subjects).toHaveLength(2)
    expect((await read(neighbour, recordId)).children[0]?.note).toBe('已更正')
  })

  it('takes the classes of today for a visit of today', async () => {
    const { teacher, child, two } = await makeSchoolOfVisits(bench)
    const sister = await makeChild(bench.owner, { class: two, guardianId: child.guardianId })
    const { told, reactions } = listening()
    await record({ ...teacher, reactions }, makeEntry([child.id, sister.id], { happenedOn: '2026-11-21' }))
    expect(new Map(told[0]?.record.subjects.map((one) => [one.studentId, one.classThen])))
      .toEqual(new Map([[child.id, child.classId], [sister.id, two.id]]))
  })

  it('does not tell whether a child of another class exists', async () => {
    const { teacher, two, child } = await makeSchoolOfVisits(bench)
    const stranger = await makeChild(bench.owner, { class: two })
    const tries = [[stranger.id], [newId()], [child.id, stranger.id]].map((ids) => codeOf(record(teacher, makeEntry(ids))))
    expect(await Promise.all(tries)).toEqual(['not-found', 'not-found', 'not-found'])
  })

  it.each([
    ['a day that has not come', { happenedOn: '2026-11-22' }, 'in-future'],
    ['a day of a closed year', { happenedOn: '2025-06-01' }, 'period-closed'],
    ['a day before the kind was adopted', { happenedOn: '2024-03-01' }, 'kind-not-held'],
    ['an unknown way', { mode: 'letter' }, 'wrong-fields'],
    ['no way', { mode: '' }, 'wrong-fields'],
    ['an unknown option', { topics: ['money'] }, 'wrong-fields'],
    ['a note too long', { note: '长'.repeat(201) }, 'wrong-fields'],
    ['a companion who is nobody', { companions: [newId()] }, 'companion-unknown'],
  ])('refuses %s', async (_, over, code) => {
    const { teacher, child } = await makeSchoolOfVisits(bench)
    expect(await codeOf(record(teacher, makeEntry([child.id], over)))).toBe(code)
  })

  it('refuses a day before the child came into the class', async () => {
    const { teacher, one } = await makeSchoolOfVisits(bench)
    const newcomer = await makeChild(bench.owner, { class: one, from: '2026-11-15' })
    expect(await codeOf(record(teacher, makeEntry([newcomer.id], { happenedOn: '2026-11-14' })))).toBe('not-in-class-then')
    expect(await codeOf(record(teacher, makeEntry([newcomer.id], { happenedOn: '2026-11-15' })))).toBe('done')
  })

  it('refuses a day on which the post was not held, and a former teacher altogether', async () => {
    const { one, child, teacher } = await makeSchoolOfVisits(bench)
    await bench.owner.updateTable('appointment').set({ valid_to: '2026-11-10' }).where('id', '=', teacher.appointmentId).execute()
    const next = await makeHolder(bench.owner, { kind: 'head_teacher', at: one, name: '赵老师丁', from: '2026-11-11' })
    expect(await codeOf(record(next, makeEntry([child.id], { happenedOn: '2026-11-10' })))).toBe('post-not-held')
    expect(await codeOf(record(next, makeEntry([child.id], { happenedOn: '2026-11-11' })))).toBe('done')
    await expect(record(teacher, makeEntry([child.id], { happenedOn: '2026-11-09' }))).rejects.toThrow('no capacity')
  })

  it('asks before it writes the same visit twice', async () => {
    const { teacher, principal, child } = await makeSchoolOfVisits(bench)
    const first = await record(teacher, makeEntry([child.id]))
    await expect(record(teacher, makeEntry([child.id]))).rejects
      .toMatchObject({ code: 'already-recorded', fields: { recordId: first.recordId } })
    expect(await codeOf(record(teacher, makeEntry([child.id], { mode: 'phone' })))).toBe('done')
    expect(await codeOf(record(principal, makeEntry([child.id])))).toBe('done')
    expect(await codeOf(record(teacher, makeEntry([child.id], { again: true })))).toBe('done')
  })

  it('counts a companion as an actor in the own post', async () => {
    const { teacher, neighbour, two, child } = await makeSchoolOfVisits(bench)
    const { told, reactions } = listening()
    await record({ ...teacher, reactions }, makeEntry([child.id], { companions: [neighbour.postId] }))
    expect(told[0]?.record.actors.map((one) => [one.personId, one.classId])).toContainEqual([neighbour.personId, two.id])
  })

  it('lets a bureau leader visit the drawn child only, within the dates, and marks it random', async () => {
    const { unit, child, one } = await makeSchoolOfVisits(bench)
    const other = await makeChild(bench.owner, { class: one, guardianId: child.guardianId })
    const bureau = await makeUnit(bench.owner, { regionId: unit.regionId, kind: 'bureau' })
    const leader = await makeHolder(bench.owner, { kind: 'bureau_leader', at: bureau, name: '陈局长' })
    await insertAssignments(bench.owner, unit.regionId, [{
      id: newId(), postId: leader.postId, personId: leader.personId, studentId: child.id, schoolId: unit.id, classId: one.id,
      validFrom: '2026-11-15', validTo: '2026-11-30', createdAt: new Date(), createdBy: leader.personId,
    }])
    expect(await codeOf(record(leader, makeEntry([other.id])))).toBe('not-found')
    expect(await codeOf(record(leader, makeEntry([child.id, other.id])))).toBe('not-found')
    expect((await actAs(bench.app, leader, (act) => prepareVisit(act, child.id))).siblings).toEqual([])
    expect(await codeOf(record(leader, makeEntry([child.id], { happenedOn: '2026-11-14' })))).toBe('outside-assignment')
    const { told, reactions } = listening()
    const { recordId } = await record({ ...leader, reactions }, makeEntry([child.id]))
    expect(told[0]?.record).toMatchObject({ unitId: bureau.id, fields: { mode: 'in_home', random: true } })
    expect((await read(leader, recordId)).random).toBe(true)
  })
})

describe('correctVisit', () => {
  it('makes a new version and keeps the old one', async () => {
    const { teacher, child } = await makeSchoolOfVisits(bench)
    const { told, reactions } = listening()
    const { recordId } = await record(teacher, makeEntry([child.id]))
    const correction = { ...makeDraft([child.id], { mode: 'phone', note: '其实是电话', happenedOn: '2026-11-19' }), version: 1 }
    const saved = await actAs(bench.app, { ...teacher, reactions }, (act) => correctVisit(act, recordId, correction))
    expect(saved).toEqual({ recordId, version: 2, state: 'corrected' })
    expect(told[0]).toMatchObject({
      previous: { version: 1, fields: { mode: 'in_home' } },
      record: { version: 2, happenedOn: '2026-11-19', fields: { mode: 'phone' } },
    })
    expect(await read(teacher, recordId))
      .toMatchObject({ mode: { zh: '电话' }, history: [{ version: 1, by: '王老师甲' }, { version: 2 }] })
    const notes = await bench.owner.selectFrom('record_subject').select('fields')
      .where('record_id', '=', recordId).orderBy('version').execute()
    expect(notes.map((row) => (row.fields as { note: string }).note)).toEqual(['作息规律', '其实是电话'])
    expect(await codeOf(actAs(bench.app, teacher, (act) => correctVisit(act, recordId, correction)))).toBe('stale-version')
  })

  it('lets a principal correct the content but not the day, and other teachers nothing', async () => {
    const { teacher, principal, one, child } = await makeSchoolOfVisits(bench)
    const colleague = await makeHolder(bench.owner, { kind: 'subject_teacher', at: one, name: '孙老师戊', subject: '语文' })
    const { recordId } = await record(teacher, makeEntry([child.id]))
    const correct = (who: Acting, over = {}) => codeOf(actAs(bench.app, who, (act) =>
      correctVisit(act, recordId, { ...makeDraft([child.id], over), version: 1 })))
    expect(await correct(colleague)).toBe('not-your-record')
    expect(await correct(principal, { happenedOn: '2026-11-18' })).toBe('only-recorder-moves-day')
    expect(await correct(principal, { note: '校长更正' })).toBe('done')
  })

  it('lets a successor neither correct nor withdraw', async () => {
    const { teacher, one, child } = await makeSchoolOfVisits(bench)
    const { recordId } = await record(teacher, makeEntry([child.id]))
    await bench.owner.updateTable('appointment').set({ valid_to: '2026-11-20' }).where('id', '=', teacher.appointmentId).execute()
    const next = await makeHolder(bench.owner, { kind: 'head_teacher', at: one, from: '2026-11-21' })
    expect((await read(next, recordId)).can).toEqual({ correct: false, withdraw: false })
    expect(await codeOf(actAs(bench.app, next, (act) =>
      withdrawVisit(act, recordId, { version: 1, reason: '试试' })))).toBe('not-your-record')
  })

  it('refuses when the year of the visit has been closed', async () => {
    const { teacher, child } = await makeSchoolOfVisits(bench)
    const { recordId } = await record(teacher, makeEntry([child.id]))
    const later = { ...teacher, now: new Date('2027-09-20T02:00:00Z') }
    expect(schoolDateOf(later.now)).toBe('2027-09-20')
    expect(await codeOf(actAs(bench.app, later, (act) =>
      correctVisit(act, recordId, { ...makeDraft([child.id]), version: 1 })))).toBe('period-closed')
  })
})

describe('withdrawVisit', () => {
  it('says that the visit no longer holds, and nothing changes it afterwards', async () => {
    const { teacher, child } = await makeSchoolOfVisits(bench)
    const { told, reactions } = listening()
    const { recordId } = await record(teacher, makeEntry([child.id]))
    await actAs(bench.app, { ...teacher, reactions }, (act) => withdrawVisit(act, recordId, { version: 1, reason: '记错了学生' }))
    expect(told[0]).toMatchObject({ record: { version: 2, withdrawn: true }, previous: { withdrawn: false } })
    expect(await read(teacher, recordId))
      .toMatchObject({ state: 'withdrawn', can: { correct: false, withdraw: false }, history: [{}, { reason: '记错了学生' }] })
    expect(await codeOf(actAs(bench.app, teacher, (act) =>
      correctVisit(act, recordId, { ...makeDraft([child.id]), version: 2 })))).toBe('record-withdrawn')
    expect(await codeOf(record(teacher, makeEntry([child.id])))).toBe('done')
  })
})

describe('reading', () => {
  it('never gives a guardian what was noted', async () => {
    const { teacher, child } = await makeSchoolOfVisits(bench)
    const guardian = { regionId: child.regionId, personId: child.guardianId }
    const { recordId } = await record(teacher, makeEntry([child.id]))
    const seen = [
      await actAs(bench.app, guardian, (act) => readVisit(act, recordId)),
      await actAs(bench.app, guardian, listFamilyVisits),
      await actAs(bench.app, guardian, (act) => listStudentVisits(act, child.id)),
    ]
    expect(seen[0]).toMatchObject({
      view: 'family', mode: { zh: '入户' }, by: [{ name: '王老师甲' }], children: [{ name: '张同学', myAnswer: null }],
    })
    expect(JSON.stringify(seen)).not.toMatch(/作息|过敏|topics|at_home/)
  })

  it('hides a visit from another class, another family and the bureau', async () => {
    const { teacher, neighbour, child, two, unit } = await makeSchoolOfVisits(bench)
    const stranger = await makeChild(bench.owner, { class: two })
    const bureau = await makeUnit(bench.owner, { regionId: unit.regionId, kind: 'bureau' })
    const officer = await makeHolder(bench.owner, { kind: 'bureau_officer', at: bureau })
    const { recordId } = await record(teacher, makeEntry([child.id]))
    const others: Acting[] = [neighbour, { regionId: unit.regionId, personId: stranger.guardianId }, officer]
    for (const who of others) {
      expect(await codeOf(read(who, recordId))).toBe('not-found')
      expect(await codeOf(actAs(bench.app, who, (act) => listStudentVisits(act, child.id)))).toBe('not-found')
    }
  })

  it('writes every staff reading into the audit of the child', async () => {
    const { teacher, principal, child } = await makeSchoolOfVisits(bench)
    const { recordId } = await record(teacher, makeEntry([child.id]))
    await read({ ...principal, now: new Date('2026-11-21T03:00:00Z') }, recordId)
    const rows = await bench.owner.selectFrom('audit').select(['person_id', 'action'])
      .where('student_id', '=', child.id).orderBy('at').execute()
    expect(rows).toEqual([
      { person_id: teacher.personId, action: 'record.record' }, { person_id: principal.personId, action: 'child.read' },
    ])
  })

  it('keeps a promise open until the next visit', async () => {
    const { teacher, principal, child } = await makeSchoolOfVisits(bench)
    await record(teacher, makeEntry([child.id], { happenedOn: '2026-11-10' }))
    expect(await actAs(bench.app, teacher, listPromises)).toMatchObject([{ name: '张同学', promise: '下周问食堂过敏餐' }])
    expect(await actAs(bench.app, principal, listPromises)).toEqual([])
    const { promise: _, ...kept } = makeEntry([child.id], { happenedOn: '2026-11-12' })
    await record(teacher, kept)
    expect(await actAs(bench.app, teacher, listPromises)).toEqual([])
  })

  it('offers siblings, colleagues and options in one answer', async () => {
    const { teacher, neighbour, two, child } = await makeSchoolOfVisits(bench)
    const brother = await makeChild(bench.owner, { class: two, name: '张弟弟', guardianId: child.guardianId })
    const form = await actAs(bench.app, teacher, (act) => prepareVisit(act, child.id))
    expect(form).toMatchObject({
      student: { name: '张同学', className: '三(1)班' }, siblings: [{ studentId: brother.id, name: '张弟弟' }], today: '2026-11-21',
    })
    expect(form.colleagues.map((one) => one.postId)).toContain(neighbour.postId)
    expect(form.fields.map((field) => field.key)).toEqual(['mode', 'topics', 'guidance', 'note', 'promise'])
  })
})

describe('a child who moves', () => {
  const anotherSchool = async (regionId: number) =>
    makeClass(bench.owner, { school: await makeUnit(bench.owner, { regionId, name: '示例小学乙' }) })

  it('takes its visits along, also to another school, and the former teacher sees them no more', async () => {
    const { teacher, neighbour, principal, two, child } = await makeSchoolOfVisits(bench)
    const away = await anotherSchool(child.regionId)
    const there = await makeHolder(bench.owner, { kind: 'head_teacher', at: away })
    const { recordId } = await record(teacher, makeEntry([child.id]))
    const { reactions } = listening()
    const move = (classId: string, on: string) => actAs(bench.app, { ...principal, reactions }, (act) =>
      moveStudent(act, { studentId: child.id, classId, on }))
    await move(two.id, '2026-11-20')
    expect(await codeOf(read(teacher, recordId))).toBe('not-found')
    expect((await read(neighbour, recordId)).children).toHaveLength(1)
    await move(away.id, '2026-11-21')
    expect(await codeOf(read(principal, recordId))).toBe('not-found')
    expect((await read(there, recordId)).children[0]?.note).toBe('作息规律')
  })

  it('stays in a visit that is corrected by the class of its sibling', async () => {
    const { teacher, principal, two, child } = await makeSchoolOfVisits(bench)
    const away = await anotherSchool(child.regionId)
    const sister = await makeChild(bench.owner, { class: two, name: '张妹妹', guardianId: child.guardianId })
    const { told, reactions } = listening()
    const { recordId } = await record(teacher, makeEntry([child.id, sister.id]))
    await actAs(bench.app, { ...principal, reactions }, (act) =>
      moveStudent(act, { studentId: sister.id, classId: away.id, on: '2026-11-21' }))
    await actAs(bench.app, { ...teacher, reactions }, (act) =>
      correctVisit(act, recordId, { ...makeDraft([child.id], { note: '更正' }), version: 1 }))
    const kept = await bench.owner.selectFrom('record_subject').select(['student_id', 'school_id', 'fields'])
      .where('record_id', '=', recordId).where('version', '=', 2).where('student_id', '=', sister.id).execute()
    expect(kept).toMatchObject([{ school_id: away.schoolId, fields: { note: '作息规律' } }])
    expect(told[0]?.record.subjects).toHaveLength(2)
  })
})

it('does not let a jurisdiction see the record of another', async () => {
  const { teacher, child } = await makeSchoolOfVisits(bench)
  const elsewhere = await makeUnit(bench.owner)
  await adoptPlan(bench, elsewhere.regionId)
  const principal = await makeHolder(bench.owner, { kind: 'principal', at: elsewhere })
  const { recordId } = await record(teacher, makeEntry([child.id]))
  expect(await codeOf(read(principal, recordId))).toBe('not-found')
})
