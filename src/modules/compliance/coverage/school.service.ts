import { isBureau, ROLE_NAMES } from '#kernel/capacity'
import { addDays } from '#kernel/dates'
import { notFound } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { AnswerOf, QueryOf } from '#kernel/route'
import { getClass, listClasses, listStudents, listVacantPosts, type ClassView } from '#modules/org/index'
import type { Act } from '#platform/access/act'
import type { Held } from '../exceptions/relief.rules.ts'
import { heldOf, loadReliefs, relieveAll, relieveCell } from '../exceptions/relief.service.ts'
import type { DutyLine, DutyState } from './coverage.contract.ts'
import { findBodyNames, findCellsOfUnit, findHoldings, findPostKinds, type CellRow, type Holding } from './figures.store.ts'
import {
  countOfAll, countOfCell, entriesFor, figureOf, isPast, lineOf, openView, orderOf, shownOf, standingFor, sumCells, viewPeriod, type Entry, type View,
} from './lines.service.ts'
import type { BearerRow, readSchool as readSchoolRoute } from './region.contract.ts'
import { getSchool } from './region.service.ts'
import type { readClass as readClassRoute, readSchoolHome as readHomeRoute } from './school.contract.ts'
import { SOON_DAYS } from './state.rules.ts'

/** What turns cells of a unit into rows that a person can read. */
interface Staff {
  readonly classes: readonly ClassView[]
  readonly holdings: readonly Holding[]
  readonly kinds: ReadonlyMap<Uuid, Holding['kind']>
  /** Names of the bodies that the unit keeps, where any of them carries a cell. */
  readonly bodies: ReadonlyMap<Uuid, string>
  /** The bureau sees posts and classes, no names. */
  readonly named: boolean
}

async function staffOf(act: Act, unitId: Uuid): Promise<Omit<Staff, 'bodies'>> {
  const [classes, holdings, kinds] = await Promise.all([
    listClasses(act, { schoolId: unitId }), findHoldings(act.tx, act.regionId, { unitId, on: act.today }), findPostKinds(act.tx, act.regionId, unitId),
  ])
  return { classes, holdings, kinds, named: !isBureau(act.capacity.role) }
}

/** One cell as it stands in the tables. The period of the entry is that of the cell. */
export async function readRow(act: Act, view: View, { cell, entry }: { cell: CellRow; entry: Entry }): Promise<BearerRow> {
  const { unitId, bearerKind } = cell
  const [people, reliefs, bodies] = await Promise.all([
    staffOf(act, unitId), loadReliefs(act, view, { entries: [entry], unitId }), bearerKind === 'body' ? findBodyNames(act.tx, act.regionId, unitId) : new Map<Uuid, string>(),
  ])
  return rowOf(view, entry, { cell, staff: { ...people, bodies }, held: heldOf(view, entry, reliefs) })
}

export type DutyRows = DutyLine & { rows: BearerRow[] }

/** Every duty with cells in the unit, or that its posts owe without a count yet. `keep` narrows the cells. */
async function dutiesOf(
  act: Act, view: View, spec: { unitId: Uuid; entries: readonly Entry[]; keep?: (cell: CellRow) => boolean },
): Promise<DutyRows[]> {
  const { unitId, entries, keep = () => true } = spec
  if (view.at === undefined) return []
  const [found, people, reliefs] = await Promise.all([
    findCellsOfUnit(act.tx, view.at, { unitId, shown: shownOf(entries) }), staffOf(act, unitId), loadReliefs(act, view, { entries, unitId }),
  ])
  const cells = found.filter(keep)
  const hasBodies = cells.some((cell) => cell.bearerKind === 'body')
  const staff = { ...people, bodies: hasBodies ? await findBodyNames(act.tx, act.regionId, unitId) : new Map<Uuid, string>() }
  return orderOf(entries).flatMap((entry) => {
    const mine = cells.filter((cell) => cell.duty === entry.key && cell.period === entry.period?.key)
    if (mine.length === 0 && (entry.counted !== undefined || spec.keep !== undefined)) return []
    const held = heldOf(view, entry, reliefs).filter((one) => mine.some((cell) => cell.bearerId === one.bearerId && cell.groupId === one.groupId))
    const rows = mine.map((cell) => rowOf(view, entry, { cell, staff, held })).sort(byPlace(staff))
    const sums = sumCells(entry, mine)
    const line = lineOf(view, entry, mine.length === 0 ? undefined : { ...countOfAll(entry, sums), ...relieveAll(view, entry, { held, sums }) })
    return isPast(line, view) ? [] : [{ ...line, rows }]
  })
}

/** In the order of an office list: classes from the youngest up, then persons by post. */
function byPlace({ classes }: Staff) {
  const place = (row: BearerRow) => classes.findIndex((one) => one.id === row.classId)
  return (a: BearerRow, b: BearerRow) => place(a) - place(b) || a.label.localeCompare(b.label, 'zh')
}

function rowOf(view: View, entry: Entry, { cell, staff, held }: { cell: CellRow; staff: Staff; held: readonly Held[] }): BearerRow {
  const own = staff.classes.find((one) => one.id === cell.classId)
  const holders = staff.holdings.filter((one) => [one.postId, one.appointmentId, one.personId].includes(cell.bearerId))
  const place = own === undefined ? { schoolId: cell.unitId } : { ...own, schoolId: own.schoolId }
  const span = entry.counted?.spansAt(place).find((one) => one.key === cell.period) ?? entry.period!
  const vacant = cell.bearerKind === 'post' && holders.length === 0
  return {
    bearerId: cell.bearerId, groupId: cell.groupId, classId: cell.classId, label: own?.name ?? labelOf(entry, cell, { staff, holders }),
    holder: staff.named ? holders[0]?.name ?? null : null,
    period: viewPeriod(span), figure: figureOf(view, cell),
    standing: standingFor(view, entry, { ...countOfCell(entry, cell), ...relieveCell(view, held, cell), due: span.due, vacant }),
  }
}

