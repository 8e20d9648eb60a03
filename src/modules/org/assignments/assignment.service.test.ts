import { describe, expect, it } from 'vitest'
import { actAs, makeChild, makeClass, makeHolder, makePost, makeUnit, useBench } from '../org.factory.ts'
import { listLooks } from '../students/student.service.ts'
import { useDatabase } from '#testing/database'
import { drawVisit, listAssignments, readAssignments } from './assignment.service.ts'

const bench = useBench(useDatabase())

async function aBureau() {
  const child = await makeChild(bench.owner, { name: '张同学' })
  const bureau = await makeUnit(bench.owner, { regionId: child.regionId, kind: 'bureau' })
  const officer = await makeHolder(bench.owner, { kind: 'bureau_officer', at: bureau, name: '示例科员' })
  const leader = await makeHolder(bench.owner, { kind: 'bureau_leader', at: bureau, name: '示例局长' })
  return { child, bureau, officer, leader }
}

describe('drawVisit', () => {
  it('gives the leader a child for so many days and tells the officer school and class only', async () => {
    const { child, officer, leader } = await aBureau()
    const drawn = await actAs(bench.app, officer, (act) => drawVisit(act, { postId: leader.postId, days: 14 }))
    expect(drawn).toEqual({ id: drawn.id, schoolName: '示例小学甲', className: '三(1)班', from: '2026-11-21', to: '2026-12-04' })
    const [forOfficer] = await actAs(bench.app, officer, listAssignments)
    expect(forOfficer).toEqual({ ...drawn, leaderName: '示例局长', child: null })
    const [forLeader] = await actAs(bench.app, leader, listAssignments)
    expect(forLeader).toEqual({
      ...drawn, leaderName: '示例局长', child: { id: child.id, name: '张同学', guardian: { name: '张家长甲', relation: '母亲' } },
    })
  })

  it('is over for the leader when the days are over', async () => {
    const { officer, leader } = await aBureau()
    await actAs(bench.app, officer, (act) => drawVisit(act, { postId: leader.postId, days: 1 }))
    const tomorrow = { now: new Date('2026-11-22T02:00:00Z') }
    expect(await actAs(bench.app, { ...leader, ...tomorrow }, listAssignments)).toEqual([])
    expect(await actAs(bench.app, { ...officer, ...tomorrow }, listAssignments)).toEqual([])
  })

  it('draws from the wanted stage and never the same child twice', async () => {
    const { child, officer, leader } = await aBureau()
    const school = { regionId: child.regionId, id: child.schoolId }
    const junior = await makeClass(bench.owner, { school, stage: 'junior', entryYear: 2026, number: 4 })
    await makeChild(bench.owner, { class: junior })
    await makeClass(bench.owner, { school, stage: 'junior', entryYear: 2025 })
    const draw = () => actAs(bench.app, officer, (act) => drawVisit(act, { postId: leader.postId, days: 14, stage: 'junior' }))
    expect((await draw()).className).toBe('七(4)班')
    await expect(draw()).rejects.toMatchObject({ code: 'nobody-to-draw' })
  })

  it('refuses a post that is vacant or not a leader’s', async () => {
    const { bureau, officer } = await aBureau()
    const vacant = await makePost(bench.owner, { kind: 'bureau_leader', at: bureau })
    for (const postId of [vacant, officer.postId]) {
      await expect(actAs(bench.app, officer, (act) => drawVisit(act, { postId, days: 14 }))).rejects.toMatchObject({ code: 'not-a-leader-post' })
    }
  })

  it('shows a leader nothing of what another leader is to visit', async () => {
    const { bureau, officer, leader } = await aBureau()
    const other = await makeHolder(bench.owner, { kind: 'bureau_leader', at: bureau })
    await actAs(bench.app, officer, (act) => drawVisit(act, { postId: leader.postId, days: 14 }))
    expect(await actAs(bench.app, other, listAssignments)).toEqual([])
  })

  it('lets the guardian see that the leader opened the name', async () => {
    const { child, officer, leader } = await aBureau()
    await actAs(bench.app, officer, (act) => drawVisit(act, { postId: leader.postId, days: 14 }))
    await actAs(bench.app, leader, readAssignments)
    expect(await actAs(bench.app, { ...child, personId: child.guardianId }, (act) => listLooks(act, child.id))).toEqual([
      { at: '2026-11-21T02:00:00.000Z', by: '示例区教育局 · 局领导', what: '准备随机家访' },
    ])
  })
})
