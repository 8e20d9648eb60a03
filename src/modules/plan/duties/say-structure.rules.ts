import { BODY_NAMES, SEAT_KIND_NAMES, SEAT_ROLE_NAMES } from '#modules/org/bodies/body.contract'
import type { Lexicon, ResolvedSeatRule, SeatRule } from '../packs/pack.contract.ts'
import { sayStages } from './say-bearer.rules.ts'
import { readOnce, sayDay, sayWhen } from './say-when.rules.ts'
import type { SaidDuty } from './say-action.rules.ts'

const HAVE = { must: '应有', normally: '原则上应有', encouraged: '设立', statement: '建有' } as const

/** 「应有」 by strength; what is encouraged begins with 鼓励. */
const sayHave = ({ strength }: SaidDuty) => HAVE[typeof strength === 'string' ? strength : 'must']

/** 「每所中小学校 应有 家庭教育工作站，设总协调员 1 名、成员（德育干部、教师）至少 5 名」 */
export function sayStructure(duty: SaidDuty, bearer: string, lexicon: Lexicon): string[] {
  const { structure: { each, seats = [], ...structure } = {}, bearer: { kind } } = duty
  const time = sayWhen(duty.when, lexicon)
  const owed = sayOwed(structure)
  if (owed === '') return [bearer, time, sayHave(duty), sayList(seats)]
  const every = each === 'class' ? '每个班级' : each === 'grade' ? '每个年级' : ''
  const whose = kind === 'unit' && bearer !== '教育局' && duty.bearer.name === undefined && every === '' ? `每所${bearer}` : `${bearer}${every}`
  const many = sayMany(duty.number)
  return [whose, time, sayHave(duty), `${owed}${many}${seats.length > 0 ? `，设${sayList(seats)}` : ''}`]
}

/** What must be there: the text's own word, or the kind of body. */
function sayOwed({ body, name }: NonNullable<SaidDuty['structure']>): string {
  if (name !== undefined) return name.zh
  return body === undefined ? '' : BODY_NAMES[body].zh
}

function sayMany(number: SaidDuty['number']): string {
  if (typeof number === 'object') return '（个数由本地确定）'
  return number === undefined || number === 1 ? '' : ` 至少 ${number} 个`
}

/** Rules that list kinds of their own are told apart by a stronger comma. */
function sayList(seats: readonly (SeatRule | ResolvedSeatRule)[]): string {
  const said = seats.map(saySeat)
  return said.join(said.some((one) => one.includes('、')) ? '；' : '、')
}

/** 「总协调员 1 名」「成员（教师、家长）至少 5 名」「教育、公安、网信共 3 类成员」 */
function saySeat({ role, of = [], relation = 'at-least', number, kinds }: SeatRule | ResolvedSeatRule): string {
  const names = of.map((kind) => SEAT_KIND_NAMES[kind]).join('、')
  const who = role === undefined ? '成员' : SEAT_ROLE_NAMES[role]
  if (kinds !== undefined) return kinds === of.length ? `${names}共 ${kinds} 类${who}` : `所列 ${of.length} 类${who}中的至少 ${kinds} 类（${names}）`
  const whose = names === '' ? who : role === undefined && of.length === 1 ? names : `${who}（${names}）`
  if (typeof number === 'object') return `${whose}（人数由本地确定）`
  return `${whose}${relation === 'exactly' ? '' : '至少'} ${number ?? 1} 名`
}

/** 「到2025年12月31日 90% 的社区（村） 有 家庭教育指导服务站点」「辖区内 实践基地 至少 10 个」 */
export function sayTarget(duty: SaidDuty, lexicon: Lexicon): string[] {
  const { structure = {}, number, unit, bearer: { name, stages } } = duty
  const { seats = [], of } = structure
  const head = [name === undefined ? '' : `由${name.zh}负责，`, sayUntil(duty, lexicon)]
  const owed = sayOwed(structure)
  if (unit === 'percent') {
    const whose = of === undefined || of === 'school' ? sayStages(stages) : BODY_NAMES[of].zh
    const share = typeof number === 'object' ? '本地确定比例' : `${number === 100 || duty.relation === 'exactly' ? '' : '至少 '}${number ?? 100}% `
    return [...head, `${share}的${whose}`, sayHave(duty).replace('设立', '有'), `${owed}${seats.length > 0 ? `，设${sayList(seats)}` : ''}`]
  }
  const kinds = (seats[0]?.of ?? []).map((kind) => SEAT_KIND_NAMES[kind]).join('、')
  const what = unit === 'persons' && kinds !== '' ? `${owed}（${kinds}）` : owed
  const measure = unit === 'persons' ? '人' : '个'
  const many = typeof number === 'object' ? `${RELATIONS[duty.relation]}（数量由本地确定）` : `${RELATIONS[duty.relation]} ${number ?? 1} ${measure}`
  return [...head, '辖区内', what, many]
}

export const RELATIONS = { 'at-least': '至少', exactly: '恰好', 'at-most': '至多', all: '全部' } as const

/** A target is reached until a day. */
function sayUntil(duty: SaidDuty, lexicon: Lexicon): string {
  const { last } = readOnce(duty.when, lexicon)
  return last === undefined ? sayWhen(duty.when, lexicon) : `到${sayDay(last)}`
}
