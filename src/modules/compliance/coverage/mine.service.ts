import type { PostKind, Role } from '#kernel/capacity'
import { earlierOf } from '#kernel/dates'
import { notFound } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { AnswerOf, QueryOf } from '#kernel/route'
import { getUnit, listClasses, type ClassView } from '#modules/org/index'
import type { Act } from '#platform/access/act'
import type { Held, Relief } from '../exceptions/relief.rules.ts'
import { heldOf, loadReliefs, relieveCell } from '../exceptions/relief.service.ts'
import { noSuchDuty } from './coverage.contract.ts'
import { findCellsOf, findHoldings, type CellRow } from './figures.store.ts'
import { countsOwn } from './bearers.store.ts'
import type { CountedDuty, Span } from './counting.contract.ts'
import {
  countOfCell, entriesFor, findShown, isPast, lineOf, openView, orderOf, shownOf, viewOf, viewPeriod, type Counted, type Entry, type View,
} from './lines.service.ts'
import type { listRemaining as remainingRoute, MyDuty, readMine as mineRoute, RemainingChild } from './mine.contract.ts'
import { countInTime, listChildren, type OwedChild } from './mine.store.ts'
import { isEndless, sayDue, sayLastTime } from './period.rules.ts'
import { getOwnClass } from './school.service.ts'
import { dueForChild, stand } from './state.rules.ts'

interface Mine {
  readonly view: View
  readonly unitId: Uuid
  readonly entries: readonly Entry[]
  readonly cells: readonly CellRow[]
  readonly classes: readonly ClassView[]
  readonly reliefs: readonly Relief[]
}

/** What must be there in a unit is the affair of whoever leads it. */
const ANSWERS_FOR_UNIT: readonly Role[] = ['principal', 'party_secretary', 'bureau_leader']

/** The duties of the acting capacity and its own cells. */
async function loadMine(act: Act): Promise<Mine> {
  const { unitId, role, personId, postIds } = act.capacity
  if (unitId === null || role === 'guardian') throw notFound('责任')
  const [view, unit, classes] = await Promise.all([openView(act), getUnit(act, unitId), listClasses(act, { schoolId: unitId })])
  const entries = entriesFor(view, unitId).filter((entry) => {
    const { posts, stages } = entry.duty.duty.bearer
    if (entry.counted?.shape === 'parts' && entry.counted.carrier === 'unit') return ANSWERS_FOR_UNIT.includes(role)
    return posts?.includes(role) === true && (stages === undefined || unit.stages.some((one) => stages.includes(one)))
  })
  const who = { unitId, personId, postIds, on: act.today }
  const [found, reliefs] = await Promise.all([
    view.at === undefined ? [] : findCellsOf(act.tx, view.at, { who, shown: shownOf(entries) }), loadReliefs(act, view, { entries, unitId }),
  ])
  return { view, unitId, entries, cells: found, classes, reliefs }
}

const spanOf = (view: View, entry: Entry, at: { cell: CellRow; classes: readonly ClassView[] }): Span | undefined => {
  const place = at.classes.find((one) => one.id === at.cell.classId) ?? { schoolId: at.cell.unitId }
  return findShown(entry.counted?.spansAt(place) ?? [], view)
}

/** What this capacity owes: what is done, what remains and until when. */
export async function readMine(act: Act): Promise<AnswerOf<typeof mineRoute>> {
  const mine = await loadMine(act)
  const late = lateCells(mine)
  const inTime: InTime = late.length === 0 ? new Map() : await act.asProgram([mine.unitId], (wide) => countLate(wide, mine, late))
  const duties = orderOf(mine.entries).flatMap((entry) => linesOf({ ...mine, inTime }, entry, act.capacity.role as PostKind))
  return { asOf: mine.view.asOf, today: act.today, leading: leadOf(duties), duties }
}

type InTime = ReadonlyMap<CellRow, number>

interface LateCell { readonly cell: CellRow; readonly counted: CountedDuty; readonly span: Span }

/** What is complete now that its due day has passed: in time or late. */
const lateCells = ({ view, entries, cells, classes }: Mine): LateCell[] => cells.flatMap((cell) => {
  const entry = entries.find((one) => one.key === cell.duty)
  const span = entry && spanOf(view, entry, { cell, classes })
  const open = span === undefined || view.today <= span.due || cell.done < cell.required
  return open || entry?.counted === undefined || entry.counted.shape === 'parts' ? [] : [{ cell, span, counted: entry.counted }]
})

/** How much of it was done by the due day. */
async function countLate(act: Act, { view }: Mine, late: readonly LateCell[]): Promise<InTime> {
  const inTime = new Map<CellRow, number>()
  for (const { cell, span, counted } of view.at === undefined ? [] : late) {
    const day = earlierOf(act.today, span.end)
    inTime.set(cell, await countInTime(act.tx, view.at!, { cell, counted, own: countsOwn(counted), due: span.due, day }))
  }
  return inTime
}

function linesOf({ view, cells, classes, reliefs, inTime }: Mine & { inTime: InTime }, entry: Entry, role: PostKind): MyDuty[] {
  const mine = cells.filter((cell) => cell.duty === entry.key)
  if (entry.counted !== undefined && entry.period !== undefined) {
    const held = heldOf(view, entry, reliefs)
    return mine.map((cell) => myDuty(view, entry, { cell, classes, held, lists: role === 'head_teacher', inTime: inTime.get(cell) }))
      .filter((line) => !isPast(line, view))
  }
  const nothing = { remaining: 0, due: null, dueLabel: null, bearerId: null, groupId: null, classId: null, className: null, hasList: false }
  return [{ ...lineOf(view, entry, undefined), ...nothing }]
}

