import { POST_KINDS, ROLE_NAMES, type PostKind } from '#kernel/capacity'
import { addDays, type SchoolDate } from '#kernel/dates'
import type { Stage } from '../units/unit.contract.ts'
import { className } from '../classes/class.rules.ts'

interface NamedPost {
  readonly kind: PostKind
  readonly subject: string | null
  readonly unitName: string
  readonly stage: Stage | null
  readonly entryYear: number | null
  readonly number: number | null
}

/** The class of a post as it is called in that academic year; undefined for posts of a whole unit. */
const classNameOfPost = (post: NamedPost, academicYear: number): string | undefined =>
  post.stage === null || post.entryYear === null || post.number === null
    ? undefined
    : className({ stage: post.stage, entryYear: post.entryYear, number: post.number }, academicYear)

/** 「三(2)班 · 班主任」「三(2)班 · 语文」「示例小学甲 · 校长」 */
export const postLabel = (post: NamedPost, academicYear: number): string =>
  `${classNameOfPost(post, academicYear) ?? post.unitName} · ${post.subject ?? ROLE_NAMES[post.kind]}`

/** The order in which an office lists posts. */
export const comparePostKinds = (a: PostKind, b: PostKind): number => POST_KINDS.indexOf(a) - POST_KINDS.indexOf(b)

/** The first day on which nobody held the post. */
export const vacantSince = (post: { validFrom: SchoolDate; lastHeld: SchoolDate | null }): SchoolDate =>
  post.lastHeld === null ? post.validFrom : addDays(post.lastHeld, 1)
