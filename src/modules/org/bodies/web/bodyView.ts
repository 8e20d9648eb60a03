import { addDays, sayDate, type SchoolDate } from '#kernel/dates'
import { holdsOn, type Dated } from '../../units/dated.rules.ts'
import {
  BODY_KINDS, BODY_NAMES, SEAT_KIND_NAMES, SEAT_KINDS, SEAT_ROLE_NAMES, SEAT_ROLES, type BodyKind, type Seat, type SeatKind, type SeatRole,
} from '../body.contract.ts'

interface Group { readonly title: string; readonly kinds: readonly BodyKind[] }

const PLACES: readonly BodyKind[] = ['county', 'town', 'community', 'department']
const POSITIONS: readonly BodyKind[] = [
  'guidance_centre', 'station', 'workstation', 'parents_school', 'service_centre', 'base', 'venue', 'facility', 'youth_committee', 'platform',
]
const TEAMS: readonly BodyKind[] = [
  'expert_team', 'lecturer_team', 'counselling_team', 'volunteer_team', 'service_team', 'elders_team', 'studio', 'research_group', 'appointed_person',
]

const GROUPS: readonly Group[] = [
  { title: '组织', kinds: BODY_KINDS.filter((kind) => ![...PLACES, ...POSITIONS, ...TEAMS].includes(kind)) },
  { title: '阵地', kinds: POSITIONS }, { title: '队伍', kinds: TEAMS }, { title: '单位与地方', kinds: PLACES },
]

export interface KindLine { readonly kind: BodyKind; readonly name: string; readonly count: number }

/** The kinds that a capacity has or may enter, by groups; a group without any is left out. */
export function kindGroups(
  { counts, keeps }: { counts: readonly { kind: BodyKind; count: number }[]; keeps: readonly BodyKind[] },
): { title: string; kinds: KindLine[] }[] {
  const counted = new Map(counts.map(({ kind, count }) => [kind, count]))
  const lines = (kinds: readonly BodyKind[]) => kinds.filter((kind) => counted.has(kind) || keeps.includes(kind))
    .map((kind) => ({ kind, name: BODY_NAMES[kind].zh, count: counted.get(kind) ?? 0 }))
  return GROUPS.map(({ title, kinds }) => ({ title, kinds: lines(kinds) })).filter(({ kinds }) => kinds.length > 0)
}

/** The kind to begin with: the asked one, else the first that has anything, else the first. */
export function firstKind(groups: readonly { readonly kinds: readonly KindLine[] }[], asked: string): BodyKind | undefined {
  const all = groups.flatMap(({ kinds }) => kinds)
  return (all.find(({ kind }) => kind === asked) ?? all.find(({ count }) => count > 0) ?? all[0])?.kind
}

/** 「9月1日 周二起」「2025年9月1日 周一 至 11月20日 周五」 */
export const sayDays = ({ validFrom, validTo }: Dated, today: SchoolDate): string =>
  validTo === null ? `${sayDate(validFrom, today)}起` : `${sayDate(validFrom, today)} 至 ${sayDate(validTo, today)}`

/** Seats that are held today, or on the last day of a body that has ended. */
export const seatsNow = (body: Dated & { readonly seats: readonly Seat[] }, today: SchoolDate): Seat[] => {
  const day = body.validTo !== null && body.validTo < today ? body.validTo : today
  return body.seats.filter((seat) => holdsOn(seat, day))
}

export const personsIn = (seats: readonly Pick<Seat, 'number'>[]): number => seats.reduce((sum, seat) => sum + seat.number, 0)

export const ROLE_OPTIONS = SEAT_ROLES.map((role) => ({ value: role, label: SEAT_ROLE_NAMES[role] }))
export const SEAT_KIND_OPTIONS = SEAT_KINDS.map((kind) => ({ value: kind, label: SEAT_KIND_NAMES[kind] }))

/** A seat while it is being written. */
export interface SeatInput { readonly key: number; readonly role: SeatRole; readonly kind: SeatKind; readonly title: string; readonly number: string }

let lastKey = 0
export const newSeat = (role: SeatRole = 'member', part: Partial<Omit<SeatInput, 'key'>> = {}): SeatInput =>
  ({ key: ++lastKey, role, kind: role === 'head' ? 'principal' : 'teacher', title: '', number: '1', ...part })

/** As the server takes it; undefined where the number is none. */
export function seatOf({ role, kind, title, number }: Omit<SeatInput, 'key'>) {
  const persons = Number(number)
  return Number.isInteger(persons) && persons > 0 ? { role, kind, title: title.trim() === '' ? null : title.trim(), number: persons } : undefined
}

/** The day before which nothing of a body was there, for a last day that is proposed: yesterday, but not before it began. */
export const proposedEnd = ({ validFrom }: Dated, today: SchoolDate): SchoolDate => {
  const yesterday = addDays(today, -1)
  return yesterday < validFrom ? validFrom : yesterday
}
