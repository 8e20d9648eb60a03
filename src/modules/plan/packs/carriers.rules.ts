import { isRecordable, resolve } from '../duties/resolve.rules.ts'
import type { Carrier, Duty, Pack } from './pack.contract.ts'

/** By what the clauses of a pack are carried. `register` is left to versions of releases up to 0.2. */
export const CARRIERS = ['duty', 'activity', 'record', 'guidance', 'awaits', 'register'] as const
export type CarrierName = (typeof CARRIERS)[number]

export function carrierOf(carrier: Carrier): CarrierName {
  if (Array.isArray(carrier)) return 'duty'
  if (typeof carrier === 'string') return carrier
  return 'activity' in carrier ? 'activity' : 'record' in carrier ? 'record' : 'awaits'
}

/** `computed`: has a figure as it is. `local`: has one once a local value is set. `form`: stands in the form of its kind of record. */
const DUTY_STANDINGS = ['computed', 'local', 'form'] as const
type DutyStanding = (typeof DUTY_STANDINGS)[number]

function standingOf(duty: Duty, pack: Pack): DutyStanding {
  if (!isRecordable(duty)) return 'form'
  return 'missing' in resolve(duty, pack, {}) ? 'local' : 'computed'
}

export type CarrierCount = Readonly<Record<CarrierName | DutyStanding | 'clauses' | 'duties', number>>

export function countCarriers(pack: Pack): CarrierCount {
  const clauses = tally(CARRIERS, pack.clauses.map(({ carrier }) => carrierOf(carrier)))
  const duties = tally(DUTY_STANDINGS, pack.duties.map((duty) => standingOf(duty, pack)))
  return { clauses: pack.clauses.length, ...clauses, duties: pack.duties.length, ...duties }
}

function tally<T extends string>(names: readonly T[], found: readonly T[]): Record<T, number> {
  const counts = names.map((name) => [name, found.filter((one) => one === name).length] as const)
  return Object.fromEntries(counts) as Record<T, number>
}
