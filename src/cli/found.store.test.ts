import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase, type Database } from '#platform/db/database'
import { regionScope } from '#platform/db/scope'
import { useDatabase } from '#testing/database'
import { foundJurisdiction } from './found.ts'

const urls = useDatabase()
let owner: Database
beforeAll(() => { owner = openDatabase(urls.ownerUrl, 1) })
afterAll(() => owner.close())

const found = (regionId: number, demo: boolean) => owner.inScope(regionScope(0), (tx) => foundJurisdiction(tx, regionId, {
  now: new Date('2026-11-21T02:00:00Z'), today: '2026-11-21', spec: { level: 'district', code: '990101', name: '示例区', demo },
}))

it('never puts a real jurisdiction beside invented ones, whose accounts everybody knows, nor the other way round', async () => {
  await found(1, true)
  await found(2, true)
  await expect(found(3, false)).rejects.toMatchObject({ code: 'demo-and-real', say: expect.stringContaining('TONGXIN_DATA') })
})
