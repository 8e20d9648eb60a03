import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll } from 'vitest'
import type { Role } from '#kernel/capacity'
import type { Uuid } from '#kernel/ids'
import { newToken } from '#platform/auth/token'
import { openDatabase } from '#platform/db/database'
import { regionScope } from '#platform/db/scope'
import { hashToken } from '#platform/http/session.store'
import { TEST_VAULT } from '#platform/vault/vault.factory'
import { sql } from 'kysely'
import { fillDemo } from '../cli/demo/fill.ts'
import type { Installation } from '../cli/installation.ts'
import { loadShippedPacks } from '../cli/packs.ts'
import { startProgram, type Program } from '../cli/program.ts'
import { useDatabase } from './database.ts'

export const NOW = new Date('2026-11-21T02:00:00Z')

/** Somebody with a session, in one capacity. */
export interface Client {
  readonly role: Role
  readonly capacityId: string
  readonly headers: Readonly<Record<string, string>>
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; body: string }>
}

export interface DemoRegion {
  installation(): Installation
  server(): FastifyInstance
  /** A session of the person, acting in the capacity that this role gives in the jurisdiction. */
  actAs(regionId: number, personId: Uuid, role: Role): Promise<Client>
}

/** The whole program on a database of its own with the invented districts, without a network. */
export function useDemoRegion(): DemoRegion {
  const urls = useDatabase()
  let installation: Installation
  let program: Program
  beforeAll(async () => {
    installation = {
      urls, migrated: [], vault: TEST_VAULT, app: openDatabase(urls.appUrl, 6), rollup: openDatabase(urls.rollupUrl, 3), owner: openDatabase(urls.ownerUrl, 2),
      close: async () => { await Promise.all([installation.app.close(), installation.rollup.close(), installation.owner.close()]) },
    }
    const say = () => undefined
    await fillDemo(installation, { now: NOW, packs: await loadShippedPacks(installation, { now: NOW, say }), say })
    program = await startProgram(installation, { clock: { now: () => NOW }, deployment: { demoAccounts: [] } })
  }, 120_000)
  afterAll(async () => {
    await program.stop()
    await installation.close()
  })
  return {
    installation: () => installation, server: () => program.server,
    actAs: (regionId, personId, role) => signIn(installation, program.server, { regionId, personId, role }),
  }
}

interface Who { readonly regionId: number; readonly personId: Uuid; readonly role: Role }

async function signIn(installation: Installation, server: FastifyInstance, { regionId, personId, role }: Who): Promise<Client> {
  const token = newToken()
  const identityId = await ensureIdentity(installation, regionId, personId)
  await sql`select session_open(${hashToken(token)}, ${identityId}, ${NOW}, ${new Date(NOW.getTime() + 3_600_000)})`.execute(installation.app.shared)
  const cookie = `tongxin_session=${token}`
  const session = await server.inject({ method: 'GET', url: '/api/session', headers: { cookie } })
  const capacity = session.json<{ capacities: { id: string; role: Role; regionId: number }[] }>().capacities.find((c) => c.role === role && c.regionId === regionId)
  if (capacity === undefined) throw new Error(`${personId} does not act as ${role} in ${regionId}: ${session.body}`)
  return {
    role, capacityId: capacity.id, headers: { cookie, 'x-capacity': capacity.id, 'x-csrf': '1' },
    call: async (method, path, body, headers = {}) => {
      const answer = await server.inject({
        method, url: path, headers: { cookie, 'x-capacity': capacity.id, 'x-csrf': '1', ...headers }, ...(body !== undefined && { payload: body as object }),
      })
      return { status: answer.statusCode, body: answer.body }
    },
  }
}

/** An account without password is enough for a session made by hand. */
async function ensureIdentity({ owner }: Installation, regionId: number, personId: Uuid): Promise<Uuid> {
  return owner.inScope(regionScope(regionId), async (tx) => {
    const known = await tx.selectFrom('membership').select('identity_id').where('region_id', '=', regionId).where('person_id', '=', personId).executeTakeFirst()
    if (known !== undefined) return known.identity_id
    await sql`select account_create(${personId}, ${`test-${personId}`}, null, null, null, ${personId}, ${NOW})`.execute(tx)
    return personId
  })
}
