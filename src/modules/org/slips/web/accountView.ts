import type { SchoolDate } from '#kernel/dates'
import type { AccountState, AccountView, GuardianAccount } from '../slip.contract.ts'
import { sayDay } from './sheetView.ts'

/** 「母亲 张家长甲」, and for twins the relation once. */
export const sayGuardian = ({ name, wards }: GuardianAccount): string => `${[...new Set(wards.map((ward) => ward.relation))].join('、')} ${name}`

export const sayChildren = ({ wards }: GuardianAccount): string => wards.map((ward) => ward.name).join('、')

const STATES: Readonly<Record<AccountState, string>> = { none: '未启用', issued: '已发码', expired: '未启用，激活码已过期', active: '已启用', disabled: '已停用' }

/** 「已发码，有效期到 12月21日」 */
export function sayState({ state, codeUntil }: Pick<AccountView, 'state' | 'codeUntil'>, today: SchoolDate): string {
  if (codeUntil === null) return STATES[state]
  const until = `有效期到 ${sayDay(codeUntil, today)}`
  return state === 'active' ? `${STATES.active}，补发的激活码${until}` : `${STATES[state]}，${until}`
}

export const toneOf = (state: AccountState) =>
  (({ none: 'neutral', issued: 'on-track', expired: 'due-soon', active: 'met', disabled: 'excepted' }) as const)[state]

/** Slips of many people at once are for accounts that nobody uses yet. */
export const isPrintable = ({ can, state }: AccountView): boolean => can.issue && state !== 'active'

/** Those to whom no paper has been given that still opens something: what a school prints first. */
export const withoutSlip = <One extends AccountView>(accounts: readonly One[]): One[] =>
  accounts.filter((account) => isPrintable(account) && account.state !== 'issued')

/** 「124 个账号：已启用 80，已发码 12，未启用 32」 */
export function sayCounts(accounts: readonly AccountView[]): string {
  const count = (...states: AccountState[]) => accounts.filter(({ state }) => states.includes(state)).length
  return `${accounts.length} 人：已启用 ${count('active')}，已发码 ${count('issued')}，未启用 ${count('none', 'expired')}`
}

/** The verb of the button: nobody has lost a slip that was never made. */
export const verbOf = ({ login }: Pick<AccountView, 'login'>): string => (login === null ? '发放' : '补发')
