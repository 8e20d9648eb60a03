import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { AuditEntry } from '#platform/audit/audit'
import { issueCode } from '../session/account.service.ts'
import { findUnitName } from '../units/unit.store.ts'
import { slipHindered, type AccountView, type Sheet, type Slip } from './slip.contract.ts'
import { codeExpiry, codeUntil, stateOf, type Standing } from './slip.rules.ts'
import { findWardsOf } from './slip.store.ts'

/** The account of a person in words; `hindrance` is why the acting capacity may hand out no slip. */
export function viewOf(act: Act, person: { personId: Uuid; name: string }, { standing, hindrance }: { standing: Standing; hindrance: string | undefined }): AccountView {
  return {
    personId: person.personId, name: person.name, login: standing.login, state: stateOf(standing, act.now), codeUntil: codeUntil(standing, act.now),
    can: { issue: hindrance === undefined }, hindrance: hindrance ?? null,
  }
}

/** One slip to be handed out. */
export interface Errand extends Pick<Slip, 'personId' | 'bearer' | 'place' | 'for'> { readonly account: AccountView }

/** `close` voids a password in use at once. */
interface Issuing { readonly schoolId: Uuid; readonly group: string; readonly close: boolean }

/** Refuses all of them when one may not be: what was chosen on the page no longer holds. */
export async function issueSlips(act: Act, { schoolId, group, close }: Issuing, errands: readonly Errand[]): Promise<Sheet> {
  for (const { account } of errands) if (account.hindrance !== null) throw slipHindered(account.name, account.hindrance)
  const expires = codeExpiry(act.today)
  const until = codeUntil({ codeExpires: expires, disabled: false }, act.now)!
  // All at once, in three waits: one after the other the staff of a large school would hold the lock of the jurisdiction for seconds.
  const slips = await Promise.all(errands.map(async ({ personId, bearer, place, for: whom }): Promise<Slip> => {
    const { login, code } = await issueCode(act.tx, { personId, now: act.now, expires, vault: act.vault, close })
    return { personId, login, code, codeUntil: until, bearer, place, for: whom }
  }))
  await noteIssue(act, errands, close)
  return { unitName: await findUnitName(act, schoolId) ?? '', group, issuedOn: act.today, slips }
}

/** `slip.issue` once for every child that the account opens, so that all its guardians find it among those who looked. */
async function noteIssue(act: Act, errands: readonly Errand[], close: boolean): Promise<void> {
  const wards = await findWardsOf(act, errands.map((errand) => errand.personId))
  await act.audit(...errands.flatMap(({ account }) => {
    const entry = issueEntry(account, close)
    const own = wards.filter((ward) => ward.personId === account.personId)
    return own.length === 0 ? [entry] : own.map(({ id, schoolId, classId }) => ({ ...entry, student: { id, schoolId, classId } }))
  }))
}

function issueEntry({ personId, login, state }: AccountView, close: boolean): AuditEntry {
  const closed = close && state === 'active'
  const renewed = state === 'active' ? '为在用的账号补发账号单' : '补发账号单'
  return {
    action: 'slip.issue', objectKind: 'person', objectId: personId, fields: closed ? ['activation', 'password'] : ['activation'],
    purpose: login === null ? '发放账号单' : closed ? `${renewed}，立即停用原密码` : renewed,
  }
}
