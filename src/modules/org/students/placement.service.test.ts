import { describe, expect, it } from 'vitest'
import { createReactions } from '#platform/jobs/reactions'
import { useDatabase } from '#testing/database'
import { actAs, makeChild, makeClass, makeHolder, makeUnit, useBench, type MadeChild } from '../org.factory.ts'
import { enrol, leaveStudent, moveStudent } from './placement.service.ts'
import { studentsPlaced } from './student.contract.ts'
import { classesOn, getStudent } from './student.service.ts'

const bench = useBench(useDatabase())
const TODAY = '2026-11-21'

/** A child, the keeper of its school's roster, and a second class there. */
async function aSchool() {
  const child = await makeChild(bench.owner)
  const school = { regionId: child.regionId, id: child.schoolId }
  const keeper = await makeHolder(bench.owner, { kind: 'roster_keeper', at: school })
  return { child, school, keeper, second: await makeClass(bench.owner, { school, number: 2 }) }
}

const headTeacher = (child: MadeChild, classId = child.classId, schoolId = child.schoolId) =>
  makeHolder(bench.owner, { kind: 'head_teacher', at: { regionId: child.regionId, schoolId, id: classId } })

const enrolmentsOf = (child: MadeChild) => bench.owner.selectFrom('enrolment').select(['class_id', 'valid_from', 'valid_to'])
  .where('region_id', '=', child.regionId).where('student_id', '=', child.id).orderBy('valid_from').execute()

const sees = (teacher: Awaited<ReturnType<typeof headTeacher>>, child: MadeChild) =>
  actAs(bench.app, teacher, (act) => getStudent(act, child.id)).then(() => true, (error: { code?: string }) => error.code)

