import { ROLE_NAMES } from '#kernel/capacity'
import type { RecordField } from '../packs/kind.contract.ts'
import { STAGES, type Stage } from '#modules/org/units/unit.contract'
import type { Condition, Duty, Lexicon, ResolvedDuty } from '../packs/pack.contract.ts'
import { sayInEnglish } from './say-english.rules.ts'
import { sayWhen } from './say-when.rules.ts'

export type Language = 'zh' | 'en'

/** 「班主任 对本班每名学生 每学年 入户家访 至少 1 次」. A value that nobody has set yet is named as such, never guessed. */
export function sayDuty(duty: Duty | ResolvedDuty, lexicon: Lexicon, language: Language): string {
  if (duty.saying !== undefined) return duty.saying[language]
  return language === 'en' ? sayInEnglish(duty, lexicon) : sayInChinese(duty, lexicon)
}

function sayInChinese(duty: Duty | ResolvedDuty, lexicon: Lexicon): string {
  const encouraged = duty.strength === 'encouraged'
  const parts = [
    encouraged ? '鼓励' : '', sayBearer(duty), saySubject(duty), sayWhen(duty.when, lexicon),
    duty.strength === 'normally' ? '原则上' : '', sayAction(duty, lexicon), sayNumber(duty),
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/** 「入户家访」, 「家访」: the kind of work with what narrows it to one way, for use inside a list. */
export function sayWork({ action }: Duty | ResolvedDuty, lexicon: Lexicon): string {
  const { kind, named, words } = readAction(action, lexicon)
  return `${words.filter((one) => one.length === 1).join('')}${named?.zh ?? kind}`
}

const PLAIN_SCHOOLS: readonly Stage[] = STAGES.filter((stage) => stage !== 'kindergarten')
const ONE_STAGE: Readonly<Record<Stage, string>> = {
  kindergarten: '幼儿园', primary: '小学', junior: '初中', senior: '普通高中', vocational: '中等职业学校',
}

/** 中小学校 stands for the four school stages together, as in the documents. */
export function sayStages(stages: readonly Stage[]): string {
  const schools = PLAIN_SCHOOLS.every((stage) => stages.includes(stage))
  if (!schools) return STAGES.filter((stage) => stages.includes(stage)).map((stage) => ONE_STAGE[stage]).join('、')
  return stages.includes('kindergarten') ? '中小学校、幼儿园' : '中小学校'
}

function sayBearer(duty: Duty | ResolvedDuty): string {
  const { kind, posts = [], stages = STAGES, notHolding = [] } = duty.bearer
  if (kind === 'unit') return sayStages(stages)
  if (kind === 'body') return '领导小组'
  const others = notHolding.length > 0 ? `未担任${notHolding.map((post) => ROLE_NAMES[post]).join('、')}的` : ''
  const names = others + posts.map((post) => ROLE_NAMES[post]).join('、')
  if ('local' in duty.bearer && duty.bearer.local !== undefined) return `${names}（按人或合计由本地确定）`
  if (kind === 'holder') return `每名${names}`
  if (kind === 'team') return `${names}合计`
  return kind === 'appointment' ? `新接班的${names}` : names
}

const SUBJECTS = { student: '每名学生', class: '每个班级', 'new-student': '每名新生', 'key-student': '每名重点学生' } as const

function saySubject({ subject, unit }: Duty | ResolvedDuty): string {
  if (subject.kind === 'none' || unit === 'percent') return ''
  if (subject.of === 'class') return `对本班${SUBJECTS[subject.kind]}`
  return `对${SUBJECTS[subject.kind]}`
}

function sayAction(duty: Duty | ResolvedDuty, lexicon: Lexicon): string {
  const { named, words } = readAction(duty.action, lexicon)
  const after = words.filter((one) => one.length !== 1).map((one) => `（${one.join('、')}）`)
  return `${named?.verb.zh ?? ''}${sayWork(duty, lexicon)}${after.join('')}`
}

/** The kind of an action, and the words of each of its conditions. */
function readAction({ kind, where }: (Duty | ResolvedDuty)['action'], lexicon: Lexicon) {
  const known = lexicon.kinds.find((one) => one.key === kind)
  const named = known ?? lexicon.announcedKinds.find((one) => one.key === kind)
  const words = where.map((condition) => sayValues(condition, known?.fields.find((one) => one.key === condition.field)))
  return { kind, named, words }
}

function sayValues(condition: Omit<Condition, 'local'>, field: RecordField | undefined): string[] {
  return condition.in.map((value) => {
    if (value === true) return field?.zh ?? condition.field
    if (value === false) return `非${field?.zh ?? condition.field}`
    return field?.options?.find((option) => option.key === value)?.zh ?? value
  })
}

const RELATIONS = { 'at-least': '至少', exactly: '恰好', 'at-most': '至多', all: '全部' } as const

function sayNumber(duty: Duty | ResolvedDuty): string {
  if (duty.number === undefined) return duty.strength === 'encouraged' ? '' : '（次数未定）'
  if (typeof duty.number === 'object') return `${RELATIONS[duty.relation]}（次数由本地确定）`
  if (duty.unit === 'percent') return `覆盖 ${duty.number}% 的${duty.subject.kind === 'class' ? '班级' : '学生'}`
  return `${RELATIONS[duty.relation]} ${duty.number} 次`
}
