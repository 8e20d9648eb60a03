import { createHash } from 'node:crypto'
import type { Act } from '#platform/access/act'
import { keyReused } from './refusals.ts'

/** What one submit was: the same key with other contents is a mistake of the client, not a repetition. */
export const requestHash = (path: string, body: unknown): string =>
  createHash('sha256').update(path).update('\n').update(JSON.stringify(body ?? null)).digest('hex')

/** The stored answer of an earlier submit with this key by this person. */
export async function findAnswer(act: Act, key: string, hash: string): Promise<{ answer: unknown } | undefined> {
  const row = await act.tx.selectFrom('idempotency').select(['request_hash', 'answer'])
    .where('region_id', '=', act.regionId).where('person_id', '=', act.scope.person).where('key', '=', key).executeTakeFirst()
  if (row === undefined) return undefined
  if (row.request_hash !== hash) throw keyReused()
  return { answer: row.answer }
}

/** Keeps the answer in the transaction of the act; a concurrent twin fails on the key and is answered by `findAnswer`. */
export async function keepAnswer(act: Act, key: string, kept: { hash: string; answer: unknown }): Promise<void> {
  await act.tx.insertInto('idempotency').values({
    region_id: act.regionId, person_id: act.scope.person, key, request_hash: kept.hash,
    answer: JSON.stringify(kept.answer ?? null), created_at: act.now,
  }).execute()
}

export const isTwin = (error: unknown): boolean => {
  const { code, constraint } = (error ?? {}) as { code?: string; constraint?: string }
  return code === '23505' && constraint === 'idempotency_pkey'
}
