import { Refusal } from '#kernel/errors'
import type { Act } from '#platform/access/act'
import { findAnswers, queueForKeys, requestHash, takeAnswered, type Answered } from '#platform/http/idempotency.store'
import { keyReused } from '#platform/http/refusals'
import { savedRecord, type SavedRecord } from '../records/record.contract.ts'
import { savedAs, saveRecords, type NewRecord } from '../records/record.service.ts'
import { recordVisit as single, type KeyedVisit, type VisitEntry, type VisitOutcome } from './visit.contract.ts'
import { checkVisits } from './visit.service.ts'

interface Submit { readonly key: string; readonly hash: string; readonly entry: VisitEntry }

/**
 * Visits that waited for a network, in one transaction: what is sound is saved once, what is not is refused by itself and
 * leaves the others alone. Their keys are those of single sendings, so that neither way repeats the other.
 */
export async function recordVisits(act: Act, visits: readonly KeyedVisit[]): Promise<VisitOutcome[]> {
  const submits = visits.map(({ key, ...entry }): Submit => ({ key, entry, hash: requestHash(single.method, single.path, act.capacity.id, entry) }))
  const first = [...new Map(submits.toReversed().map((one) => [one.key, one])).values()].toReversed()
  await queueForKeys(act)
  const earlier = await findAnswers(act, first.map((one) => one.key))
  const fresh = first.filter((one) => !earlier.has(one.key))
  const results = await saveFresh(act, fresh)
  return submits.map(({ key, hash }) => {
    const answered = earlier.get(key) ?? results.get(key)
    if (answered === undefined) throw new Error(`no outcome for ${key}`)
    return outcomeOf(key, answered instanceof Refusal || answered.hash === hash ? answered : keyReused())
  })
}

/** Saves what passes the checks. */
async function saveFresh(act: Act, fresh: readonly Submit[]): Promise<ReadonlyMap<string, Answered | Refusal>> {
  if (fresh.length === 0) return new Map()
  const checked = await checkVisits(act, fresh.map((one) => one.entry))
  const sound = fresh.flatMap(({ key, hash }, n) => {
    const visit = checked[n]
    return visit === undefined || visit instanceof Refusal ? [] : [{ key, hash, visit, answer: savedAs(visit.recordId) }]
  })
  const taken = await takeAnswered(act, sound)
  await saveRecords(act, sound.filter((one) => taken.has(one.key)).map((one): NewRecord => one.visit))
  const refused = fresh.flatMap(({ key }, n) => (checked[n] instanceof Refusal ? [[key, checked[n]] as const] : []))
  // The same visit sent by itself may have been committed meanwhile: then it was only refused because it is there.
  const unsaved = [...sound.map((one) => one.key).filter((key) => !taken.has(key)), ...refused.map(([key]) => key)]
  const meanwhile = unsaved.length === 0 ? [] : await findAnswers(act, unsaved)
  return new Map<string, Answered | Refusal>([...sound.map((one) => [one.key, one] as const), ...refused, ...meanwhile])
}

function outcomeOf(key: string, answered: Answered | Refusal): VisitOutcome {
  if (!(answered instanceof Refusal)) return { key, outcome: 'saved', saved: savedRecord.parse(answered.answer) satisfies SavedRecord }
  const { code, status, say, fields } = answered
  return { key, outcome: 'refused', refusal: { code, status, say, fields: { ...fields } } }
}
