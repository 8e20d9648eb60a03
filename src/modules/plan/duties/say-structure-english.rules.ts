import { BODY_NAMES, SEAT_KINDS } from '#modules/org/bodies/body.contract'
import type { BodyKind, SeatKind, SeatRole } from '#modules/org/bodies/body.contract'
import type { ResolvedSeatRule, SeatRule } from '../packs/pack.contract.ts'
import type { SaidDuty } from './say-action.rules.ts'
import { article, listWords, plural } from './english.rules.ts'

/** Kinds of seats are plain English words but for these. */
const SEATS: Partial<Record<SeatKind, string>> = {
  womens_federation: 'women’s federation', culture_tourism: 'culture and tourism', science_technology: 'science and technology',
  fire: 'fire service', cyberspace: 'cyberspace administration', civilisation: 'civilisation office', market: 'market regulation',
  sports: 'sports administration', heritage: 'cultural relics', disabled_federation: 'federation of disabled persons',
  party_chief: 'head of the Party organisation', party_member: 'Party or League member', moral_head: 'head of moral education',
  care_committee: 'committee for the next generation', parent_committee: 'member of the parent committee', times_model: 'model of the times',
  five_elders: 'elder of the five kinds', full_time_guide: 'full-time guide', part_time_guide: 'part-time guide',
}
const saySeatKind = (kind: SeatKind): string => SEATS[kind] ?? kind.replaceAll('_', ' ')

const ROLES: Readonly<Record<SeatRole, readonly [string, string]>> = {
  head: ['head', 'heads'], executive_deputy: ['executive deputy', 'executive deputies'], deputy: ['deputy', 'deputies'],
  coordinator: ['coordinator', 'coordinators'], secretary: ['secretary', 'secretaries'], member: ['member', 'members'],
}

/** Bodies whose name does not take a plain s. */
const PLURALS: Partial<Record<BodyKind, string>> = {
  community: 'communities', county: 'counties and banners', town: 'towns and sub-districts', parents_school: 'parents’ schools',
  elders_team: 'teams of the five elders', facility: 'facilities', parent_committee: 'parent committees',
}
const sayBodies = (kind: BodyKind): string => PLURALS[kind] ?? plural(BODY_NAMES[kind].en)

/** “a family-education workstation with 1 coordinator and at least 5 members (…)” */
export function sayStructureInEnglish({ structure: { body, name, each, seats = [] } = {}, number }: SaidDuty): string {
  if (body === undefined && name === undefined) return saySeats(seats)
  const one = name?.en ?? (body === undefined ? '' : article(BODY_NAMES[body].en))
  const many = name?.en ?? (body === undefined ? '' : sayBodies(body))
  const what = typeof number === 'object' ? `a locally decided number of ${many}` : number === undefined || number === 1 ? one : `at least ${number} ${many}`
  return `${what}${each === undefined ? '' : ` in each ${each}`}${seats.length === 0 ? '' : ` with ${saySeats(seats)}`}`
}

const saySeats = (seats: readonly (SeatRule | ResolvedSeatRule)[]) => listWords(seats.map(saySeat), 'and')

function saySeat({ role, of = [], relation = 'at-least', number, kinds }: SeatRule | ResolvedSeatRule): string {
  const names = of.map(saySeatKind)
  const [one, many] = ROLES[role ?? 'member']
  if (kinds !== undefined) return `${many} of ${sayKinds(kinds, of.length)} of these kinds (${names.join(', ')})`
  const person = role === undefined && of.length === 1 && isPerson(of[0]) ? names[0] : undefined
  const whose = names.length === 0 || person !== undefined ? '' : ` (${names.join(', ')})`
  if (typeof number === 'object') return `a locally decided number of ${person === undefined ? many : plural(person)}${whose}`
  const single = (number ?? 1) === 1
  const noun = person === undefined ? (single ? one : many) : single ? person : plural(person)
  return `${relation === 'exactly' ? '' : 'at least '}${number ?? 1} ${noun}${whose}`
}

const sayKinds = (kinds: number, listed: number) =>
  (kinds < listed ? `at least ${kinds}` : kinds === 2 ? 'both' : `all ${kinds}`)

/** Kinds of persons come before the kinds of bodies that send somebody. */
const isPerson = (kind: SeatKind | undefined) => kind !== undefined && SEAT_KINDS.indexOf(kind) < SEAT_KINDS.indexOf('party_committee')

export interface TargetWords { readonly time: string; readonly schools: string }

/** “by 31 December 2025 at least 90% of the communities must have a guidance station” */
export function sayTargetInEnglish(duty: SaidDuty, { time, schools }: TargetWords): string[] {
  const { structure = {}, number, unit, relation, bearer: { name }, strength } = duty
  const modal = strength === 'encouraged' ? '' : strength === 'must' ? 'must' : strength === 'normally' ? 'must normally' : 'should'
  const by = name === undefined ? '' : `, under ${name.en}`
  if (unit === 'percent') {
    const whose = structure.of === undefined || structure.of === 'school' ? schools : sayBodies(structure.of)
    const share = typeof number === 'object' ? 'a locally decided share' : `${number === 100 ? '' : 'at least '}${number ?? 100}%`
    return [time, `${share} of the ${whose}`, modal, 'have', sayStructureInEnglish({ ...duty, number: 1 }), by]
  }
  const words = { 'at-least': 'at least', exactly: 'exactly', 'at-most': 'at most', all: 'all' } as const
  const count = typeof number === 'object' ? 'a locally decided number of' : `${words[relation]} ${number ?? 1}`
  const body = structure.name?.en ?? (structure.body === undefined ? '' : sayBodies(structure.body))
  const kinds = listWords((structure.seats?.[0]?.of ?? []).map((kind) => plural(saySeatKind(kind))), 'and')
  const what = unit === 'persons' ? `persons${kinds === '' ? '' : ` (${kinds})`} in ${body}` : body
  return [time, 'the region', modal, 'have', `${count} ${what}`, by]
}
