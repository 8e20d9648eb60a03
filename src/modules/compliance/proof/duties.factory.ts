import type { PostKind } from '#kernel/capacity'
import type { Duty, LocalValue, Phase, Window } from '#modules/plan/packs/pack.contract'
import type { Dice } from './dice.factory.ts'

/** Kinds of records of the random packs: their fields decide what fits. */
export const KINDS = ['home_visit', 'parent_meeting', 'talk', 'station_activity', 'document', 'finding'] as const
export const MODES = ['in_home', 'at_school', 'phone'] as const
const CLASS_POSTS: readonly PostKind[] = ['head_teacher', 'subject_teacher']
const SCHOOL_POSTS: readonly PostKind[] = ['principal', 'vice_principal', 'middle_leader']
const UNIT_POSTS: readonly PostKind[] = [...SCHOOL_POSTS, 'bureau_leader']
const STAGES = ['kindergarten', 'primary', 'junior'] as const
export const DATE = '2025-03-10'

export const PHASES: Phase[] = [
  { key: 'begin', zh: '起步阶段', en: 'beginning', from: '2025-09-20', to: '2025-12-31', clauses: ['1/a'] },
  { key: 'grow', zh: '推进阶段', en: 'growing', from: '2026-01-01', to: '2026-10-31', clauses: ['1/a'] },
]

const said = (key: string) => ({ key, label: { zh: key, en: key }, zh: key, en: key, clauses: ['1/a'] })
export const LOCAL_VALUES: LocalValue[] = [
  { ...said('how-many'), setBy: 'school', type: 'int', min: 1, max: 9 },
  { ...said('how-often'), setBy: 'region', type: 'enum', options: ['semester', 'calendar-year', 'academic-year'].map((key) => ({ key, zh: key, en: key })) },
  { ...said('which-ways'), setBy: 'region', type: 'enums', options: MODES.map((key) => ({ key, zh: key, en: key })) },
  { ...said('by-whom'), setBy: 'region', type: 'enum', options: ['holder', 'team'].map((key) => ({ key, zh: key, en: key })) },
  { ...said('how-strong'), setBy: 'region', type: 'enum', options: ['must', 'encouraged'].map((key) => ({ key, zh: key, en: key })), default: 'must' },
  { ...said('which-days'), setBy: 'region', type: 'dates' },
  { ...said('which-window'), setBy: 'region', type: 'window', default: { from: { anchor: 'start', days: 3 }, to: { anchor: 'start', days: 24 } } },
  { ...said('which-share'), setBy: 'region', type: 'int', min: 1, max: 100 },
  { ...said('until-when'), setBy: 'region', type: 'date', default: '2026-06-30' },
]

type Part = Partial<Duty> & Pick<Duty, 'form' | 'bearer' | 'subject'>

/** A duty of the language at random, of the combinations that a pack may say. */
export function randomDuty(roll: Dice, index: number): Duty {
  const part = roll.one([ofChildren, ofChildren, ofChildren, ofClasses, inAll, inAll, ofBodies, handedIn, forbidden, built, built, aimed, aimed])(roll)
  return {
    id: `duty-${index}`, matter: 'work', clauses: ['1/a'], relation: 'at-least',
    when: randomWhen(roll, part), strength: roll.one(['must', 'must', 'normally', 'encouraged', 'statement', { local: 'how-strong' }]), ...part,
  } as Duty
}

const stages = (roll: Dice) => (roll.chance(0.5) ? { stages: roll.some(STAGES, 0.7).concat('primary').filter((one, i, all) => all.indexOf(one) === i) } : {})
const number = (roll: Dice) => (roll.chance(0.15) ? { local: 'how-many' } : roll.one([1, 1, 2, 3]))

function action(roll: Dice, kind: string): Pick<Duty, 'action'> {
  const mode = { field: 'mode', in: roll.some(MODES, 0.5).concat('in_home'), ...(roll.chance(0.2) ? { local: 'which-ways' } : {}) }
  const flag = { field: 'themed', in: [roll.chance(0.7)] }
  const many = { field: 'agenda', in: [roll.one(['report', 'plan'])] }
  return { action: { kind, where: roll.some([mode, flag, many], 0.25) } }
}

const holders = (roll: Dice): Duty['bearer'] => ({ kind: 'post', posts: roll.chance(0.7) ? ['head_teacher'] : [...CLASS_POSTS], ...stages(roll) })
const units = (roll: Dice): Duty['bearer'] => ({
  kind: roll.one(['unit', 'guardian']), ...stages(roll), ...(roll.chance(0.2) ? { at: 'school' } : {}),
  ...(roll.chance(0.15) ? { posts: [roll.one([...SCHOOL_POSTS, ...CLASS_POSTS])] } : {}),
})
const team = (roll: Dice): Duty['bearer'] => ({ kind: 'team', posts: [roll.one(SCHOOL_POSTS), roll.one(CLASS_POSTS)], ...stages(roll) })

