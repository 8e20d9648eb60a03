import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { loadBackup } from '#platform/backup/load.store'
import { readBackup } from '#platform/backup/read'
import { MIGRATION_LOCK } from '#platform/db/migrate'
import { prepareRoles } from '#platform/db/roles'
import { findRunning } from '#platform/postgres/attach'
import { startEmbedded } from '#platform/postgres/embedded'
import { createRandom } from '../../src/cli/demo/random.ts'
import { dataFolder, start, type Installation } from '../journeys/running.ts'
import { cutStart, killEverything } from './blows.ts'
import { CAN_FIND_PROCESSES, until } from './processes.ts'
import { openTables } from './proof.ts'
import { FIELD_KEY } from './released/story.ts'
import { BUSY, KILLS, load, proveByCommands, SEED, START_WITHIN } from './run.ts'
import { findChanges, openAs, readRows, type Rows } from './tables.ts'

const FOLDER = join(import.meta.dirname, 'released')
const random = createRandom(SEED + 1)

/** What the program derives and brings along after its start; the upgrade has to keep what people have said. */
const GOES_ON = new Set(['pack', 'generation', 'fulfilment', 'cell', 'rollup', 'outbox', 'audit_unsealed', 'audit_block'])
const saidByPeople = (rows: Rows): Rows => Object.fromEntries(Object.entries(rows).filter(([table]) => !GOES_ON.has(table)))

describe.runIf(CAN_FIND_PROCESSES)(`an upgrade that is killed, TONGXIN_SEED=${SEED}`, () => {
  const oldest = readdirSync(FOLDER).filter((name) => name.endsWith('.backup')).sort()[0]!
  const times = Array.from({ length: Math.ceil(KILLS / 10) }, (_, i) => i + 1)
  const folders: ReturnType<typeof dataFolder>[] = []
  afterAll(() => { for (const one of folders) one.remove() })

  test.each(times)('is done at the next start, whole: kill %i', async () => {
    const folder = dataFolder()
    folders.push(folder)
    const installation: Installation = { dataDir: folder.path, env: { TONGXIN_KEY: FIELD_KEY } }
    const before = await leaveAsReleased(folder.path, join(FOLDER, oldest))
    await cutStart([], { installation, random }, async () => {
      await until(() => migrating(folder.path), 20_000, 'the beginning of the migrations')
      await sleep(random.int(60))
    })
    const program = await start([], installation)
    try {
      expect(load() < BUSY && program.readyAfter >= START_WITHIN, `ready after ${program.readyAfter} ms, load ${load()}`).toBe(false)
      const tables = await openTables(folder.path)
      await until(async () => (await tables.query('select from outbox')).rowCount === 0, 20_000, 'everything that waited')
      await tables.end()
      await proveByCommands(installation)
      expect(findChanges(saidByPeople(before), await readRows(addressOf(folder.path)))).toEqual([])
    } finally {
      await program.stop()
      await killEverything(folder.path, random)
    }
  })
})

/** A data folder in which the embedded PostgreSQL holds the schema and the rows of a release. */
async function leaveAsReleased(dataDir: string, file: string): Promise<Rows> {
  const backup = await readBackup(file)
  const server = await startEmbedded({ dataDir, log: () => undefined })
  try {
    await openAs(server.url, (admin) => admin.query('create database tongxin'))
    const { ownerUrl } = await prepareRoles(server.url, 'tongxin')
    await loadBackup(ownerUrl, { ...backup, since: [] })
    return await readRows(ownerUrl)
  } finally {
    await server.stop()
  }
}

/** As the superuser. */
const addressOf = (dataDir: string): string => findRunning(dataDir)!.replace(/\/postgres$/, '/tongxin')

async function migrating(dataDir: string): Promise<boolean> {
  if (findRunning(dataDir) === undefined) return false
  const lock = `select from pg_locks where locktype = 'advisory' and objid = ${MIGRATION_LOCK} and granted`
  return openAs(addressOf(dataDir), async (client) => (await client.query(lock)).rowCount !== 0).catch(() => false)
}
