import { BEARER_KINDS, PERIODS, STRENGTHS } from './pack.contract.ts'
import type { Condition, Duty, LocalValue, Pack } from './pack.contract.ts'
import type { Path, Report } from './fault.rules.ts'
import { checkWindow } from './window-check.rules.ts'

/** Mistakes of one duty: names that lead nowhere, and parts that its form cannot be counted without. */
export function checkDuty(pack: Pack, duty: Duty, report: Report): void {
  checkNames(pack, duty, report)
  checkBearer(duty, report)
  checkNumber(duty, report)
  checkForm(duty, report)
  checkWhen(pack, duty, report)
  checkLocals(pack, duty, report)
  checkAction(pack, duty, report)
}

function checkNames(pack: Pack, duty: Duty, report: Report): void {
  if (!pack.matters.some((one) => one.key === duty.matter)) {
    report(['matter'], `没有声明事项“${duty.matter}”`, `matter “${duty.matter}” is not declared`)
  }
  duty.clauses.forEach((id, index) => {
    if (!pack.clauses.some((one) => one.id === id)) report(['clauses', index], `没有条款 ${id}`, `there is no clause ${id}`)
  })
}

const NEEDS_POSTS = ['post', 'holder', 'appointment', 'team']

function checkBearer({ bearer, subject }: Duty, report: Report): void {
  if (NEEDS_POSTS.includes(bearer.kind) && bearer.posts === undefined) {
    report(['bearer'], `责任主体为 ${bearer.kind} 时要写明岗位 posts`, `a bearer of kind ${bearer.kind} needs its posts`)
  }
  if (bearer.kind === 'body' && bearer.bodies === undefined) {
    report(['bearer'], '责任主体为 body 时要写明机构种类 bodies', 'a bearer of kind body needs its bodies')
  }
  if (bearer.kind !== 'body' && bearer.bodies !== undefined) {
    report(['bearer', 'bodies'], '只有责任主体为 body 时才写 bodies', 'bodies belong to a bearer of kind body only')
  }
  if (bearer.at === 'bureau' && bearer.stages !== undefined && bearer.kind !== 'unit') {
    report(['bearer', 'stages'], '教育局的责任主体没有学段', 'a bearer at the bureau has no stages')
  }
  if (bearer.kind === 'guardian' && subject.kind === 'none') {
    report(['subject'], '家长的责任要写明对谁，按班级计', 'a duty of guardians needs its subject: it is counted for the class')
  }
}

function checkNumber(duty: Duty, report: Report): void {
  const { number, unit, form, relation, strength } = duty
  const counts = form === 'count' || form === 'coverage'
  if (number !== undefined && unit === undefined) {
    report(['number'], '有数量而没有单位（times、percent、things 或 persons）', 'a number without its unit (times, percent, things or persons)')
  }
  if (number === undefined && unit !== undefined) report(['unit'], '有单位而没有数量', 'a unit without a number')
  if (number === 0 && relation !== 'at-most') report(['number'], '数量为 0 只用于至多（at-most）', 'a number of 0 is for at-most only')
  if (counts && strength !== 'encouraged' && strength !== 'statement' && number === undefined) {
    report([], '计数的责任没有数量；原文没有数量时用本地参数', 'a counting duty without a number; where the text gives none, use a local value')
  }
  if (unit === 'percent' && typeof number === 'number' && number > 100) report(['number'], '比例超过 100%', 'a share above 100%')
  if (form === 'coverage' && unit !== undefined && unit !== 'percent') {
    report(['unit'], '覆盖（coverage）的单位应为 percent', 'coverage is counted in percent')
  }
  if (form !== 'coverage' && form !== 'target' && unit === 'percent') {
    report(['unit'], 'percent 只用于覆盖（coverage）和目标（target）', 'percent is for coverage and targets only')
  }
}

/** Forms that are computed from bodies; all others are done by records. */
const OF_BODIES: readonly Duty['form'][] = ['structure', 'target']

