import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { ClassFacts } from '../../classes/class.rules.ts'
import type { Doubt } from '../roster.contract.ts'
import type { Problem, Spot } from '../row.contract.ts'

/** What the comparisons of children and of staff have in common. */

/** A keyed hash of a number or telephone number as text: equal numbers are found without opening any. */
export type Mark = string

export interface SchoolClass extends ClassFacts { readonly id: Uuid; readonly validFrom: SchoolDate }

export const classKeyOf = ({ stage, entryYear, number }: ClassFacts): string => `${stage}|${entryYear}|${number}`

/** A doubt with what each choice does; the page learns the doubt only. */
export interface Pending<Step> {
  readonly doubt: Doubt
  readonly outcomes: Readonly<Record<string, readonly Step[]>>
}

export interface Settled<Step> { readonly steps: readonly Step[]; readonly unanswered: number }

interface Unsettled<Step> { readonly steps: readonly Step[]; readonly pending: readonly Pending<Step>[] }

/**
 * An answer holds for its doubt, or under the name of a kind for all doubts of that kind that have none of their own. `aboutOf`
 * says whom a step decides as a whole: two rows that are answered to be one child or one person leave the second unanswered.
 */
export function settle<Step>(
  { steps: sure, pending }: Unsettled<Step>, answers: Readonly<Record<string, string>>, aboutOf: (step: Step) => Uuid | null,
): Settled<Step> {
  const steps = [...sure]
  const decided = new Set(sure.map(aboutOf))
  let unanswered = 0
  for (const { doubt, outcomes } of pending) {
    const answer = [answers[doubt.key], answers[doubt.kind], doubt.fallback].find((one) => one != null && Object.hasOwn(outcomes, one))
    const chosen = answer == null ? undefined : outcomes[answer]
    const about = (chosen ?? []).map(aboutOf).filter((one) => one !== null)
    if (chosen === undefined || about.some((one) => decided.has(one))) unanswered++
    else steps.push(...chosen)
    for (const one of about) decided.add(one)
  }
  return { steps, unanswered }
}

export const spotOf = ({ sheet, row }: Spot) => ({ sheet, row })

export const errorAt = (spot: Spot, code: string, say: string): Problem => ({ level: 'error', code, ...spotOf(spot), say })

/** The things under each key, in their order. */
export function groupBy<T>(things: Iterable<T>, keyOf: (thing: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const thing of things) {
    const key = keyOf(thing)
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [thing])
    else group.push(thing)
  }
  return groups
}