function ofChildren(roll: Dice): Part {
  const bearer = roll.one([holders, units, units, team, (one: Dice): Duty['bearer'] => ({ kind: 'appointment', posts: ['head_teacher'], ...stages(one) })])(roll)
  const kind = roll.one(['student', 'student', 'new-student', 'new-student', 'key-student', 'left-behind-student'] as const)
  const of = bearer.kind === 'post' || bearer.kind === 'appointment' ? 'class' : roll.one(['class', 'unit'] as const)
  const share = roll.chance(0.3)
  return {
    form: share ? 'coverage' : 'count', bearer, subject: { kind, of }, ...action(roll, roll.one(['home_visit', 'talk'])),
    ...(share ? shareOf(roll) : { number: number(roll), unit: 'times' }),
  }
}

/** Of all, with or without saying so, or of some. */
const shareOf = (roll: Dice): Partial<Duty> => roll.one<Partial<Duty>>([
  { number: 100, unit: 'percent', relation: 'all' }, ...Array.from({ length: 3 }, () => ({ relation: 'all', strength: 'encouraged' } as const)),
  ...[90, 50, 34, { local: 'which-share' }, { local: 'which-share' }].map((part) => ({ number: part, unit: 'percent' as const })),
])

function ofClasses(roll: Dice): Part {
  const bearer = roll.one([holders, units, team])(roll)
  const share = roll.chance(0.25)
  return {
    form: share ? 'coverage' : 'count', bearer, subject: { kind: 'class', of: bearer.kind === 'post' ? 'class' : 'unit' }, ...action(roll, 'parent_meeting'),
    ...(share ? shareOf(roll) : { number: number(roll), unit: 'times', relation: roll.one(['at-least', 'exactly', 'at-most']) }),
  }
}

function inAll(roll: Dice): Part {
  const person: Duty['bearer'] = {
    kind: 'holder', posts: roll.some(SCHOOL_POSTS, 0.4).concat('subject_teacher'), ...stages(roll),
    ...(roll.chance(0.5) ? { notHolding: ['head_teacher'] } : {}), ...(roll.chance(0.5) ? { local: 'by-whom' } : {}),
  }
  const bearer = roll.one([() => person, units, team, (): Duty['bearer'] => ({ kind: 'team', posts: ['bureau_leader'] }),
    (): Duty['bearer'] => ({ kind: 'holder', posts: ['bureau_leader', 'middle_leader'] }), (): Duty['bearer'] => ({ kind: 'post', posts: [roll.one(UNIT_POSTS)], ...stages(roll) }),
    bureau])(roll)
  return {
    form: 'count', bearer, subject: { kind: 'none' }, ...action(roll, roll.one(['home_visit', 'parent_meeting', 'document'])),
    relation: roll.one(['at-least', 'exactly', 'at-most']), number: number(roll), unit: 'times',
  }
}

const bureau = (): Duty['bearer'] => ({ kind: 'unit', at: 'bureau', name: { zh: '某部门', en: 'an office' } })

const ofBodies = (roll: Dice): Part => ({
  form: roll.one(['count', 'phase']), bearer: { kind: 'body', bodies: roll.one([['station'], ['department', 'town'], ['workstation']]) }, subject: { kind: 'none' },
  ...action(roll, 'station_activity'), number: number(roll), unit: 'times',
})

const handedIn = (roll: Dice): Part => ({
  form: 'delivery', bearer: roll.one([units, bureau, (): Duty['bearer'] => ({ kind: 'body', bodies: ['department'] })])(roll), subject: { kind: 'none' }, ...action(roll, 'document'),
  when: roll.one<Duty['when']>([{ by: '2025-11-28' }, { by: '2026-12-31', from: '2026-01-01' }, { by: { local: 'until-when' } }, { phase: 'begin' }, { phase: 'grow' }]),
})

const forbidden = (roll: Dice): Part => ({
  form: 'prohibition', bearer: roll.chance(0.3) ? bureau() : { kind: 'unit', ...stages(roll) }, subject: { kind: 'none' }, relation: 'at-most', ...action(roll, 'finding'),
})

