import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { newId, type Uuid } from '#kernel/ids'
import { clockFrom } from '#platform/clock/clock'
import { openDatabase } from '#platform/db/database'
import { buildServer } from '#platform/http/server'
import { createVault } from '#platform/vault/vault'
import { createGate, createReactions, routes } from '../src/main.ts'
import type { Jurisdiction } from './cluster.ts'
import { FIELD_KEY, MOMENT } from './moment.ts'
import type { Person } from './people.ts'
import { visitBody } from './visiting.ts'

interface Statement { readonly name?: string; readonly text: string; readonly values?: unknown[] }

/** What one request said to the database, in order. */
export type Script = readonly Statement[]

/** What was listened to, and the options of the program's connections: without them the same statements would be planned otherwise. */
export interface Heard { readonly scripts: readonly Script[]; readonly options: string }

/**
 * The statements of one visit each, as the program really sends them: the same server as in operation, in this process and
 * without its jobs, with an ear on the driver.
 */
export async function captureVisits(at: Jurisdiction, people: readonly Person[]): Promise<Heard> {
  const db = openDatabase(at.urls.appUrl, 1)
  const clock = clockFrom(new Date(MOMENT))
  const gate = createGate({ reactions: createReactions(clock), vault: createVault(Buffer.from(FIELD_KEY, 'hex')), committed: () => undefined })
  const server = await buildServer({ db, clock, gate, routes: routes({ demoAccounts: [] }), version: 'bench', ready: () => Promise.resolve(true) })
  const scripts: Script[] = []
  try {
    for (const [index, person] of people.entries()) {
      const key = randomUUID()
      const { heard, answer } = await listen(() => server.inject({
        method: 'POST', url: '/api/visits', payload: visitBody(person, 0),
        headers: { cookie: `tongxin_session=${person.token}`, 'x-capacity': person.capacityId, 'x-csrf': '1', 'idempotency-key': key, 'x-forwarded-for': `10.9.${index >> 8}.${index & 255}` },
      }))
      if (answer.statusCode !== 200) throw new Error(`a visit to listen to was refused: ${answer.body}`)
      // The first ones also read what the process remembers afterwards.
      if (index >= WARM) scripts.push(withMarks(heard, key))
    }
    const { rows: [plans] } = await sql<{ mode: string }>`select current_setting('plan_cache_mode') as mode`.execute(db.shared)
    return { scripts, options: `-c plan_cache_mode=${plans!.mode}` }
  } finally {
    await server.close()
    await db.close()
  }
}

const WARM = 3

async function listen<T>(work: () => PromiseLike<T>): Promise<{ heard: Statement[]; answer: T }> {
  const heard: Statement[] = []
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function record(this: pg.Client, ...args: unknown[]) {
    const [first, second] = args
    if (typeof first === 'string') heard.push({ text: first, ...(Array.isArray(second) && { values: second as unknown[] }) })
    else heard.push(first as Statement)
    return Reflect.apply(query, this, args) as unknown
  } as typeof query
  try {
    return { answer: await work(), heard: heard.map(({ name, text, values }) => ({ text, ...(name !== undefined && { name }), ...(values && { values: [...values] }) })) }
  } finally {
    pg.Client.prototype.query = query
  }
}

const MARK = 'ffffffff-ffff-7fff-8fff-'
/** Where a replay puts an id of its own. */
export const FRESH = new RegExp(`${MARK}\\d{12}`, 'g')
const mark = (n: number): string => `${MARK}${String(n).padStart(12, '0')}`

/** Ids that this request made get a mark, so that each replay can write rows of its own: those of the request's millisecond, and its key. */
function withMarks(script: Script, key: string): Script {
  const text = JSON.stringify(script)
  const ids = [...new Set(text.match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g))]
  const fresh = [key, ...ids.filter((id) => !id.startsWith('01900000-'))]
  return JSON.parse(fresh.reduce((rest, id, n) => rest.replaceAll(id, mark(n)), text)) as Script
}

/** The script for one more visit, with ids of its own. */
export function freshScript(script: Script): Script {
  const given = new Map<string, Uuid>()
  const fresh = (found: string): Uuid => {
    const id = given.get(found) ?? newId()
    given.set(found, id)
    return id
  }
  return JSON.parse(JSON.stringify(script).replace(FRESH, fresh)) as Script
}

/** Sends one script, each statement when the last one is answered. */
export async function replayInSteps(client: pg.Client, script: Script): Promise<void> {
  for (const statement of script) await client.query(statement)
}

/** Sends one script at once, on a connection that allows it, and waits for the last answer: nothing can be faster from outside. */
export async function replayAtOnce(client: pg.Client, script: Script): Promise<void> {
  await Promise.all(script.map((statement) => client.query(statement)))
}
