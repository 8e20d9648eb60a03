const MINUTE = 60_000
/** GB/T 22239-2019 8.1.4.1 b: repeated failures end the attempt. */
const ACCOUNT_FAILURES = 5
const LOCK_MS = 10 * MINUTE
/** A whole school signs in from behind one address on the first day of the semester; half of it mistypes. */
const ADDRESS_FAILURES = 200
/**
 * Of all addresses together. On the evening on which 100,000 guardians open their accounts a third of them mistype, some 2,000 in
 * ten minutes; whoever guesses without a pause all month long reaches 22 million of 3.6 × 10^16 codes.
 */
const CODE_FAILURES = 5_000
/** An attacker who invents names must not fill the memory. */
const REMEMBERED = 10_000

/** Counts failures by key within a window of ten minutes from the first one. Forgets with the process. */
export interface FailureCount {
  isBlocked(key: string, now: Date): boolean
  add(key: string, now: Date): void
}

export function countFailures(limit: number, remembered = REMEMBERED): FailureCount {
  const seen = new Map<string, { count: number; until: number }>()
  const current = (key: string, now: Date) => {
    const entry = seen.get(key)
    if (entry !== undefined && entry.until <= now.getTime()) seen.delete(key)
    return seen.get(key)
  }
  return {
    isBlocked: (key, now) => (current(key, now)?.count ?? 0) >= limit,
    add: (key, now) => {
      const entry = current(key, now) ?? { count: 0, until: now.getTime() + LOCK_MS }
      seen.delete(key)
      seen.set(key, { count: entry.count + 1, until: entry.until })
      if (seen.size > remembered) seen.delete(seen.keys().next().value!)
    },
  }
}

export const countAddressFailures = (): FailureCount => countFailures(ADDRESS_FAILURES)
export const countCodeFailures = (): FailureCount => countFailures(CODE_FAILURES)

/** What is known of the failures of an account. */
export interface Failures { readonly failedCount: number; readonly lockedUntil: Date | null }

export const isLocked = ({ lockedUntil }: Failures, now: Date): boolean => lockedUntil !== null && lockedUntil > now

/** After one more failure. A lock that has run out gives five new attempts. */
export function failOnce({ failedCount, lockedUntil }: Failures, now: Date): Failures {
  const count = (lockedUntil === null ? failedCount : 0) + 1
  return { failedCount: count, lockedUntil: count >= ACCOUNT_FAILURES ? new Date(now.getTime() + LOCK_MS) : null }
}

/** Failures of accounts that do not exist, kept as those of real ones are, so that the lock tells nobody which is which. */
export interface UnknownAccounts {
  of(login: string): Failures
  fail(login: string, now: Date): void
}

export function rememberUnknownAccounts(remembered = REMEMBERED): UnknownAccounts {
  const seen = new Map<string, Failures>()
  const of = (login: string) => seen.get(login) ?? { failedCount: 0, lockedUntil: null }
  return {
    of,
    fail: (login, now) => {
      const next = failOnce(of(login), now)
      seen.delete(login)
      seen.set(login, next)
      if (seen.size > remembered) seen.delete(seen.keys().next().value!)
    },
  }
}

/**
 * Runs the attempts on one key one after another: a burst of guesses at the same instant would otherwise all read
 * the same count of failures.
 */
export function oneAtATime(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work)
    const settled = mine.catch(() => undefined).finally(() => { if (last.get(key) === settled) last.delete(key) })
    last.set(key, settled)
    return mine
  }
}
