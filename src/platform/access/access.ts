import type { Role } from '#kernel/capacity'

/** How far a verb reaches for a role. The scope of the transaction enforces it; this table says it. */
export type Reach = 'own' | 'class' | 'school' | 'region' | 'family' | 'assigned'

export const REACH_NAMES: Readonly<Record<Reach, string>> = {
  own: '本人', class: '所带（任教）班级', school: '本校', region: '本区（不含学生姓名）', family: '自己的孩子', assigned: '本次指派的学生',
}

/** One verb: what it does in office words, and which roles may, how far. A role that is not named may not. */
export interface Verb {
  readonly does: string
  readonly by: Partial<Record<Role, Reach>>
}

/** The rows of one module, kept in its `.access.ts`. `main.ts` gathers them; `tongxin access` prints them for an auditor. */
export type AccessTable = Readonly<Record<string, Verb>>

export const reachOf = (table: AccessTable, verb: string, role: Role): Reach | undefined => table[verb]?.by[role]
