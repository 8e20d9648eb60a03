import { STAGES, type Stage } from '#modules/org/units/unit.contract'
import type { DutyState } from '../../coverage.contract.ts'
import type { MatterDuty, MatterRow } from '../../region.contract.ts'

/** The duty in front of the page, and the one that it is read against: both have a column for every school. */
export interface Pair {
  readonly lead: MatterDuty | undefined
  readonly other: MatterDuty | undefined
}

const counted = (duty: MatterDuty) => duty.figure !== null

/**
 * `chosen` is the duty that the reader put in front; without it the binding one leads. A duty without a figure may lead,
 * to say why there is none.
 */
export function pairOf(duties: readonly MatterDuty[], chosen: string): Pair {
  const lead = duties.find(({ key }) => key === chosen) ?? duties.find((duty) => duty.binding && counted(duty)) ?? duties.find(counted) ?? duties[0]
  return { lead, other: lead && otherOf(lead, duties) }
}

const COMPARED = ['stricter', 'looser', 'equal'] as const

/** What it steps up from (or is stepped up by), else the first counted duty of another level. */
function otherOf(lead: MatterDuty, duties: readonly MatterDuty[]): MatterDuty | undefined {
  const rest = duties.filter((duty) => duty.key !== lead.key && counted(duty))
  const named = lead.relations.filter(({ relation }) => COMPARED.some((one) => one === relation)).map(({ to }) => to)
  return rest.find(({ key }) => named.includes(key)) ?? rest.find(({ level }) => level !== lead.level)
}

export type MatterCell = MatterRow['cells'][number]

export const cellOf = (row: MatterRow, duty: MatterDuty | undefined): MatterCell | undefined =>
  row.cells.find((cell) => cell.duty === duty?.key)

const concerns = (row: MatterRow, { lead, other }: Pair) => [lead, other].some((duty) => cellOf(row, duty)?.figure)

/** Schools, those that the pair does not concern at the end; the bureau itself only where its own posts owe. */
export function rowsOf(rows: readonly MatterRow[], pair: Pair): MatterRow[] {
  const [concerned, others] = [rows.filter((row) => concerns(row, pair)), rows.filter((row) => !concerns(row, pair))]
  return [...concerned, ...others.filter(({ stages }) => stages.length > 0)]
}

/** 「学校 4 所」, or 「单位 5 个」 when not all of them are schools. */
export const sayUnits = (rows: readonly MatterRow[]): string =>
  (rows.every(({ stages }) => stages.length > 0) ? `学校 ${rows.length} 所` : `单位 ${rows.length} 个`)

/** Beside the states of the leading duty: schools with a post without holder. */
export const HAS_VACANCY = 'has-vacancy'

export function inState(row: MatterRow, lead: MatterDuty | undefined, state: string): boolean {
  if (state === '') return true
  return state === HAS_VACANCY ? row.vacantPosts > 0 : cellOf(row, lead)?.standing.state === state
}

/** The states that occur, in the order of the rows, each with its name and number of schools. */
export function statesOf(rows: readonly MatterRow[], lead: MatterDuty | undefined): { key: string; label: string; count: number }[] {
  const found = new Map<DutyState, { key: string; label: string; count: number }>()
  for (const row of rows) {
    const standing = cellOf(row, lead)?.standing
    if (!standing) continue
    const held = found.get(standing.state)
    if (held) held.count += 1
    else found.set(standing.state, { key: standing.state, label: standing.label, count: 1 })
  }
  const vacant = rows.filter((row) => row.vacantPosts > 0).length
  return [...found.values(), ...(vacant > 0 ? [{ key: HAS_VACANCY, label: '有空岗', count: vacant }] : [])]
}

export interface Sum {
  readonly required: number
  readonly done: number
}

export function sumOf(rows: readonly MatterRow[], duty: MatterDuty | undefined): Sum {
  const figures = rows.flatMap((row) => cellOf(row, duty)?.figure ?? [])
  return {
    required: figures.reduce((sum, { required }) => sum + required, 0),
    done: figures.reduce((sum, { done }) => sum + done, 0),
  }
}

/** The part of the address that the server filters by; anything else in it is ignored. */
export function questionOf(search: { year: string; stage: string; street: string }) {
  const stage = STAGES.find((one): one is Stage => one === search.stage)
  return {
    ...(/^\d{4}$/.test(search.year) ? { year: search.year } : {}),
    ...(stage ? { stage } : {}),
    ...(search.street ? { street: search.street } : {}),
  }
}
