import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePlain, makeRegionOfRecords, recordAs } from '#modules/ledger/plain/plain.factory'
import { recordsSaved } from '#modules/ledger/records/record.contract'
import { actAs, NOW, useBench } from '#modules/org/org.factory'
import { openDatabase, type Database } from '#platform/db/database'
import { createReactions } from '#platform/jobs/reactions'
import { useDatabase } from '#testing/database'
import { explainRecord } from './explain.service.ts'
import { onRecordsSaved } from './moves.service.ts'
import { rebuild } from './rebuild.service.ts'
import { readSchool } from './school.service.ts'

const urls = useDatabase()
const bench = useBench(urls)
let rollup: Database
beforeAll(() => { rollup = openDatabase(urls.rollupUrl, 2) })
afterAll(() => rollup.close())

test('a kind that only a document declares is counted like any other', async () => {
  const { officer, principal, regionId, unit, one } = await makeRegionOfRecords(bench)
  await rebuild(rollup, regionId, { now: NOW, reason: 'test' })
  const reactions = createReactions()
  reactions.inside(recordsSaved, onRecordsSaved)
  const figure = async () => {
    const { duties } = await actAs(bench.app, officer, (act) => readSchool(act, unit.id, { matter: 'gardening' }))
    return duties.find((duty) => duty.key === 'invented-2024-1#gardening')?.figure
  }
  expect(await figure()).toMatchObject({ required: 2, done: 0 })
  const { recordId } = await recordAs(bench, { ...principal, reactions }, makePlain('garden_day', { classIds: [one.id], fields: { plants: ['tree'] } }))
  expect(await figure()).toMatchObject({ required: 2, done: 1 })
  expect((await actAs(bench.app, principal, (act) => explainRecord(act, recordId))).counted).toMatchObject([{ duty: 'invented-2024-1#gardening', times: 1 }])
})
