import { sql } from 'kysely'
import type { Tx } from '#platform/db/scope'

/** All statements of the transaction see one moment. Must come first in it. */
export const freezeMoment = (tx: Tx) => sql`set transaction isolation level repeatable read`.execute(tx)

export const markVerify = (tx: Tx) => sql`savepoint verify`.execute(tx)
export const forgetVerify = (tx: Tx) => sql`rollback to savepoint verify`.execute(tx)

/** Payloads of moved cells that no roll-up has taken yet. */
export async function countWaiting(tx: Tx, regionId: number, consumer: string): Promise<number> {
  const row = await tx.selectFrom('outbox').select((e) => e.fn.countAll<number>().as('n'))
    .where('region_id', '=', regionId).where('topic', '=', consumer).executeTakeFirstOrThrow()
  return row.n
}
