import { describe, expect, it } from 'vitest'
import { actAs, makeChild, useBench, type Acting } from '#modules/org/org.factory'
import { useDatabase } from '#testing/database'
import { makeEntry, makeSchoolOfVisits } from '../ledger.factory.ts'
import { listFamilyVisits, readVisit } from '../visits/visit-reading.service.ts'
import type { StaffVisit } from '../visits/visit.contract.ts'
import { recordVisit, withdrawVisit } from '../visits/visit.service.ts'
import type { Answer } from './confirmation.contract.ts'
import { listDisputed, sayConfirmation } from './confirmation.service.ts'

const bench = useBench(useDatabase())

/** A visit, and the guardian of its child at a given minute. */
async function aVisit() {
  const made = await makeSchoolOfVisits(bench)
  const { recordId } = await actAs(bench.app, made.teacher, (act) => recordVisit(act, makeEntry([made.child.id])))
  const guardian = (minute: number): Acting =>
    ({ regionId: made.child.regionId, personId: made.child.guardianId, now: new Date(Date.UTC(2026, 10, 21, 3, minute)) })
  const say = (minute: number, answer: Answer) =>
    actAs(bench.app, guardian(minute), (act) => sayConfirmation(act, recordId, { studentId: made.child.id, answer }))
  return { ...made, recordId, guardian, say }
}

describe('the word of a guardian', () => {
  it('holds until the next one, and the school sees what is disputed', async () => {
    const { say, teacher, principal, neighbour, guardian, recordId } = await aVisit()
    await say(1, 'not-true')
    for (const who of [teacher, principal]) {
      expect(await actAs(bench.app, who, listDisputed))
        .toMatchObject([{ recordId, name: '张同学', className: '三(1)班', by: [{ name: '王老师甲' }] }])
    }
    expect(await actAs(bench.app, neighbour, listDisputed)).toEqual([])
    expect((await actAs(bench.app, teacher, (act) => readVisit(act, recordId)) as StaffVisit).children[0]?.answers)
      .toEqual(['not-true'])
    await say(2, 'true')
    expect(await actAs(bench.app, principal, listDisputed)).toEqual([])
    expect(await actAs(bench.app, guardian(3), listFamilyVisits))
      .toMatchObject([{ children: [{ myAnswer: 'true' }], can: { confirm: true } }])
  })

  it('is refused about the child of another family', async () => {
    const { two, recordId, child } = await aVisit()
    const stranger = await makeChild(bench.owner, { class: two })
    await expect(actAs(bench.app, { regionId: two.regionId, personId: stranger.guardianId }, (act) =>
      sayConfirmation(act, recordId, { studentId: child.id, answer: 'not-true' }))).rejects.toMatchObject({ status: 404 })
  })

  it('comes too late once the year of the visit is locked, and is not asked for any more', async () => {
    const { guardian, recordId, child, teacher } = await aVisit()
    const late = { ...guardian(0), now: new Date('2027-09-20T02:00:00Z') }
    await expect(actAs(bench.app, late, (act) => sayConfirmation(act, recordId, { studentId: child.id, answer: 'not-true' })))
      .rejects.toMatchObject({ code: 'too-late-to-say' })
    expect(await actAs(bench.app, late, listFamilyVisits)).toMatchObject([{ recordId, can: { confirm: false } }])
    expect(await actAs(bench.app, { ...teacher, now: late.now }, (act) => readVisit(act, recordId)))
      .toMatchObject({ can: { correct: false, withdraw: false } })
  })

  it('is refused about a visit that was withdrawn, which then is disputed no more', async () => {
    const { say, teacher, recordId, principal, guardian } = await aVisit()
    await say(1, 'not-true')
    await actAs(bench.app, teacher, (act) => withdrawVisit(act, recordId, { version: 1, reason: '没有去成' }))
    await expect(say(2, 'true')).rejects.toMatchObject({ code: 'record-withdrawn' })
    expect(await actAs(bench.app, principal, listDisputed)).toEqual([])
    expect(await actAs(bench.app, guardian(3), listFamilyVisits)).toEqual([])
  })
})
