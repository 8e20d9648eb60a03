import { DUTY_STATE_NAMES, type DutyLine, type DutyState } from '../../coverage.contract.ts'
import { isEndless } from '../../period.rules.ts'

/** What needs attention first comes first. */
const URGENCY: readonly DutyState[] = [
  'overdue', 'vacant', 'due-soon', 'on-track', 'not-yet-due', 'cannot-be-met', 'excepted', 'met-late', 'met', 'offered', 'not-applicable',
]

export const urgencyOf = (state: DutyState): number => {
  const at = URGENCY.indexOf(state)
  return at < 0 ? URGENCY.length : at
}

/** A figure that says something: somebody owes it, or it is a limit that is kept or exceeded. */
export const isCounted = ({ figure, standing: { state } }: Pick<DutyLine, 'figure' | 'standing'>): boolean =>
  figure !== null && (figure.required > 0 || (state !== 'not-applicable' && state !== 'offered'))

/** How several duties stand together: as the worst of them, `count` of which stand so, with the first last day of those. */
export interface Worst { readonly state: DutyState; readonly label: string; readonly count: number; readonly due: string | null }

export function worstOf(duties: readonly Pick<DutyLine, 'standing' | 'period'>[]): Worst | undefined {
  const [first] = duties.map(({ standing }) => standing).sort((a, b) => urgencyOf(a.state) - urgencyOf(b.state))
  if (first === undefined) return undefined
  const same = duties.filter(({ standing }) => standing.state === first.state)
  const [due = null] = same.flatMap(({ period }) => (period === null || isEndless(period) ? [] : [period.due])).sort()
  return { state: first.state, label: first.label, count: same.length, due }
}

/** A sum knows no post: one without holder is more pressing than anything that is not overdue. */
export const vacantOr = (worst: Worst, count: number): Worst => (count === 0 || urgencyOf(worst.state) <= urgencyOf('vacant') ? worst
  : { ...worst, state: 'vacant', label: DUTY_STATE_NAMES.vacant, count })

const FAR = '9999'

/** By urgency, then the earlier last day, then as the documents have it. */
export const byUrgency = <T extends { readonly worst: Worst }>(lines: readonly T[]): T[] => [...lines].sort((a, b) =>
  urgencyOf(a.worst.state) - urgencyOf(b.worst.state) || (a.worst.due ?? FAR).localeCompare(b.worst.due ?? FAR))

/** Nobody has to act any more, so its last day is of no interest. */
export const isOpen = ({ state }: Pick<Worst, 'state'>): boolean => urgencyOf(state) <= urgencyOf('not-yet-due')
