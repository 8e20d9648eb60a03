import type { Uuid } from '#kernel/ids'
import type { Database } from '#platform/db/database'
import type { Vault } from '#platform/vault/vault'

/** Whoever sends a request, signed in or not. */
export interface Visitor {
  readonly db: Database
  readonly now: Date
  /** Finds a typed code by its mark. */
  readonly vault: Vault
  /** The network it comes from, as one caller is counted. */
  readonly address: string
  readonly requestId: string
  /** The token of the cookie, unchecked. */
  readonly token: string | undefined
  /** Sets the session cookie, or clears it with `null`. */
  setToken(token: string | null): void
}

export interface Membership { readonly regionId: number; readonly personId: Uuid }

/** Somebody with a valid session, before any capacity is chosen. */
export interface Session extends Visitor {
  readonly identityId: Uuid
  readonly login: string
  readonly memberships: readonly Membership[]
}