interface MyCell {
  readonly cell: CellRow
  readonly classes: readonly ClassView[]
  readonly held: readonly Held[]
  readonly lists: boolean
  readonly inTime: number | undefined
}

function myDuty(view: View, entry: Entry, at: MyCell): MyDuty {
  const { cell, classes, held, lists, inTime } = at
  const span = spanOf(view, entry, at) ?? entry.period!
  const count = countOfCell(entry, cell)
  const line = lineOf(view, entry, { ...count, ...relieveCell(view, held, cell), due: span.due, ...(inTime === undefined ? {} : { doneInTime: inTime }) })
  return {
    ...line, period: viewPeriod(span), remaining: count.limit === undefined ? Math.max(0, cell.required - cell.done) : 0,
    due: isEndless(span) ? null : span.due, dueLabel: sayDue(span.due, view.today),
    bearerId: cell.bearerId, groupId: cell.groupId, classId: cell.classId, className: classes.find((one) => one.id === cell.classId)?.name ?? null,
    hasList: lists && entry.counted?.shape === 'students',
  }
}

function leadOf(duties: readonly MyDuty[]): AnswerOf<typeof mineRoute>['leading'] {
  const lead = duties.find((one) => one.figure !== null && one.unit !== '项')
  if (lead?.figure == null) return null
  const { required, done } = lead.figure
  const verb = lead.matter === 'home-visit' ? '已访' : '已完成'
  const rest = lead.remaining === 0 ? '已全部完成' : `还有 ${lead.remaining} ${lead.unit}，${lead.dueLabel}`
  return { duty: lead.key, headline: `${verb} ${done} / ${required}`, detail: rest }
}

/** To whom a duty is still owed in a class: the list with names, one reading in the audit. */
export async function listRemaining(act: Act, query: QueryOf<typeof remainingRoute>): Promise<AnswerOf<typeof remainingRoute>> {
  const classId = query.classId ?? act.capacity.classIds[0]
  if (classId === undefined) throw notFound('班级')
  const own = await getOwnClass(act, classId)
  const view = await openView(act)
  const entry = entriesFor(view, own.schoolId).find((one) => one.key === query.duty)
  const span = entry?.counted && findShown(entry.counted.spansAt(own), view)
  if (view.at === undefined || entry?.counted?.shape !== 'students' || span === undefined) throw noSuchDuty()
  const { number, percent = 100, designation = null } = entry.counted
  const bearerId = await bearerOf(act, own, entry.counted)
  const [children, reliefs] = await Promise.all([
    listChildren(act.tx, view.at, {
      classId, duty: entry.key, period: span.key, start: span.start, since: view.startBefore, day: earlierOf(act.today, span.end), bearerId, designation,
    }),
    loadReliefs(act, view, { entries: [{ ...entry, period: span }], unitId: own.schoolId }),
  ])
  const held = heldOf(view, { ...entry, period: span }, reliefs).filter((one) => one.groupId === classId && (bearerId === null || one.bearerId === bearerId))
  const { relief } = held[0] === undefined ? {} : relieveCell(view, held, held[0])
  const owed = children.filter((child) => child.done < number)
  await act.audit({
    action: 'coverage.remaining', objectKind: 'class', objectId: classId, group: { schoolId: own.schoolId, classId },
    fields: ['name', 'neighbourhood', 'coverage', ...designation === null ? [] : ['designation']],
    purpose: '查看待完成名单',
  })
  return {
    asOf: view.asOf, duty: viewOf(view.plan, entry), period: viewPeriod(span), class: { id: own.id, name: own.name },
    required: Math.ceil(children.length * percent / 100), done: children.length - owed.length,
    children: owed.map((child) => sayChild(view, { entry, span, child, number, relief })),
  }
}

/** Whose records alone count for the cell; null where anybody's do. A duty that begins with a taking-over is of who took over the class. */
async function bearerOf(act: Act, own: ClassView, counted: CountedDuty): Promise<Uuid | null> {
  if (!countsOwn(counted)) return null
  if (counted.carrier === 'holder') return act.capacity.personId
  if (counted.carrier === 'post') return act.capacity.postIds[0] ?? null
  const holdings = await findHoldings(act.tx, act.regionId, { unitId: own.schoolId, on: act.today })
  const found = holdings.find((one) => one.kind === 'head_teacher' && one.classId === own.id)
  if (found === undefined) throw noSuchDuty()
  return found.appointmentId
}

interface Owing {
  readonly entry: Entry
  readonly span: Span
  readonly child: OwedChild
  readonly number: number
  readonly relief: Counted['relief']
}

function sayChild(view: View, { entry, span, child, number, relief }: Owing): RemainingChild {
  const arrived = child.since > span.start ? child.since : null
  const due = dueForChild(span.due, arrived)
  const strength = entry.counted?.duty.strength ?? 'statement'
  return {
    studentId: child.studentId, name: child.name, neighbourhood: child.neighbourhood, arrived, due, done: child.done,
    arrivalNote: arrived === null ? null : '新转入',
    lastTime: child.before === null ? null : sayLastTime(child.before, child.before >= view.start),
    standing: stand({
      count: { required: number, done: child.done }, start: span.start, due, today: view.today, strength,
      ...(relief === undefined ? {} : { [relief.kind]: relief.text }),
    }),
  }
}

