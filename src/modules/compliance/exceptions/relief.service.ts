import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Relieved } from '../coverage/coverage.contract.ts'
import { isLimit, shownOf, type Counted, type Entry, type Sums, type View } from '../coverage/lines.service.ts'
import { countRelieved, heldFor, reliefOf, reliefOfAll, type Held, type Relief } from './relief.rules.ts'
import { findReliefs } from './relief.store.ts'

/** What was granted for the shown figures, in one query; of one unit, or of all. */
export const loadReliefs = (act: Act, view: View, { entries, unitId }: { entries: readonly Entry[]; unitId?: Uuid }): Promise<Relief[]> =>
  (view.at === undefined ? Promise.resolve([]) : findReliefs(act.tx, view.at, { shown: shownOf(entries), ...(unitId === undefined ? {} : { unitId }) }))

/** Of them, those that change how a duty stands today. */
export function heldOf(view: View, entry: Entry, reliefs: readonly Relief[]): Held[] {
  const { counted, period, key } = entry
  if (counted === undefined || period === undefined || reliefs.length === 0) return []
  const duty = { key, period: period.key, strength: counted.duty.strength, isLimit: isLimit(entry), spansAt: counted.spansAt }
  return heldFor(duty, reliefs, view.today)
}

type Relieving = Pick<Counted, 'relief' | 'relieved'>

/** What a line of one cell is told about it. */
export function relieveCell(view: View, held: readonly Held[], cell: { readonly bearerId: Uuid; readonly groupId: Uuid }): Relieving {
  const relief = reliefOf(held, cell, view.today)
  if (relief === undefined) return {}
  return { relief, relieved: { excepted: Number(relief.kind === 'exception'), hindered: Number(relief.kind === 'hindrance') } }
}

/** What a line of several cells is told about them. */
export function relieveAll(view: View, entry: Entry, { held, sums }: { held: readonly Held[]; sums: Sums }): Relieving & { relieved: Relieved } {
  const limit = isLimit(entry)
  const open = limit ? sums.bearers - sums.bearersMet : sums.required - sums.done
  const relief = reliefOfAll(held, { open, isLimit: limit, today: view.today })
  return { relieved: countRelieved(held), ...(relief === undefined ? {} : { relief }) }
}
