import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { newId } from '#kernel/ids'
import { actAs, makeChild, useBench, type Acting } from '#modules/org/org.factory'
import { keepAnswer, requestHash, takeKey } from '#platform/http/idempotency.store'
import { regionScope } from '#platform/db/scope'
import { createReactions } from '#platform/jobs/reactions'
import { useDatabase } from '#testing/database'
import { makeEntry, makeSchoolOfVisits } from '../ledger.factory.ts'
import { recordsSaved } from '../records/record.contract.ts'
import { recordVisits } from './visit-batch.service.ts'
import type { KeyedVisit } from './visit.contract.ts'
import { recordVisit } from './visit.service.ts'

const bench = useBench(useDatabase())

const send = (who: Acting, visits: readonly KeyedVisit[]) => actAs(bench.app, who, (act) => recordVisits(act, visits))
const keyed = (...entry: Parameters<typeof makeEntry>): KeyedVisit => ({ ...makeEntry(...entry), key: newId() })
const countOf = async (regionId: number, table: 'record' | 'idempotency' | 'audit'): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where region_id = ${regionId}`.execute(bench.owner)
  return rows[0]?.n ?? 0
}

it('saves what is sound, refuses the rest in the words of a single sending, and answers in the order sent', async () => {
  const { teacher, child, one, two, unit } = await makeSchoolOfVisits(bench)
  const other = await makeChild(bench.owner, { class: two })
  const second = await makeChild(bench.owner, { class: one })
  const told: unknown[] = []
  const reactions = createReactions()
  reactions.inside(recordsSaved, async (_, { saved }) => { told.push(saved.map(({ record }) => record.subjects[0]?.studentId)) })
  const outcomes = await send({ ...teacher, reactions }, [
    keyed([child.id]), keyed([other.id]), keyed([second.id], { happenedOn: '2026-11-22' }), keyed([second.id], { mode: 'by_pigeon' }),
    keyed([second.id], { happenedOn: '2026-11-21' }), keyed([child.id]), keyed([child.id], { again: true }),
  ])
  expect(outcomes.map((one) => (one.outcome === 'saved' ? 'saved' : one.refusal.code)))
    .toEqual(['saved', 'not-found', 'in-future', 'wrong-fields', 'saved', 'already-recorded', 'saved'])
  const [first, , , , , twin] = outcomes
  expect(twin).toMatchObject({ refusal: { fields: { recordId: first?.outcome === 'saved' && first.saved.recordId } } })
  expect(told).toEqual([[child.id, second.id, child.id]])
  expect(await countOf(unit.regionId, 'record')).toBe(3)
  expect(await countOf(unit.regionId, 'audit')).toBe(3)
})

it('saves each visit once, however often and beside whatever it is sent', async () => {
  const { teacher, child, unit } = await makeSchoolOfVisits(bench)
  const visits = Array.from({ length: 6 }, (_, n) => keyed([child.id], { happenedOn: `2026-11-1${n}` }))
  const answers = await Promise.all([send(teacher, visits), send(teacher, visits.toReversed()), send(teacher, visits.slice(2)), send(teacher, [...visits, ...visits])])
  const ids = answers.map((outcomes) => new Map(outcomes.map((one) => [one.key, one.outcome === 'saved' ? one.saved.recordId : one.refusal])))
  for (const one of ids) for (const [key, id] of one) expect(id).toBe(ids[0]?.get(key))
  expect(await countOf(unit.regionId, 'record')).toBe(6)
  expect(await countOf(unit.regionId, 'idempotency')).toBe(6)
})

it('waits for the same visit that is sent by itself, and answers as that was answered', async () => {
  const { teacher, child, unit } = await makeSchoolOfVisits(bench)
  const { key, ...entry } = keyed([child.id])
  const alone = () => actAs(bench.app, teacher, async (act) => {
    const earlier = await takeKey(act, key, requestHash('POST', '/api/visits', act.capacity.id, entry))
    if (earlier !== undefined) return earlier.answer
    const answer = await recordVisit(act, entry)
    await keepAnswer(act, key, answer)
    return answer
  })
  const [single, [listed]] = await Promise.all([alone(), send(teacher, [{ ...entry, key }])])
  const repeated = await alone()
  expect(repeated).toEqual(single)
  expect(listed).toMatchObject({ outcome: 'saved', saved: single })
  expect(await countOf(unit.regionId, 'record')).toBe(1)
})

it('refuses another visit under a key that is used, and keeps no key of what was refused', async () => {
  const { teacher, child, unit } = await makeSchoolOfVisits(bench)
  const visit = keyed([child.id])
  await send(teacher, [visit])
  const [again] = await send(teacher, [{ ...visit, note: '另一段话' }])
  expect(again).toMatchObject({ outcome: 'refused', refusal: { code: 'key-reused' } })
  const early = keyed([child.id], { happenedOn: '2026-11-22' })
  expect((await send(teacher, [early]))[0]).toMatchObject({ refusal: { code: 'in-future' } })
  const tomorrow = await send({ ...teacher, now: new Date('2026-11-22T02:00:00Z') }, [early])
  expect(tomorrow[0]).toMatchObject({ outcome: 'saved' })
  expect(await bench.app.inScope({ ...regionScope(unit.regionId), person: teacher.personId }, (tx) => tx.selectFrom('idempotency').select('key').execute())).toHaveLength(2)
})
