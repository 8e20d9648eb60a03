import { findFault } from '../duties/resolve.rules.ts'
import { checkDuty } from './duty-check.rules.ts'
import type { Fault, Path, Report } from './fault.rules.ts'
import type { Clause, ClauseKind, LocalValue, Pack } from './pack.contract.ts'
import { checkWindow } from './window-check.rules.ts'

/** Mistakes that the shape cannot show: names that lead nowhere, and sentences that say too little to be counted. */
export function findFaults(pack: Pack): Fault[] {
  const faults: Fault[] = []
  const report: Report = (path, zh, en) => void faults.push({ path, zh, en })
  const below = (...place: Path): Report => (path, zh, en) => report([...place, ...path], zh, en)
  checkUnique(pack, report)
  if (pack.announcedKinds.length > 0) report(['announcedKinds'], '不再写 announcedKinds，要有能记录的记录类型', '“announcedKinds” is of older versions; name kinds that can be recorded')
  pack.clauses.forEach((one, index) => checkClause(pack, one, below('clauses', index)))
  pack.duties.forEach((one, index) => checkDuty(pack, one, below('duties', index)))
  pack.localValues.forEach((one, index) => checkLocalValue(pack, one, below('localValues', index)))
  pack.phases.forEach((one, index) => checkClauses(pack, one.clauses, below('phases', index)))
  pack.activities.forEach((one, index) => checkActivity(pack, one, below('activities', index)))
  return faults
}

function checkUnique(pack: Pack, report: Report): void {
  const lists: [string, string, readonly string[]][] = [
    ['clauses', 'id', pack.clauses.map((one) => one.id)], ['duties', 'id', pack.duties.map((one) => one.id)],
    ['matters', 'key', pack.matters.map((one) => one.key)], ['localValues', 'key', pack.localValues.map((one) => one.key)],
    ['kinds', 'key', pack.kinds.map((one) => one.key)],
    ['phases', 'key', pack.phases.map((one) => one.key)], ['activities', 'key', pack.activities.map((one) => one.key)],
  ]
  for (const [list, name, keys] of lists) {
    keys.forEach((key, index) => {
      if (keys.indexOf(key) !== index) report([list, index, name], `编号“${key}”重复`, `“${key}” is there twice`)
    })
  }
}

/** Clauses that ask for something to be done, to be there or to be reached: only a duty carries them. */
const CARRIED_BY_DUTIES: readonly ClauseKind[] = ['duty-recurring', 'duty-once', 'target', 'structure']

function checkClause(pack: Pack, clause: Clause, report: Report): void {
  const { carrier } = clause
  if (carrier === 'register') return report(['carrier'], `条款 ${clause.id} 没有承载者（carrier）`, `clause ${clause.id} has no carrier`)
  if (carrier === 'guidance' && clause.kind !== 'guidance') {
    report(['carrier'], `条款 ${clause.id} 不是指导意见（guidance），不能只作指引`, `clause ${clause.id} is not of the kind guidance`)
  }
  if (CARRIED_BY_DUTIES.includes(clause.kind) && !Array.isArray(carrier)) {
    report(['carrier'], `条款 ${clause.id} 属于 ${clause.kind}，要由责任承载`, `clause ${clause.id} of kind ${clause.kind} needs duties that carry it`)
  }
  checkCarrierNames(pack, clause, report)
  checkCarried(pack, clause, report)
}

function checkCarrierNames(pack: Pack, { id, carrier }: Clause, report: Report): void {
  if (typeof carrier !== 'object' || Array.isArray(carrier)) return
  if ('activity' in carrier) {
    const held = pack.activities.find(({ key }) => key === carrier.activity)
    if (!held) report(['carrier', 'activity'], `没有活动“${carrier.activity}”`, `there is no activity “${carrier.activity}”`)
    else if (!held.clauses.includes(id)) {
      report(['carrier', 'activity'], `活动“${held.key}”没有写明条款 ${id}`, `activity “${held.key}” does not name clause ${id}`)
    }
  }
  if ('record' in carrier && !pack.kinds.some(({ key }) => key === carrier.record)) {
    report(['carrier', 'record'], `没有记录类型“${carrier.record}”`, `there is no kind of record “${carrier.record}”`)
  }
}

function checkCarried(pack: Pack, { id, carrier }: Clause, report: Report): void {
  const carried = Array.isArray(carrier) ? carrier : []
  for (const duty of carried) {
    if (!pack.duties.some((one) => one.id === duty && one.clauses.includes(id))) {
      report(['carrier'], `条款 ${id} 写着由责任“${duty}”承载，但没有这样的责任`, `clause ${id} names duty “${duty}”, which does not carry it`)
    }
  }
  for (const duty of pack.duties.filter((one) => one.clauses.includes(id) && !carried.includes(one.id))) {
    report(['carrier'], `责任“${duty.id}”承载条款 ${id}，条款的 carrier 却没有写它`, `duty “${duty.id}” carries clause ${id}, whose carrier does not say so`)
  }
}

function checkClauses(pack: Pack, clauses: readonly string[], report: Report): void {
  clauses.forEach((id, index) => {
    if (!pack.clauses.some((one) => one.id === id)) report(['clauses', index], `没有条款 ${id}`, `there is no clause ${id}`)
  })
}

function checkActivity(pack: Pack, { kind, clauses, yearly }: Pack['activities'][number], report: Report): void {
  checkClauses(pack, clauses, report)
  if (!pack.kinds.some(({ key }) => key === kind)) report(['kind'], `没有记录类型“${kind}”`, `there is no kind of record “${kind}”`)
  if (yearly !== undefined) checkWindow({ yearly }, undefined, (path, zh, en) => report(path, zh, en))
}

/** Declared by its own pack for its own duties, so that nobody is asked for what no duty reads. */
function checkLocalValue(pack: Pack, value: LocalValue, report: Report): void {
  const fault = value.default === undefined ? undefined : findFault(value, value.default)
  if (fault !== undefined) report(['default'], `默认值不合要求：${fault}`, 'the default does not fit its own declaration')
  if (value.type === 'window' && value.default !== undefined) {
    checkWindow(value.default, undefined, (path, zh, en) => report(['default', ...path], zh, en))
  }
  if (value.type === 'int' && value.min > value.max) report(['max'], '最大值小于最小值', 'the largest value is below the smallest')
  checkClauses(pack, value.clauses, report)
  if (!pack.duties.some((duty) => JSON.stringify(duty).includes(`"local":"${value.key}"`))) {
    report(['key'], `没有责任使用本地参数“${value.key}”`, `no duty uses local value “${value.key}”`)
  }
}
