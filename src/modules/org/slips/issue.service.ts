import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { AuditEntry } from '#platform/audit/audit'
import { issueCode } from '../session/account.service.ts'
import { findUnitName } from '../units/unit.store.ts'
import { slipHindered, type AccountView, type Sheet, type Slip } from './slip.contract.ts'
import { codeExpiry, codeUntil, stateOf, type Standing } from './slip.rules.ts'

/** The account of a person in words; `hindrance` is why the acting capacity may hand out no slip. */
export function viewOf(act: Act, person: { personId: Uuid; name: string }, { standing, hindrance }: { standing: Standing; hindrance: string | undefined }): AccountView {
  return {
    personId: person.personId, name: person.name, login: standing.login, state: stateOf(standing, act.now), codeUntil: codeUntil(standing, act.now),
    can: { issue: hindrance === undefined }, hindrance: hindrance ?? null,
  }
}

/** One slip to be handed out, and what the audit keeps of it. */
export interface Errand extends Pick<Slip, 'personId' | 'bearer' | 'place' | 'for'> {
  readonly account: AccountView
  readonly audit: readonly AuditEntry[]
}

/** Refuses all of them when one may not be: what was chosen on the page no longer holds. */
export async function issueSlips(act: Act, of: { schoolId: Uuid; group: string }, errands: readonly Errand[]): Promise<Sheet> {
  for (const { account } of errands) if (account.hindrance !== null) throw slipHindered(account.name, account.hindrance)
  const expires = codeExpiry(act.today)
  const until = codeUntil({ codeExpires: expires, disabled: false }, act.now)!
  // All at once, in three waits: one after the other the staff of a large school would hold the lock of the jurisdiction for seconds.
  const slips = await Promise.all(errands.map(async ({ personId, bearer, place, for: whom }): Promise<Slip> => {
    const { login, code } = await issueCode(act.tx, { personId, now: act.now, expires, vault: act.vault })
    return { personId, login, code, codeUntil: until, bearer, place, for: whom }
  }))
  await act.audit(...errands.flatMap((errand) => errand.audit))
  return { unitName: await findUnitName(act, of.schoolId) ?? '', group: of.group, issuedOn: act.today, slips }
}

/** `slip.issue` about a person; with a child its guardians find it among those who looked. */
export const issueEntry = (account: AccountView, student?: AuditEntry['student']): AuditEntry => ({
  action: 'slip.issue', objectKind: 'person', objectId: account.personId, fields: ['activation'],
  purpose: account.login === null ? '发放账号单' : account.state === 'active' ? '为在用的账号补发账号单' : '补发账号单',
  ...(student === undefined ? {} : { student }),
})
