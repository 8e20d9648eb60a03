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

const LOCK = 7266012

/** Two lists of submits of one person are worked on one after the other, so that neither judges what the other is writing. */
export const queueForKeys = (act: Act): Promise<void> =>
  later(act.tx, sql`select pg_advisory_xact_lock(${LOCK}::int, hashtext(${act.scope.person}))`.execute(act.tx))

/** A submit with what is answered to it. */
export interface Answered { readonly key: string; readonly hash: string; readonly answer: unknown }

/** What earlier submits under these keys were answered. */
export async function findAnswers(act: Act, keys: readonly string[]): Promise<ReadonlyMap<string, Answered>> {
  const rows = await act.tx.selectFrom('idempotency').select(['key', 'request_hash as hash', 'answer'])
    .where('region_id', '=', act.regionId).where('person_id', '=', act.scope.person).where('key', '=', sql<string>`any(${[...keys]}::text[])`).execute()
  return new Map(rows.map((row) => [row.key, row]))
}

/** Takes the keys with their answers, in an order that cannot lock; answers those that were free. Waits for a twin that is under way. */
export async function takeAnswered(act: Act, submits: readonly Answered[]): Promise<ReadonlySet<string>> {
  if (submits.length === 0) return new Set()
  const taken = await act.tx.insertInto('idempotency').values(submits.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ key, hash, answer }) => ({
    region_id: act.regionId, person_id: act.scope.person, key, request_hash: hash, answer: JSON.stringify(answer), created_at: act.now,
  }))).onConflict((twin) => twin.doNothing()).returning('key').execute()
  return new Set(taken.map((row) => row.key))
}

/** Longer than any phone keeps an entry that it could not send. */
const KEPT_MS = 30 * 86_400_000

/** Forgets the answers of one jurisdiction that nobody will ask for again. */
export const sweepAnswers = (db: Database, regionId: number, now: Date) => db.inScope(regionScope(regionId), (tx) =>
  sql`select idempotency_sweep(${new Date(now.getTime() - KEPT_MS)})`.execute(tx))
