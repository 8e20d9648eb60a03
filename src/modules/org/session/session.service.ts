import { schoolDateOf } from '#kernel/dates'
import { newId } from '#kernel/ids'
import type { BodyOf } from '#kernel/route'
import {
  countAddressFailures, countCodeFailures, failOnce, isLocked, oneAtATime, rememberUnknownAccounts, type FailureCount, type UnknownAccounts,
} from '#platform/auth/failures'
import { hashPassword, passwordFits } from '#platform/auth/password'
import { weakness } from '#platform/auth/password.rules'
import { newToken } from '#platform/auth/token'
import { findSession, hashToken } from '#platform/http/session.store'
import type { Membership, Visitor } from '#platform/http/visitor'
import { findCapacities } from '../capacities/capacity.service.ts'
import { findPersonName } from '../people/person.store.ts'
import { markCode } from './account.service.ts'
import {
  activateAccount, countFailure, deleteSession, findAccount, forgetFailures, insertSession, type AccountRow,
} from './account.store.ts'
import { readCode } from './code.rules.ts'
import { readLogin } from './login.rules.ts'
import { findRegionName } from './region.store.ts'
import {
  accountLocked, activationInvalid, activationsBlocked, addressBlocked, passwordRefused, signInRefused, type activate as activateRoute, type DemoAccount,
  type openSession as openRoute, type SignedView,
} from './session.contract.ts'

/** GB/T 22239-2019 8.1.4.1: whoever works all day signs in again the next morning. */
const LONGEST_MS = 12 * 3_600_000

/** What the sign-in of one running program remembers and shows. */
export interface SignIn {
  readonly addresses: FailureCount
  /** Wrong codes of everybody together. */
  readonly codes: FailureCount
  readonly unknownAccounts: UnknownAccounts
  readonly inTurnOfAddress: ReturnType<typeof oneAtATime>
  readonly inTurnOfAccount: ReturnType<typeof oneAtATime>
  /** Accounts to try; empty unless the data are demo data. */
  readonly demoAccounts: readonly DemoAccount[]
}

export const createSignIn = (demoAccounts: readonly DemoAccount[]): SignIn =>
  ({
    addresses: countAddressFailures(), codes: countCodeFailures(), unknownAccounts: rememberUnknownAccounts(), inTurnOfAddress: oneAtATime(), inTurnOfAccount: oneAtATime(),
    demoAccounts,
  })

/** One attempt after another from one address: a burst of guesses must not pass before the first of them is counted. */
const unlessBlocked = <T>(signIn: SignIn, { address, now }: Visitor, work: () => Promise<T>): Promise<T> =>
  signIn.inTurnOfAddress(address, () => {
    if (signIn.addresses.isBlocked(address, now)) throw addressBlocked()
    return work()
  })

/** Sets the cookie, or refuses: wrong (401), account locked or address blocked (429). */
export async function openSession(signIn: SignIn, visitor: Visitor, input: BodyOf<typeof openRoute>): Promise<{ ok: true }> {
  const login = readLogin(input.login)
  return unlessBlocked(signIn, visitor, () => signIn.inTurnOfAccount(login, async () => {
    const account = await findAccount(visitor.db.shared, login)
    if (isLocked(account ?? signIn.unknownAccounts.of(login), visitor.now)) throw accountLocked()
    const fits = await passwordFits(account?.disabled === true ? undefined : account?.passwordHash, input.password)
    if (account === undefined || !fits) {
      await rememberFailure(signIn, visitor, { login, account })
      throw signInRefused()
    }
    if (account.failedCount > 0) await forgetFailures(visitor.db.shared, account.identityId)
    await beginSession(visitor, account)
    return { ok: true }
  }))
}

interface Attempt { readonly login: string; readonly account: AccountRow | undefined }

async function rememberFailure(signIn: SignIn, { db, now, address }: Visitor, { login, account }: Attempt): Promise<void> {
  signIn.addresses.add(address, now)
  if (account === undefined) {
    signIn.unknownAccounts.fail(login, now)
    // Changes no row, but takes the time that the failure of a known account takes.
    await countFailure(db.shared, newId(now.getTime()), null)
    return
  }
  if (account.lockedUntil !== null) await forgetFailures(db.shared, account.identityId)
  await countFailure(db.shared, account.identityId, failOnce(account, now).lockedUntil)
}

/** A new token whatever the browser brought along; what it brought ends here. */
async function beginSession({ db, now, token: former, setToken }: Visitor, { identityId }: Pick<AccountRow, 'identityId'>): Promise<void> {
  if (former !== undefined) await deleteSession(db.shared, hashToken(former))
  const token = newToken()
  await insertSession(db.shared, { hash: hashToken(token), identityId, now, expires: new Date(now.getTime() + LONGEST_MS) })
  setToken(token)
}

/** Who the visitor is, in every jurisdiction where the account has a person. Never refuses: nobody is an answer too. */
export async function readSession(signIn: SignIn, visitor: Visitor): Promise<SignedView> {
  const session = await findSession(visitor)
  const seen = session === undefined ? [] : await Promise.all(session.memberships.map((membership) => readMembership(visitor, membership)))
  return {
    signedIn: session !== undefined,
    name: seen.find((one) => one.name !== undefined)?.name ?? session?.login ?? null,
    capacities: seen.flatMap((one) => one.capacities),
    regions: seen.map(({ regionId, regionName }) => ({ regionId, name: regionName })),
    demo: signIn.demoAccounts.length > 0,
    demoAccounts: session === undefined ? [...signIn.demoAccounts] : [],
    now: visitor.now.toISOString(),
    today: schoolDateOf(visitor.now),
  }
}

function readMembership({ db, now }: Visitor, { regionId, personId }: Membership) {
  const today = schoolDateOf(now)
  const scope = { region: regionId, person: personId, schools: [], classes: [], students: [] }
  return db.inScope(scope, async (tx) => ({
    regionId,
    regionName: await findRegionName(tx, regionId, today) ?? '',
    name: await findPersonName(tx, regionId, personId),
    capacities: await findCapacities(tx, { regionId, personId, today }),
  }))
}

export async function closeSession(visitor: Visitor): Promise<{ ok: true }> {
  if (visitor.token !== undefined) await deleteSession(visitor.db.shared, hashToken(visitor.token))
  visitor.setToken(null)
  return { ok: true }
}

const EVERYBODY = 'everybody'

/** Sets the password with a one-time code; sessions under an older password end. A wrong, an old and a used code get the same answer. */
export const activate = (signIn: SignIn, visitor: Visitor, input: BodyOf<typeof activateRoute>): Promise<{ login: string }> =>
  unlessBlocked(signIn, visitor, () => {
    if (signIn.codes.isBlocked(EVERYBODY, visitor.now)) throw activationsBlocked()
    return activateOnce(signIn, visitor, input)
  })

async function activateOnce(signIn: SignIn, visitor: Visitor, input: BodyOf<typeof activateRoute>): Promise<{ login: string }> {
  const code = readCode(input.code)
  // What cannot be a code is no guess at one either.
  if (code === undefined) throw activationInvalid()
  const activation = { hash: markCode(visitor.vault, code), passwordHash: await hashPassword(input.password), now: visitor.now }
  const login = await activateAccount(visitor.db.shared, activation, (of) => {
    const weak = weakness(input.password, of)
    if (weak !== undefined) throw passwordRefused(weak)
  })
  if (login === undefined) {
    signIn.addresses.add(visitor.address, visitor.now)
    signIn.codes.add(EVERYBODY, visitor.now)
    throw activationInvalid()
  }
  return { login }
}
