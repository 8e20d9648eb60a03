import type { PostKind } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import type { Refusal } from '#kernel/errors'
import { gradeOf, type ClassFacts } from '../classes/class.rules.ts'
import { holdsOn, type Dated } from '../units/dated.rules.ts'
import { BODY_KINDS, BODY_NAMES, type BodyKind } from './body.contract.ts'
import { beginsInFuture, beginsLongAgo, endsBeforeItBegins, seatOutside, wrongParent, wrongPlace } from './keeping.contract.ts'

const SCHOOL_KEEPERS: readonly string[] = ['principal', 'party_secretary', 'vice_principal'] satisfies PostKind[]

/** The kinds that somebody in this role enters for the own unit, in the order of the list. */
export function kindsKeptBy(role: string): BodyKind[] {
  const keeper = role === 'bureau_officer' ? 'bureau' : SCHOOL_KEEPERS.includes(role) ? 'school' : undefined
  return keeper === undefined ? [] : BODY_KINDS.filter((kind) => BODY_NAMES[kind].keeper === keeper || BODY_NAMES[kind].keeper === 'both')
}

const PLACES: readonly BodyKind[] = ['county', 'town', 'community']
const ORGANISATIONS: readonly BodyKind[] = [
  'county', 'town', 'leading_group', 'joint_conference', 'committee', 'project_organisation', 'guidance_centre',
]
const BELOW_NOTHING: readonly BodyKind[] = [
  'county', 'department', 'appointed_person', 'parent_committee', 'parents_school', 'guidance_committee',
]

const PARENTS: Readonly<Partial<Record<BodyKind, readonly BodyKind[]>>> = {
  town: ['county'], community: ['county', 'town'], zone: ['county'], guidance_centre: ['county', 'town'],
  station: PLACES, service_centre: [...PLACES, 'guidance_centre'], youth_committee: [...PLACES, 'base', 'venue'],
  base: PLACES, venue: PLACES, facility: [...PLACES, 'base', 'venue', 'station', 'guidance_centre'],
  consortium: PLACES, platform: PLACES, workstation: ['guidance_centre', 'consortium', 'alliance'],
}
const TEAMS: readonly BodyKind[] = [
  ...ORGANISATIONS, 'community', 'station', 'consortium', 'alliance', 'service_centre', 'workstation', 'parents_school', 'base',
]

/** To what a body of this kind may belong; empty where it stands by itself. */
export function parentsOf(kind: BodyKind): readonly BodyKind[] {
  if (BELOW_NOTHING.includes(kind)) return []
  const isTeam = kind.endsWith('team') || kind === 'studio' || kind === 'research_group'
  return (PARENTS[kind] ?? (isTeam ? TEAMS : ORGANISATIONS)).filter((above) => above !== kind)
}

/** Nothing that these documents count is older than the country; an older day is a slip of the pen. */
const EARLIEST: SchoolDate = '1949-10-01'

/** Why a first and a last day cannot be. A last day may lie ahead: a term of office ends on a known day. */
export function whyNotDated({ validFrom, validTo }: Dated, today: SchoolDate): Refusal | undefined {
  if (validFrom > today) return beginsInFuture()
  if (validFrom < EARLIEST) return beginsLongAgo()
  return validTo !== null && validTo < validFrom ? endsBeforeItBegins() : undefined
}

/** A seat begins and ends within its body. An open seat ends with a body whose last day is known. */
export const whyNotSeated = (seat: Dated, within: Dated): Refusal | undefined =>
  seat.validFrom < within.validFrom || (within.validTo !== null && (seat.validFrom > within.validTo || (seat.validTo ?? '') > within.validTo))
    ? seatOutside() : undefined

export interface Placing {
  readonly kind: BodyKind
  readonly validFrom: SchoolDate
  /** Of the named parent: undefined where there is no such body, null where none is named. */
  readonly parent: (Dated & { readonly kind: BodyKind }) | undefined | null
  readonly classId: string | null
  readonly grade: number | null
  /** Classes of the own school today. */
  readonly classes: readonly (ClassFacts & { readonly id: string })[]
}

/** Why a body cannot belong there: to that parent, that class, that grade. */
export function whyNotPlacedThere(placing: Placing, { today, academicYear }: { today: SchoolDate; academicYear: number }): Refusal | undefined {
  const { kind, parent, classId, grade, classes } = placing
  if (parent === undefined) return wrongParent()
  if (parent !== null && (!parentsOf(kind).includes(parent.kind) || !holdsOn(parent, today))) return wrongParent()
  if (classId === null && grade === null) return undefined
  const inOne = kind === 'parent_committee' && (classId === null || grade === null)
  const exists = classes.some((one) => (classId === null ? gradeOf(one, academicYear) === grade : one.id === classId))
  return inOne && exists ? undefined : wrongPlace()
}
