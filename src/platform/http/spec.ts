import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import type { Role } from '#kernel/capacity'
import type { Clock } from '#platform/clock/clock'
import type { Database } from '#platform/db/database'
import type { Gate } from './gate.ts'
import type { Served } from './serve.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** In what capacity it acts, once that is known. */
    role?: Role
  }
}

/** What a server is made of. */
export interface ServerSpec {
  readonly db: Database
  readonly clock: Clock
  readonly gate: Gate
  readonly routes: readonly Served[]
  /** Folder of the built web client; without it only the API is served. */
  readonly web?: string
  readonly version: string
  readonly logger?: NonNullable<FastifyServerOptions['logger']>
  /** Hooks and addresses of those who watch the server; set before any route. */
  readonly observe?: (app: FastifyInstance) => void
  /** Answers whether the database can be reached and is of this program's schema. */
  readonly ready: () => Promise<boolean>
}
