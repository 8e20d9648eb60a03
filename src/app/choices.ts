import type { Capacity, Role } from '#kernel/capacity'

/** Where a role begins its day, below `/c/<capacity>`. Roles left out have no page of their own yet. */
const HOMES: Partial<Record<Role, string>> = {
  bureau_officer: '/matters',
  principal: '/school', party_secretary: '/school', vice_principal: '/school',
  security_admin: '/access', roster_keeper: '/roster',
  head_teacher: '/today', subject_teacher: '/today', middle_leader: '/today', bureau_leader: '/today',
  psychology_teacher: '/today', family_educator: '/today',
}

export const FAMILY = '/family'

/** One thing that the account can act as; all guardianships of all regions are one choice. */
export interface Choice {
  /** Capacity id, or `family`. */
  readonly key: string
  readonly label: string
  readonly address: string
}

export const addressOfCapacity = (capacityId: string) => `/c/${encodeURIComponent(capacityId)}`

/** The choices of an account in the order of the session, the family last. */
export function choicesOf(capacities: readonly Capacity[]): Choice[] {
  const posts = capacities.filter((capacity) => capacity.role !== 'guardian')
  const choices = posts.map(({ id, label, role }) => ({ key: id, label, address: addressOfCapacity(id) + (HOMES[role] ?? '') }))
  return posts.length < capacities.length ? [...choices, { key: 'family', label: '家长', address: FAMILY }] : choices
}

/** The choice to begin with: the last one if it still holds, else the first. */
export const firstChoice = (choices: readonly Choice[], lastKey: string | null): Choice | undefined =>
  choices.find((choice) => choice.key === lastKey) ?? choices[0]

const LAST = 'tongxin.last-choice'

export function rememberChoice(key: string): void {
  try { localStorage.setItem(LAST, key) } catch { /* a private window remembers nothing */ }
}

export function rememberedChoice(): string | null {
  try { return localStorage.getItem(LAST) } catch { return null }
}

/** A path inside this site, for the way back after signing in; anything else leads home. */
export const safeNext = (next: string | undefined): string => (next !== undefined && /^\/[^/\\]/.test(next) ? next : '/')