function checkForm(duty: Duty, report: Report): void {
  const { form, action, structure, subject } = duty
  const ofBodies = OF_BODIES.includes(form)
  if (ofBodies && action !== undefined) report(['action'], `${form} 由机构与席位计算，不写 action`, `a ${form} is computed from bodies and has no action`)
  if (!ofBodies && action === undefined) report([], `形式为 ${form} 时要写明 action（做什么）`, `a duty of the form ${form} needs its action`)
  if (!ofBodies && structure !== undefined) report(['structure'], `形式为 ${form} 时不写 structure`, `a duty of the form ${form} has no structure`)
  if (ofBodies && structure === undefined) report([], `形式为 ${form} 时要写明 structure（组成）`, `a ${form} without its composition`)
  if (form === 'coverage' && subject.kind === 'none') report(['subject'], '覆盖（coverage）要写明对象', 'coverage needs its subject')
  if (form === 'prohibition' && duty.relation !== 'at-most') {
    report(['relation'], '禁止（prohibition）的关系应为 at-most', 'the relation of a prohibition is at-most')
  }
  if (form === 'structure' && structure !== undefined) checkStructure(duty, structure, report)
  if (form === 'target' && structure !== undefined) checkTarget(duty, structure, report)
  checkSeats(structure?.seats ?? [], report)
}

type Composition = NonNullable<Duty['structure']>

function checkStructure({ bearer, saying }: Duty, structure: Composition, report: Report): void {
  const { body, seats = [], topic, name } = structure
  if (bearer.kind !== 'body' && body === undefined) report(['structure'], '组成要写明机构种类 body', 'a composition needs the kind of its body')
  if (bearer.kind === 'body' && body !== undefined) {
    report(['structure', 'body'], '责任主体为 body 时，组成说的就是它自己，不写 body', 'the composition of a bearing body is its own: no body')
  }
  if (body === undefined && seats.length === 0) report(['structure'], '组成是空的：既无 body 也无 seats', 'an empty composition: neither a body nor seats')
  if (bearer.kind !== 'unit' && bearer.kind !== 'body') {
    report(['bearer'], '结构（structure）的责任主体是 unit 或 body', 'a structure is owed by a unit or a body')
  }
  if (topic !== undefined && name === undefined && saying === undefined) {
    report(['structure', 'topic'], '有 topic 时要写明名称 name', 'a topic needs its name')
  }
}

function checkTarget({ bearer, unit, saying }: Duty, { body, of, seats = [], topic, name }: Composition, report: Report): void {
  if (bearer.kind !== 'unit' || bearer.at !== 'bureau') {
    report(['bearer'], '目标（target）的责任主体是教育局：kind unit、at bureau', 'a target is the bureau’s: kind unit, at bureau')
  }
  if (unit === undefined || unit === 'times') {
    report(['unit'], '目标（target）的单位应为 percent、things 或 persons', 'a target is counted in percent, things or persons')
  }
  if (body === undefined) report(['structure'], '目标要写明机构种类 body', 'a target needs the kind of body')
  if (unit === 'percent' && of === undefined) report(['structure'], '比例目标要写明分母 of', 'a share needs the list that it is of')
  if (unit !== 'percent' && of !== undefined) report(['structure', 'of'], '只有比例目标有分母 of', 'only a share is of a list')
  if (unit === 'persons' && seats.length > 1) report(['structure', 'seats'], '按人数计的目标只写一条席位', 'a number of persons has one rule for seats')
  if (topic !== undefined && name === undefined && saying === undefined) {
    report(['structure', 'topic'], '有 topic 时要写明名称 name', 'a topic needs its name')
  }
}

function checkSeats(seats: NonNullable<Composition['seats']>, report: Report): void {
  seats.forEach((seat, index) => {
    const at: Path = ['structure', 'seats', index]
    if (seat.kinds !== undefined && seat.of === undefined) report(at, '种类数 kinds 要有名单 of', 'a number of kinds needs its list')
    if (seat.kinds !== undefined && seat.number !== undefined) {
      report(at, '一条席位只写人数 number 或种类数 kinds', 'a rule for seats has either a number or kinds')
    }
    if (seat.kinds !== undefined && seat.of !== undefined && seat.kinds > seat.of.length) {
      report([...at, 'kinds'], '种类数多于名单', 'more kinds than the list has')
    }
  })
}

