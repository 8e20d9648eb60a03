import { isBureau, ROLE_NAMES } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import { notFound } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { AnswerOf } from '#kernel/route'
import { listClasses, listUnits, sayStaff } from '#modules/org/index'
import type { Act } from '#platform/access/act'
import { entriesFor, openView, viewOf, type Entry, type View } from '../coverage/lines.service.ts'
import { sayPeriod } from '../coverage/period.rules.ts'
import {
  EXCEPTION_KIND_NAMES, EXCEPTION_STATE_NAMES, REASON_NAMES, REASONS, type countWaiting as waitingRoute, type ExceptionView, type listExceptions as listRoute,
} from './exception.contract.ts'
import { exceptionMachine } from './exception.machine.ts'
import { stillHolds, tieOf } from './exception.rules.ts'
import { askerOf } from './exception.service.ts'
import { findBodyNamesOf, findConfirmed, findExceptions, findWaiting, type ExceptionRow, type ListedException } from './exception.store.ts'

/** The whole jurisdiction for the bureau, the own school for everybody else; of a head teacher the own classes. */
function reachOf(act: Act): { unitId: Uuid | null; classIds: readonly Uuid[] | null } {
  const { role, unitId, classIds } = act.capacity
  if (!isBureau(act.capacity.role) && unitId === null) throw notFound('学校')
  return { unitId: isBureau(act.capacity.role) ? null : unitId, classIds: role === 'head_teacher' ? classIds : null }
}

/** What was asked and granted, what waits first, and what is confirmed by reason: the shortages of planning. */
export async function listExceptions(act: Act): Promise<AnswerOf<typeof listRoute>> {
  const view = await openView(act)
  const of = { ...reachOf(act), generation: view.at?.generation ?? 0 }
  const exceptions = await viewsOf(act, view, await findExceptions(act.tx, act.regionId, of))
  const confirmed = await findConfirmed(act.tx, act.regionId, of)
  const entryOf = entryFinder(view)
  return { exceptions, shortages: shortagesOf(confirmed.filter((row) => holdsOn(act.today, row, entryOf(row)))) }
}

/** The duty of a row as it stands for its unit; each unit's duties are looked up once. */
function entryFinder(view: View): (row: ExceptionRow) => Entry | undefined {
  const entries = new Map<Uuid, Map<string, Entry>>()
  return ({ unitId, duty }) => {
    const known = entries.get(unitId) ?? new Map(entriesFor(view, unitId).map((one) => [one.key, one]))
    entries.set(unitId, known)
    return known.get(duty)
  }
}

const lastDayOf = (row: ExceptionRow, entry: Entry | undefined): SchoolDate | undefined =>
  entry?.counted?.spansAt({ schoolId: row.unitId }).find(({ key }) => key === row.period)?.end

const holdsOn = (today: SchoolDate, row: ListedException, entry: Entry | undefined): boolean =>
  row.state === 'approved' && (row.done ?? 0) < (row.required ?? 0) && stillHolds(row.endsOn, today, lastDayOf(row, entry))

const shortagesOf = (held: readonly ExceptionRow[]) => REASONS.flatMap((reason) => {
  const mine = held.filter((one) => one.reason === reason)
  return mine.length === 0 ? [] : [{ reason, reasonLabel: REASON_NAMES[reason], schools: new Set(mine.map((one) => one.unitId)).size, cells: mine.length }]
})

export async function countWaiting(act: Act): Promise<AnswerOf<typeof waitingRoute>> {
  const asker = await askerOf(act)
  const rows = await findWaiting(act.tx, act.regionId, reachOf(act).unitId)
  return { waiting: rows.filter((row) => tieOf(row, asker) === 'decider').length }
}

interface Names {
  readonly units: ReadonlyMap<Uuid, string>
  readonly staff: ReadonlyMap<Uuid, string>
  readonly classes: ReadonlyMap<Uuid, string>
  readonly bodies: ReadonlyMap<Uuid, string>
}

async function namesFor(act: Act, rows: readonly ListedException[]): Promise<Names> {
  const people = new Set(rows.flatMap((one) => [one.askedBy, ...(one.decidedBy === null ? [] : [one.decidedBy])]))
  const { unitId } = reachOf(act)
  const [units, staff, classes, bodies] = await Promise.all([
    listUnits(act), sayStaff(act, [...people]), listClasses(act, unitId === null ? {} : { schoolId: unitId }),
    findBodyNamesOf(act.tx, act.regionId, rows.map((one) => one.bearerId)),
  ])
  const byId = (list: readonly { id: Uuid; name: string }[]) => new Map(list.map(({ id, name }) => [id, name]))
  return { units: byId(units), staff, classes: byId(classes), bodies }
}

async function viewsOf(act: Act, view: View, rows: readonly ListedException[]): Promise<ExceptionView[]> {
  if (rows.length === 0) return []
  const names = await namesFor(act, rows)
  const entryOf = entryFinder(view)
  const asker = await askerOf(act)
  return rows.map((listed) => {
    const { required, done, ...row } = listed
    const entry = entryOf(row)
    const tie = tieOf(row, asker)
    const lastDay = lastDayOf(row, entry)
    const open = tie === undefined ? [] : exceptionMachine.open(row.state, tie)
    return {
      ...row, kindLabel: EXCEPTION_KIND_NAMES[row.kind], stateLabel: EXCEPTION_STATE_NAMES[row.state], reasonLabel: REASON_NAMES[row.reason],
      unitName: names.units.get(row.unitId) ?? '原单位', sentence: entry === undefined ? '已更换的责任' : viewOf(view.plan, entry).sentence,
      bearerLabel: bearerOf(row, entry, names), periodLabel: sayPeriod(row.period), figure: required === null || done === null ? null : { required, done },
      until: lastDay !== undefined && row.endsOn >= lastDay ? null : row.endsOn,
      holds: holdsOn(act.today, listed, entry),
      askedAt: row.askedAt.toISOString(), decidedAt: row.decidedAt?.toISOString() ?? null,
      askedBy: isBureau(act.capacity.role) ? null : names.staff.get(row.askedBy) ?? '原工作人员',
      decidedBy: row.decidedBy === null ? null : names.staff.get(row.decidedBy) ?? '教育局',
      can: { approve: open.includes('approve'), refuse: open.includes('refuse'), end: open.includes('end') },
    }
  })
}

/** 「三(2)班」, the name of a body, 「校长」 of who holds a post, else the whole school; never a person. */
function bearerOf(row: ExceptionRow, entry: Entry | undefined, { classes, bodies }: Names): string {
  const named = classes.get(row.groupId) ?? bodies.get(row.bearerId)
  const posts = entry?.duty.duty.bearer.posts ?? []
  return named ?? (row.bearerId === row.unitId || posts.length === 0 ? '全校' : posts.map((post) => ROLE_NAMES[post]).join('、'))
}
