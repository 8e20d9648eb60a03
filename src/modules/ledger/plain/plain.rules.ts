import type { PostKind, Role } from '#kernel/capacity'
import type { RecordField, RecordKind } from '#modules/plan/packs/kind.contract'
import type { Duty } from '#modules/plan/packs/pack.contract'
import type { FieldValues, RecordSubject } from '../records/record.contract.ts'
import { HOME_VISIT } from '../visits/visit.contract.ts'
import { wrongSubjects, type PlainDraft } from './plain.contract.ts'

/** The home visit alone has routes and rights of its own. */
export const isPlain = (key: string): boolean => key !== HOME_VISIT

const LISTS = { class: ['classIds'], student: ['studentIds'], unit: ['unitIds', 'bodyIds'], body: ['bodyIds'] } as const

/** A record names only what its kind is about. */
export function refuseOtherLists(subject: RecordKind['subject'], draft: PlainDraft): void {
  const own: readonly string[] = LISTS[subject]
  const others = (['classIds', 'studentIds', 'unitIds', 'bodyIds'] as const).filter((list) => !own.includes(list) && draft[list].length > 0)
  if (others.length > 0) throw wrongSubjects(others)
}

/** Posts of a bureau record for units and bodies of the region; only schools have classes and children. */
const BUREAU: ReadonlySet<Role> = new Set<Role>(['bureau_officer', 'bureau_leader'])

export const mayRecord = ({ subject, by }: RecordKind, role: Role): boolean =>
  (by === undefined || by.includes(role as PostKind)) && (subject === 'unit' || subject === 'body' || !BUREAU.has(role))

const LEADERS: ReadonlySet<Role> = new Set<Role>(['principal', 'party_secretary', 'vice_principal', 'middle_leader'])

/**
 * How near a duty is to a post: 1 it is owed in it, 2 the post does it for the school, the region or its class, 3 it only hears of
 * it; undefined for what is none of its business.
 */
export function nearness({ bearer, subject }: Duty, role: Role): 1 | 2 | 3 | undefined {
  const { kind, posts, at } = bearer
  if (posts !== undefined && kind !== 'unit') return posts.includes(role as PostKind) ? 1 : undefined
  if (kind === 'guardian') return role === 'head_teacher' ? 3 : undefined
  if (kind === 'body' || at === 'bureau') return role === 'bureau_officer' ? 2 : undefined
  if (role === 'head_teacher') return subject.kind === 'none' ? undefined : 2
  return LEADERS.has(role) ? 2 : undefined
}

/**
 * What two records of a day and subject must share to be asked about as the same: the options that tell one way from another,
 * and where the whole unit is always the subject also the words.
 */
export function likeFields({ fields, subject }: RecordKind, values: FieldValues): FieldValues {
  const telling = (field: RecordField) => field.type === 'enum' || (field.type === 'text' && (subject === 'unit' || subject === 'body'))
  return Object.fromEntries(fields.filter((field) => telling(field) && field.key in values).map((field) => [field.key, values[field.key]!]))
}

/** What a subject is: a child, a class, a unit, or a body that a unit keeps. */
export function subjectType({ subjectId, studentId, schoolId, classId }: RecordSubject): RecordKind['subject'] {
  if (studentId !== null) return 'student'
  if (classId !== null) return 'class'
  return subjectId === schoolId ? 'unit' : 'body'
}
