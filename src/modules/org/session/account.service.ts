import { newId, type Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { hashPassword } from '#platform/auth/password'
import { newToken } from '#platform/auth/token'
import { hashToken } from '#platform/http/session.store'
import { insertAccount } from './account.store.ts'

interface Owner { readonly login: string; readonly personId: Uuid; readonly now: Date }

/** An account that can sign in at once; for demo data and tests. The person must be of the jurisdiction in scope. */
export async function addAccount(tx: Act['tx'], owner: Owner & { readonly password: string }): Promise<void> {
  await insertAccount(tx, { ...owner, identityId: newId(owner.now.getTime()), passwordHash: await hashPassword(owner.password), activation: null })
}

/** An account without password. Answers the one-time token that sets it, of which only the hash is kept. */
export async function inviteAccount(tx: Act['tx'], owner: Owner & { readonly expires: Date }): Promise<string> {
  const token = newToken()
  await insertAccount(tx, {
    ...owner, identityId: newId(owner.now.getTime()), passwordHash: null, activation: { hash: hashToken(token), expires: owner.expires },
  })
  return token
}
