import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnswerOf } from '#kernel/route'
import { newToken } from '#platform/auth/token'
import { verifyAudit } from '#platform/audit/verify.store'
import { loadBackup } from '#platform/backup/load.store'
import { readBackup, type Backup } from '#platform/backup/read'
import { clockFrom } from '#platform/clock/clock'
import { readConfig } from '#platform/config/config'
import { migrate } from '#platform/db/migrate'
import { prepareRoles, type RoleUrls } from '#platform/db/roles'
import { hashToken } from '#platform/http/session.store'
import { verify } from '#modules/compliance/index'
import type { SavedRecord } from '#modules/ledger/records/record.contract'
import type { listFamilyVisits } from '#modules/ledger/visits/visit.contract'
import type { listStudents } from '#modules/org/students/student.contract'
import { makeTemplate, temporaryCluster } from '#testing/temporary'
import { openInstallation, type Installation } from '../../src/cli/installation.ts'
import { listRegions } from '../../src/cli/regions.ts'
import { startProgram, type Program } from '../../src/cli/program.ts'
import { enter, resume } from './released/acting.ts'
import { CHILD, codeFile, FIELD_KEY, filledIn, INVITED, LAST, LOGINS, NOTE } from './released/story.ts'
import { findChanges, openAs, readColumns, readRows, type Rows } from './tables.ts'

const FOLDER = join(import.meta.dirname, 'released')
const RELEASES = readdirSync(FOLDER).filter((name) => name.endsWith('.backup'))
let cluster: Awaited<ReturnType<typeof temporaryCluster>>

beforeAll(async () => { cluster = await temporaryCluster() })
afterAll(() => cluster.stop())

async function newDatabase(name: string): Promise<RoleUrls> {
  await openAs(cluster.url, (admin) => admin.query(`create database ${name} template template0`))
  return prepareRoles(cluster.url, name)
}

const config = (name: string) => readConfig({ DATABASE_URL: cluster.url.replace(/\/postgres$/, `/${name}`), TONGXIN_KEY: FIELD_KEY })

test('every release has left a filled database', () => { expect(RELEASES).not.toEqual([]) })

describe.each(RELEASES)('the filled database of release %s', (release) => {
  const name = `upgrade_${release.replace(/\W/g, '_')}`
  const session = newToken()
  let [backup, urls, before, installation, program]: [Backup, RoleUrls, Rows, Installation, Program] = [undefined!, undefined!, undefined!, undefined!, undefined!]
  afterAll(async () => {
    await program?.stop()
    await installation?.close()
  })

  test('is read only beside the very migrations that were released', async () => {
    backup = await readBackup(join(FOLDER, release))
    expect(backup.manifest.tables.filter(({ rows }) => rows > 0).map((table) => table.name)).toEqual(expect.arrayContaining(filledIn(release.replace('.backup', ''))))
  })

  test('keeps every value of every row through the migrations since', async () => {
    urls = await newDatabase(name)
    // As the release left it: its own migrations only, and somebody who is signed in.
    await loadBackup(urls.ownerUrl, { ...backup, since: [] })
    await openAs(urls.ownerUrl, (owner) => owner.query('select session_open($1, (select id from identity where login = $2), $3, $4)',
      [hashToken(session), LOGINS.teacher, LAST, new Date(LAST.getTime() + 3_600_000)]))
    before = await readRows(urls.ownerUrl)
    expect(await migrate(urls.ownerUrl)).toEqual(backup.since.map((step) => step.name))
    expect(findChanges(before, await readRows(urls.ownerUrl))).toEqual([])
  })

  test('has then the schema of a new installation', async () => {
    const fresh = await makeTemplate(cluster.url)
    expect(await readColumns(urls.ownerUrl)).toEqual(await readColumns(fresh))
  })

  test('comes to the same by a restore', async () => {
    const restored = await newDatabase(`${name}_restored`)
    await loadBackup(restored.ownerUrl, backup)
    const rows = await readRows(restored.ownerUrl)
    const { session: _, ...carried } = before
    expect(findChanges(carried, rows)).toEqual([])
    expect(await readColumns(restored.ownerUrl)).toEqual(await readColumns(urls.ownerUrl))
  })

  test('has the audit chain with the head that was noted', async () => {
    installation = await openInstallation({ config: config(name), say: () => undefined, log: () => undefined, besideRunning: false })
    const reports = await Promise.all(backup.manifest.audit.map(({ regionId }) => verifyAudit(installation.rollup, regionId)))
    expect(reports.map(({ regionId, blocks, head, damage }) => ({ regionId, blocks, head, damage })))
      .toEqual(backup.manifest.audit.map((one) => ({ ...one, damage: [] })))
  })

  test('is started, and what had waited is done', async () => {
    program = await startProgram(installation, { clock: clockFrom(LAST), deployment: { demoAccounts: [] } })
    await expect.poll(() => openAs(urls.ownerUrl, async (owner) => (await owner.query('select from outbox')).rowCount), { timeout: 20_000 }).toBe(0)
    await verifyAll()
  })

  test('lets people go on where they were', async () => {
    const { server } = program
    const teacher = await resume(server, `tongxin_session=${session}`, 'head_teacher')
    const { students } = await teacher.read<AnswerOf<typeof listStudents>>(`/api/classes/${teacher.capacity.classIds[0]}/students`)
    const child = students.find((one) => one.name === CHILD)!
    const saved = await teacher.send<SavedRecord>('/api/visits', { happenedOn: '2026-11-21', mode: 'in_home', studentIds: [child.id], note: '升级之后记下的' })
    const { visits } = await teacher.read<{ visits: { recordId: string; note: string }[] }>(`/api/students/${child.id}/visits`)
    expect(visits.map(({ note }) => note)).toEqual(['升级之后记下的', NOTE, '双胞胎都在家。'])
    const guardian = await enter(server, LOGINS.guardian, 'guardian')
    const family = await guardian.read<AnswerOf<typeof listFamilyVisits>>('/api/family/visits')
    expect(family.visits.map(({ recordId }) => recordId)).toContain(saved.recordId)
    await (await enter(server, LOGINS.principal, 'principal')).read('/api/coverage/school-home')
    await (await enter(server, LOGINS.officer, 'bureau_officer')).read('/api/coverage/matters/home-visit')
    await expect.poll(() => openAs(urls.ownerUrl, async (owner) => (await owner.query('select from outbox')).rowCount), { timeout: 20_000 }).toBe(0)
    await verifyAll()
  })

  test('opens the account whose code was given out before', async () => {
    const code = readFileSync(join(FOLDER, codeFile(release)), 'utf8').trim()
    const opened = await program.server.inject({ method: 'POST', url: '/api/activation', headers: { 'x-csrf': '1' }, payload: { code, password: '松针落在第三级台阶上' } })
    expect(opened.json()).toEqual({ login: INVITED })
  })

  async function verifyAll(): Promise<void> {
    for (const regionId of await listRegions(installation.app)) {
      expect(await verify(installation.rollup, regionId, LAST)).toEqual({ differences: [], waiting: 0 })
      expect((await verifyAudit(installation.rollup, regionId)).damage).toEqual([])
    }
  }
})
