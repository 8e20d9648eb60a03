import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, inject } from 'vitest'
import { roleUrls, type RoleUrls } from '#platform/db/roles'
import { TEMPLATE } from './temporary.ts'
import { withClient } from '#platform/db/client'

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

const run = (adminUrl: string, statement: string) => withClient(adminUrl, (admin) => admin.query(statement))