function labelOf(entry: Entry, cell: CellRow, { staff, holders }: { staff: Staff; holders: readonly Holding[] }): string {
  if (cell.bearerKind === 'body') return staff.bodies.get(cell.bearerId) ?? '已撤销'
  if (cell.bearerKind === 'unit') return entry.counted?.duty.bearer.posts?.map((post) => ROLE_NAMES[post]).join('、').concat('合计') ?? '全校'
  const posts = entry.counted?.duty.bearer.posts ?? []
  const held = holders.find((one) => posts.includes(one.kind))?.kind ?? staff.kinds.get(cell.bearerId)
  return held === undefined ? '已离任' : ROLE_NAMES[held]
}

/** Figures of one school, for the bureau and for its own leaders (404 for others). */
export async function readSchool(
  act: Act, schoolId: Uuid, query: QueryOf<typeof readSchoolRoute>,
): Promise<AnswerOf<typeof readSchoolRoute>> {
  const [{ id, name, street, stages }, view] = await Promise.all([getSchool(act, schoolId), openView(act, query.year)])
  const entries = entriesFor(view, schoolId)
  const mine = entries.filter((entry) => query.matter === undefined || entry.duty.matter === query.matter)
  return {
    asOf: view.asOf, school: { id, name, street, stages }, matters: mattersOf(view, entries.map(({ duty }) => duty)),
    duties: await dutiesOf(act, view, { unitId: schoolId, entries: mine }),
  }
}

const mattersOf = ({ plan }: View, duties: readonly { readonly matter: string }[]) =>
  plan.matters.filter(({ key }) => duties.some(({ matter }) => matter === key)).map(({ key, zh }) => ({ key, name: zh }))

/** What a principal looks at first. */
export async function readSchoolHome(act: Act): Promise<AnswerOf<typeof readHomeRoute>> {
  const { unitId } = act.capacity
  if (unitId === null) throw notFound('学校')
  const [{ id, name }, view] = await Promise.all([getSchool(act, unitId), openView(act)])
  const shown = entriesFor(view, unitId)
  const coming = comingOf(view, unitId, shown)
  const [all, vacancies] = await Promise.all([dutiesOf(act, view, { unitId, entries: [...shown, ...coming] }), listVacantPosts(act, unitId)])
  const duties = all.filter((duty) => !coming.some(({ key, period }) => key === duty.key && period.key === duty.period?.key))
  return {
    asOf: view.asOf, school: { id, name }, matters: mattersOf(view, duties), duties, dueSoon: dueSoon(all, view),
    vacancies: vacancies.map(({ postId, kind, label, vacantSince }) => ({ postId, kind, label, since: vacantSince })),
  }
}

/** Stretches that are still to begin and end within four weeks, beside the one whose figure is shown. */
const comingOf = ({ today }: View, schoolId: Uuid, shown: readonly Entry[]) => shown.flatMap((entry) =>
  (entry.counted?.spansAt({ schoolId }) ?? [])
    .filter((span) => span.key !== entry.period?.key && today < span.start && span.due <= addDays(today, SOON_DAYS))
    .map((period) => ({ ...entry, period })))

/** Nobody waits for it: it is done, or it was granted or confirmed that it stays undone. */
const SETTLED: ReadonlySet<DutyState> = new Set<DutyState>(['met', 'excepted', 'cannot-be-met'])

/**
 * What must be done within four weeks, or should have been, by duty and day, windows that are still to open included. An offer
 * is never due.
 */
function dueSoon(duties: readonly DutyRows[], { today }: View): AnswerOf<typeof readHomeRoute>['dueSoon'] {
  const last = addDays(today, SOON_DAYS)
  return duties.filter((duty) => duty.strength !== 'encouraged' && duty.strength !== 'statement').flatMap((duty) => {
    const open = duty.rows.filter(({ figure, period, standing }) =>
      figure.done < figure.required && !SETTLED.has(standing.state) && period.due <= last)
    return [...new Set(open.map((row) => row.period.due))].map((due) => {
      const rows = open.filter((row) => row.period.due === due)
      return {
        duty: duty.key, sentence: duty.sentence, due, bearers: rows.length,
        remaining: rows.reduce((sum, { figure }) => sum + figure.required - figure.done, 0),
      }
    })
  }).sort((a, b) => (a.due < b.due ? -1 : 1))
}

/** A class that the capacity leads, teaches, or has in its school; for the bureau any. Throws 404. */
export async function getOwnClass(act: Act, classId: Uuid): Promise<ClassView> {
  const found = await getClass(act, classId)
  const mine = isBureau(act.capacity.role) || act.scope.schools.includes(found.schoolId) || act.scope.classes.includes(classId)
  if (!mine) throw notFound('班级')
  return found
}

/** Counts of one class. The bureau learns no more than them. */
export async function readClass(act: Act, classId: Uuid): Promise<AnswerOf<typeof readClassRoute>> {
  const [{ id, name, schoolId }, view] = await Promise.all([getOwnClass(act, classId), openView(act)])
  const keep = (cell: CellRow) => cell.classId === classId
  const [duties, students] = await Promise.all([
    dutiesOf(act, view, { unitId: schoolId, entries: entriesFor(view, schoolId), keep }),
    isBureau(act.capacity.role) ? null : listStudents(act, { classId }),
  ])
  const listChildren = !isBureau(act.capacity.role) && act.capacity.role !== 'subject_teacher'
  return { asOf: view.asOf, class: { id, name, schoolId, students: students?.length ?? null }, duties, can: { listChildren } }
}
