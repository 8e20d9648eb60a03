import { describe, expect, it } from 'vitest'
import { newId } from '#kernel/ids'
import { actAs, makeClass, makeHolder, makeUnit, useBench, type Acting } from '#modules/org/org.factory'
import { createReactions } from '#platform/jobs/reactions'
import { useDatabase } from '#testing/database'
import { makeEntry, makeSchoolOfVisits } from '../ledger.factory.ts'
import { recordsSaved, type RecordFacts } from '../records/record.contract.ts'
import { recordVisit } from '../visits/visit.service.ts'
import type { PlainEntry } from './plain.contract.ts'
import { makePlain, recordAs } from './plain.factory.ts'
import { listPlainKinds, preparePlain } from './plain-form.service.ts'
import { listRecords, readPlain } from './plain-reading.service.ts'
import { correctPlain, withdrawPlain } from './plain.service.ts'

const bench = useBench(useDatabase())
const codeOf = (work: Promise<unknown>) => work.then(() => 'done', (error: { code?: string }) => error.code ?? error)

const meeting = (classIds: string[], over: Partial<PlainEntry> = {}): PlainEntry =>
  makePlain('parent_meeting', { classIds, fields: { topic: '期中交流', themed: true }, ...over })
const record = (who: Acting, entry: PlainEntry) => recordAs(bench, who, entry)

describe('a meeting', () => {
  it('is recorded by the definition of its kind and announced without its topic', async () => {
    const { teacher, one, unit } = await makeSchoolOfVisits(bench)
    const told: RecordFacts[] = []
    const reactions = createReactions()
    reactions.inside(recordsSaved, async (_, { saved }) => { told.push(...saved.map(({ record }) => record)) })
    const { recordId } = await record({ ...teacher, reactions }, meeting([one.id]))
    const subjects = [{ subjectId: one.id, studentId: null, schoolId: unit.id, classThen: one.id }]
    expect(told).toMatchObject([{ kind: 'parent_meeting', fields: { themed: true }, subjects }])
    expect(told[0]?.fields).not.toHaveProperty('topic')
    expect(await actAs(bench.app, teacher, (act) => readPlain(act, recordId))).toMatchObject({
      zh: '家长会', classes: [{ name: '三(1)班' }], fields: { topic: '期中交流', themed: true }, can: { correct: true, withdraw: true },
    })
  })

  it('is corrected and withdrawn, and every version stays', async () => {
    const { principal, one, two } = await makeSchoolOfVisits(bench)
    const { recordId } = await record(principal, meeting([one.id, two.id]))
    const { kind: _, again: _again, ...draft } = meeting([one.id], { fields: { topic: '改' } })
    await actAs(bench.app, principal, (act) => correctPlain(act, recordId, { ...draft, version: 1 }))
    await actAs(bench.app, principal, (act) => withdrawPlain(act, recordId, { version: 2, reason: '改期' }))
    expect(await actAs(bench.app, principal, (act) => readPlain(act, recordId))).toMatchObject({
      state: 'withdrawn', fields: { topic: '改' },
      history: [{ version: 1 }, { version: 2 }, { version: 3, withdrawn: true, reason: '改期' }],
    })
  })

  it.each([
    ['without its topic', { fields: {} }, 'wrong-fields'],
    ['with an unknown field', { fields: { topic: '会', photo: 'x' } }, 'wrong-fields'],
    ['of tomorrow', { happenedOn: '2026-11-22' }, 'in-future'],
    ['of a closed year', { happenedOn: '2025-05-01' }, 'period-closed'],
    ['of an unknown kind', { kind: 'sports_day' }, 'kind-not-held'],
    ['that is a visit', { kind: 'home_visit', fields: { mode: 'phone' } }, 'not-found'],
    ['of a class that is not there', { classIds: [newId()] }, 'not-found'],
  ])('%s is refused', async (_, over, code) => {
    const { teacher, one } = await makeSchoolOfVisits(bench)
    expect(await codeOf(record(teacher, meeting([one.id], over)))).toBe(code)
  })

  it('of another class or school is refused, and twice on one day asked about', async () => {
    const { teacher, principal, one, two } = await makeSchoolOfVisits(bench)
    const elsewhere = await makeClass(bench.owner, { school: await makeUnit(bench.owner, { regionId: one.regionId }) })
    expect(await codeOf(record(teacher, meeting([two.id])))).toBe('not-found')
    expect(await codeOf(record(principal, meeting([elsewhere.id])))).toBe('not-found')
    expect(await codeOf(record(teacher, meeting([one.id])))).toBe('done')
    expect(await codeOf(record(teacher, meeting([one.id])))).toBe('already-recorded')
    const activity = { kind: 'guidance_activity', fields: { category: ['ideas'], topic: '阅读' } }
    expect(await codeOf(record(teacher, meeting([one.id], activity)))).toBe('done')
  })
})

it('offers the kinds of today, and in the form of one the classes in reach', async () => {
  const { teacher, principal } = await makeSchoolOfVisits(bench)
  const kinds = await actAs(bench.app, teacher, listPlainKinds)
  expect(kinds.kinds.map((one) => one.kind)).toEqual(expect.arrayContaining(['parent_meeting', 'guidance_activity']))
  const classes = async (who: Acting) => (await actAs(bench.app, who, (act) => preparePlain(act, 'parent_meeting'))).classes
  expect((await classes(teacher)).map((one) => one.name)).toEqual(['三(1)班'])
  expect(await classes(principal)).toHaveLength(2)
})

it('lists page by page, each in the own reach, without names of children', async () => {
  const { teacher, neighbour, principal, one, two, child } = await makeSchoolOfVisits(bench)
  await record(principal, meeting([one.id, two.id], { happenedOn: '2026-11-01' }))
  await record(teacher, meeting([one.id], { happenedOn: '2026-11-02' }))
  await record(neighbour, meeting([two.id], { happenedOn: '2026-11-02' }))
  await actAs(bench.app, teacher, (act) => recordVisit(act, makeEntry([child.id])))
  const list = (who: Acting, query: object = {}) => actAs(bench.app, who, (act) => listRecords(act, { limit: 30, ...query }))
  expect((await list(teacher)).records.map((line) => [line.kind, line.happenedOn, line.children, line.topic])).toEqual([
    ['home_visit', '2026-11-20', 1, null], ['parent_meeting', '2026-11-02', 0, '期中交流'],
    ['parent_meeting', '2026-11-01', 0, '期中交流'],
  ])
  expect(JSON.stringify(await list(principal))).not.toContain('张同学')
  const first = await list(principal, { limit: 3 })
  const second = await list(principal, { limit: 3, after: first.next })
  const days = [...first.records, ...second.records].map((line) => line.happenedOn)
  expect(days).toEqual(['2026-11-20', '2026-11-02', '2026-11-02', '2026-11-01'])
  expect(second.next).toBeNull()
  expect(await codeOf(list(teacher, { classId: two.id }))).toBe('not-found')
  const elsewhere = await makeUnit(bench.owner, { regionId: one.regionId })
  const stranger = await makeHolder(bench.owner, { kind: 'principal', at: elsewhere })
  expect((await list(stranger)).records).toEqual([])
})
