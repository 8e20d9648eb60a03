import pg from 'pg'
import { sql } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { useDatabase } from '#testing/database'
import { openDatabase, type Database } from './database.ts'
import { regionScope } from './scope.ts'

const urls = useDatabase()
let db: Database
let admin: pg.Client
const uncaught: unknown[] = []
const note = (error: unknown) => { uncaught.push(error) }

beforeAll(async () => {
  db = openDatabase(urls.appUrl, 2)
  admin = new pg.Client(inject('adminUrl'))
  await admin.connect()
})
afterAll(async () => {
  await db.close()
  await admin.end()
})
beforeEach(() => { process.on('uncaughtException', note) })
afterEach(() => { process.off('uncaughtException', note) })

describe('a connection that is killed', () => {
  it('in the middle of a transaction ends that work in words, and neither the program nor the next work', async () => {
    const work = db.inScope(regionScope(1), async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      await admin.query('select pg_terminate_backend($1)', [rows[0]!.pid])
      await sleep(100)
      await sql`select 1`.execute(tx)
    })
    await expect(work).rejects.toMatchObject({ code: 'database-unavailable', status: 503 })
    expect(uncaught).toEqual([])
    await expect(db.inScope(regionScope(1), async (tx) => (await sql`select 1`.execute(tx)).rows.length)).resolves.toBe(1)
  })

  it('is never answered as saved: a failed statement that somebody swallowed fails the commit', async () => {
    const work = db.inScope(regionScope(1), async (tx) => {
      await sql`select 1 / 0`.execute(tx).catch(() => undefined)
      return 'saved'
    })
    await expect(work).rejects.toThrow(/current transaction is aborted/)
  })
})

describe('a database that is closed', () => {
  it('has no connection open, whichever way it was used: one would keep a command alive', async () => {
    const used = openDatabase(urls.appUrl, 2)
    await used.inScope(regionScope(1), (tx) => sql`select 1`.execute(tx))
    await used.close()
    expect(used.connections().open).toBe(0)
  })
})
