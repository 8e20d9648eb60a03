import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { newId } from '#kernel/ids'
import { regionScope } from '#platform/db/scope'
import { useDatabase } from '#testing/database'
import { actAs, capacitiesOn, makeChild, makeClass, makeHolder, makePerson, makeRegion, makeUnit, NOW, useBench } from '../org.factory.ts'
import { insertAssignments } from '../assignments/assignment.store.ts'
import { findStudent } from '../students/student.store.ts'
import { findCapacities } from './capacity.service.ts'

const bench = useBench(useDatabase())
const TODAY = '2026-11-21'

describe('findCapacities', () => {
  it('lets a teacher act up to and including the last day', async () => {
    const teacher = await makeHolder(bench.owner, { kind: 'head_teacher', at: await makeClass(bench.owner, { number: 2 }), to: TODAY })
    expect((await capacitiesOn(bench.app, teacher, TODAY)).map((c) => c.label)).toEqual(['三(2)班 · 班主任'])
    expect(await capacitiesOn(bench.app, teacher, '2026-11-22')).toEqual([])
  })

  it('does not let somebody act before the first day', async () => {
    const teacher = await makeHolder(bench.owner, { kind: 'principal', at: await makeUnit(bench.owner), from: '2026-11-22' })
    expect(await capacitiesOn(bench.app, teacher, TODAY)).toEqual([])
  })

  it('ends with the class', async () => {
    const left = await makeClass(bench.owner, { entryYear: 2020, validTo: '2026-08-31' })
    const teacher = await makeHolder(bench.owner, { kind: 'head_teacher', at: left })
    expect(await capacitiesOn(bench.app, teacher, '2026-08-31')).toHaveLength(1)
    expect(await capacitiesOn(bench.app, teacher, '2026-09-01')).toEqual([])
  })

  it('keeps work and family apart', async () => {
    const child = await makeChild(bench.owner)
    const at = { regionId: child.regionId, schoolId: child.schoolId, id: child.classId }
    const teacher = await makeHolder(bench.owner, { kind: 'subject_teacher', at, personId: child.guardianId })
    const capacities = await capacitiesOn(bench.app, teacher, TODAY)
    expect(capacities.map((c) => [c.role, c.classIds, c.studentIds])).toEqual([
      ['subject_teacher', [child.classId], []], ['guardian', [], [child.id]],
    ])
  })

  it('names the children of a guardian, and only of this one', async () => {
    const first = await makeChild(bench.owner, { name: '张同学' })
    const at = { regionId: first.regionId, schoolId: first.schoolId, id: first.classId }
    await makeChild(bench.owner, { class: at, name: '张同学乙', guardianId: first.guardianId })
    await makeChild(bench.owner, { class: at, name: '李同学' })
    expect((await capacitiesOn(bench.app, { ...first, personId: first.guardianId }, TODAY)).map((c) => c.label)).toEqual(['张同学等 2 名孩子的家长'])
  })

  it('gives a leader the child of a visit only on the days it is for', async () => {
    const child = await makeChild(bench.owner)
    const bureau = await makeUnit(bench.owner, { regionId: child.regionId, kind: 'bureau' })
    const leader = await makeHolder(bench.owner, { kind: 'bureau_leader', at: bureau })
    await insertAssignments(bench.owner, child.regionId, [{
      id: newId(), ...leader, studentId: child.id, schoolId: child.schoolId, classId: child.classId,
      validFrom: '2026-11-20', validTo: TODAY, createdAt: NOW, createdBy: leader.personId,
    }])
    const students = async (day: string) => (await capacitiesOn(bench.app, leader, day)).map((c) => c.studentIds)
    expect(await students('2026-11-19')).toEqual([[]])
    expect(await students(TODAY)).toEqual([[child.id]])
    expect(await students('2026-11-22')).toEqual([[]])
  })

  it('knows nobody of another jurisdiction', async () => {
    const teacher = await makeHolder(bench.owner, { kind: 'principal', at: await makeUnit(bench.owner) })
    const elsewhere = await makeRegion(bench.owner)
    expect(await capacitiesOn(bench.app, { regionId: elsewhere, personId: teacher.personId }, TODAY)).toEqual([])
  })

  it('leaves the transaction without any child in scope', async () => {
    const child = await makeChild(bench.owner)
    const scope = { ...regionScope(child.regionId), person: child.guardianId }
    await bench.app.inScope(scope, async (tx) => {
      await findCapacities(tx, { regionId: child.regionId, personId: child.guardianId, today: TODAY })
      const { rows } = await sql`select 1 from student`.execute(tx)
      expect(rows).toEqual([])
    })
  })
})

describe('a capacity in action', () => {
  it('shows a head teacher the own class and no other', async () => {
    const child = await makeChild(bench.owner)
    const school = { regionId: child.regionId, id: child.schoolId }
    const other = await makeChild(bench.owner, { class: await makeClass(bench.owner, { school, number: 2 }) })
    const at = { regionId: child.regionId, schoolId: child.schoolId, id: child.classId }
    const teacher = await makeHolder(bench.owner, { kind: 'head_teacher', at })
    await actAs(bench.app, teacher, async (act) => {
      expect(await findStudent(act, child.id)).toMatchObject({ id: child.id })
      expect(await findStudent(act, other.id)).toBeUndefined()
    })
  })

  it.each(['bureau_officer', 'security_admin'] as const)('shows a %s no child', async (kind) => {
    const child = await makeChild(bench.owner)
    const bureau = await makeUnit(bench.owner, { regionId: child.regionId, kind: 'bureau' })
    const holder = await makeHolder(bench.owner, { kind, at: bureau, personId: await makePerson(bench.owner, child.regionId) })
    await actAs(bench.app, holder, async (act) => { expect(await findStudent(act, child.id)).toBeUndefined() })
  })
})
