import { expect, it } from 'vitest'
import pg from 'pg'
import { newId } from '#kernel/ids'
import { actAs, useBench } from '#modules/org/org.factory'
import { useDatabase } from '#testing/database'
import { makeEntry, makeSchoolOfVisits } from '../ledger.factory.ts'
import { recordVisit } from '../visits/visit.service.ts'
import { addVersion, findRecords, insertRecords, type VersionRow } from './record.store.ts'

const bench = useBench(useDatabase())

/** A visit to the child, ready to be written. */
async function aRow() {
  const made = await makeSchoolOfVisits(bench)
  const { child, teacher, unit } = made
  const row = (over: Partial<VersionRow> = {}): VersionRow => ({
    recordId: newId(), kind: 'home_visit', unitId: unit.id, version: 1, state: 'recorded', createdBy: teacher.personId,
    happenedOn: '2026-11-20', fields: { mode: 'in_home' }, reason: null, recordedAt: new Date('2026-11-20T12:00:00Z'),
    recordedBy: teacher.personId, capacity: 'import',
    actors: [
      { personId: teacher.personId, postId: teacher.postId, postKind: 'head_teacher', unitId: unit.id, classId: child.classId },
    ],
    subjects: [{
      subjectId: child.id, studentId: child.id, schoolId: unit.id, classId: child.classId, classThen: child.classId,
      fields: { note: '好' },
    }],
    ...over,
  })
  return { ...made, row }
}

it('writes thousands of records and reads each back as it was', async () => {
  const { unit, teacher, row } = await aRow()
  const rows = Array.from({ length: 1_203 }, () => row())
  await insertRecords(bench.owner, unit.regionId, rows)
  const ids = rows.map((one) => one.recordId)
  const found = await actAs(bench.app, teacher, (act) => findRecords(act, ids))
  expect(found).toHaveLength(1_203)
  const { reason: _, recordedAt: _at, recordedBy: _by, capacity: _in, ...first } = rows[0] as VersionRow
  expect(found.find((one) => one.recordId === first.recordId)).toEqual(first)
})

it('adds a version only to the one that was seen', async () => {
  const { unit, row } = await aRow()
  const first = row()
  await insertRecords(bench.owner, unit.regionId, [first])
  const next = { ...first, version: 2, state: 'corrected' } as const
  expect(await addVersion(bench.owner, unit.regionId, { from: 1, row: next })).toBe(true)
  expect(await addVersion(bench.owner, unit.regionId, { from: 1, row: next })).toBe(false)
})

it('records the visit of today in nine round trips at the most', async () => {
  const { teacher, child } = await aRow()
  const asks = await actAs(bench.app, teacher, async (act) => {
    const send = pg.Client.prototype.query
    const sent: unknown[] = []
    pg.Client.prototype.query = function count(this: pg.Client, ...args: unknown[]) {
      sent.push(args[0])
      return Reflect.apply(send, this, args) as never
    } as typeof send
    const visit = recordVisit(act, makeEntry([child.id], { happenedOn: '2026-11-21' }))
    await visit.finally(() => { pg.Client.prototype.query = send })
    return sent.length
  })
  expect(asks).toBeLessThanOrEqual(9)
})
