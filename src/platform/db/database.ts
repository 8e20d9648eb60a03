import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { explainDatabaseError } from './failures.ts'
import { NamingClient } from './naming.ts'
import type { DB } from './rows.generated.ts'
import { setScope, type Scope, type Tx } from './scope.ts'

// A school day must not become an instant, and counts are small enough for a number.
pg.types.setTypeParser(1082, (value) => value)
pg.types.setTypeParser(20, Number)

/** The tables behind one role's connections. */
export interface Database {
  /** One transaction in one scope: committed when `work` answers, rolled back when it throws. */
  inScope<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Outside any jurisdiction: account functions and packs only. */
  readonly shared: Kysely<DB>
  close(): Promise<void>
}

/** Opens a pool for one role. `max` connections are kept at the most. */
export function openDatabase(url: string, max = 10): Database {
  const pool = new pg.Pool({ connectionString: url, max, connectionTimeoutMillis: 5_000, Client: NamingClient })
  // A connection that breaks, idle or at work, must not end the process; its work and the next request get a new one or a 503.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => { client.on('error', () => undefined) })
  const shared = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return {
    shared,
    inScope: (scope, work) => explained(() => shared.connection().execute((tx) => transact(tx, scope, work))),
    close: () => shared.destroy(),
  }
}

async function transact<T>(tx: Tx, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  await sql.raw(`begin; ${setScope(scope)}`).execute(tx)
  try {
    const answer = await work(tx)
    // COMMIT alone answers politely after a failed statement and rolls back; the SELECT before it fails.
    await sql.raw('select 1; commit').execute(tx)
    return answer
  } catch (error) {
    await sql.raw('rollback').execute(tx).catch(() => undefined)
    throw error
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
