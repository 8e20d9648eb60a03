import { sql } from 'kysely'
import type { EventType } from '#kernel/event'
import { newId } from '#kernel/ids'
import type { Act, Announcer } from '#platform/access/act'
import type { Database } from '#platform/db/database'
import { later } from '#platform/db/later'
import { regionScope, type Tx } from '#platform/db/scope'

/** Runs in the transaction of the use case. */
export type Inside<P> = (act: Act, payload: P) => Promise<void>
/** Runs later, at least once, over all waiting payloads of one jurisdiction. */
export type After<P> = (tx: Tx, regionId: number, payloads: readonly P[]) => Promise<void>

/** Who reacts to what. Filled by `main.ts` alone, so that the announcing module never learns the names. */
export interface Reactions extends Announcer {
  inside<P>(type: EventType<P>, handler: Inside<P>): void
  after<P>(type: EventType<P>, consumer: string, handler: After<P>): void
  /** Takes and runs what waits in one jurisdiction; answers how many rows were taken. */
  drain(db: Database, regionId: number): Promise<number>
}

interface Consumer { readonly topic: string; readonly name: string; readonly handler: After<unknown> }

const BATCH = 500

export function createReactions(): Reactions {
  const insiders = new Map<string, Inside<unknown>[]>()
  const consumers: Consumer[] = []
  return {
    inside: (type, handler) => {
      insiders.set(type.topic, [...(insiders.get(type.topic) ?? []), handler as Inside<unknown>])
    },
    after: (type, name, handler) => {
      consumers.push({ topic: type.topic, name, handler: handler as After<unknown> })
    },
    announce: async (act, type, payload) => {
      for (const handler of insiders.get(type.topic) ?? []) await handler(act, payload)
      const rows = consumers.filter((c) => c.topic === type.topic).map((c) => ({
        region_id: act.regionId, id: newId(act.now.getTime()), topic: c.name, payload: JSON.stringify(payload), created_at: act.now,
      }))
      if (rows.length > 0) await later(act.tx, act.tx.insertInto('outbox').values(rows).execute())
    },
    drain: async (db, regionId) => {
      let taken = 0
      for (const consumer of consumers) taken += await drainOne(db, regionId, consumer)
      return taken
    },
  }
}

/** Taken rows are deleted in the transaction of the consumer: a crash gives them back, a second process skips them. */
async function drainOne(db: Database, regionId: number, consumer: Consumer): Promise<number> {
  for (let total = 0; ;) {
    const taken = await db.inScope(regionScope(regionId), async (tx) => {
      const { rows } = await sql<{ payload: unknown }>`
        delete from outbox where region_id = ${regionId} and id in (
          select id from outbox where region_id = ${regionId} and topic = ${consumer.name}
          order by id limit ${BATCH} for update skip locked) returning payload`.execute(tx)
      if (rows.length > 0) await consumer.handler(tx, regionId, rows.map((r) => r.payload))
      return rows.length
    })
    total += taken
    if (taken < BATCH) return total
  }
}
