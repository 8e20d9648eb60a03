import type { Capacity } from '#kernel/capacity'
import { schoolDateOf, type SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import { reachOf, type AccessTable } from '#platform/access/access'
import { openAct, type Act } from '#platform/access/act'
import { changeScope, regionScope, type Scope, type Tx } from '#platform/db/scope'
import type { Reactions } from '#platform/jobs/reactions'
import { keepAnswer, requestHash, takeKey } from './idempotency.store.ts'
import { capacityGone, mayNot } from './refusals.ts'
import type { Input, Served } from './serve.ts'
import type { Session } from './visitor.ts'

/** A person of a jurisdiction on a day: what rights are derived from. */
export interface Linked { readonly regionId: number; readonly personId: Uuid; readonly today: SchoolDate }

/** Rights data lives in a module; `main.ts` hands it to the machinery here. */
export interface Capacities {
  find(tx: Tx, who: Linked): Promise<Capacity[]>
  scopeOf(capacity: Capacity): Scope
}

export interface Gate {
  readonly capacities: Capacities
  readonly tables: AccessTable
  readonly reactions: Reactions
  /** Called after a commit, so that what waits in the outbox runs soon. */
  readonly committed: (regionId: number) => void
}

type ActRoute = Extract<Served, { caller: 'act' }>

export interface Errand {
  readonly served: ActRoute
  readonly input: Input<ActRoute['route']>
  readonly capacityId: string
  readonly idempotencyKey: string | undefined
  readonly path: string
}

/**
 * The one way in: session → links that hold now → capacity → scope → act → commit. A capacity is looked up
 * anew in every request, so that who lost a post or a guardianship loses the access with it.
 */
export async function throughGate(gate: Gate, session: Session, errand: Errand): Promise<unknown> {
  const membership = session.memberships.find((m) => m.regionId === Number.parseInt(errand.capacityId, 10))
  if (membership === undefined) throw capacityGone()
  const { regionId, personId } = membership
  const answer = await session.db.inScope({ ...regionScope(regionId), person: personId }, async (tx) => {
    const capacity = (await gate.capacities.find(tx, { regionId, personId, today: schoolDateOf(session.now) })).find((c) => c.id === errand.capacityId)
    if (capacity === undefined) throw capacityGone()
    const verb = errand.served.route.verb ?? ''
    if (reachOf(gate.tables, verb, capacity.role) === undefined) throw mayNot(gate.tables[verb]?.does ?? verb)
    const scope = gate.capacities.scopeOf(capacity)
    await changeScope(tx, scope)
    return once(openAct({ tx, capacity, scope, now: session.now, requestId: session.requestId, reactions: gate.reactions }), errand)
  })
  if (errand.served.route.method !== 'GET') gate.committed(regionId)
  return answer
}

async function once(act: Act, errand: Errand): Promise<unknown> {
  const { served, input, idempotencyKey: key } = errand
  if (key === undefined || served.route.method === 'GET') return served.run(act, input)
  const earlier = await takeKey(act, key, requestHash(served.route.method, errand.path, act.capacity.id, input.body))
  if (earlier !== undefined) return earlier.answer
  const answer = await served.run(act, input)
  await keepAnswer(act, key, answer)
  return answer
}
