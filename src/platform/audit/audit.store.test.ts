import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#kernel/ids'
import { openDatabase, type Database } from '#platform/db/database'
import { regionScope, NOBODY } from '#platform/db/scope'
import { useDatabase } from '#testing/database'
import { insertAudit } from './audit.store.ts'
import { sealAudit } from './seal.store.ts'
import { verifyAudit } from './verify.store.ts'

const urls = useDatabase()
const NOW = new Date('2026-11-21T02:00:00.123Z')
let app: Database
let rollup: Database
let owner: pg.Client
let region = 0

beforeAll(async () => {
  app = openDatabase(urls.appUrl)
  rollup = openDatabase(urls.rollupUrl)
  owner = new pg.Client(urls.ownerUrl)
  await owner.connect()
})
afterAll(async () => {
  await Promise.all([app.close(), rollup.close(), owner.end()])
})
beforeEach(async () => {
  region++
  await owner.query(`insert into jurisdiction values ($1, 'district', null, false, $2)`, [region, NOW])
})

const write = (count: number) => app.inScope(regionScope(region), async (tx) => {
  for (let i = 0; i < count; i++) {
    await insertAudit(tx, { regionId: region, personId: NOBODY, capacity: 'c', requestId: 'r', at: NOW }, [{
      action: 'child.read', objectKind: 'student', objectId: newId(), fields: ['name', '姓名'], purpose: '准备家访',
    }])
  }
})
const seal = () => sealAudit(rollup, region, NOW)
const verify = () => verifyAudit(rollup, region)

describe('sealing the audit', () => {
  it('chains blocks and finds nothing to complain of', async () => {
    await write(3)
    expect(await seal()).toBe(3)
    await write(2)
    expect(await seal()).toBe(2)
    expect(await seal()).toBe(0)
    expect(await verify()).toEqual({ regionId: region, blocks: 2, head: expect.stringMatching(/^[0-9a-f]{64}$/), sealed: 5, unsealed: 0, damage: [] })
  })

  it('names the tail that is not sealed yet', async () => {
    await write(2)
    await seal()
    await write(1)
    expect(await verify()).toMatchObject({ sealed: 2, unsealed: 1, damage: [] })
  })

  it('seals every row once when two sealers run at the same time', async () => {
    await write(40)
    const taken = await Promise.all([seal(), seal(), seal()])
    expect(taken.reduce((a, b) => a + b)).toBe(40)
    expect(await verify()).toMatchObject({ sealed: 40, unsealed: 0, damage: [] })
  })

  it('leaves a row that was rolled back in no block', async () => {
    await expect(app.inScope(regionScope(region), async (tx) => {
      await insertAudit(tx, { regionId: region, personId: NOBODY, capacity: 'c', requestId: 'r', at: NOW }, [{ action: 'x', objectKind: 'x', objectId: 'x' }])
      throw new Error('no')
    })).rejects.toThrow('no')
    expect(await seal()).toBe(0)
  })
})

describe('verifying the audit, after somebody with the rights of the owner was there', () => {
  const firstId = async () => (await owner.query<{ id: string }>('select row_ids[1] as id from audit_block where region_id = $1 and seq = 1', [region])).rows[0]!.id

  beforeEach(async () => {
    await write(3)
    await seal()
    await write(3)
    await seal()
  })

  it.each(['capacity', 'action', 'object_id', 'request_id', 'purpose'])('names a row whose %s was changed', async (column) => {
    const id = await firstId()
    await owner.query(`update audit set ${column} = 'geändert' where id = $1`, [id])
    expect((await verify()).damage).toEqual([{ kind: 'row-changed', block: 1, auditId: id }])
  })

  it('names a row that was deleted', async () => {
    const id = await firstId()
    await owner.query('delete from audit where id = $1', [id])
    expect((await verify()).damage).toEqual([{ kind: 'row-missing', block: 1, auditId: id }])
  })

  it('names a row that was put in beside the program', async () => {
    const id = newId()
    await owner.query(`insert into audit select region_id, $1, at, person_id, capacity, action, object_kind, object_id, student_id, school_id, class_id,
      fields, purpose, request_id from audit where id = $2`, [id, await firstId()])
    expect((await verify()).damage).toEqual([{ kind: 'row-added', auditId: id }])
  })

  it('names a block that was taken out, with its rows', async () => {
    await owner.query('delete from audit where region_id = $1 and id = any (select unnest(row_ids) from audit_block where region_id = $1 and seq = 1)', [region])
    await owner.query('delete from audit_block where region_id = $1 and seq = 1', [region])
    expect((await verify()).damage).toEqual([{ kind: 'chain-broken', block: 2 }])
  })

  it('names a block that was rewritten to fit a changed row', async () => {
    await owner.query(`update audit_block set row_hashes[1] = 'x' where region_id = $1 and seq = 1`, [region])
    expect((await verify()).damage).toContainEqual({ kind: 'chain-broken', block: 1 })
  })
})
