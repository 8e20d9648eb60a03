import type { Capacity } from '#kernel/capacity'
import { schoolDateOf, type SchoolDate } from '#kernel/dates'
import type { EventType } from '#kernel/event'
import type { Uuid } from '#kernel/ids'
import type { AuditEntry } from '#platform/audit/audit'
import { insertAudit } from '#platform/audit/audit.store'
import { later } from '#platform/db/later'
import { changeScope, type Scope, type Tx } from '#platform/db/scope'
import type { Vault } from '#platform/vault/vault'

/** One act of one person in one capacity: a transaction, its scope, its moment. Every use case takes it first. */
export interface Act {
  readonly tx: Tx
  readonly regionId: number
  readonly capacity: Capacity
  readonly scope: Scope
  readonly now: Date
  readonly today: SchoolDate
  readonly requestId: string
  /** Seals identity and telephone numbers. */
  readonly vault: Vault
  /** Says that something happened: reactions inside run now, reactions after run from the outbox once this is committed. */
  announce<P>(type: EventType<P>, payload: P): Promise<void>
  audit(...entries: AuditEntry[]): Promise<void>
  /**
   * A step of the program itself over whole schools of this jurisdiction (moving cells, offering siblings):
   * the scope is widened for `work` only. What it reads must not reach the person beyond what the use case says.
   * `students` are named where their rows may still lie with a school they have left.
   */
  asProgram<T>(schools: readonly Uuid[], work: (act: Act) => Promise<T>, students?: readonly Uuid[]): Promise<T>
}

/** Tells the reactions of an announcement; `main.ts` has registered them. */
export interface Announcer { announce<P>(act: Act, type: EventType<P>, payload: P): Promise<void> }

export interface ActSpec {
  readonly tx: Tx
  readonly capacity: Capacity
  readonly scope: Scope
  readonly now: Date
  readonly requestId: string
  readonly reactions: Announcer
  readonly vault: Vault
}

/** The scope must already be set on `tx`. */
export function openAct(spec: ActSpec): Act {
  const { tx, capacity, scope, now, requestId, reactions, vault } = spec
  const author = { regionId: scope.region, personId: scope.person, capacity: capacity.id, requestId, at: now }
  const act: Act = {
    tx, capacity, scope, now, requestId, vault, regionId: scope.region, today: schoolDateOf(now),
    announce: (type, payload) => reactions.announce(act, type, payload),
    audit: (...entries) => insertAudit(tx, author, entries),
    asProgram: async (schools, work, students = []) => {
      const wide: Scope = { ...scope, schools, classes: [], students }
      await later(tx, changeScope(tx, wide))
      try {
        return await work(openAct({ ...spec, scope: wide }))
      } finally {
        await later(tx, changeScope(tx, scope))
      }
    },
  }
  return act
}
