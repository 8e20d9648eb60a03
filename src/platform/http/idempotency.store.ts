import { createHash } from 'node:crypto'
import type { Act } from '#platform/access/act'
import { keyReused } from './refusals.ts'

/** What one submit was: the same key with other contents is a mistake of the client, not a repetition. */
export const requestHash = (path: string, body: unknown): string =>
  createHash('sha256').update(path).update('\n').update(JSON.stringify(body ?? null)).digest('hex')

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
  await act.tx.updateTable('idempotency').set({ answer: JSON.stringify(answer ?? null) })
    .where('region_id', '=', act.regionId).where('person_id', '=', act.scope.person).where('key', '=', key).execute()
}
