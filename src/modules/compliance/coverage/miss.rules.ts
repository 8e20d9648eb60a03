import { ROLE_NAMES } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import type { RecordFacts } from '#modules/ledger/records/record.contract'
import type { RecordKind } from '#modules/plan/packs/kind.contract'
import type { Duty, ResolvedDuty } from '#modules/plan/packs/pack.contract'
import { BODY_NAMES } from '#modules/org/bodies/body.contract'
import { DESIGNATION_NAMES } from '#modules/org/designations/designation.contract'
import { STAGE_NAMES } from '#modules/org/units/unit.contract'
import { fallsOn } from './candidate.rules.ts'
import type { Miss, Roster } from './counting.contract.ts'
import { sayDay } from './period.rules.ts'

export interface MissFacts {
  readonly duty: ResolvedDuty
  readonly record: RecordFacts
  readonly kind: RecordKind | undefined
  /** 省 · 市 · 区 */
  readonly level: string
  readonly today: SchoolDate
}

/**
 * Whether a duty could concern whoever made the record: it asks for this kind of work of one of their posts, or of the school
 * itself, in a unit with one of its stages. Of any other duty nobody expects that the record counts for it.
 */
export function couldConcern({ bearer, action }: Duty | ResolvedDuty, record: RecordFacts, roster: Roster): boolean {
  const { kind, posts, stages } = bearer
  if (action?.kind !== record.kind) return false
  if (kind === 'body') return record.subjects.some(({ subjectId }) => roster.bodies.has(subjectId))
  const concerned = (unitId: string) => {
    const unit = roster.units.get(unitId)
    return unit !== undefined && fallsOn(bearer, unit.kind) && (stages === undefined || unit.stages.some((one) => stages.includes(one)))
  }
  return record.actors.some((actor) => (posts === undefined || posts.includes(actor.postKind)) && concerned(actor.unitId))
    || (kind === 'unit' && record.subjects.some(({ subjectId }) => concerned(subjectId)))
}

/** Why a record does not count, in a sentence made from the duty and the kind: 「电话家访不计入区级要求：方式应为入户」. */
export function sayMiss(miss: Miss, facts: MissFacts): string {
  const { duty, record, level } = facts
  const day = sayDay(record.happenedOn, facts.today)
  const posts = (duty.bearer.posts ?? []).map((post) => ROLE_NAMES[post]).join('、')
  switch (miss.code) {
    case 'condition': return sayCondition(miss, facts)
    case 'class': return ofClass(duty) ? `只有本班${posts}所做的才计入${level}级要求` : `不是本单位的班级，不计入${level}级要求`
    case 'body': return `${level}级要求只计${(duty.bearer.bodies ?? []).map((one) => BODY_NAMES[one].zh).join('、')}的工作`
    case 'undesignated': return `${level}级要求只计已认定的${DESIGNATION_NAMES[duty.subject.kind === 'key-student' ? 'key' : 'left_behind']}`
    case 'newcomers': return `${level}级要求只计当年新入学的学生`
    case 'stage': return `${level}级要求只适用于${(duty.bearer.stages ?? []).map((stage) => STAGE_NAMES[stage].zh).join('、')}`
    case 'period': return `${day}不在已发布的校历内，不计入${level}级要求`
    case 'window': return `${day}不在${level}级要求规定的时段内`
    case 'appointment': return `${level}级要求只计接班后的第一个学期，${day}不在其中`
    case 'withdrawn': return '记录已撤回，不再计入'
    case 'needs-local-value': return `${level}级要求待本地确定后才能计数`
    case 'other': return '计入了其他责任主体、班级或时段'
    case 'not-bearer': return `记录人不属于${level}级要求的责任人`
  }
}

const ofClass = ({ bearer, subject }: ResolvedDuty) => bearer.posts !== undefined && subject.kind !== 'none' && subject.of === 'class'

function sayCondition({ field }: Miss, { duty, record, kind, level }: MissFacts): string {
  const known = kind?.fields.find((one) => one.key === field)
  const condition = duty.action?.where.find((one) => one.field === field)
  const name = known?.zh ?? field ?? ''
  const say = (value: unknown) => known?.options?.find((option) => option.key === value)?.zh ?? String(value)
  if (condition === undefined) return `不符合${level}级要求`
  if (condition.in.every((one) => typeof one === 'boolean')) {
    return `${level}级要求只计${condition.in.includes(true) ? '' : '非'}“${name}”的${kind?.zh ?? '记录'}`
  }
  const value = record.fields[field ?? '']
  const held = value === undefined ? `未填${name}的` : (Array.isArray(value) ? value : [value]).map(say).join('、')
  return `${held}${kind?.zh ?? '记录'}不计入${level}级要求：${name}应为${condition.in.map(say).join('、')}`
}
