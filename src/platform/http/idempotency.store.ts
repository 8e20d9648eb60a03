import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Act } from '#platform/access/act'
import type { Database } from '#platform/db/database'
import { later } from '#platform/db/later'
import { regionScope } from '#platform/db/scope'
import { keyReused } from './refusals.ts'

/** What one submit was and in which capacity: the same key with another is a mistake of the client, not a repetition. */
export const requestHash = (...submit: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(submit)).digest('hex')

export const fileHash = (file: Buffer): string => createHash('sha256').update(file).digest('hex')

/**
 * Takes the key for this submit. A twin that arrives meanwhile waits here for the first one's commit. Answers what an
 * earlier submit got, or undefined when the key is ours and the work is to be done.
 */
export async function takeKey(act: Act, key: string, hash: string): Promise<{ answer: unknown } | undefined> {
  const taken = await act.tx.insertInto('idempotency').values({
    region_id: act.regionId, person_id: act.scope.person, key, request_hash: hash, answer: 'null', created_at: act.now,
  }).onConflict((twin) => twin.doNothing()).returning('key').executeTakeFirst()
  if (taken !== undefined) return undefined
  const row = await act.tx.selectFrom('idempotency').select(['request_hash', 'answer'])
    .where('region_id', '=', act.regionId).where('person_id', '=', act.scope.person).where('key', '=', key).executeTakeFirstOrThrow()
  if (row.request_hash !== hash) throw keyReused()
  return { answer: row.answer }
}

/** Keeps the answer for repetitions, in the transaction of the work itself. */
export async function keepAnswer(act: Act, key: string, answer: unknown): Promise<void> {
  await later(act.tx, act.tx.updateTable('idempotency').set({ answer: JSON.stringify(answer ?? null) })
    .where('region_id', '=', act.regionId).where('person_id', '=', act.scope.person).where('key', '=', key).execute())
}

/** Longer than any phone keeps an entry that it could not send. */
const KEPT_MS = 30 * 86_400_000

/** Forgets the answers of one jurisdiction that nobody will ask for again. */
export const sweepAnswers = (db: Database, regionId: number, now: Date) => db.inScope(regionScope(regionId), (tx) =>
  sql`select idempotency_sweep(${new Date(now.getTime() - KEPT_MS)})`.execute(tx))