function checkWhen(pack: Pack, { when, bearer }: Duty, report: Report): void {
  const { period, by, phase, standing, from, window } = when
  const named = [period, by, phase, standing].filter((one) => one !== undefined).length
  if (named !== 1) {
    report(['when'], 'when 要写且只写 period、by、phase、standing 之一', 'when has exactly one of period, by, phase and standing')
  }
  if (phase !== undefined && !pack.phases.some(({ key }) => key === phase)) {
    report(['when', 'phase'], `没有声明阶段“${phase}”`, `phase “${phase}” is not declared`)
  }
  if (window !== undefined && period === undefined) report(['when', 'window'], '只有按周期（period）的责任有时段', 'only a period has a window')
  if (from !== undefined && by === undefined && standing === undefined) {
    report(['when', 'from'], 'from 只用于 by 和 standing', 'from belongs to by and standing')
  }
  if (from !== undefined && typeof by === 'string' && from > by) {
    report(['when', 'by'], '不可能的时段：截止早于开始', 'impossible window: it ends before it begins')
  }
  if (window !== undefined && !('local' in window)) {
    checkWindow(window, typeof period === 'string' ? period : undefined, (path, zh, en) => report(['when', 'window', ...path], zh, en))
  }
  if (when.firstSemesterOfAppointment && (bearer.kind !== 'appointment' || period !== 'semester')) {
    report(['when', 'firstSemesterOfAppointment'], '只用于任职（appointment）按学期计的责任', 'only for a duty of an appointment, counted by semester')
  }
}

function checkLocals(pack: Pack, duty: Duty, report: Report): void {
  const check = (path: Path, key: string, types: readonly LocalValue['type'][]) => {
    const declared = pack.localValues.find((one) => one.key === key)
    if (!declared) report(path, `没有声明本地参数“${key}”`, `local value “${key}” is not declared`)
    else if (!types.includes(declared.type)) {
      report(path, `本地参数“${key}”的类型应为 ${types.join('、')}`, `local value “${key}” must be of type ${types.join(' or ')}`)
    }
    return declared
  }
  const checkOptions = (path: Path, key: string, allowed: readonly string[]) => {
    const declared = check(path, key, ['enum'])
    if (declared?.type === 'enum' && !declared.options.every((one) => allowed.includes(one.key))) {
      report(path, `本地参数“${key}”的选项应出自：${allowed.join('、')}`, `the options of “${key}” must be among: ${allowed.join(', ')}`)
    }
  }
  const { bearer, strength, number, when: { period, by, window }, action, structure } = duty
  if (bearer.local !== undefined) checkOptions(['bearer', 'local'], bearer.local, BEARER_KINDS)
  if (typeof strength === 'object') checkOptions(['strength'], strength.local, STRENGTHS)
  if (typeof number === 'object') check(['number'], number.local, ['int'])
  if (typeof period === 'object') checkOptions(['when', 'period'], period.local, PERIODS)
  if (typeof by === 'object') check(['when', 'by'], by.local, ['date'])
  if (window && 'local' in window) check(['when', 'window'], window.local, ['window', 'dates'])
  structure?.seats?.forEach((seat, index) => {
    if (typeof seat.number === 'object') check(['structure', 'seats', index, 'number'], seat.number.local, ['int'])
  })
  action?.where.forEach((condition, index) => {
    if (condition.local !== undefined) check(['action', 'where', index, 'local'], condition.local, ['enums'])
  })
}

function checkAction(pack: Pack, { action, waiting }: Duty, report: Report): void {
  if (waiting !== undefined) report(['waiting'], '责任要有能记录它的记录类型，不再写 waiting', 'a duty names a kind that records it; “waiting” is of older versions')
  if (action === undefined) return
  const kind = pack.kinds.find((one) => one.key === action.kind)
  if (!kind) return report(['action', 'kind'], `没有记录类型“${action.kind}”`, `there is no kind of record “${action.kind}”`)
  action.where.forEach((condition, index) => {
    checkCondition(kind, condition, (path, zh, en) => report(['action', 'where', index, ...path], zh, en))
  })
}

function checkCondition(kind: Pack['kinds'][number], condition: Condition, report: Report): void {
  const field = kind.fields.find((one) => one.key === condition.field)
  if (!field) return report(['field'], `${kind.zh}没有字段“${condition.field}”`, `${kind.en} has no field “${condition.field}”`)
  condition.in.forEach((value, index) => {
    const known = field.type === 'flag' ? typeof value === 'boolean' : field.options?.some((option) => option.key === value)
    if (!known) report(['in', index], `字段“${field.zh}”没有选项“${value}”`, `field “${field.en}” has no option “${value}”`)
  })
}
