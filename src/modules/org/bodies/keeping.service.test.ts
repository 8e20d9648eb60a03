import { describe, expect, it } from 'vitest'
import { createReactions } from '#platform/jobs/reactions'
import { useDatabase } from '#testing/database'
import { actAs, makeClass, makeHolder, makeUnit, useBench, type MadeHolder } from '../org.factory.ts'
import { bodiesChanged } from './body.contract.ts'
import { enterList } from './body-list.service.ts'
import { readBodies, readBody, readCounts, readParents } from './body-view.service.ts'
import { listBodies } from './body.service.ts'
import type { BodyDraft } from './keeping.contract.ts'
import { addSeats, correctBody, correctSeat, endBody, endSeat, enterBody } from './keeping.service.ts'

const bench = useBench(useDatabase())

async function aDistrict() {
  const bureau = await makeUnit(bench.owner, { kind: 'bureau' })
  const at = await makeClass(bench.owner, { school: await makeUnit(bench.owner, { regionId: bureau.regionId }) })
  const school = { regionId: at.regionId, id: at.schoolId }
  return {
    bureau, school, at,
    officer: await makeHolder(bench.owner, { kind: 'bureau_officer', at: bureau }),
    principal: await makeHolder(bench.owner, { kind: 'principal', at: school }),
  }
}

const draft = (over: Partial<BodyDraft> = {}): BodyDraft => ({
  kind: 'workstation', topic: null, name: '示例工作站', parentId: null, classId: null, grade: null, validFrom: '2026-09-01', seats: [], ...over,
})
const member = { role: 'member', kind: 'teacher', title: null, number: 5, validFrom: '2026-09-01' } as const
const enter = (who: MadeHolder, over: Partial<BodyDraft> = {}) => actAs(bench.app, who, (act) => enterBody(act, draft(over)))
const read = (who: MadeHolder, id: string) => actAs(bench.app, who, (act) => readBody(act, id))
const plain = { topic: null, name: '示例工作站', parentId: null, classId: null, grade: null, validFrom: '2026-09-01', validTo: null }

