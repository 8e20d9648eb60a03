import { describe, expect, it } from 'vitest'
import { createReactions } from '#platform/jobs/reactions'
import { useDatabase } from '#testing/database'
import { actAs, makeChild, makeClass, makeHolder, makeUnit, useBench, type MadeChild, type MadeHolder } from '../org.factory.ts'
import { leaveStudent, moveStudent } from '../students/placement.service.ts'
import { listLooks } from '../students/student.service.ts'
import { designationsChanged, type DesignationKind } from './designation.contract.ts'
import { designate, endDesignation, readClassDesignations, readDesignations } from './designation.service.ts'

const bench = useBench(useDatabase())

async function aClass() {
  const at = await makeClass(bench.owner)
  const school = { regionId: at.regionId, id: at.schoolId }
  return {
    at, school, child: await makeChild(bench.owner, { class: at }),
    teacher: await makeHolder(bench.owner, { kind: 'head_teacher', at }),
    principal: await makeHolder(bench.owner, { kind: 'principal', at: school }),
  }
}

const mark = (who: MadeHolder, child: MadeChild, kind: DesignationKind = 'key', validFrom = '2026-11-01') =>
  actAs(bench.app, who, (act) => designate(act, child.id, { kind, validFrom }))
const read = (who: MadeHolder, child: MadeChild) => actAs(bench.app, who, (act) => readDesignations(act, child.id))

describe('designating', () => {
  it('marks a child from a day on, tells it, and shows it on the list of the class', async () => {
    const { at, child, teacher } = await aClass()
    const [reactions, told] = [createReactions(), [] as unknown[]]
    reactions.inside(designationsChanged, (_, payload) => { told.push(payload); return Promise.resolve() })
    const made = await actAs(bench.app, { ...teacher, reactions }, (act) => designate(act, child.id, { kind: 'left_behind', validFrom: '2026-10-01' }))
    expect(told).toEqual([{ changed: [{ studentId: child.id, classId: at.id, schoolId: at.schoolId, on: '2026-10-01' }] }])
    expect(await read(teacher, child)).toEqual({ designations: [made], can: { designate: true } })
    expect(await actAs(bench.app, teacher, (act) => readClassDesignations(act, at.id))).toEqual({
      className: '三(1)班', designations: [{ ...made, studentName: '张同学' }],
    })
    await actAs(bench.app, { ...teacher, reactions }, (act) => endDesignation(act, { studentId: child.id, designationId: made.id }, '2026-11-20'))
    expect(told[1]).toMatchObject({ changed: [{ on: '2026-11-21' }] })
    expect((await actAs(bench.app, teacher, (act) => readClassDesignations(act, at.id))).designations).toEqual([])
    expect((await read(teacher, child)).designations).toMatchObject([{ kind: 'left_behind', validTo: '2026-11-20' }])
  })

  it('refuses the same mark twice, a day to come, and an end before the beginning or after another end', async () => {
    const { child, teacher, principal } = await aClass()
    const { id: designationId } = await mark(teacher, child)
    const at = { studentId: child.id, designationId }
    const end = (day: string) => actAs(bench.app, teacher, (act) => endDesignation(act, at, day))
    await expect(mark(principal, child)).rejects.toMatchObject({ code: 'already-designated' })
    await mark(principal, child, 'left_behind')
    await expect(mark(teacher, child, 'key', '2026-11-22')).rejects.toMatchObject({ code: 'designated-in-future' })
    await expect(end('2026-10-31')).rejects.toMatchObject({ code: 'designation-ends-too-early' })
    await expect(end('2026-11-22')).rejects.toMatchObject({ code: 'designated-in-future' })
    await end('2026-11-10')
    await expect(end('2026-11-12')).rejects.toMatchObject({ code: 'designation-ended' })
    await expect(mark(teacher, child, 'key', '2026-11-10')).rejects.toMatchObject({ code: 'already-designated' })
    await mark(teacher, child, 'key', '2026-11-11')
  })

  it('changes nothing about the days on which the child sat in another school', async () => {
    const { at, child, teacher, principal } = await aClass()
    const { id: designationId } = await mark(teacher, child, 'key', '2026-10-01')
    const target = await makeClass(bench.owner, { school: await makeUnit(bench.owner, { regionId: at.regionId }) })
    const receiver = await makeHolder(bench.owner, { kind: 'head_teacher', at: target })
    await actAs(bench.app, principal, (act) => moveStudent(act, { studentId: child.id, classId: target.id, on: '2026-11-10' }))
    const end = (day: string) => actAs(bench.app, receiver, (act) => endDesignation(act, { studentId: child.id, designationId }, day))
    await expect(mark(receiver, child, 'left_behind', '2026-11-09')).rejects.toMatchObject({ code: 'designated-elsewhere' })
    await mark(receiver, child, 'left_behind', '2026-11-10')
    await expect(end('2026-11-08')).rejects.toMatchObject({ code: 'designated-elsewhere' })
    expect(await end('2026-11-09')).toMatchObject({ validTo: '2026-11-09' })
  })

  it('writes no second open mark when two press at once', async () => {
    const { child, teacher, principal } = await aClass()
    const both = await Promise.allSettled([mark(teacher, child), mark(principal, child)])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await read(teacher, child)).designations).toHaveLength(1)
  })
})

