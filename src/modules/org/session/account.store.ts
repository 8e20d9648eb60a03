import { sql, type Kysely } from 'kysely'
import type { Uuid } from '#kernel/ids'
import type { DB } from '#platform/db/rows.generated'
import type { Tx } from '#platform/db/scope'

type Shared = Kysely<DB>

export interface AccountRow {
  readonly identityId: Uuid
  readonly passwordHash: string | null
  readonly failedCount: number
  readonly lockedUntil: Date | null
  readonly disabled: boolean
}

export async function findAccount(shared: Shared, login: string): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`select identity_id as "identityId", password_hash as "passwordHash", failed_count as "failedCount",
    locked_until as "lockedUntil", disabled from account_by_login(${login})`.execute(shared)
  return rows[0]
}

export const countFailure = (shared: Shared, identityId: Uuid, lockedUntil: Date | null) =>
  sql`select account_failed(${identityId}, ${lockedUntil})`.execute(shared)

export const forgetFailures = (shared: Shared, identityId: Uuid) => sql`select account_entered(${identityId})`.execute(shared)

/** What is kept of a code that sets a password. */
export interface Activation { readonly hash: string; readonly expires: Date }

export interface NewAccount {
  readonly identityId: Uuid
  readonly login: string
  readonly passwordHash: string | null
  readonly activation: Activation | null
  readonly personId: Uuid
  readonly now: Date
}

/** The person must be of the jurisdiction in scope. */
export const insertAccount = (tx: Tx, account: NewAccount) => sql`select account_create(${account.identityId}, ${account.login},
  ${account.passwordHash}, ${account.activation?.hash ?? null}, ${account.activation?.expires ?? null}, ${account.personId}, ${account.now})`.execute(tx)

/** `passwordHash` takes the place of a password that a stranger may know and ends all sessions; null leaves both. */
export interface Renewal extends Activation { readonly passwordHash: string | null }

/** The new code takes the place of the old one. Answers the login, undefined without an account or when it was closed. */
export async function renewAccount(tx: Tx, personId: Uuid, { hash, expires, passwordHash }: Renewal): Promise<string | undefined> {
  const { rows } = await sql<{ login: string | null }>`select account_renew(${personId}, ${hash}, ${expires}, ${passwordHash}) as login`.execute(tx)
  return rows[0]?.login ?? undefined
}

export const joinAccount = (tx: Tx, login: string, personId: Uuid) => sql`select account_join(${login}, ${personId})`.execute(tx)

/** Sets the password behind a valid code; `accept` sees the login first and may throw, then nothing is changed. Answers the login. */
export const activateAccount = (
  shared: Shared, activation: { hash: string; passwordHash: string; now: Date }, accept: (login: string) => void,
): Promise<string | undefined> => shared.transaction().execute(async (tx) => {
  const { rows } = await sql<{ login: string | null }>`select account_activate(${activation.hash}, ${activation.passwordHash},
    ${activation.now}) as login`.execute(tx)
  const login = rows[0]?.login ?? undefined
  if (login !== undefined) accept(login)
  return login
})

export const insertSession = (shared: Shared, session: { hash: string; identityId: Uuid; now: Date; expires: Date }) =>
  sql`select session_open(${session.hash}, ${session.identityId}, ${session.now}, ${session.expires})`.execute(shared)

export const deleteSession = (shared: Shared, hash: string) => sql`select session_close(${hash})`.execute(shared)