describe('entering', () => {
  it('keeps a body with its seats for the own unit, tells it and writes it to the audit', async () => {
    const { principal, school } = await aDistrict()
    const [reactions, told] = [createReactions(), [] as unknown[]]
    reactions.inside(bodiesChanged, (_, payload) => { told.push(payload); return Promise.resolve() })
    const seats = [{ ...member, role: 'head', kind: 'principal', number: 1, title: '校长' } as const, member]
    const id = await actAs(bench.app, { ...principal, reactions }, (act) => enterBody(act, draft({ seats })))
    expect(await read(principal, id)).toMatchObject({
      kind: 'workstation', unitId: school.id, unitName: '示例小学甲', can: { keep: true }, validTo: null,
      seats: [{ role: 'head', number: 1, title: '校长' }, { role: 'member', kind: 'teacher', number: 5 }],
    })
    expect(told).toEqual([{ bodyIds: [id], unitIds: [school.id], on: '2026-09-01' }])
    const audit = await bench.owner.selectFrom('audit').select(['action', 'object_id']).where('region_id', '=', school.regionId).execute()
    expect(audit).toContainEqual({ action: 'body.enter', object_id: id })
  })

  it.each<[string, Partial<BodyDraft>, string]>([
    ['what the bureau keeps', { kind: 'station' }, 'not-keeper'],
    ['a day to come', { validFrom: '2026-11-22' }, 'begins-in-future'],
    ['a slip of the pen', { validFrom: '0206-09-01' }, 'begins-long-ago'],
    ['a seat before its body', { seats: [{ ...member, validFrom: '2026-08-31' }] }, 'seat-outside'],
    ['a parent that is none', { parentId: '018f0000-0000-7000-8000-000000000000' }, 'wrong-parent'],
    ['a class of a body that has none', { classId: '018f0000-0000-7000-8000-000000000000' }, 'wrong-place'],
    ['a class that is none', { kind: 'parent_committee', classId: '018f0000-0000-7000-8000-000000000000' }, 'wrong-place'],
    ['a grade that the school has not', { kind: 'parent_committee', grade: 9 }, 'wrong-place'],
  ])('refuses %s', async (_, over, code) => {
    const { principal } = await aDistrict()
    await expect(enter(principal, over)).rejects.toMatchObject({ code })
  })

  it('refuses a class of another school, a class and a grade at once, and the same name twice', async () => {
    const { principal, at } = await aDistrict()
    const foreign = await makeClass(bench.owner, { school: await makeUnit(bench.owner, { regionId: at.regionId }) })
    await expect(enter(principal, { kind: 'parent_committee', classId: foreign.id })).rejects.toMatchObject({ code: 'wrong-place' })
    await expect(enter(principal, { kind: 'parent_committee', classId: at.id, grade: 3 })).rejects.toMatchObject({ code: 'wrong-place' })
    await enter(principal, { kind: 'parent_committee', classId: at.id, name: '家长委员会' })
    await enter(principal, { kind: 'parent_committee', grade: 3, name: '三年级家长委员会' })
    await enter(principal, { kind: 'parent_committee', name: '家长委员会' })
    await expect(enter(principal, { kind: 'parent_committee', name: '家长委员会' })).rejects.toMatchObject({ code: 'body-twice' })
  })

  it('enters one of two of the same name when two windows press at once, alone or in a list', async () => {
    const { officer } = await aDistrict()
    const list = (text: string) => actAs(bench.app, officer, (act) =>
      enterList(act, { kind: 'base', topic: null, validFrom: '2026-09-01', text, trial: false }))
    const both = await Promise.allSettled([enter(officer, { kind: 'base', name: '甲基地' }), enter(officer, { kind: 'base', name: '甲基地' }), list('乙基地\n丙基地'), list('乙基地\n丙基地')])
    expect(both.slice(0, 2).map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const { bodies } = await actAs(bench.app, officer, (act) => readBodies(act, { kind: 'base', show: 'all', page: 1 }))
    expect(bodies.map((one) => one.name).sort()).toEqual(['丙基地', '乙基地', '甲基地'])
  })

  it('lets a station belong to a community that is there, and to nothing of another kind, school or jurisdiction', async () => {
    const { officer, principal } = await aDistrict()
    const elsewhere = await aDistrict()
    const community = await enter(officer, { kind: 'community', name: '柳岸社区' })
    const station = await enter(officer, { kind: 'station', name: '柳岸站', parentId: community })
    expect(await read(officer, station)).toMatchObject({ parentName: '柳岸社区' })
    expect(await actAs(bench.app, officer, (act) => readParents(act, 'station'))).toEqual({ parents: [{ id: community, kind: 'community', name: '柳岸社区' }] })
    const foreign = await enter(elsewhere.officer, { kind: 'community', name: '远方社区' })
    const ofSchool = await enter(principal, { kind: 'leading_group', name: '学校领导小组' })
    for (const [kind, parentId] of [['station', foreign], ['station', station], ['volunteer_team', ofSchool]] as const) {
      await expect(enter(officer, { kind, name: '另一个', parentId }), kind).rejects.toMatchObject({ code: 'wrong-parent' })
    }
    await actAs(bench.app, officer, (act) => endBody(act, community, '2026-11-20'))
    await expect(enter(officer, { kind: 'station', name: '又一个站', parentId: community })).rejects.toMatchObject({ code: 'wrong-parent' })
  })
})

describe('correcting and ending', () => {
  it('ends the seats with their body, and neither twice', async () => {
    const { principal } = await aDistrict()
    const id = await enter(principal, { seats: [member] })
    await actAs(bench.app, principal, (act) => endBody(act, id, '2026-11-10'))
    const ended = await read(principal, id)
    expect([ended.validTo, ended.seats[0]!.validTo]).toEqual(['2026-11-10', '2026-11-10'])
    const seatId = ended.seats[0]!.id
    await expect(actAs(bench.app, principal, (act) => endBody(act, id, '2026-11-11'))).rejects.toMatchObject({ code: 'body-ended' })
    await expect(actAs(bench.app, principal, (act) => endSeat(act, { bodyId: id, seatId }, '2026-11-11'))).rejects.toMatchObject({ code: 'body-ended' })
    await expect(actAs(bench.app, principal, (act) => addSeats(act, id, [member]))).rejects.toMatchObject({ code: 'body-ended' })
    expect((await actAs(bench.app, principal, (act) => readBodies(act, { kind: 'workstation', show: 'present', page: 1 }))).total).toBe(0)
    expect((await actAs(bench.app, principal, (act) => readBodies(act, { kind: 'workstation', show: 'all', page: 1 }))).total).toBe(1)
  })

  it('changes what was wrong, one seat or the body, within the days of the body', async () => {
    const { principal } = await aDistrict()
    const id = await enter(principal, { seats: [member, { ...member, role: 'head', number: 2 }] })
    const [, seat] = (await read(principal, id)).seats
    const at = { bodyId: id, seatId: seat!.id }
    await actAs(bench.app, principal, (act) => correctSeat(act, at, { ...member, number: 7, kind: 'parent', validTo: '2026-12-31' }))
    await actAs(bench.app, principal, (act) => correctBody(act, id, { ...plain, name: '改了名的工作站', topic: 'co-education' }))
    expect(await read(principal, id)).toMatchObject({ name: '改了名的工作站', topic: 'co-education', seats: [{ role: 'head', number: 2 }, { number: 7, kind: 'parent', validTo: '2026-12-31' }] })
    const correct = (over: object) => actAs(bench.app, principal, (act) => correctBody(act, id, { ...plain, ...over }))
    await expect(correct({ validFrom: '2026-10-01' })).rejects.toMatchObject({ code: 'seat-outside' })
    await expect(correct({ validTo: '2026-08-01' })).rejects.toMatchObject({ code: 'ends-before-it-begins' })
    await expect(actAs(bench.app, principal, (act) => correctSeat(act, at, { ...member, validFrom: '2026-08-01', validTo: null }))).rejects.toMatchObject({ code: 'seat-outside' })
  })

  it('leaves no seat that ends before it begins', async () => {
    const { principal } = await aDistrict()
    const id = await enter(principal, { seats: [{ ...member, validFrom: '2026-11-01' }] })
    await expect(actAs(bench.app, principal, (act) => endBody(act, id, '2026-10-15'))).rejects.toMatchObject({ code: 'seat-outside' })
    expect(await read(principal, id)).toMatchObject({ validTo: null, seats: [{ validFrom: '2026-11-01', validTo: null }] })
  })

  it('corrects the name of a body whose parent or class is no longer there', async () => {
    const { officer, principal, at } = await aDistrict()
    const community = await enter(officer, { kind: 'community', name: '柳岸社区' })
    const station = await enter(officer, { kind: 'station', name: '柳岸站', parentId: community })
    await actAs(bench.app, officer, (act) => endBody(act, community, '2026-11-20'))
    const committee = await enter(principal, { kind: 'parent_committee', name: '家委会', classId: at.id })
    await bench.owner.updateTable('class').set({ valid_to: '2026-11-20' }).where('id', '=', at.id).execute()
    await actAs(bench.app, officer, (act) => correctBody(act, station, { ...plain, name: '柳岸指导站', parentId: community }))
    await actAs(bench.app, principal, (act) => correctBody(act, committee, { ...plain, name: '家长委员会', classId: at.id }))
    expect([(await read(officer, station)).name, (await read(principal, committee)).name]).toEqual(['柳岸指导站', '家长委员会'])
    const other = await enter(officer, { kind: 'station', name: '另一个站' })
    await expect(actAs(bench.app, officer, (act) => correctBody(act, other, { ...plain, name: '另一个站', parentId: community }))).rejects.toMatchObject({ code: 'wrong-parent' })
  })

  it('lets no body belong to itself by a long way', async () => {
    const { officer } = await aDistrict()
    const group = await enter(officer, { kind: 'leading_group', name: '领导小组' })
    const committee = await enter(officer, { kind: 'committee', name: '工作委员会', parentId: group })
    for (const [parentId, code] of [[committee, 'own-parent'], [group, 'wrong-parent']] as const) {
      await expect(actAs(bench.app, officer, (act) => correctBody(act, group, { ...plain, name: '领导小组', parentId }))).rejects.toMatchObject({ code })
    }
  })
})

describe('who reaches what', () => {
  it('shows the bureau every body and lets it change none of a school', async () => {
    const { officer, principal } = await aDistrict()
    const id = await enter(principal)
    expect(await read(officer, id)).toMatchObject({ can: { keep: false } })
    expect((await actAs(bench.app, officer, (act) => readCounts(act, {}))).counts).toEqual([{ kind: 'workstation', count: 1 }])
    await expect(actAs(bench.app, officer, (act) => endBody(act, id, '2026-11-20'))).rejects.toMatchObject({ code: 'not-keeper' })
  })

  it('hides bodies of another school and of another jurisdiction, also from former holders', async () => {
    const { officer, principal, school } = await aDistrict()
    const elsewhere = await aDistrict()
    const neighbour = await makeHolder(bench.owner, { kind: 'principal', at: await makeUnit(bench.owner, { regionId: school.regionId }) })
    const teacher = await makeHolder(bench.owner, { kind: 'head_teacher', at: await makeClass(bench.owner, { school: await makeUnit(bench.owner, { regionId: school.regionId }) }) })
    const id = await enter(principal, { seats: [member] })
    const seatId = (await read(principal, id)).seats[0]!.id
    for (const who of [neighbour, elsewhere.officer, elsewhere.principal, teacher]) {
      await expect(read(who, id)).rejects.toMatchObject({ status: 404 })
      expect(await actAs(bench.app, who, (act) => listBodies(act, { ids: [id] }))).toEqual([])
      expect(await actAs(bench.app, who, (act) => listBodies(act, { unitId: school.id }))).toEqual([])
    }
    for (const who of [neighbour, elsewhere.officer, elsewhere.principal]) {
      await expect(actAs(bench.app, who, (act) => endBody(act, id, '2026-11-20'))).rejects.toMatchObject({ status: 404 })
      await expect(actAs(bench.app, who, (act) => endSeat(act, { bodyId: id, seatId }, '2026-11-20'))).rejects.toMatchObject({ status: 404 })
    }
    await expect(actAs(bench.app, officer, (act) => readCounts(act, { unitId: elsewhere.school.id }))).rejects.toMatchObject({ status: 404 })
    await expect(actAs(bench.app, principal, (act) => readCounts(act, { unitId: elsewhere.school.id }))).rejects.toMatchObject({ status: 404 })
    await bench.owner.updateTable('appointment').set({ valid_to: '2026-11-01' }).where('id', '=', principal.appointmentId).execute()
    await expect(read(principal, id)).rejects.toThrow('no capacity')
  })

  it('does not take a seat of one body for a seat of another', async () => {
    const { principal } = await aDistrict()
    const [one, other] = [await enter(principal, { seats: [member] }), await enter(principal, { name: '另一个' })]
    const seatId = (await read(principal, one)).seats[0]!.id
    await expect(actAs(bench.app, principal, (act) => endSeat(act, { bodyId: other, seatId }, '2026-11-20'))).rejects.toMatchObject({ status: 404 })
  })
})

describe('a whole list', () => {
  const list = (who: MadeHolder, text: string, trial = false) => actAs(bench.app, who, (act) =>
    enterList(act, { kind: 'community', topic: null, validFrom: '2026-09-01', text, trial }))

  it('is entered whole, or told line by line and not at all', async () => {
    const { officer } = await aDistrict()
    await enter(officer, { kind: 'town', name: '柳岸街道' })
    const bad = await list(officer, '1、柳岸社区\t柳岸街道\n\n桥东社区，没有的街道\n柳岸社区\n', false)
    expect([bad.entered, bad.lines.map(({ line, name, problem }) => [line, name, problem === null])]).toEqual([
      0, [[1, '柳岸社区', true], [3, '桥东社区', false], [4, '柳岸社区', false]],
    ])
    const good = '1、柳岸社区\t柳岸街道\n（二）桥东社区'
    expect((await list(officer, good, true)).entered).toBe(0)
    expect((await actAs(bench.app, officer, (act) => listBodies(act, { kinds: ['community'] })))).toEqual([])
    expect((await list(officer, good)).entered).toBe(2)
    const entered = await actAs(bench.app, officer, (act) => readBodies(act, { kind: 'community', show: 'present', page: 1 }))
    expect(new Map(entered.bodies.map(({ name, parentName }) => [name, parentName]))).toEqual(new Map([['柳岸社区', '柳岸街道'], ['桥东社区', null]]))
    expect((await list(officer, good)).entered).toBe(0)
  })

  it('refuses an empty one and one that is too long', async () => {
    const { officer } = await aDistrict()
    await expect(list(officer, ' \n ')).rejects.toMatchObject({ code: 'nothing-listed' })
    await expect(list(officer, Array.from({ length: 2_001 }, (_, n) => `社区${n}`).join('\n'))).rejects.toMatchObject({ code: 'too-many-lines' })
  })
})
