import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useDatabase } from '#testing/database'
import { openDatabase, type Database } from './database.ts'
import { later } from './later.ts'
import { changeScope, regionScope, type Tx } from './scope.ts'

const urls = useDatabase()
let db: Database

beforeAll(() => { db = openDatabase(urls.ownerUrl, 1) })
afterAll(() => db.close())

const found = (tx: Tx, region: number) => tx.insertInto('jurisdiction').values({ region_id: region, level: 'district', demo: true, created_at: new Date() }).execute()
function resolvers() {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>((done) => { resolve = done })
  return { promise, resolve }
}
const count = () => db.inScope(regionScope(0), async (tx) => (await tx.selectFrom('jurisdiction').select('region_id').execute()).length)

test('statements of every kind keep the order in which they are sent', async () => {
  const regions = await db.inScope(regionScope(0), async (tx) => {
    const asked: Promise<{ rows: { region: string }[] }>[] = []
    for (let region = 1; region <= 200; region++) {
      await later(tx, changeScope(tx, regionScope(region)))
      if (region % 3 === 0) await later(tx, tx.selectFrom('jurisdiction').selectAll().execute())
      asked.push(sql<{ region: string }>`select current_setting('app.region') as region from (select ${region}::int) as one`.execute(tx))
      if (region % 7 === 0) await asked.at(-1)
    }
    return (await Promise.all(asked)).map(({ rows }) => Number(rows[0]?.region))
  })
  expect(regions).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
})

test('a statement that nobody waited for fails its transaction, and the failure told is its own', async () => {
  const before = await count()
  await expect(db.inScope(regionScope(0), async (tx) => {
    await found(tx, 1)
    await later(tx, found(tx, 1))
    await found(tx, 2)
  })).rejects.toMatchObject({ code: '23505' })
  await expect(db.inScope(regionScope(0), async (tx) => {
    await later(tx, found(tx, 3))
    await later(tx, found(tx, 3))
  })).rejects.toMatchObject({ code: '23505' })
  expect(await count()).toBe(before)
})

test('what nobody waited for is there after the commit', async () => {
  const before = await count()
  await db.inScope(regionScope(0), async (tx) => { await later(tx, found(tx, 4)) })
  expect(await count()).toBe(before + 1)
})

test('what goes on after its transaction has failed asks nothing in the transaction and scope of the next', async () => {
  const { promise: gone, resolve: go } = resolvers()
  let late: Promise<unknown> | undefined
  await expect(db.inScope(regionScope(1), (tx) => {
    late = gone.then(async () => {
      await later(tx, changeScope(tx, regionScope(1)))
      return sql`select 1`.execute(tx)
    })
    return Promise.reject(new Error('refused'))
  })).rejects.toThrow('refused')
  await db.inScope(regionScope(2), async (tx) => {
    const region = async () => (await sql<{ region: string }>`select current_setting('app.region') as region`.execute(tx)).rows[0]!.region
    expect(await region()).toBe('2')
    go()
    await expect(late).rejects.toThrow('the transaction has ended')
    expect(await region()).toBe('2')
  })
})
