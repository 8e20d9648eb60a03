import { newId, type Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { hashPassword } from '#platform/auth/password'
import { randomText } from '#platform/auth/token'
import { hashToken } from '#platform/http/session.store'
import type { Vault } from '#platform/vault/vault'
import { findAccount, insertAccount, renewAccount } from './account.store.ts'
import { CODE_ALPHABET, CODE_LENGTH, isEarlierCode } from './code.rules.ts'
import { LOGIN_DIGITS, loginOf } from './login.rules.ts'

interface Owner { readonly login: string; readonly personId: Uuid; readonly now: Date }

/** An account that can sign in at once; for demo data and tests. The person must be of the jurisdiction in scope. */
export async function addAccount(tx: Act['tx'], owner: Owner & { readonly password: string }): Promise<void> {
  await insertAccount(tx, { ...owner, identityId: newId(owner.now.getTime()), passwordHash: await hashPassword(owner.password), activation: null })
}

/**
 * What is kept of a code. Keyed, because a code is short enough to be found from a plain hash by trying all: a stolen backup
 * opens no account.
 */
export const markCode = (vault: Vault, code: string): string =>
  (isEarlierCode(code) ? hashToken(code) : vault.mark('activation', code).toString('hex'))

export interface Invitation { readonly expires: Date; readonly vault: Vault }

const newCode = ({ vault, expires }: Invitation) => {
  const code = randomText(CODE_ALPHABET, CODE_LENGTH)
  return { code, activation: { hash: markCode(vault, code), expires } }
}

/** An account without password. Answers the one-time code that sets it, which cannot be read again. */
export async function inviteAccount(tx: Act['tx'], owner: Owner & Invitation): Promise<string> {
  const { code, activation } = newCode(owner)
  await insertAccount(tx, { ...owner, identityId: newId(owner.now.getTime()), passwordHash: null, activation })
  return code
}

/** `close`: the password in use is void and all sessions end at once, not only when the code is used. */
type Issue = Omit<Owner, 'login'> & Invitation & { readonly close?: boolean }

/** A new code for the account of a person, in the place of any earlier one; without account a new one under an invented login. */
export async function issueCode(tx: Act['tx'], owner: Issue): Promise<{ login: string; code: string }> {
  const { code, activation } = newCode(owner)
  // A code that is thrown away is a password that nobody has: the account stays one in use, and signing in takes its usual time.
  const passwordHash = owner.close ? await hashPassword(newCode(owner).code) : null
  const known = await renewAccount(tx, owner.personId, { ...activation, passwordHash })
  if (known !== undefined) return { login: known, code }
  const login = await inventLogin(tx)
  await insertAccount(tx, { ...owner, login, identityId: newId(owner.now.getTime()), passwordHash: null, activation })
  return { login, code }
}

async function inventLogin(tx: Act['tx']): Promise<string> {
  for (;;) {
    const login = loginOf(randomText('0123456789', LOGIN_DIGITS))
    if (await findAccount(tx, login) === undefined) return login
  }
}
