import { isSchoolDate } from '#kernel/dates'
import { BEARER_KINDS, PERIODS, STRENGTHS } from '../packs/pack.contract.ts'
import type {
  Condition, DateSpan, Duty, LocalValue, Phase, ResolvedDuty, ResolvedStructure, ResolvedWhen, Setting, Strength, Structure, Window,
} from '../packs/pack.contract.ts'

/** Settings by key, as they hold for one unit today: the school's own before the region's. */
export type Settings = Readonly<Record<string, Setting>>

export type Resolution = { readonly duty: ResolvedDuty } | { readonly missing: readonly string[] }

/** What is wrong with a setting, as a Chinese sentence; undefined when it may be set. Its shape is already that of a setting. */
export function findFault(declared: LocalValue, setting: Setting): string | undefined {
  switch (declared.type) {
    case 'int':
      if (typeof setting !== 'number') return '应填写整数。'
      return setting < declared.min || setting > declared.max ? `应在 ${declared.min} 至 ${declared.max} 之间。` : undefined
    case 'enum':
      return declared.options.some((option) => option.key === setting) ? undefined : '应从所列选项中选择一项。'
    case 'enums':
      return Array.isArray(setting) && setting.length > 0
        && setting.every((one) => declared.options.some(({ key }) => key === one)) ? undefined : '应从所列选项中选择至少一项。'
    case 'window':
      return typeof setting === 'object' && !Array.isArray(setting) ? undefined : '应填写从哪天到哪天。'
    case 'date':
      return typeof setting === 'string' && isSchoolDate(setting) ? undefined : '应填写一个存在的日期，如 2026-09-01。'
    case 'dates':
      return Array.isArray(setting) && setting.length > 0 && setting.every((one) => typeof one === 'object' && one.from <= one.to)
        ? undefined : '应填写至少一段日期，每段有名称、开始和结束，结束不早于开始。'
  }
}

/** What a duty's own document says besides the duty: its date, its phases, what it leaves open. */
export interface DocumentTerms {
  readonly localValues: readonly LocalValue[]
  readonly phases: readonly Phase[]
  readonly date?: string | undefined
}

/** Puts local values into a duty, or names every value that is still missing. Defaults come from the declaration. */
export function resolve(duty: Duty, terms: DocumentTerms, settings: Settings): Resolution {
  const missing = new Set<string>()
  const find = (key: string) => settings[key] ?? terms.localValues.find((one) => one.key === key)?.default
  const need = (key: string) => {
    const value = find(key)
    if (value === undefined) missing.add(key)
    return value
  }
  const { bearer, action, structure, number: _number, when, strength, ...rest } = duty
  const resolved: ResolvedDuty = {
    ...rest,
    bearer: resolveBearer(bearer, need),
    ...(action === undefined ? {} : { action: { kind: action.kind, where: action.where.map((one) => resolveCondition(one, find)) } }),
    ...(structure === undefined ? {} : { structure: resolveStructure(structure, need) }),
    ...resolveNumber(duty, need),
    when: resolveWhen(when, { need, terms }),
    strength: typeof strength === 'string' ? strength : asStrength(need(strength.local)),
  }
  return missing.size > 0 ? { missing: [...missing] } : { duty: resolved }
}

/** What is handed in once, or done in a phase, is one when the text names no number. */
function resolveNumber({ number, form }: Duty, need: Lookup): { number?: number } {
  if (number === undefined) return form === 'delivery' || form === 'phase' ? { number: 1 } : form === 'prohibition' ? { number: 0 } : {}
  return { number: typeof number === 'number' ? number : Number(need(number.local)) }
}

function resolveStructure({ seats, ...rest }: Structure, need: Lookup): ResolvedStructure {
  if (seats === undefined) return rest
  return { ...rest, seats: seats.map(({ number, ...seat }) => ({
    ...seat, ...(number === undefined ? {} : { number: typeof number === 'number' ? number : Number(need(number.local)) }),
  })) }
}

type Lookup = (key: string) => Setting | undefined

function resolveBearer({ local, ...bearer }: Duty['bearer'], need: Lookup): ResolvedDuty['bearer'] {
  if (local === undefined) return bearer
  const kind = need(local)
  return { ...bearer, kind: BEARER_KINDS.find((one) => one === kind) ?? bearer.kind }
}

/** The text's own reading holds until a local value widens or narrows it. */
function resolveCondition({ local, ...condition }: Condition, find: Lookup): Omit<Condition, 'local'> {
  const set = local === undefined ? undefined : find(local)
  return Array.isArray(set) ? { ...condition, in: set.filter((one) => typeof one === 'string') } : condition
}

interface WhenTerms { readonly need: Lookup; readonly terms: DocumentTerms }

/** Without any first day everything that was ever recorded counts. */
const EVER = '0001-01-01'

function resolveWhen({ window: part, period, by, phase, from, firstSemesterOfAppointment }: Duty['when'], { need, terms }: WhenTerms): ResolvedWhen {
  if (period === undefined) {
    const held = terms.phases.find((one) => one.key === phase)
    const due = held?.to ?? (typeof by === 'object' ? need(by.local) as string | undefined : by)
    return { period: 'once', from: held?.from ?? from ?? terms.date ?? EVER, ...(due === undefined ? {} : { due }) }
  }
  const set = part !== undefined && 'local' in part ? need(part.local) as Window | readonly DateSpan[] | undefined : part
  return {
    period: typeof period === 'string' ? period : PERIODS.find((one) => one === need(period.local)) ?? 'academic-year',
    ...(set === undefined ? {} : { window: set }),
    ...(firstSemesterOfAppointment === undefined ? {} : { firstSemesterOfAppointment }),
  }
}

const asStrength = (value: Setting | undefined): Strength => STRENGTHS.find((one) => one === value) ?? 'statement'

/** Whether the program can compute what the duty asks for; otherwise it shows 尚不能记录 or that it has no number. */
export const isRecordable = (duty: Duty | ResolvedDuty): boolean =>
  duty.waiting === undefined && duty.form !== 'content' && (duty.strength !== 'statement' || isNumbered(duty))

/** A bare imperative has a figure only where something says how much. */
const isNumbered = ({ number, form }: Duty | ResolvedDuty): boolean => number !== undefined || (form !== 'count' && form !== 'coverage')
