import { POST_KINDS, REACH_LIMIT, ROLE_NAMES, type Capacity, type PostKind, type Role } from '#kernel/capacity'
import type { Uuid } from '#kernel/ids'
import { className, compareClasses, type ClassFacts } from '../classes/class.rules.ts'

/** A post held today. `class` is what it leads or teaches; null for posts of a whole unit. */
export interface HeldLink {
  readonly postId: Uuid
  readonly kind: PostKind
  readonly unitId: Uuid
  readonly unitName: string
  readonly class: (ClassFacts & { readonly id: Uuid }) | null
}

/** What ties a person to a jurisdiction today. */
export interface Links {
  readonly regionId: number
  readonly personId: Uuid
  readonly posts: readonly HeldLink[]
  /** Children guarded today. */
  readonly wards: readonly { readonly id: Uuid; readonly name: string }[]
  /** Children drawn for a visit that may be made today. */
  readonly assigned: readonly { readonly postId: Uuid; readonly studentId: Uuid }[]
}

const CLASS_ROLES: readonly Role[] = ['head_teacher', 'subject_teacher']

/** In what a person may act: one capacity for the posts of a kind in a unit, one for the family, each within the reach limit. */
export function capacitiesOf(links: Links, academicYear: number): Capacity[] {
  const groups = [...groupPosts(links.posts).values()]
    .sort(([a], [b]) => POST_KINDS.indexOf(a!.kind) - POST_KINDS.indexOf(b!.kind) || compareText(a!.unitId, b!.unitId))
  return [...groups.flatMap((posts) => postCapacities(links, posts, academicYear)), ...familyCapacities(links)]
}

function groupPosts(posts: readonly HeldLink[]): Map<string, HeldLink[]> {
  const groups = new Map<string, HeldLink[]>()
  for (const post of posts) {
    const key = `${post.kind}.${post.unitId}`
    groups.set(key, [...(groups.get(key) ?? []), post])
  }
  return groups
}

function postCapacities(links: Links, posts: readonly HeldLink[], academicYear: number): Capacity[] {
  const { kind, unitId, unitName } = posts[0]!
  const base = { regionId: links.regionId, role: kind, personId: links.personId, unitId, classIds: [], studentIds: [] }
  const id = `${links.regionId}.${kind}.${unitId}`
  const whole = { ...base, id, postIds: posts.map((p) => p.postId), label: `${unitName} · ${ROLE_NAMES[kind]}` }
  if (kind === 'bureau_leader') {
    const students = links.assigned.filter((a) => whole.postIds.includes(a.postId)).map((a) => a.studentId)
    return chunks(students).map((studentIds, n) => ({ ...whole, id: numbered(id, n), studentIds }))
  }
  if (!CLASS_ROLES.includes(kind)) return [whole]
  const classes = distinct(posts.flatMap((p) => p.class ?? [])).sort(compareClasses)
  return chunks(classes).map((some, n) => ({
    ...base, id: numbered(id, n), classIds: some.map((c) => c.id),
    postIds: posts.filter((p) => some.some((c) => c.id === p.class?.id)).map((p) => p.postId),
    label: `${sayClasses(some, academicYear) ?? unitName} · ${ROLE_NAMES[kind]}`,
  }))
}

function familyCapacities(links: Links): Capacity[] {
  if (links.wards.length === 0) return []
  const { regionId, personId } = links
  return chunks(distinct(links.wards)).map((wards, n) => ({
    id: numbered(`${regionId}.guardian.family`, n), regionId, role: 'guardian', personId, unitId: null, postIds: [], classIds: [],
    studentIds: wards.map((w) => w.id),
    label: wards.length === 1 ? `${wards[0]!.name}的家长` : `${wards[0]!.name}等 ${wards.length} 名孩子的家长`,
  }))
}

function sayClasses(classes: readonly ClassFacts[], academicYear: number): string | undefined {
  const [first] = classes
  if (first === undefined) return undefined
  return classes.length === 1 ? className(first, academicYear) : `${className(first, academicYear)}等 ${classes.length} 个班`
}

/** At least one chunk, so that a post without class or assignment is a capacity too. */
function chunks<T>(items: readonly T[]): T[][] {
  const count = Math.max(1, Math.ceil(items.length / REACH_LIMIT))
  return Array.from({ length: count }, (_, n) => items.slice(n * REACH_LIMIT, (n + 1) * REACH_LIMIT))
}

const numbered = (id: string, n: number): string => (n === 0 ? id : `${id}.${n + 1}`)
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const distinct = <T extends { readonly id: Uuid }>(items: readonly T[]): T[] => [...new Map(items.map((item) => [item.id, item])).values()]

/** What a transaction in a capacity may see of children: schools, classes or single children, never more than one of the three. */
export interface Sight {
  readonly schools: readonly Uuid[]
  readonly classes: readonly Uuid[]
  readonly students: readonly Uuid[]
}

type Seeing = 'school' | 'classes' | 'students' | 'none'

const SEES: Readonly<Record<Role, Seeing>> = {
  principal: 'school', party_secretary: 'school', vice_principal: 'school', middle_leader: 'school', roster_keeper: 'school',
  psychology_teacher: 'school', family_educator: 'school',
  head_teacher: 'classes', subject_teacher: 'classes',
  guardian: 'students', bureau_leader: 'students',
  bureau_officer: 'none', security_admin: 'none',
}

export function sightOf(capacity: Capacity): Sight {
  const sees = SEES[capacity.role]
  return {
    schools: sees === 'school' && capacity.unitId !== null ? [capacity.unitId] : [],
    classes: sees === 'classes' ? capacity.classIds : [],
    students: sees === 'students' ? capacity.studentIds : [],
  }
}

/** Role and unit out of the id of a capacity, as the audit keeps it. */
export function partsOfCapacity(id: string): { role: Role | undefined; unitId: Uuid | undefined } {
  const [, role, unitId] = id.split('.')
  return {
    role: role !== undefined && role in ROLE_NAMES ? role as Role : undefined,
    unitId: unitId === 'family' ? undefined : unitId,
  }
}
