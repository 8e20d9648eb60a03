import type { Lexicon } from '../packs/pack.contract.ts'
import { readAction, sayValues, type Language, type SaidDuty } from './say-action.rules.ts'
import { sayBearer } from './say-bearer.rules.ts'
import { sayInEnglish } from './say-english.rules.ts'
import { RELATIONS, sayStructure, sayTarget } from './say-structure.rules.ts'
import { sayWhen } from './say-when.rules.ts'

/** 「班主任 对本班每名学生 每学年 入户家访 至少 1 次」. A value that nobody has set yet is named as such, never guessed. */
export function sayDuty(duty: SaidDuty, lexicon: Lexicon, language: Language): string {
  if (duty.saying !== undefined) return duty.saying[language]
  return language === 'en' ? sayInEnglish(duty, lexicon) : sayInChinese(duty, lexicon)
}

function sayInChinese(duty: SaidDuty, lexicon: Lexicon): string {
  const parts = [duty.strength === 'encouraged' ? '鼓励' : '', ...sayParts(duty, lexicon)].filter((part) => part !== '')
  // What ends with a comma of its own needs no space behind it.
  return parts.join(' ').replaceAll('， ', '，')
}

function sayParts(duty: SaidDuty, lexicon: Lexicon): string[] {
  switch (duty.form) {
    case 'structure': return sayStructure(duty, sayBearer(duty), lexicon)
    case 'target': return duty.structure === undefined ? sayRecorded(duty, lexicon) : sayTarget(duty, lexicon)
    case 'content': return [sayBearer(duty), sayContent(duty, lexicon)]
    case 'prohibition': return [sayBearer(duty), sayWhen(duty.when, lexicon), sayForbidden(duty, lexicon)]
    case 'count': case 'coverage': case 'delivery': case 'phase': return sayRecorded(duty, lexicon)
  }
}

function sayRecorded(duty: SaidDuty, lexicon: Lexicon): string[] {
  return [
    sayBearer(duty), saySubject(duty), sayWhen(duty.when, lexicon), duty.strength === 'normally' ? '原则上' : '', sayAction(duty, lexicon),
    duty.form === 'phase' ? '' : sayNumber(duty),
  ]
}

/** 「入户家访」, 「家访」: the kind of work with what narrows it to one way, or the body, for use inside a list. */
export function sayWork(duty: SaidDuty, lexicon: Lexicon): string {
  const said = readAction(duty, lexicon, 'zh')
  if (said === undefined) return lexicon.matters.find(({ key }) => key === duty.matter)?.zh ?? ''
  return `${said.before.join('')}${said.noun}`
}

const SUBJECTS = {
  student: '每名学生', class: '每个班级', 'new-student': '每名新生', 'key-student': '每名重点学生', 'left-behind-student': '每名留守儿童',
} as const

function saySubject({ subject, unit }: SaidDuty): string {
  if (subject.kind === 'none' || unit === 'percent') return ''
  return `对${subject.of === 'class' ? '本班' : ''}${SUBJECTS[subject.kind]}`
}

function sayAction(duty: SaidDuty, lexicon: Lexicon): string {
  const said = readAction(duty, lexicon, 'zh')
  if (said === undefined) return ''
  const verb = duty.form === 'delivery' && duty.action?.kind === 'document' ? '提交' : said.verb
  return `${verb}${said.before.join('')}${said.noun}${said.after.map((one) => `（${one.join('、')}）`).join('')}`
}

function sayNumber(duty: SaidDuty): string {
  const { number, relation, strength } = duty
  if (duty.unit === 'percent') return sayShare(duty)
  if (number === undefined) return strength === 'encouraged' || strength === 'statement' ? '' : duty.form === 'delivery' ? '1 份' : '（次数未定）'
  const measure = duty.action?.kind === 'document' ? '份' : duty.unit === 'persons' ? '人' : '次'
  if (typeof number === 'object') return `${RELATIONS[relation]}（${measure === '次' ? '次' : measure}数由本地确定）`
  return duty.form === 'delivery' ? `${number} ${measure}` : `${RELATIONS[relation]} ${number} ${measure}`
}

/** 「覆盖 100% 的学生」 */
function sayShare({ number, relation, subject }: SaidDuty): string {
  const whom = subject.kind === 'none' ? '对象' : SUBJECTS[subject.kind].slice(2)
  if (typeof number === 'object') return `覆盖${whom}的比例由本地确定`
  if (number === undefined) return `覆盖全部${whom}`
  return `覆盖${number < 100 && relation === 'at-least' ? '至少' : ''} ${number}% 的${whom}`
}

/** 「工作会议 应含 议程：通报情况、调度进展」: the fields of the record that hold what the text wants in it. */
function sayContent(duty: SaidDuty, lexicon: Lexicon): string {
  const kind = lexicon.kinds.find(({ key }) => key === duty.action?.kind)
  const wanted = (duty.action?.where ?? []).map((condition) => {
    const field = kind?.fields.find(({ key }) => key === condition.field)
    const words = sayValues(condition, field, 'zh').join('、')
    return field === undefined || field.type === 'flag' ? words : `${field.zh}（${words}）`
  })
  return `在${kind?.zh ?? ''}中${wanted.length === 0 ? '应体现这项要求' : `应写明${wanted.join('、')}`}`
}

/** 「不得有要求家长批改作业的情形」; at most so many where the text allows some. */
function sayForbidden(duty: SaidDuty, lexicon: Lexicon): string {
  const said = readAction(duty, lexicon, 'zh')
  const words = [...said?.before ?? [], ...said?.after.flat() ?? []].join('、')
  const what = words === '' ? `${said?.noun ?? ''}` : words
  return typeof duty.number === 'number' && duty.number > 0 ? `有${what}的情形 至多 ${duty.number} 次` : `不得有${what}的情形`
}