describe('who sees it', () => {
  it('is hidden from every other class, school and jurisdiction, and from whoever led the class before', async () => {
    const { at, child, teacher, school } = await aClass()
    const { id: designationId } = await mark(teacher, child)
    const others = [
      await makeHolder(bench.owner, { kind: 'head_teacher', at: await makeClass(bench.owner, { school, number: 2 }) }),
      await makeHolder(bench.owner, { kind: 'principal', at: await makeUnit(bench.owner, { regionId: at.regionId }) }),
      await makeHolder(bench.owner, { kind: 'bureau_officer', at: await makeUnit(bench.owner, { regionId: at.regionId, kind: 'bureau' }) }),
      (await aClass()).principal,
    ]
    for (const who of others) {
      await expect(read(who, child)).rejects.toMatchObject({ status: 404 })
      await expect(mark(who, child, 'left_behind')).rejects.toMatchObject({ status: 404 })
      await expect(actAs(bench.app, who, (act) => readClassDesignations(act, at.id))).rejects.toMatchObject({ status: 404 })
      await expect(actAs(bench.app, who, (act) => endDesignation(act, { studentId: child.id, designationId }, '2026-11-20'))).rejects.toMatchObject({ status: 404 })
    }
    await bench.owner.updateTable('appointment').set({ valid_to: '2026-11-01' }).where('id', '=', teacher.appointmentId).execute()
    await expect(read(teacher, child)).rejects.toThrow('no capacity')
  })

  it('lets guardians see who looked, and not what is marked', async () => {
    const { at, child, teacher, principal } = await aClass()
    await mark(teacher, child)
    await read(principal, child)
    await actAs(bench.app, teacher, (act) => readClassDesignations(act, at.id))
    const looks = await actAs(bench.app, { regionId: at.regionId, personId: child.guardianId }, (act) => listLooks(act, child.id))
    expect(looks.map(({ by, what }) => `${by} ${what}`).sort()).toEqual([
      '示例小学甲 · 校长 查看学生认定情况', '示例小学甲 · 班主任 查看学生认定情况',
    ])
  })

  it('goes with the child to another school, where the former one sees it no more, and stays with the last school alone', async () => {
    const { at, child, teacher, principal } = await aClass()
    await mark(teacher, child)
    const target = await makeClass(bench.owner, { school: await makeUnit(bench.owner, { regionId: at.regionId }) })
    const receiver = await makeHolder(bench.owner, { kind: 'head_teacher', at: target })
    const host = await makeHolder(bench.owner, { kind: 'principal', at: { regionId: at.regionId, id: target.schoolId } })
    await actAs(bench.app, principal, (act) => moveStudent(act, { studentId: child.id, classId: target.id, on: '2026-11-20' }))
    expect((await read(receiver, child)).designations).toHaveLength(1)
    await expect(read(teacher, child)).rejects.toMatchObject({ status: 404 })
    expect((await actAs(bench.app, teacher, (act) => readClassDesignations(act, at.id))).designations).toEqual([])
    await actAs(bench.app, host, (act) => leaveStudent(act, { studentId: child.id, lastDay: '2026-11-20' }))
    await expect(read(receiver, child)).rejects.toMatchObject({ status: 404 })
    expect(await read(host, child)).toMatchObject({ designations: [{ kind: 'key' }], can: { designate: false } })
    await expect(mark(host, child, 'left_behind')).rejects.toMatchObject({ code: 'not-enrolled' })
  })
})