describe('moveStudent', () => {
  it('hands the child from one class to the other, day by day', async () => {
    const { child, keeper, second } = await aSchool()
    const [former, present] = [await headTeacher(child), await headTeacher(child, second.id)]
    await actAs(bench.app, keeper, (act) => moveStudent(act, { studentId: child.id, classId: second.id, on: '2026-11-16' }))
    expect(await enrolmentsOf(child)).toEqual([
      { class_id: child.classId, valid_from: '2026-09-01', valid_to: '2026-11-15' },
      { class_id: second.id, valid_from: '2026-11-16', valid_to: null },
    ])
    expect(await sees(former, child)).toBe('not-found')
    expect(await sees(present, child)).toBe(true)
    const where = (on: string) => actAs(bench.app, present, async (act) => (await classesOn(act, [child.id], on)).get(child.id)?.classId)
    expect(await where('2026-11-15')).toBe(child.classId)
    expect(await where('2026-11-16')).toBe(second.id)
    expect(await where('2026-08-31')).toBeUndefined()
  })

  it('carries child and guardianship to another school, whose reactions see both', async () => {
    const { child, keeper } = await aSchool()
    const elsewhere = await makeClass(bench.owner, { school: await makeUnit(bench.owner, { regionId: child.regionId, name: '示例小学乙' }) })
    const principal = await makeHolder(bench.owner, { kind: 'principal', at: { regionId: child.regionId, id: elsewhere.schoolId } })
    const reactions = createReactions()
    const told: unknown[] = []
    reactions.inside(studentsPlaced, async (act, { placed }) => { told.push({ placed, schools: act.scope.schools }) })
    await actAs(bench.app, { ...keeper, reactions }, (act) => moveStudent(act, { studentId: child.id, classId: elsewhere.id, on: TODAY }))
    expect(told).toEqual([{
      placed: [{
        studentId: child.id, on: TODAY, from: { schoolId: child.schoolId, classId: child.classId },
        to: { schoolId: elsewhere.schoolId, classId: elsewhere.id },
      }],
      schools: [child.schoolId, elsewhere.schoolId],
    }])
    expect(await sees(keeper, child)).toBe('not-found')
    expect(await sees(principal, child)).toBe(true)
    const link = await bench.owner.selectFrom('guardianship').select(['school_id', 'class_id']).where('student_id', '=', child.id).executeTakeFirst()
    expect(link).toEqual({ school_id: elsewhere.schoolId, class_id: elsewhere.id })
  })

  it.each([
    ['tomorrow', '2026-11-22', 'placed-in-future'],
    ['on the day it came to its class', '2026-09-01', 'placed-too-early'],
  ])('refuses a move %s', async (_, on, code) => {
    const { child, keeper, second } = await aSchool()
    await expect(actAs(bench.app, keeper, (act) => moveStudent(act, { studentId: child.id, classId: second.id, on }))).rejects.toMatchObject({ code })
  })

  it('refuses the class where the child sits, and one that has ended', async () => {
    const { child, keeper, school } = await aSchool()
    const ended = await makeClass(bench.owner, { school, number: 3, validTo: '2026-08-31' })
    const move = (classId: string) => actAs(bench.app, keeper, (act) => moveStudent(act, { studentId: child.id, classId, on: TODAY }))
    await expect(move(child.classId)).rejects.toMatchObject({ code: 'already-there' })
    await expect(move(ended.id)).rejects.toMatchObject({ code: 'class-closed' })
  })

  it('makes one of two moves at the same instant and refuses the other in words', async () => {
    const { child, keeper, school, second } = await aSchool()
    const third = await makeClass(bench.owner, { school, number: 3 })
    const results = await Promise.allSettled([second, third].map((to) =>
      actAs(bench.app, keeper, (act) => moveStudent(act, { studentId: child.id, classId: to.id, on: TODAY }))))
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(results.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'placed-too-early' } })
  })

  it('does not move a child of another school', async () => {
    const { keeper, second } = await aSchool()
    const stranger = await makeChild(bench.owner)
    await expect(actAs(bench.app, keeper, (act) => moveStudent(act, { studentId: stranger.id, classId: second.id, on: TODAY })))
      .rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('leaveStudent', () => {
  it('leaves the file to the school and nothing to the class, and the child may come back', async () => {
    const { child, keeper, second } = await aSchool()
    const teacher = await headTeacher(child)
    await actAs(bench.app, keeper, (act) => leaveStudent(act, { studentId: child.id, lastDay: '2026-11-10' }))
    expect(await sees(teacher, child)).toBe('not-found')
    expect(await actAs(bench.app, keeper, (act) => getStudent(act, child.id))).toMatchObject({ schoolId: child.schoolId, classId: null })
    await expect(actAs(bench.app, keeper, (act) => leaveStudent(act, { studentId: child.id, lastDay: TODAY }))).rejects.toMatchObject({ code: 'not-enrolled' })
    await actAs(bench.app, keeper, (act) => moveStudent(act, { studentId: child.id, classId: second.id, on: '2026-11-20' }))
    expect(await enrolmentsOf(child)).toEqual([
      { class_id: child.classId, valid_from: '2026-09-01', valid_to: '2026-11-10' },
      { class_id: second.id, valid_from: '2026-11-20', valid_to: null },
    ])
  })
})

describe('enrol', () => {
  it('puts a new child into a class of the own school', async () => {
    const { keeper, second } = await aSchool()
    const teacher = await makeHolder(bench.owner, { kind: 'head_teacher', at: second })
    const id = await actAs(bench.app, keeper, (act) => enrol(act, { name: '赵同学', gender: 'female', classId: second.id, on: TODAY }))
    expect(await actAs(bench.app, teacher, (act) => getStudent(act, id))).toMatchObject({ name: '赵同学', classId: second.id })
  })

  it('refuses a class of another school', async () => {
    const { keeper } = await aSchool()
    const other = await makeClass(bench.owner, { school: await makeUnit(bench.owner, { regionId: keeper.regionId }) })
    await expect(actAs(bench.app, keeper, (act) => enrol(act, { name: '赵同学', gender: 'female', classId: other.id, on: TODAY })))
      .rejects.toMatchObject({ code: 'not-found' })
  })
})
