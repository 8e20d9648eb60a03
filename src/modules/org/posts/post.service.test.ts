import { describe, expect, it } from 'vitest'
import { createReactions } from '#platform/jobs/reactions'
import { useDatabase } from '#testing/database'
import { actAs, capacitiesOn, makeClass, makeHolder, makePerson, makePost, makeUnit, useBench } from '../org.factory.ts'
import { appointmentsChanged } from './post.contract.ts'
import { appoint, endAppointment, findColleagues, heldPosts, listVacantPosts } from './post.service.ts'

const bench = useBench(useDatabase())
const TODAY = '2026-11-21'

/** A class with its head teacher, the principal of its school, and somebody to take over. */
async function aSchool() {
  const at = await makeClass(bench.owner, { number: 2 })
  const school = { regionId: at.regionId, id: at.schoolId }
  const principal = await makeHolder(bench.owner, { kind: 'principal', at: school, name: '示例校长' })
  const teacher = await makeHolder(bench.owner, { kind: 'head_teacher', at, name: '王老师甲' })
  return { at, school, principal, teacher, next: await makePerson(bench.owner, at.regionId, { name: '李老师乙' }) }
}

describe('appoint', () => {
  it('gives the post to the successor and ends the predecessor on the day before', async () => {
    const { principal, teacher, next } = await aSchool()
    const reactions = createReactions()
    const told: unknown[] = []
    reactions.inside(appointmentsChanged, async (_, { changed }) => { told.push(...changed.map(({ personId, on }) => [personId, on])) })
    await actAs(bench.app, { ...principal, reactions }, (act) =>
      appoint(act, { postId: teacher.postId, personId: next, from: TODAY, replaces: teacher.personId }))
    expect(told).toEqual([[teacher.personId, '2026-11-20'], [next, TODAY]])
    expect(await capacitiesOn(bench.app, teacher, '2026-11-20')).toHaveLength(1)
    expect(await capacitiesOn(bench.app, teacher, TODAY)).toEqual([])
    expect(await capacitiesOn(bench.app, { ...teacher, personId: next }, TODAY)).toHaveLength(1)
  })

  it('refuses a post that somebody holds and who is not named', async () => {
    const { principal, teacher, next } = await aSchool()
    await expect(actAs(bench.app, principal, (act) => appoint(act, { postId: teacher.postId, personId: next, from: TODAY })))
      .rejects.toMatchObject({ code: 'post-taken' })
  })

  it('gives a vacant post to one of two at the same instant', async () => {
    const { principal, next, school } = await aSchool()
    const postId = await makePost(bench.owner, { kind: 'vice_principal', at: school })
    const other = await makePerson(bench.owner, school.regionId)
    const results = await Promise.allSettled([next, other].map((personId) =>
      actAs(bench.app, principal, (act) => appoint(act, { postId, personId, from: TODAY }))))
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(results.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'post-taken' } })
  })

  it('refuses a day before the predecessor began', async () => {
    const { principal, teacher, next } = await aSchool()
    await expect(actAs(bench.app, principal, (act) =>
      appoint(act, { postId: teacher.postId, personId: next, from: '2020-09-01', replaces: teacher.personId })))
      .rejects.toMatchObject({ code: 'ends-before-start' })
  })

  it('refuses a post of another school, also to end it', async () => {
    const { principal, next } = await aSchool()
    const other = await makeUnit(bench.owner, { regionId: principal.regionId })
    const postId = await makePost(bench.owner, { kind: 'principal', at: other })
    const held = await makeHolder(bench.owner, { kind: 'middle_leader', at: other })
    await expect(actAs(bench.app, principal, (act) => appoint(act, { postId, personId: next, from: TODAY }))).rejects.toMatchObject({ code: 'not-found' })
    await expect(actAs(bench.app, principal, (act) => endAppointment(act, { appointmentId: held.appointmentId, on: TODAY })))
      .rejects.toMatchObject({ code: 'not-found' })
  })

  it('fills a post again whose holder has gone', async () => {
    const { principal, teacher, next } = await aSchool()
    await actAs(bench.app, principal, (act) => endAppointment(act, { appointmentId: teacher.appointmentId, on: '2026-10-31' }))
    await actAs(bench.app, principal, (act) => appoint(act, { postId: teacher.postId, personId: next, from: TODAY }))
    expect(await actAs(bench.app, principal, (act) => listVacantPosts(act))).toEqual([])
  })
})

describe('heldPosts', () => {
  it('holds on the day of the work, not on the day of writing', async () => {
    const at = await makeClass(bench.owner)
    const teacher = await makeHolder(bench.owner, { kind: 'head_teacher', at, from: '2026-10-01' })
    const held = (on: string) => actAs(bench.app, teacher, (act) => heldPosts(act, on))
    expect(await held('2026-10-01')).toEqual([{ postId: teacher.postId, kind: 'head_teacher', unitId: at.schoolId, classId: at.id }])
    expect(await held('2026-09-30')).toEqual([])
  })
})

describe('listVacantPosts', () => {
  it('names a post that nobody holds since the day after its last holder', async () => {
    const { principal, teacher, school, at } = await aSchool()
    await makePost(bench.owner, { kind: 'middle_leader', at: school })
    await actAs(bench.app, principal, (act) => endAppointment(act, { appointmentId: teacher.appointmentId, on: '2026-11-19' }))
    expect(await actAs(bench.app, principal, (act) => listVacantPosts(act))).toMatchObject([
      { kind: 'middle_leader', label: '示例小学甲 · 中层干部', vacantSince: '2020-09-01' },
      { postId: teacher.postId, kind: 'head_teacher', classId: at.id, label: '三(2)班 · 班主任', vacantSince: '2026-11-20' },
    ])
  })

  it('keeps the posts of a class that has left out of it', async () => {
    const { principal, school } = await aSchool()
    await makePost(bench.owner, { kind: 'head_teacher', at: await makeClass(bench.owner, { school, entryYear: 2019, validTo: '2025-08-31' }) })
    expect(await actAs(bench.app, principal, (act) => listVacantPosts(act))).toEqual([])
  })

  it('shows the bureau every unit and a principal only the own one', async () => {
    const { principal, school } = await aSchool()
    const other = await makeUnit(bench.owner, { regionId: school.regionId, name: '示例小学乙' })
    const postId = await makePost(bench.owner, { kind: 'principal', at: other })
    const bureau = await makeUnit(bench.owner, { regionId: school.regionId, kind: 'bureau' })
    const officer = await makeHolder(bench.owner, { kind: 'bureau_officer', at: bureau })
    expect(await actAs(bench.app, officer, (act) => listVacantPosts(act))).toMatchObject([{ postId, unitName: '示例小学乙' }])
    expect(await actAs(bench.app, officer, (act) => listVacantPosts(act, school.id))).toEqual([])
    await expect(actAs(bench.app, principal, (act) => listVacantPosts(act, other.id))).rejects.toMatchObject({ code: 'not-found' })
  })
})

it('offers the colleagues of the own unit with the posts they hold, without oneself', async () => {
  const { teacher, at } = await aSchool()
  await makeHolder(bench.owner, { kind: 'principal', at: await makeUnit(bench.owner, { regionId: at.regionId }) })
  await makeHolder(bench.owner, { kind: 'subject_teacher', at, subject: '语文', name: '孙老师丙', to: '2026-11-20' })
  const colleagues = await actAs(bench.app, teacher, (act) => findColleagues(act, TODAY))
  expect(colleagues.map((c) => [c.name, c.posts.map((p) => p.label)])).toEqual([['示例校长', ['示例小学甲 · 校长']]])
})
