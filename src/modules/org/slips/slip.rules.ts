import type { PostKind, Role } from '#kernel/capacity'
import { addDays, schoolDateOf, type SchoolDate } from '#kernel/dates'
import type { AccountState } from './slip.contract.ts'

/**
 * Long enough for a slip that waits for the next parents' meeting or home visit, short enough that a lost one does not
 * open anything in the next semester.
 */
const CODE_DAYS = 30

/** The instant after the last day on which a code of today can be used: a whole day, as the slip prints it. */
export const codeExpiry = (today: SchoolDate): Date => new Date(`${addDays(today, CODE_DAYS + 1)}T00:00:00+08:00`)

const lastDayOf = (expires: Date): SchoolDate => schoolDateOf(new Date(expires.getTime() - 1))

/** What the database says of the account of a person; `login` is null without account. */
export interface Standing {
  readonly login: string | null
  readonly activated: boolean
  readonly codeExpires: Date | null
  readonly disabled: boolean
  /** Holds a post, in whatever jurisdiction the account reaches. */
  readonly posted: boolean
  /** The same outside the school in question. */
  readonly postedElsewhere: boolean
  /** Guards a child outside the school in question, in whatever jurisdiction the account reaches. */
  readonly guardsElsewhere: boolean
}

export function stateOf({ login, activated, codeExpires, disabled }: Standing, now: Date): AccountState {
  if (login === null) return 'none'
  if (disabled) return 'disabled'
  if (activated) return 'active'
  return codeExpires !== null && codeExpires > now ? 'issued' : 'expired'
}

export const codeUntil = ({ codeExpires, disabled }: Pick<Standing, 'codeExpires' | 'disabled'>, now: Date): SchoolDate | null =>
  (codeExpires !== null && codeExpires > now && !disabled ? lastDayOf(codeExpires) : null)

const CLOSED = '账号已停用'
/**
 * Why somebody in `role` may not hand out the slip of a guardian; a code opens the whole account, not one child. A head teacher
 * would read with an account in use what other schools wrote.
 */
export function guardianHindrance(standing: Standing, role: Role): string | undefined {
  if (standing.disabled) return CLOSED
  if (standing.posted) return '账号同时用于教职工岗位，由其任职学校的学籍管理员办理'
  if (standing.activated && standing.guardsElsewhere && role !== 'roster_keeper') return '该家长还有孩子在其他学校，请学籍管理员补发'
  return undefined
}

/** Posts whose account reaches further than that of the roster keeper, or equally far. */
const LEADING: ReadonlySet<PostKind> = new Set<PostKind>(['principal', 'party_secretary', 'vice_principal', 'roster_keeper'])
const LEADERS: ReadonlySet<Role> = new Set<Role>(['principal', 'party_secretary'])

export interface StaffCase extends Standing {
  readonly own: boolean
  readonly kinds: readonly PostKind[]
}

/**
 * Why somebody in `role` may not hand out the slip of a member of staff. Whoever renews an account in use could take it over,
 * so nobody renews the own one, none that reaches beyond the school, and a keeper none of a leader.
 */
export function staffHindrance(person: StaffCase, role: Role): string | undefined {
  if (person.disabled) return CLOSED
  if (person.own) return '账号是您自己的，不能由自己补发'
  if (person.postedElsewhere) return '账号还用于其他单位的岗位，由系统管理员在服务器上办理'
  if (person.kinds.includes('security_admin')) return '账号是安全管理员的，由系统管理员在服务器上办理'
  if (person.activated && person.kinds.some((kind) => LEADING.has(kind)) && !LEADERS.has(role)) return '账号已在使用，校级领导和学籍管理员由校长或党组织书记补发'
  return undefined
}

/** Slips of a whole class or school are for accounts that nobody uses yet. */
export const printHindrance = (state: AccountState): string | undefined => (state === 'active' ? '账号已在使用，只能单独补发' : undefined)
