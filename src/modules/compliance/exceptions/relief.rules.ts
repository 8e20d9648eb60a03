import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { Strength } from '#modules/plan/packs/pack.contract'
import type { ClassPlace, Span } from '../coverage/counting.contract.ts'
import type { Relieved } from '../coverage/coverage.contract.ts'
import { sayDay } from '../coverage/period.rules.ts'
import { REASON_NAMES, type ExceptionKind, type Reason } from './exception.contract.ts'
import { stillHolds } from './exception.rules.ts'

/** What was granted for one cell, with what the cell counts now and where it stands. */
export interface Relief {
  readonly kind: ExceptionKind
  readonly duty: string
  readonly period: string
  readonly bearerId: Uuid
  readonly groupId: Uuid
  readonly unitId: Uuid
  readonly stage: string | null
  readonly reason: Reason
  readonly note: string
  readonly endsOn: SchoolDate
  readonly place: ClassPlace | { readonly schoolId: Uuid }
  readonly required: number
  readonly done: number
}

/** One that changes how its cell stands. `whole`: for all of the period, so that no last day need be said. */
export interface Held extends Relief { readonly whole: boolean }

/** Of a duty, what decides whether something granted still means anything. */
export interface Relievable {
  readonly key: string
  readonly strength: Strength
  readonly isLimit: boolean
  readonly period: string
  spansAt(place: Relief['place']): readonly Span[]
}

/**
 * Those that change how a cell stands on the day: an exception only while the duty holds in principle only, and either only of a cell that
 * is open, for what is done needs none.
 */
export const heldFor = (duty: Relievable, reliefs: readonly Relief[], today: SchoolDate): Held[] => reliefs.flatMap((one) => {
  if (one.duty !== duty.key || one.period !== duty.period) return []
  if (one.kind === 'exception' && duty.strength !== 'normally') return []
  const lastDay = duty.spansAt(one.place).find(({ key }) => key === one.period)?.end
  const open = duty.isLimit ? one.done > one.required : one.done < one.required
  return open && stillHolds(one.endsOn, today, lastDay) ? [{ ...one, whole: lastDay !== undefined && one.endsOn >= lastDay }] : []
})

/** An exception says more than a hindrance, should a cell have both. */
export function reliefOf(held: readonly Held[], cell: { readonly bearerId: Uuid; readonly groupId: Uuid }, today: SchoolDate): Told | undefined {
  const mine = held.filter((one) => one.bearerId === cell.bearerId && one.groupId === cell.groupId)
  const first = mine.find(({ kind }) => kind === 'exception') ?? mine[0]
  return first && { kind: first.kind, text: sayRelief(first, today) }
}

/** One for each cell. */
function byCell(held: readonly Held[]): Held[] {
  const found = new Map<string, Held>()
  for (const one of held) if (found.get(`${one.bearerId} ${one.groupId}`)?.kind !== 'exception') found.set(`${one.bearerId} ${one.groupId}`, one)
  return [...found.values()]
}

export const countRelieved = (held: readonly Held[]): Relieved => {
  const cells = byCell(held)
  const excepted = cells.filter(({ kind }) => kind === 'exception').length
  return { excepted, hindered: cells.length - excepted }
}

/** 「场地或条件不具备：礼堂大修（至 2月10日）」 */
const sayRelief = ({ reason, note, endsOn, whole }: Held, today: SchoolDate): string =>
  `${REASON_NAMES[reason]}：${note}${whole ? '' : `（至 ${sayDay(endsOn, today)}）`}`

/** How a figure is told that something was granted for it. */
export interface Told { readonly kind: ExceptionKind; readonly text: string }

/** Of several cells together: relieved when nothing stays open beside what was granted. `open` is what is lacking, of a limit how many exceed it. */
export function reliefOfAll(held: readonly Held[], { open, isLimit, today }: { open: number; isLimit: boolean; today: SchoolDate }): Told | undefined {
  const cells = byCell(held)
  const [first] = cells
  const granted = cells.reduce((sum, { required, done }) => sum + (isLimit ? 1 : required - done), 0)
  if (first === undefined || granted < open) return undefined
  const kind = cells.some((one) => one.kind === 'exception') ? 'exception' : 'hindrance'
  return { kind, text: cells.length === 1 ? sayRelief(first, today) : `共 ${cells.length} 处，原因见“例外与无法完成”` }
}