function built(roll: Dice): Part {
  const seats = roll.some([
    { role: 'coordinator' as const, number: 1, ...(roll.chance(0.4) ? { relation: 'exactly' as const } : {}) },
    { number: roll.chance(0.2) ? { local: 'how-many' } : roll.between(2, 6), of: ['teacher' as const, 'parent' as const, 'community_worker' as const] },
    { kinds: roll.between(1, 3), of: ['teacher' as const, 'parent' as const, 'expert' as const] },
  ], 0.5)
  const rest = { subject: { kind: 'none' as const }, when: roll.one<Duty['when']>([{ standing: true }, { by: '2025-12-31' }, { standing: true, from: '2025-10-01' }, { period: 'academic-year' }]) }
  if (roll.chance(0.25)) return { form: 'structure', bearer: { kind: 'body', bodies: ['workstation', 'station'] }, structure: { seats: seats.length > 0 ? seats : [{ number: 1 }] }, ...rest }
  const body = roll.one(['workstation', 'parent_committee', 'parent_committee', 'mechanism'] as const)
  const structure: Duty['structure'] = {
    body, ...(roll.chance(0.3) ? { topic: 'safety' } : {}), ...(body === 'parent_committee' ? { each: roll.one(['class', 'grade', undefined] as const) } : {}),
    ...(seats.length > 0 ? { seats } : {}),
  }
  return { form: 'structure', bearer: roll.chance(0.8) ? { kind: 'unit', ...stages(roll) } : { kind: 'unit', at: 'bureau' }, structure, ...rest, ...(roll.chance(0.2) ? { number: 2, unit: 'things' } : {}) }
}

function aimed(roll: Dice): Part {
  const rest = { bearer: { kind: 'unit' as const, at: 'bureau' as const }, subject: { kind: 'none' as const },
    when: roll.one<Duty['when']>([{ standing: true }, { by: '2025-12-31' }, { by: '2026-12-31' }, { period: 'calendar-year' }]) }
  const seats = roll.chance(0.3) ? { seats: [{ number: 2, of: ['teacher' as const, 'parent' as const] }] } : {}
  return roll.one<() => Part>([
    () => ({ form: 'target', structure: { body: 'workstation', of: 'school', ...seats }, number: roll.one([100, 90, 50]), unit: 'percent', ...rest,
      bearer: { ...rest.bearer, ...stages(roll) } }),
    () => ({ form: 'target', structure: { body: 'station', of: 'community', ...seats }, number: roll.one([90, 50, 34]), unit: 'percent', ...rest }),
    () => ({ form: 'target', structure: { body: 'base' }, number: roll.between(1, 4), unit: 'things', ...rest }),
    () => ({ form: 'target', structure: { body: 'lecturer_team', ...seats }, number: roll.between(2, 15), unit: 'persons', ...rest }),
  ])()
}

function randomWhen(roll: Dice, { form, subject, bearer }: Part): Duty['when'] {
  if (bearer.kind === 'appointment' && roll.chance(0.7)) return { period: 'semester', firstSemesterOfAppointment: true }
  if (form === 'phase') return { phase: roll.one(['begin', 'grow']) }
  const period = roll.one(['academic-year', 'semester', 'semester', 'half-year', 'calendar-year', { local: 'how-often' }] as const)
  if (roll.chance(0.1)) return roll.one<Duty['when']>([{ by: '2026-03-31' }, { standing: true, from: '2025-09-15' }, { phase: 'grow' }])
  if (roll.chance(0.5)) return { period }
  // A window of a local period could lie outside of it.
  const school = roll.one(['academic-year', 'semester'] as const)
  const relative: Window = roll.one<Window>([
    { from: { anchor: 'start', days: 0 }, to: { anchor: 'start', days: 13 } }, { from: { anchor: 'end', days: -20 }, to: { anchor: 'end', days: 0 } },
    { from: { anchor: 'start', days: -14 }, to: { anchor: 'start', days: 10 } },
  ])
  if (subject.kind === 'none' || roll.chance(0.5)) {
    return roll.one<() => Duty['when']>([
      () => ({ period: school, window: relative }),
      () => ({ period: 'calendar-year', window: { weekOf: roll.one(['05-15', '02-29', '11-20']) } }),
      () => ({ period: roll.one(['calendar-year', 'academic-year']), window: { yearly: roll.one([{ from: '09-01', to: '10-31' }, { from: '12-15', to: '01-20' }]) } }),
      () => ({ period: 'calendar-year', window: { days: ['05-04', '06-01', '10-13'], around: roll.one([0, 2]) } }),
      () => ({ period: school, window: { local: roll.one(['which-days', 'which-window', 'which-window']) } }),
    ])()
  }
  return { period: school, window: relative }
}
