import type { PostKind } from '#kernel/capacity'
import { BODY_NAMES } from '#modules/org/bodies/body.contract'
import { STAGE_NAMES, STAGES, type Stage } from '#modules/org/units/unit.contract'
import type { Lexicon } from '../packs/pack.contract.ts'
import { listWords, plural } from './english.rules.ts'
import { ALONE } from './say-bearer.rules.ts'
import { readAction, sayValues, type SaidDuty } from './say-action.rules.ts'
import { sayStructureInEnglish, sayTargetInEnglish } from './say-structure-english.rules.ts'
import { sayWhenInEnglish } from './say-when-english.rules.ts'

const POSTS: Readonly<Record<PostKind, string>> = {
  bureau_leader: 'bureau leader', bureau_officer: 'bureau officer', principal: 'principal', party_secretary: 'Party secretary',
  vice_principal: 'vice-principal', middle_leader: 'middle leader', head_teacher: 'head teacher',
  subject_teacher: 'subject teacher', psychology_teacher: 'psychology teacher', family_educator: 'family educator',
  roster_keeper: 'roster keeper', security_admin: 'security administrator',
}

/** “Each head teacher must carry out at least 1 home visit (in-home) for each student of the class in every academic year.” */
export function sayInEnglish(duty: SaidDuty, lexicon: Lexicon): string {
  const parts = sayParts(duty, lexicon).filter((part) => part !== '')
  const sentence = `${duty.strength === 'encouraged' ? 'it is encouraged that ' : ''}${parts.join(' ')}.`.replaceAll(' ,', ',')
  return `${sentence[0]?.toUpperCase()}${sentence.slice(1)}`
}

function sayParts(duty: SaidDuty, lexicon: Lexicon): string[] {
  const [bearer, modal, time] = [sayBearer(duty), sayModal(duty), sayWhenInEnglish(duty.when, lexicon)]
  if (duty.form === 'structure') return [bearer, modal, 'have', sayStructureInEnglish(duty), time]
  if (duty.form === 'target' && duty.structure !== undefined) return sayTargetInEnglish(duty, { time, schools: listWords(sayStages(duty.bearer.stages, true), 'and') })
  if (duty.form === 'content') return [bearer, modal, sayContent(duty, lexicon)]
  if (duty.form === 'prohibition') return [bearer, sayForbidden(duty, lexicon), time]
  const said = readAction(duty, lexicon, 'en')
  return [bearer, modal, said?.verb ?? '', sayWork(duty, lexicon), saySubject(duty), time]
}

function sayBearer({ bearer }: SaidDuty): string {
  const posts = listWords((bearer.posts ?? []).map((post) => POSTS[post]), 'or')
  const but = bearer.notHolding ? ` who is no ${listWords(bearer.notHolding.map((post) => POSTS[post]), 'or')}` : ''
  const open = 'local' in bearer && bearer.local !== undefined
  if (bearer.name !== undefined) return bearer.name.en
  switch (bearer.kind) {
    case 'unit': {
      const by = posts === '' ? '' : `, by its ${posts},`
      const whose = bearer.at === 'bureau' ? 'the education bureau' : `each ${listWords(sayStages(bearer.stages), 'or')}`
      return `${whose}${by}${open ? ' (who owes it is to be decided locally)' : ''}`
    }
    case 'body': {
      const { bodies = [] } = bearer
      return `${bodies.every((body) => ALONE.includes(body)) ? 'the' : 'each'} ${listWords(bodies.map((body) => BODY_NAMES[body].en), 'or')}`
    }
    case 'guardian': return 'the guardians of the students'
    case 'team': return open ? `each ${posts}${but} (or all together, to be decided locally)` : `the team of each ${posts}`
    case 'appointment': return `each ${posts} new to a class`
    case 'holder': case 'post': return `each ${posts}${but}${open ? ' (or all together, to be decided locally)' : ''}`
  }
}

function sayStages(stages: readonly Stage[] = STAGES, many = false): string[] {
  const end = many ? 's' : ''
  const schools = STAGES.filter((stage) => stage !== 'kindergarten')
  if (!schools.every((stage) => stages.includes(stage))) {
    return STAGES.filter((stage) => stages.includes(stage)).map((stage) => `${STAGE_NAMES[stage].en}${end}`)
  }
  return (stages.includes('kindergarten') ? ['school', 'kindergarten'] : ['school']).map((one) => `${one}${end}`)
}

function sayModal({ strength }: SaidDuty): string {
  if (strength === 'encouraged') return ''
  if (strength === 'statement') return 'should'
  return strength === 'normally' ? 'must normally' : 'must'
}

const RELATIONS = { 'at-least': 'at least', exactly: 'exactly', 'at-most': 'at most', all: 'all' } as const

function sayWork(duty: SaidDuty, lexicon: Lexicon): string {
  const said = readAction(duty, lexicon, 'en')
  if (said === undefined) return ''
  const limits = said.after.map((one) => listWords(one, 'or'))
  const limit = limits.length === 0 ? '' : ` (${limits.join('; ')})`
  const { number, relation, form } = duty
  if (duty.unit === 'percent') return `${plural(said.noun)}${limit} that reach ${sayShare(duty)}`
  if (form === 'phase') return `the ${said.noun}${limit}`
  if (number === undefined) return form === 'delivery' ? `1 ${said.noun}${limit}` : `${plural(said.noun)}${limit}`
  if (typeof number === 'object') return `${RELATIONS[relation]} a locally decided number of ${plural(said.noun)}${limit}`
  const noun = number === 1 ? said.noun : plural(said.noun)
  return `${form === 'delivery' ? '' : `${RELATIONS[relation]} `}${number} ${noun}${limit}`
}

function sayShare({ number, relation }: SaidDuty): string {
  if (typeof number === 'object') return 'a locally decided share'
  if (number === undefined || number === 100) return '100%'
  return `${RELATIONS[relation]} ${number}%`
}

const SUBJECTS = {
  student: ['student', 'students'], class: ['class', 'classes'], 'new-student': ['new pupil', 'new pupils'],
  'key-student': ['key student', 'key students'], 'left-behind-student': ['left-behind child', 'left-behind children'],
} as const

function saySubject({ subject, unit }: SaidDuty): string {
  if (subject.kind === 'none') return ''
  const whose = subject.of === 'class' ? ' of the class' : ''
  const [one, many] = SUBJECTS[subject.kind]
  return unit === 'percent' ? `of the ${many}${whose}` : `for each ${one}${whose}`
}

function sayContent(duty: SaidDuty, lexicon: Lexicon): string {
  const kind = lexicon.kinds.find(({ key }) => key === duty.action?.kind)
  const wanted = (duty.action?.where ?? []).map((condition) => {
    const field = kind?.fields.find(({ key }) => key === condition.field)
    const words = listWords(sayValues(condition, field, 'en'), 'and')
    return field === undefined || field.type === 'flag' ? words : `${field.en} (${words})`
  })
  const what = wanted.length === 0 ? 'what is asked here' : listWords(wanted, 'and')
  return `write down ${what} in its ${plural(kind?.en ?? 'record')}`
}

function sayForbidden(duty: SaidDuty, lexicon: Lexicon): string {
  const said = readAction(duty, lexicon, 'en')
  const words = listWords(said?.after.flat() ?? [], 'or')
  const what = words === '' ? said?.noun ?? '' : words
  const none = typeof duty.number !== 'number' || duty.number === 0
  return none ? `must be free of ${what}` : `must not exceed ${duty.number} of ${what}`
}
