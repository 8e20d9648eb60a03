import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Uuid } from '#kernel/ids'
import type { Database } from '#platform/db/database'
import type { Session, Visitor } from './visitor.ts'

const MINUTE = 60_000
/** GB/T 22239-2019 8.1.4.1 b asks for a time-out of idle sessions; thirty minutes is the usual value. */
const IDLE = 30 * MINUTE

interface Row {
  identity_id: Uuid
  login: string
  seen_at: Date
  region_id: number | null
  person_id: Uuid | null
}

/** Only this hash of a token is ever stored. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The session of a visitor's token while it is valid; keeps it awake, writing at most once a minute. */
export async function findSession(visitor: Visitor): Promise<Session | undefined> {
  if (visitor.token === undefined) return undefined
  const { db, now } = visitor
  const hash = hashToken(visitor.token)
  const { rows } = await sql<Row>`select * from session_find(${hash}, ${now}, ${new Date(now.getTime() - IDLE)})`.execute(db.shared)
  const first = rows[0]
  if (first === undefined) return undefined
  if (now.getTime() - first.seen_at.getTime() > MINUTE) await touch(db, hash, now)
  const memberships = rows.flatMap((r) => r.region_id === null || r.person_id === null ? [] : [{ regionId: r.region_id, personId: r.person_id }])
  return { ...visitor, identityId: first.identity_id, login: first.login, memberships }
}

const touch = (db: Database, hash: string, now: Date) => sql`select session_touch(${hash}, ${now})`.execute(db.shared)
