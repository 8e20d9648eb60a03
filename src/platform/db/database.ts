import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { explainDatabaseError } from './failures.ts'
import { NamingClient } from './naming.ts'
import type { DB } from './rows.generated.ts'
import { setScope, type Scope, type Tx } from './scope.ts'
import { collect, later } from './later.ts'

// A school day must not become an instant, and counts are small enough for a number.
pg.types.setTypeParser(1082, (value) => value)
pg.types.setTypeParser(20, Number)

/** The tables behind one role's connections. */
export interface Database {
  /** One transaction in one scope: committed when `work` answers, rolled back when it throws. */
  inScope<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Outside any jurisdiction: account functions and packs only. */
  readonly shared: Kysely<DB>
  /** How many connections are open, how many of them are idle, and how many callers wait for one. */
  connections(): { readonly open: number; readonly idle: number; readonly waiting: number }
  close(): Promise<void>
}

/**
 * Statements of requests ask by key. PostgreSQL would plan those of five tables anew each time, which takes four times as long
 * as their work (decision 0026); whoever sweeps a whole jurisdiction sets it back for the transaction.
 */
const PLANS = '-c plan_cache_mode=force_generic_plan'

/**
 * Opens a pool for one role. `max` connections are kept at the most. Statements are sent as they come, without waiting for
 * the answer to the one before (decision 0026); the server works them off in that order.
 */
export function openDatabase(url: string, max = 10): Database {
  const pool = new pg.Pool({ connectionString: url, max, connectionTimeoutMillis: 5_000, Client: NamingClient, pipeline: true, options: PLANS })
  // A connection that breaks, idle or at work, must not end the process; its work and the next request get a new one or a 503.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => { client.on('error', () => undefined) })
  const shared = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return {
    shared,
    inScope: (scope, work) => explained(async () => {
      const client = await pool.connect()
      try {
        return await transact(await handleOf(client), scope, work)
      } finally {
        client.release()
      }
    }),
    connections: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    // Kysely ends the pool only if `shared` was ever used; open connections would keep a command alive for ten seconds.
    close: () => pool.end(),
  }
}

const handles = new WeakMap<pg.PoolClient, Tx>()

/** Kysely's own handle of one connection waits for every answer before it sends the next statement; this one does not. */
async function handleOf(client: pg.PoolClient): Promise<Tx> {
  const known = handles.get(client)
  if (known !== undefined) return known
  const only = { query: client.query.bind(client), release: () => undefined } as unknown as pg.PoolClient
  const made: Tx = new Kysely<DB>({ dialect: new PostgresDialect({ pool: { connect: () => Promise.resolve(only), end: () => Promise.resolve() } as unknown as pg.Pool }) })
  // Kysely prepares itself at the first statement; from the second on all take the same way and keep their order.
  await sql.raw('select 1').execute(made)
  handles.set(client, made)
  return made
}

/**
 * The handle of one transaction on the handle of its connection. Whatever still runs when the transaction has ended, the other
 * half of a `Promise.all` that failed, must not ask within the transaction, and the scope, of whoever has the connection next.
 */
function lease(connection: Tx): { tx: Tx; end: () => void } {
  let ended = false
  const tx = connection.withPlugin({
    transformQuery: ({ node }) => {
      if (ended) throw new Error('the transaction has ended')
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  })
  return { tx, end: () => { ended = true } }
}

async function transact<T>(connection: Tx, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { tx, end } = lease(connection)
  const sent = collect(tx)
  await later(tx, sql.raw(`begin; ${setScope(scope)}`).execute(tx))
  try {
    const answer = await work(tx).finally(end)
    // COMMIT alone answers politely after a failed statement and rolls back; the SELECT before it fails.
    sent.add(sql.raw('select 1; commit').execute(connection))
    await sent.done()
    return answer
  } catch (error) {
    await sql.raw('rollback').execute(connection).catch(() => undefined)
    throw await sent.cause() ?? error
  }
}

/** Runs `work`, turning a lost connection or a full disk into a refusal that says what to do. */
export async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw explainDatabaseError(error)
  }
}
