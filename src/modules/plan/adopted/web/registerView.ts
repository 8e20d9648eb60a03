import { carrierOf, CARRIERS, type CarrierName } from '../../packs/carriers.rules.ts'
import type { Activity, Clause } from '../../packs/pack.contract.ts'
import { AWAITED_NAMES, CARRIER_NAMES, CLAUSE_KIND_NAMES, sayClause } from './say.ts'

/** Every word of `search` stands somewhere in the clause: its number, paraphrase, actor or kind. `carrier` empty: all of them. */
export function findClauses(clauses: readonly Clause[], search: string, carrier: string): Clause[] {
  const words = search.trim().toLowerCase().split(/\s+/).filter((word) => word !== '')
  return clauses.filter((clause) => {
    if (carrier !== '' && carrierOf(clause.carrier) !== carrier) return false
    const text = [clause.id, sayClause(clause.id), clause.summary, clause.actor, clause.counterpart, CLAUSE_KIND_NAMES[clause.kind]].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

export interface CarrierShare { readonly carrier: CarrierName; readonly name: string; readonly count: number }

/** How many clauses each carrier has; carriers without any are left out. */
export const countByCarrier = (clauses: readonly Clause[]): CarrierShare[] => CARRIERS
  .map((carrier) => ({ carrier, name: CARRIER_NAMES[carrier], count: clauses.filter((one) => carrierOf(one.carrier) === carrier).length }))
  .filter(({ count }) => count > 0)

/** What carries a clause that no duty carries, in words. */
export function sayCarrier({ carrier }: Clause, { activities, kinds }: CarrierWords): string {
  if (carrier === 'register') return '登记在册，目前不计数'
  if (carrier === 'guidance') return '作为指引，供查阅'
  if (Array.isArray(carrier)) return ''
  if ('activity' in carrier) return `活动：${activities.find(({ key }) => key === carrier.activity)?.zh ?? '已不在文件中'}`
  if ('record' in carrier) return `台账：记在“${kinds.find(({ key }) => key === carrier.record)?.zh ?? '已停用的记录'}”里`
  return `待接：等“${AWAITED_NAMES[carrier.awaits]}”功能提供后落实`
}

export interface CarrierWords {
  readonly activities: readonly Activity[]
  readonly kinds: readonly { readonly key: string; readonly zh: string }[]
}

export interface MonthOfActivities { readonly month: number; readonly activities: readonly Activity[] }

/** Activities with a time of the year by the month in which they begin, from September on. */
export function byMonth(activities: readonly Activity[]): MonthOfActivities[] {
  const months = Array.from({ length: 12 }, (_, index) => (index + 8) % 12 + 1)
  return months.map((month) => ({ month, activities: activities.filter(({ yearly }) => Number(yearly?.from.slice(0, 2)) === month).sort(earlier) }))
    .filter((one) => one.activities.length > 0)
}

const earlier = (a: Activity, b: Activity) => ((a.yearly?.from ?? '') < (b.yearly?.from ?? '') ? -1 : 1)
