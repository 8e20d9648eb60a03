import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { roleUrls, type RoleUrls } from '#platform/db/roles'
import { TEMPLATE } from './temporary.ts'

/**
 * A migrated, empty database of its own for this test file, dropped afterwards. Call it once at the top of the
 * file; the addresses answer from the first `beforeAll` on.
 */
export function useDatabase(): RoleUrls {
  const adminUrl = inject('adminUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  beforeAll(() => run(adminUrl, `create database ${name} template ${TEMPLATE} strategy wal_log`))
  afterAll(() => run(adminUrl, `drop database ${name} with (force)`))
  return roleUrls(adminUrl, name)
}

async function run(adminUrl: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query(statement)
  } finally {
    await admin.end()
  }
}
