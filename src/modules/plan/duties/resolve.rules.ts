import { BEARER_KINDS, STRENGTHS } from '../packs/pack.contract.ts'
import type {
  Condition, DateSpan, Duty, LocalValue, ResolvedDuty, Setting, Strength, Window,
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
      return typeof setting === 'object' && 'from' in setting ? undefined : '应填写从哪天到哪天（相对于开始或结束的天数）。'
    case 'dates':
      return Array.isArray(setting) && setting.length > 0 && setting.every((one) => typeof one === 'object' && one.from <= one.to)
        ? undefined : '应填写至少一段日期，每段有名称、开始和结束，结束不早于开始。'
  }
}

/** Puts local values into a duty, or names every value that is still missing. Defaults come from the declaration. */
export function resolve(duty: Duty, declared: readonly LocalValue[], settings: Settings): Resolution {
  const missing = new Set<string>()
  const find = (key: string) => settings[key] ?? declared.find((one) => one.key === key)?.default
  const need = (key: string) => {
    const value = find(key)
    if (value === undefined) missing.add(key)
    return value
  }
  const { bearer, action, number, when, strength, ...rest } = duty
  const resolved: ResolvedDuty = {
    ...rest,
    bearer: resolveBearer(bearer, need),
    action: { kind: action.kind, where: action.where.map((one) => resolveCondition(one, find)) },
    ...(number === undefined ? {} : { number: typeof number === 'number' ? number : Number(need(number.local)) }),
    when: resolveWhen(when, need),
    strength: typeof strength === 'string' ? strength : asStrength(need(strength.local)),
  }
  return missing.size > 0 ? { missing: [...missing] } : { duty: resolved }
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

function resolveWhen({ window: part, ...when }: Duty['when'], need: Lookup): ResolvedDuty['when'] {
  if (part === undefined) return when
  if (!('local' in part)) return { ...when, window: part }
  const set = need(part.local)
  return set === undefined ? when : { ...when, window: set as Window | readonly DateSpan[] }
}

const asStrength = (value: Setting | undefined): Strength => STRENGTHS.find((one) => one === value) ?? 'statement'

/** Whether the program can record what the duty asks for; otherwise it shows 尚不能记录 and has no figure. */
export const isRecordable = (duty: Duty | ResolvedDuty): boolean =>
  duty.waiting === undefined && (duty.form === 'count' || duty.form === 'coverage') && duty.strength !== 'statement'
