import type { Uuid } from './ids.ts'

/** The kinds of post that this program knows, in the order in which an office lists them. */
export const POST_KINDS = [
  'bureau_leader', 'bureau_officer', 'principal', 'party_secretary', 'vice_principal', 'middle_leader',
  'head_teacher', 'subject_teacher', 'psychology_teacher', 'family_educator', 'roster_keeper', 'security_admin',
] as const
export type PostKind = (typeof POST_KINDS)[number]

/** A person acts as the holder of posts of one kind in one unit, or as a guardian. */
export type Role = PostKind | 'guardian'

/** Who acts for the whole jurisdiction and is told no child's name. */
export const isBureau = (role: Role): boolean => role === 'bureau_leader' || role === 'bureau_officer'

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  bureau_leader: '局领导', bureau_officer: '教育局科室', principal: '校长', party_secretary: '党组织书记',
  vice_principal: '副校长', middle_leader: '中层干部', head_teacher: '班主任', subject_teacher: '任课教师',
  psychology_teacher: '心理健康教师', family_educator: '家庭教育教师',
  roster_keeper: '学籍管理员', security_admin: '安全管理员', guardian: '家长',
}

/** At most this many classes or students in one capacity: row policies compare small arrays only. */
export const REACH_LIMIT = 8

/** In what a person acts in this request (身份). Derived from links that hold today, never stored. */
export interface Capacity {
  /** `<region>.<role>.<unit or class id, or 'family'>[.<n>]`, named by the client in `x-capacity`. */
  readonly id: string
  readonly regionId: number
  readonly role: Role
  readonly personId: Uuid
  /** The unit of the posts; null for guardians. */
  readonly unitId: Uuid | null
  readonly postIds: readonly Uuid[]
  /** Classes that the posts lead or teach; empty when the reach is the whole unit or none. */
  readonly classIds: readonly Uuid[]
  /** Children of a guardian, or those assigned to a bureau leader today. */
  readonly studentIds: readonly Uuid[]
  /** 「三(2)班 · 班主任」 */
  readonly label: string
}
