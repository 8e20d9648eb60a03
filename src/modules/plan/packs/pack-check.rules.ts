import { findFault } from '../duties/resolve.rules.ts'
import { BEARER_KINDS, STRENGTHS } from './pack.contract.ts'
import type { Condition, Duty, LocalValue, Pack } from './pack.contract.ts'

/** A mistake at a place inside the pack's data. */
export interface Fault {
  readonly path: readonly (string | number)[]
  readonly zh: string
  readonly en: string
}

type Path = Fault['path']
type Report = (path: Path, zh: string, en: string) => void

/** Mistakes that the shape cannot show: names that lead nowhere, and sentences that say too little to be counted. */
export function findFaults(pack: Pack): Fault[] {
  const faults: Fault[] = []
  const report: Report = (path, zh, en) => void faults.push({ path, zh, en })
  checkUnique(pack, report)
  pack.clauses.forEach((_, index) => checkClause(pack, index, report))
  pack.duties.forEach((duty, index) => {
    const at: Report = (path, zh, en) => report(['duties', index, ...path], zh, en)
    checkNames(pack, duty, at)
    checkSentence(duty, at)
    checkLocals(pack, duty, at)
    checkAction(pack, duty, at)
  })
  pack.localValues.forEach((value, index) => {
    checkLocalValue(pack, value, (path, zh, en) => report(['localValues', index, ...path], zh, en))
  })
  return faults
}

function checkUnique(pack: Pack, report: Report): void {
  const lists: [string, string, readonly string[]][] = [
    ['clauses', 'id', pack.clauses.map((one) => one.id)], ['duties', 'id', pack.duties.map((one) => one.id)],
    ['matters', 'key', pack.matters.map((one) => one.key)], ['localValues', 'key', pack.localValues.map((one) => one.key)],
    ['kinds', 'key', [...pack.kinds, ...pack.announcedKinds].map((one) => one.key)],
  ]
  for (const [list, name, keys] of lists) {
    keys.forEach((key, index) => {
      if (keys.indexOf(key) !== index) report([list, index, name], `编号“${key}”重复`, `“${key}” is there twice`)
    })
  }
}

function checkClause(pack: Pack, index: number, report: Report): void {
  const clause = pack.clauses[index]!
  const path = ['clauses', index, 'carrier'] as const
  const carried = Array.isArray(clause.carrier) ? clause.carrier : []
  for (const id of carried) {
    if (!pack.duties.some((duty) => duty.id === id && duty.clauses.includes(clause.id))) {
      report(path, `条款 ${clause.id} 写着由责任“${id}”承载，但没有这样的责任`,
        `clause ${clause.id} names duty “${id}”, which does not carry it`)
    }
  }
  for (const duty of pack.duties.filter((one) => one.clauses.includes(clause.id) && !carried.includes(one.id))) {
    report(path, `责任“${duty.id}”承载条款 ${clause.id}，条款的 carrier 却没有写它`,
      `duty “${duty.id}” carries clause ${clause.id}, whose carrier does not say so`)
  }
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

function checkSentence(duty: Duty, report: Report): void {
  const counts = duty.form === 'count' || duty.form === 'coverage'
  if (duty.number !== undefined && duty.unit === undefined) {
    report(['number'], '有数量而没有单位（times 或 percent）', 'a number without its unit (times or percent)')
  }
  if (duty.number === undefined && duty.unit !== undefined) report(['unit'], '有单位而没有数量', 'a unit without a number')
  const binding = duty.strength !== 'encouraged' && duty.strength !== 'statement'
  if (counts && binding && duty.number === undefined && duty.waiting === undefined) {
    report([], '计数的责任没有数量；原文没有数量时用本地参数', 'a counting duty without a number; where the text gives none, use a local value')
  }
  if (NEEDS_POSTS.includes(duty.bearer.kind) && duty.bearer.posts === undefined) {
    report(['bearer'], `责任主体为 ${duty.bearer.kind} 时要写明岗位 posts`, `a bearer of kind ${duty.bearer.kind} needs its posts`)
  }
  if (duty.when.firstSemesterOfAppointment && (duty.bearer.kind !== 'appointment' || duty.when.period !== 'semester')) {
    report(['when', 'firstSemesterOfAppointment'], '只用于任职（appointment）按学期计的责任',
      'only for a duty of an appointment, counted by semester')
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
      report(path, `本地参数“${key}”的选项应出自：${allowed.join('、')}`,
        `the options of “${key}” must be among: ${allowed.join(', ')}`)
    }
  }
  if (duty.bearer.local !== undefined) checkOptions(['bearer', 'local'], duty.bearer.local, BEARER_KINDS)
  if (typeof duty.strength === 'object') checkOptions(['strength'], duty.strength.local, STRENGTHS)
  if (typeof duty.number === 'object') check(['number'], duty.number.local, ['int'])
  if (duty.when.window && 'local' in duty.when.window) check(['when', 'window'], duty.when.window.local, ['window', 'dates'])
  duty.action?.where.forEach((condition, index) => {
    if (condition.local !== undefined) check(['action', 'where', index, 'local'], condition.local, ['enums'])
  })
}

function checkAction(pack: Pack, { action, waiting }: Duty, report: Report): void {
  if (action === undefined) return
  const kind = pack.kinds.find((one) => one.key === action.kind)
  if (kind) {
    action.where.forEach((condition, index) => {
      checkCondition(kind, condition, (path, zh, en) => report(['action', 'where', index, ...path], zh, en))
    })
  } else if (!pack.announcedKinds.some((one) => one.key === action.kind)) {
    report(['action', 'kind'], `没有记录类型“${action.kind}”`, `there is no kind of record “${action.kind}”`)
  } else if (waiting === undefined) {
    report(['action', 'kind'], `记录类型“${action.kind}”尚不能记录，要写明 waiting（原因）`,
      `kind “${action.kind}” cannot be recorded yet; say why in “waiting”`)
  }
}

function checkCondition(kind: Pack['kinds'][number], condition: Condition, report: Report): void {
  const field = kind.fields.find((one) => one.key === condition.field)
  if (!field) return report(['field'], `${kind.zh}没有字段“${condition.field}”`, `${kind.en} has no field “${condition.field}”`)
  condition.in.forEach((value, index) => {
    const known = field.type === 'flag' ? typeof value === 'boolean' : field.options?.some((option) => option.key === value)
    if (!known) report(['in', index], `字段“${field.zh}”没有选项“${value}”`, `field “${field.en}” has no option “${value}”`)
  })
}

function checkLocalValue(pack: Pack, value: LocalValue, report: Report): void {
  const fault = value.default === undefined ? undefined : findFault(value, value.default)
  if (fault !== undefined) report(['default'], `默认值不合要求：${fault}`, 'the default does not fit its own declaration')
  value.clauses.forEach((id, index) => {
    if (!pack.clauses.some((one) => one.id === id)) report(['clauses', index], `没有条款 ${id}`, `there is no clause ${id}`)
  })
  if (!pack.duties.some((duty) => JSON.stringify(duty).includes(`"local":"${value.key}"`))) {
    report(['key'], `没有责任使用本地参数“${value.key}”`, `no duty uses local value “${value.key}”`)
  }
}
