import type { PostKind } from '#kernel/capacity'
import { STAGES, type Stage } from '#modules/org/units/unit.contract'
import { isDates, STAGE_NAMES } from '../packs/pack.contract.ts'
import type { Condition, DateSpan, Duty, Lexicon, ResolvedDuty, Window } from '../packs/pack.contract.ts'
import { labelOf, PERIOD_NAMES } from './say-when.rules.ts'

const POSTS: Readonly<Record<PostKind, string>> = {
  bureau_leader: 'bureau leader', bureau_officer: 'bureau officer', principal: 'principal', party_secretary: 'Party secretary',
  vice_principal: 'vice-principal', middle_leader: 'middle leader', head_teacher: 'head teacher',
  subject_teacher: 'subject teacher', psychology_teacher: 'psychology teacher', family_educator: 'family educator',
  roster_keeper: 'roster keeper', security_admin: 'security administrator',
}

const list = (words: readonly string[], last: string) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`

/** “Each head teacher must carry out at least 1 home visit (in-home) for each student of the class in every academic year.” */
export function sayInEnglish(duty: Duty | ResolvedDuty, lexicon: Lexicon): string {
  const parts = [sayBearer(duty), sayModal(duty, lexicon), sayWork(duty, lexicon), saySubject(duty), sayTime(duty, lexicon)]
  return `${parts.filter((part) => part !== '').join(' ')}.`
}

function sayBearer({ bearer }: Duty | ResolvedDuty): string {
  const posts = list((bearer.posts ?? []).map((post) => POSTS[post]), 'or')
  const but = bearer.notHolding ? ` who is no ${list(bearer.notHolding.map((post) => POSTS[post]), 'or')}` : ''
  if (bearer.kind === 'body') return 'The leading group'
  if (bearer.kind === 'unit') return `Each ${list(sayStages(bearer.stages ?? STAGES), 'or')}`
  if ('local' in bearer && bearer.local !== undefined) return `Each ${posts}${but} (or all together, to be decided locally)`
  if (bearer.kind === 'team') return `The team of each ${posts}`
  return bearer.kind === 'appointment' ? `Each ${posts} new to a class` : `Each ${posts}${but}`
}

function sayStages(stages: readonly Stage[]): string[] {
  const schools = STAGES.filter((stage) => stage !== 'kindergarten')
  if (!schools.every((stage) => stages.includes(stage))) {
    return STAGES.filter((stage) => stages.includes(stage)).map((stage) => STAGE_NAMES[stage].en)
  }
  return stages.includes('kindergarten') ? ['school', 'kindergarten'] : ['school']
}

const named = (key: string, { kinds, announcedKinds }: Lexicon) => [...kinds, ...announcedKinds].find((one) => one.key === key)

function sayModal({ strength, action }: Duty | ResolvedDuty, lexicon: Lexicon): string {
  const verb = named(action.kind, lexicon)?.verb.en ?? 'carry out'
  if (strength === 'encouraged') return `is encouraged to ${verb}`
  return strength === 'normally' ? `must normally ${verb}` : `must ${verb}`
}

const RELATIONS = { 'at-least': 'at least', exactly: 'exactly', 'at-most': 'at most', all: 'all' } as const
const plural = (noun: string) => (noun.endsWith('y') && !noun.endsWith('day') ? `${noun.slice(0, -1)}ies` : `${noun}s`)

function sayWork(duty: Duty | ResolvedDuty, lexicon: Lexicon): string {
  const noun = named(duty.action.kind, lexicon)?.en ?? duty.action.kind
  const limits = duty.action.where.map((condition) => sayValues(condition, duty, lexicon))
  const limit = limits.length === 0 ? '' : ` (${limits.join('; ')})`
  if (duty.number === undefined) return `${plural(noun)}${limit}`
  if (typeof duty.number === 'object') return `${RELATIONS[duty.relation]} a locally decided number of ${plural(noun)}${limit}`
  if (duty.unit === 'percent') return `${plural(noun)}${limit} that reach ${duty.number}%`
  return `${RELATIONS[duty.relation]} ${duty.number} ${duty.number === 1 ? noun : plural(noun)}${limit}`
}

function sayValues(condition: Omit<Condition, 'local'>, duty: Duty | ResolvedDuty, lexicon: Lexicon): string {
  const kind = lexicon.kinds.find((one) => one.key === duty.action.kind)
  const field = kind?.fields.find((one) => one.key === condition.field)
  return list(condition.in.map((value) => {
    if (typeof value === 'boolean') return `${value ? '' : 'not '}${field?.en ?? condition.field}`
    return field?.options?.find((option) => option.key === value)?.en ?? value
  }), 'or')
}

const SUBJECTS = { student: 'student', class: 'class', 'new-student': 'new pupil', 'key-student': 'key student' } as const

function saySubject({ subject, unit }: Duty | ResolvedDuty): string {
  if (subject.kind === 'none') return ''
  const whose = subject.of === 'class' ? ' of the class' : ''
  return unit === 'percent' ? `of the ${SUBJECTS[subject.kind]}s${whose}` : `for each ${SUBJECTS[subject.kind]}${whose}`
}

function sayTime({ when }: Duty | ResolvedDuty, lexicon: Lexicon): string {
  const period = PERIOD_NAMES[when.period].en
  if (when.firstSemesterOfAppointment) return 'in the first semester after taking over'
  if (when.window === undefined) return `in every ${period}`
  if ('local' in when.window) return `in every ${period}, ${labelOf(when.window.local, lexicon).en} (dates to be decided locally)`
  return sayPart(when.window, period)
}

function sayPart(part: Window | readonly DateSpan[], period: string): string {
  if (isDates(part)) return `in each of the periods ${list(part.map((span) => span.name), 'and')} of every ${period}`
  const [{ from, to }, days] = [part, part.to.days - part.from.days + 1]
  if (from.anchor === 'start' && to.anchor === 'start' && from.days === 0) return `in the first ${days} days of every ${period}`
  if (from.anchor === 'end' && to.anchor === 'end' && to.days === 0) return `in the last ${days} days of every ${period}`
  const edge = ({ anchor, days }: Window['from']) => {
    const day = anchor === 'start' ? 'the first day' : 'the last day'
    return days === 0 ? day : `${Math.abs(days)} day${Math.abs(days) === 1 ? '' : 's'} ${days < 0 ? 'before' : 'after'} ${day}`
  }
  return `from ${edge(from)} to ${edge(to)} of every ${period}`
}
