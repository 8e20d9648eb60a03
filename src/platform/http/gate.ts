import type { Capacity, Role } from '#kernel/capacity'
import { schoolDateOf, type SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import { reachOf, type AccessTable } from '#platform/access/access'
import { openAct, type Act } from '#platform/access/act'
import type { Desk } from '#platform/access/desk'
import { later } from '#platform/db/later'
import { changeScope, regionScope, type Scope, type Tx } from '#platform/db/scope'
import type { Reactions } from '#platform/jobs/reactions'
import type { Vault } from '#platform/vault/vault'
import { fileHash, keepAnswer, requestHash, takeKey } from './idempotency.store.ts'
import { capacityGone, mayNot } from './refusals.ts'
import type { Input, Served } from './serve.ts'
import { createTurns } from './turns.ts'
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
  readonly vault: Vault
  /** Called after a commit, so that what waits in the outbox runs soon. */
  readonly committed: (regionId: number) => void
}

type ActRoute = Exclude<Served, { caller: 'visitor' }>

export interface Errand {
  readonly route: ActRoute['route']
  readonly input: Input<ActRoute['route']>
  readonly capacityId: string
  readonly idempotencyKey: string | undefined
  readonly path: string
  /** Told as soon as the capacity is found. */
  readonly acting: (role: Role) => void
}

/** One transaction for one request: once, however often it is sent under its key. */
export const throughGate = (gate: Gate, session: Session, errand: Errand & { readonly run: Extract<Served, { caller: 'act' }>['run'] }): Promise<unknown> =>
  enter(gate, session, { errand, work: (act) => once(act, errand) })

/** Refuses as the work itself would be, before anything large is taken from whoever asks. */
export const knock = (gate: Gate, session: Session, errand: Errand): Promise<void> => enter(gate, session, { errand, work: () => Promise.resolve() })

/**
 * Transactions of seconds that hold a connection at the same time. On 1 September every school imports; whoever records a visit
 * meanwhile must still find one of the sixteen.
 */
const LONG_AT_ONCE = 4
const inTurn = createTurns(LONG_AT_ONCE)

/** Several transactions for one request, each through the gate again. */
export const deskAt = (gate: Gate, session: Session, { errand, live }: { errand: Errand; live: Pick<Desk, 'tell' | 'signal'> }): Desk => ({
  ...live,
  act: (work) => inTurn(live.signal, () => enter(gate, session, {
    errand,
    work: async (act) => {
      const answer = await work(act)
      live.signal.throwIfAborted()
      return answer
    },
  })),
})

/**
 * The one way in: session → links that hold now → capacity → scope → act → commit. A capacity is looked up
 * anew every time, so that who lost a post or a guardianship loses the access with it.
 */
async function enter<T>(gate: Gate, session: Session, { errand, work }: { errand: Errand; work: (act: Act) => Promise<T> }): Promise<T> {
  const membership = session.memberships.find((m) => m.regionId === Number.parseInt(errand.capacityId, 10))
  if (membership === undefined) throw capacityGone()
  const { regionId, personId } = membership
  const { now, requestId } = session
  const answer = await session.db.inScope({ ...regionScope(regionId), person: personId }, async (tx) => {
    const capacity = (await gate.capacities.find(tx, { regionId, personId, today: schoolDateOf(now) })).find((c) => c.id === errand.capacityId)
    if (capacity === undefined) throw capacityGone()
    errand.acting(capacity.role)
    const verb = errand.route.verb ?? ''
    if (reachOf(gate.tables, verb, capacity.role) === undefined) throw mayNot(gate.tables[verb]?.does ?? verb)
    const scope = gate.capacities.scopeOf(capacity)
    await later(tx, changeScope(tx, scope))
    return work(openAct({ tx, capacity, scope, now, requestId, reactions: gate.reactions, vault: gate.vault }))
  })
  if (errand.route.method !== 'GET') gate.committed(regionId)
  return answer
}

async function once(act: Act, errand: Parameters<typeof throughGate>[2]): Promise<unknown> {
  const { route, input, idempotencyKey: key } = errand
  if (key === undefined || route.method === 'GET' || route.secret) return errand.run(act, input)
  const earlier = await takeKey(act, key, requestHash(route.method, errand.path, act.capacity.id, Buffer.isBuffer(input.body) ? fileHash(input.body) : input.body))
  if (earlier !== undefined) return earlier.answer
  const answer = await errand.run(act, input)
  await keepAnswer(act, key, answer)
  return answer
}
