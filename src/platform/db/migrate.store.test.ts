import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useDatabase } from '#testing/database'
import { migrate } from './migrate.ts'

const urls = useDatabase()
let owner: pg.Client

beforeAll(async () => {
  owner = new pg.Client(urls.ownerUrl)
  await owner.connect()
})
afterAll(() => owner.end())

const tables = async () => (await owner.query<{ n: string }>(`select count(*) as n from pg_tables where schemaname = 'public'`)).rows[0]!.n

test('a database that is up to date is left as it is', async () => {
  expect(await migrate(urls.ownerUrl)).toEqual([])
})

test('a database of a newer program is refused before anything is touched', async () => {
  await owner.query(`insert into schema_migration values ('20990101T0000_later.sql', 'x', now())`)
  await owner.query(`delete from schema_migration where name like '%roster%'`)
  const before = await tables()
  await expect(migrate(urls.ownerUrl)).rejects.toMatchObject({ code: 'database-newer', say: expect.stringContaining('20990101T0000_later.sql') })
  expect(await tables()).toBe(before)
  await owner.query(`delete from schema_migration where name = '20990101T0000_later.sql'`)
})

test('a migration that was edited after it had run stops the start', async () => {
  await owner.query(`update schema_migration set hash = 'x' where name like '%foundation%'`)
  await expect(migrate(urls.ownerUrl)).rejects.toMatchObject({ code: 'migration-edited' })
})
