import type { Condition, Duty, Window } from '#modules/plan/packs/pack.contract'
import type { Story } from './story.factory.ts'

/** A duty with the values of one unit put in; undefined while one is missing or nothing says how much. */
export type Decided = Omit<Duty, 'number' | 'when' | 'strength' | 'action' | 'bearer'> & {
  number: number; strength: string; kind: string; where: { field: string; in: (string | boolean)[] }[]; bearer: Duty['bearer']
  period: string; window?: Window; spans?: { from: string; to: string }[]; first: boolean; from: string; due: string | undefined
}

export function decide(duty: Duty, story: Story, unitId: string): Decided | undefined {
  let open = false
  const value = (key: string) => {
    const own = story.settings.findLast((one) => one.unitId === unitId && one.key === key)
    const wide = story.settings.findLast((one) => one.unitId === '' && one.key === key)
    return own?.value ?? wide?.value ?? story.localValues.find((one) => one.key === key)?.default
  }
  const need = (key: string) => {
    const held = value(key)
    if (held === undefined) open = true
    return held
  }
  const strength = typeof duty.strength === 'string' ? duty.strength : need(duty.strength.local) as string
  let number: number | undefined
  if (typeof duty.number === 'number') number = duty.number
  else if (duty.number !== undefined) number = Number(need(duty.number.local))
  else if (duty.form === 'delivery' || duty.form === 'phase') number = 1
  else if (duty.form === 'prohibition') number = 0
  const seats = duty.structure?.seats?.map((seat) => (typeof seat.number === 'object' ? { ...seat, number: Number(need(seat.number.local)) } : seat))
  const kind = duty.bearer.local === undefined ? duty.bearer.kind : need(duty.bearer.local) as Duty['bearer']['kind']
  const where = (duty.action?.where ?? []).map((one: Condition) => {
    const set = one.local === undefined ? undefined : value(one.local)
    return { field: one.field, in: Array.isArray(set) ? set as string[] : one.in }
  })
  const { when } = duty
  let [window, spans]: [Window | undefined, { from: string; to: string }[] | undefined] = [undefined, undefined]
  if (when.window !== undefined) {
    const held = 'local' in when.window ? need(when.window.local) : when.window
    if (Array.isArray(held)) spans = held as { from: string; to: string }[]
    else window = held as Window
  }
  const period = when.period === undefined ? 'once' : typeof when.period === 'string' ? when.period : need(when.period.local) as string
  const phase = story.phases.find((one) => one.key === when.phase)
  const due = phase?.to ?? (typeof when.by === 'object' ? need(when.by.local) as string : when.by)
  if (number === undefined && duty.relation === 'all' && duty.strength !== 'statement') number = duty.form === 'coverage' ? 100 : 1
  if (open || (number === undefined && (duty.form === 'count' || duty.form === 'coverage'))) return undefined
  return {
    ...duty, number: number ?? 1, strength, kind: duty.action?.kind ?? '', where, bearer: { ...duty.bearer, kind }, period,
    ...(window === undefined ? {} : { window }), ...(spans === undefined ? {} : { spans }),
    ...(duty.structure === undefined ? {} : { structure: { ...duty.structure, ...(seats === undefined ? {} : { seats }) } }),
    first: when.firstSemesterOfAppointment === true, from: phase?.from ?? when.from ?? story.date, due,
  }
}
