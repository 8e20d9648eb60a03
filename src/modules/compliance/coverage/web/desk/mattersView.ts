import type { AnswerOf } from '#kernel/route'
import { DUTY_STATE_NAMES, type DutyLine } from '../../coverage.contract.ts'
import type { listMatters } from '../../region.contract.ts'
import { byUrgency, isCounted, vacantOr, worstOf, type Worst } from './matterOrder.ts'

export type Matter = AnswerOf<typeof listMatters>['matters'][number]

/** One matter in the list. `lead` is the duty whose figure stands for it: it stands as the matter does, the binding one before others. */
export interface MatterLine { readonly matter: Matter; readonly lead: DutyLine; readonly worst: Worst }

export interface MatterLines {
  /** The most pressing first. */
  readonly lines: readonly MatterLine[]
  /** Matters in which nothing is counted. */
  readonly bare: readonly Matter[]
}

export function sortMatters(matters: readonly Matter[]): MatterLines {
  const lines = matters.flatMap((matter) => lineOf(matter) ?? [])
  return { lines: byUrgency(lines), bare: matters.filter((matter) => !lines.some((line) => line.matter === matter)) }
}

const owed = ({ strength }: DutyLine) => strength === 'must' || strength === 'normally'

/** What must be done decides; offers and demands without number only where there is nothing else. */
function lineOf(matter: Matter): MatterLine | undefined {
  const counted = matter.duties.filter(isCounted)
  const judged = counted.some(owed) ? counted.filter(owed) : counted
  const worst = worstOf(judged)
  const alike = judged.filter(({ standing }) => standing.state === worst?.state)
  const lead = alike.find(({ key }) => key === matter.binding) ?? alike[0]
  return lead && worst && { matter, lead, worst: vacantOr(worst, matter.schools.vacant) }
}

/** The matter that is open, and the most pressing ones beside it. */
export function besideOf(matters: readonly Matter[], current: string, most = 6): Matter[] {
  const { lines, bare } = sortMatters(matters)
  const own = matters.find(({ key }) => key === current)
  const others = [...lines.map(({ matter }) => matter), ...bare].filter(({ key }) => key !== current)
  return [...(own ? [own] : []), ...others.slice(0, most)]
}

/** Beside the states: matters in which a school waits for a local value. */
export const WAITING = 'needs-local-value'

export interface StateCount { readonly key: string; readonly label: string; readonly count: number }

/** The states that occur, the most pressing first. */
export function statesOf({ lines, bare }: MatterLines): StateCount[] {
  const found = new Map<string, StateCount>()
  for (const { worst: { state, label } } of lines) found.set(state, { key: state, label, count: (found.get(state)?.count ?? 0) + 1 })
  const waiting = [...lines.map(({ matter }) => matter), ...bare].filter(isWaiting).length
  return [...found.values(), ...(waiting > 0 ? [{ key: WAITING, label: DUTY_STATE_NAMES[WAITING], count: waiting }] : [])]
}

const isWaiting = ({ schools, duties }: Matter) => schools.waiting > 0 || duties.some(({ standing }) => standing.state === WAITING)

/** Those of one state whose name or sentences hold every word. */
export function findMatters({ lines, bare }: MatterLines, { words, state }: { readonly words: string; readonly state: string }): MatterLines {
  const parts = words.split(/\s+/).filter(Boolean)
  const says = ({ name, duties }: Matter) => parts.every((part) => name.includes(part) || duties.some(({ sentence }) => sentence.includes(part)))
  return {
    lines: lines.filter(({ matter, worst }) => says(matter) && (state === '' || worst.state === state || (state === WAITING && isWaiting(matter)))),
    bare: bare.filter((matter) => says(matter) && (state === '' || (state === WAITING && isWaiting(matter)))),
  }
}
