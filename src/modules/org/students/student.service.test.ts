import { describe, expect, it } from 'vitest'
import { addGuardian, endGuardianship } from '../guardians/guardian.service.ts'
import { actAs, makeChild, makeClass, makeHolder, makeUnit, useBench } from '../org.factory.ts'
import { useDatabase } from '#testing/database'
import { findSiblings, getStudent, listLooks, listStudents, readRoster, readStudent } from './student.service.ts'

const bench = useBench(useDatabase())
const TODAY = '2026-11-21'

/** A child in class 1 with its head teacher, and a second class of the same school. */
async function aClass() {
  const child = await makeChild(bench.owner, { name: '张同学' })
  const at = { regionId: child.regionId, schoolId: child.schoolId, id: child.classId }
  const school = { regionId: child.regionId, id: child.schoolId }
  const teacher = await makeHolder(bench.owner, { kind: 'head_teacher', at })
  return { child, at, school, teacher, second: await makeClass(bench.owner, { school, number: 2 }) }
}

describe('findSiblings', () => {
  it('finds twins in one class and a sister in another, by name and class', async () => {
    const { child, at, second, teacher } = await aClass()
    const twin = await makeChild(bench.owner, { class: at, name: '张同学乙', guardianId: child.guardianId })
    const sister = await makeChild(bench.owner, { class: second, name: '张同学丙', guardianId: child.guardianId })
    await makeChild(bench.owner, { class: second, name: '李同学' })
    expect(await actAs(bench.app, teacher, (act) => findSiblings(act, child.id))).toEqual([
      { id: twin.id, name: '张同学乙', classId: at.id, className: '三(1)班' },
      { id: sister.id, name: '张同学丙', classId: second.id, className: '三(2)班' },
    ])
  })

  it('says nothing of a brother in another school', async () => {
    const { child, teacher } = await aClass()
    const elsewhere = await makeClass(bench.owner, { school: await makeUnit(bench.owner, { regionId: child.regionId }) })
    await makeChild(bench.owner, { class: elsewhere, guardianId: child.guardianId })
    expect(await actAs(bench.app, teacher, (act) => findSiblings(act, child.id))).toEqual([])
  })

  it('counts a sister once whom two guardians share, and no more when the guardianship has ended', async () => {
    const { child, second, school, teacher } = await aClass()
    const sister = await makeChild(bench.owner, { class: second, guardianId: child.guardianId })
    const keeper = await makeHolder(bench.owner, { kind: 'roster_keeper', at: school })
    const father = { name: '张家长乙', relation: '父亲', from: '2026-09-01' }
    await actAs(bench.app, keeper, async (act) => {
      const { personId } = await addGuardian(act, { studentId: child.id, ...father })
      await addGuardian(act, { studentId: sister.id, personId, ...father })
    })
    const siblings = () => actAs(bench.app, teacher, async (act) => (await findSiblings(act, child.id)).map((one) => one.id))
    expect(await siblings()).toEqual([sister.id])
    const links = await bench.owner.selectFrom('guardianship').select('id').where('student_id', '=', sister.id).execute()
    await actAs(bench.app, keeper, async (act) => {
      for (const { id } of links) await endGuardianship(act, { guardianshipId: id, on: '2026-11-20' })
    })
    expect(await siblings()).toEqual([])
  })

  it('leaves the scope as it was', async () => {
    const { child, second, teacher } = await aClass()
    const other = await makeChild(bench.owner, { class: second, guardianId: child.guardianId })
    await actAs(bench.app, teacher, async (act) => {
      await findSiblings(act, child.id)
      await expect(getStudent(act, other.id)).rejects.toMatchObject({ code: 'not-found' })
    })
  })
})

describe('the list of a class', () => {
  it('is the own one only, and its reading is in the audit', async () => {
    const { child, at, second, teacher } = await aClass()
    const roster = await actAs(bench.app, teacher, (act) => readRoster(act, at.id))
    expect(roster.students.map((one) => [one.name, one.since])).toEqual([['张同学', '2026-09-01']])
    expect(roster.class).toMatchObject({ name: '三(1)班', grade: 3 })
    await expect(actAs(bench.app, teacher, (act) => listStudents(act, { classId: second.id }))).rejects.toMatchObject({ code: 'not-found' })
    const audit = await bench.owner.selectFrom('audit').select(['action', 'object_id', 'class_id', 'student_id']).where('region_id', '=', child.regionId).execute()
    expect(audit).toEqual([{ action: 'roster.read', object_id: at.id, class_id: at.id, student_id: null }])
  })

  it('shows its readings to the guardians of the days on which their child sat there, once a day', async () => {
    const { child, at, second, teacher } = await aClass()
    const other = await makeHolder(bench.owner, { kind: 'head_teacher', at: { ...second, regionId: child.regionId } })
    const guardian = { regionId: child.regionId, personId: child.guardianId }
    const looks = () => actAs(bench.app, guardian, (act) => listLooks(act, child.id))
    await actAs(bench.app, other, (act) => readRoster(act, second.id))
    expect(await looks()).toEqual([])
    for (let n = 0; n < 3; n++) await actAs(bench.app, teacher, (act) => readRoster(act, at.id))
    const line = { at: '2026-11-21T02:00:00.000Z', by: '示例小学甲 · 班主任', what: '查看班级学生名单（当天 3 次）' }
    expect(await looks()).toEqual([line])
    await bench.owner.updateTable('enrolment').set({ valid_to: '2026-11-20' }).where('student_id', '=', child.id).execute()
    expect(await looks()).toEqual([])
  })
})

describe('who looked', () => {
  it('tells the guardian which post opened the page, and nothing of other children', async () => {
    const { child, at, teacher } = await aClass()
    const other = await makeChild(bench.owner, { class: at, name: '李同学' })
    await actAs(bench.app, teacher, (act) => readStudent(act, child.id))
    await actAs(bench.app, teacher, (act) => readStudent(act, other.id))
    const guardian = { regionId: child.regionId, personId: child.guardianId }
    expect(await actAs(bench.app, guardian, (act) => listLooks(act, child.id))).toEqual([
      { at: '2026-11-21T02:00:00.000Z', by: '示例小学甲 · 班主任', what: '查看学生主页' },
    ])
    await expect(actAs(bench.app, guardian, (act) => listLooks(act, other.id))).rejects.toMatchObject({ code: 'not-found' })
  })

  it('shows a guardian the own link only, and does not count it as a look', async () => {
    const { child, school } = await aClass()
    const keeper = await makeHolder(bench.owner, { kind: 'roster_keeper', at: school })
    await actAs(bench.app, keeper, (act) => addGuardian(act, { studentId: child.id, name: '张家长乙', relation: '父亲', from: TODAY }))
    const guardian = { regionId: child.regionId, personId: child.guardianId }
    const page = await actAs(bench.app, guardian, (act) => readStudent(act, child.id))
    expect(page).toMatchObject({ name: '张同学', className: '三(1)班', schoolName: '示例小学甲', guardians: [{ name: '张家长甲', relation: '母亲' }], can: { seeLooks: true } })
    expect(page.guardians).toHaveLength(1)
    expect(await actAs(bench.app, guardian, (act) => listLooks(act, child.id))).toEqual([])
  })
})
