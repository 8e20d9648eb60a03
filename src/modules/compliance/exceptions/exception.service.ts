import { notFound } from '#kernel/errors'
import { newId, type Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { earlierOf, type SchoolDate } from '#kernel/dates'
import { entriesFor, isLimit, openView, type Entry, type View } from '../coverage/lines.service.ts'
import { findPlaces } from '../coverage/places.store.ts'
import {
  alreadyAsked, badEnd, decidedByOthers, namesAChild, notInPrinciple, nothingOpen, notOpenAnyMore, type Asking, type ExceptionAsk,
} from './exception.contract.ts'
import { exceptionMachine } from './exception.machine.ts'
import { asksAbout, asksFor, latestEnd, mayEnd, tieOf, type Asker } from './exception.rules.ts'
import {
  findAskedCell, findBearing, findException, findOpenFor, insertException, moveException, namesChildOf, type CellFacts, type CellKey,
} from './exception.store.ts'

export async function askerOf({ tx, regionId, today, capacity: { role, personId, unitId } }: Act): Promise<Asker> {
  return { role, personId, unitId, bears: [personId, ...await findBearing(tx, regionId, { personId, on: today })] }
}

/** A head of a school, or a head teacher for the own class, asks. Nothing changes before somebody has decided. */
export async function askException(act: Act, ask: ExceptionAsk): Promise<{ id: Uuid }> {
  const view = await openView(act)
  const cell = await getOwnCell(act, view, ask)
  const entry = entriesFor(view, cell.unitId).find((one) => one.key === ask.duty)
  const kinds = asksFor(entry?.counted?.duty.strength ?? null)
  if (entry === undefined || kinds.length === 0 || isLimit(entry) || cell.done >= cell.required) throw nothingOpen()
  if (!kinds.includes(ask.kind)) throw notInPrinciple()
  const lastDay = await lastDayOf(act, entry, { cell, period: ask.period })
  if (lastDay === undefined || !mayEnd(ask.endsOn, act.today, lastDay)) throw badEnd()
  if (await findOpenFor(act.tx, act.regionId, { ...ask, on: earlierOf(act.today, lastDay) })) throw alreadyAsked()
  if (await act.asProgram([cell.unitId], (wide) => namesChildOf(wide.tx, act.regionId, { schoolId: cell.unitId, text: ask.note }))) throw namesAChild()
  const id = newId(act.now.getTime())
  await insertException(act.tx, act.regionId, {
    id, ...ask, unitId: cell.unitId, state: 'asked', askedAt: act.now, askedBy: act.capacity.personId, decidedAt: null, decidedBy: null,
  })
  await act.audit({ action: 'exception.ask', objectKind: 'exception', objectId: id, fields: [ask.kind, ask.duty] })
  return { id }
}

/** What this capacity may ask for a cell, and until when at the latest; whether that has been done already. */
export async function sayAsking(act: Act, cell: CellFacts & CellKey, { entry, lastDay }: { entry: Entry; lastDay: SchoolDate }): Promise<Asking> {
  const latest = latestEnd(act.today, lastDay)
  const strength = entry.counted?.duty.strength
  const open = strength !== undefined && !isLimit(entry) && latest !== undefined && cell.done < cell.required && asksAbout(act.capacity, cell)
  if (!open) return { kinds: [], latest: null, known: false }
  const known = await findOpenFor(act.tx, act.regionId, { ...cell, on: earlierOf(act.today, lastDay) })
  return known ? { kinds: [], latest: null, known } : { kinds: [...asksFor(strength)], latest, known }
}

/** The last day of the period at the place of the cell: grades that leave end earlier. Undefined where the period is not known. */
async function lastDayOf(act: Act, { counted }: Entry, { cell, period }: { cell: CellFacts; period: string }): Promise<SchoolDate | undefined> {
  const { classes: [place] } = cell.classId === null ? { classes: [] } : await findPlaces(act.tx, act.regionId, { classes: [cell.classId], units: [] })
  return counted?.spansAt(place ?? { schoolId: cell.unitId }).find((one) => one.key === period)?.end
}

/** The answer of a duty that is done: whether it is owed elsewhere is nobody's business here. */
async function getOwnCell(act: Act, view: View, ask: ExceptionAsk): Promise<CellFacts> {
  const cell = view.at === undefined ? undefined : await findAskedCell(act.tx, view.at, ask)
  if (cell === undefined || !asksAbout(act.capacity, cell)) throw nothingOpen()
  return cell
}

export const decideException = (act: Act, id: Uuid, approve: boolean): Promise<{ id: Uuid }> => move(act, id, approve ? 'approve' : 'refuse')
export const endException = (act: Act, id: Uuid): Promise<{ id: Uuid }> => move(act, id, 'end')

async function move(act: Act, id: Uuid, name: keyof typeof exceptionMachine.moves): Promise<{ id: Uuid }> {
  const row = await findException(act.tx, act.regionId, id)
  const tie = row === undefined ? undefined : tieOf(row, await askerOf(act))
  if (row === undefined || tie === undefined) throw notFound('登记')
  const { from, who } = exceptionMachine.moves[name]
  if (!from.includes(row.state)) throw notOpenAnyMore()
  if (!who.includes(tie)) throw decidedByOthers()
  await moveException(act.tx, act.regionId, { id, state: exceptionMachine.moves[name].to, at: act.now, by: act.capacity.personId })
  await act.audit({ action: `exception.${name}`, objectKind: 'exception', objectId: id, fields: [row.kind, row.duty] })
  return { id }
}
