import { isBureau } from '#kernel/capacity'
import { addDays, earlierOf, laterOf } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { AnswerOf, QueryOf } from '#kernel/route'
import type { RecordFacts } from '#modules/ledger/records/record.contract'
import { HOME_VISIT } from '#modules/ledger/visits/visit.contract'
import { findReadable, ledgerAccess } from '#modules/ledger/index'
import { getUnit, readsDesignations, sayHolders } from '#modules/org/index'
import { getVersion } from '#modules/plan/index'
import type { Act } from '#platform/access/act'
import { sayAsking } from '../exceptions/exception.service.ts'
import type { CountedDuty, Miss, Roster, Span } from './counting.contract.ts'
import { coverageAccess } from './coverage.access.ts'
import { noSuchDuty } from './coverage.contract.ts'
import { findCell, findChildNames, findCounting, findLike } from './facts.store.ts'
import type { CellRow } from './figures.store.ts'
import { judge } from './fulfil.rules.ts'
import { getRoster, type In } from './fulfilment.store.ts'
import { countOfCell, entriesFor, figureOf, openView, viewOf, viewPeriod, type Entry, type View } from './lines.service.ts'
import { sayMiss } from './miss.rules.ts'
import { sayDue } from './period.rules.ts'
import { findPlaces } from './places.store.ts'
import { readRow } from './school.service.ts'
import { readStructures } from './structure-reading.service.ts'
import type { whyFigure as whyRoute } from './why.contract.ts'

type Why = AnswerOf<typeof whyRoute>

/** Records told at most, of those that count and of those that do not. */
const LIMIT = 100
/** Of a part of a period what lies so near before and after it is told too: the meeting two days after the last. */
const NEAR_DAYS = 31

/** What stands behind one figure. 404 for a cell that the capacity does not see, whether it exists or not. */
export async function whyFigure(act: Act, query: QueryOf<typeof whyRoute>): Promise<Why> {
  const view = await openView(act)
  const cell = view.at && await findCell(act.tx, view.at, { ...query, personId: act.capacity.personId })
  if (view.at === undefined || cell === undefined || !seesCell(act, cell)) throw noSuchDuty()
  const entry = entriesFor(view, cell.unitId).find((one) => one.key === query.duty)
  const counted = entry?.counted
  const places = await findPlaces(act.tx, act.regionId, { classes: cell.classId === null ? [] : [cell.classId], units: [cell.unitId] })
  const span = counted?.spansAt(places.classes[0] ?? { schoolId: cell.unitId }).find((one) => one.key === query.period)
  if (entry === undefined || counted === undefined || span === undefined) throw noSuchDuty()
  const count = countOfCell(entry, cell)
  const [row, ask, unit, structure] = await Promise.all([
    readRow(act, view, { cell, entry: { ...entry, period: span } }), sayAsking(act, cell, { entry, lastDay: span.end }), getUnit(act, cell.unitId),
    counted.shape === 'parts' ? findStructure(act, cell, entry) : null,
  ])
  return {
    asOf: view.asOf, bearer: { label: row.label, holder: row.holder, unitName: unit.name }, structure, ask, limit: LIMIT,
    duty: viewOf(view.plan, entry), period: viewPeriod(span), figure: figureOf(view, cell),
    remaining: count.limit === undefined ? Math.max(0, cell.required - cell.done) : 0,
    dueLabel: sayDue(span.due, view.today), standing: row.standing,
    ...hasRecords(act, counted) ? await recordsBehind(act, { view, at: view.at, cell, entry, counted, span }) : { counted: [], notCounted: [] },
  }
}

/** Records of designated children are behind a figure only for those who may know which children these are. */
const hasRecords = (act: Act, counted: NonNullable<Entry['counted']>): counted is CountedDuty =>
  counted.shape !== 'parts' && (counted.designation === undefined || readsDesignations(act))

/** What the unit or the body has and lacks now; null for a period that is not the shown one. */
async function findStructure(act: Act, cell: CellRow, { duty: { matter } }: Entry): Promise<Why['structure']> {
  const { duties } = await readStructures(act, cell.unitId, { matter })
  const told = duties.find((one) => one.key === cell.duty && one.period?.key === cell.period)
  return told?.rows.find((one) => one.bearerId === cell.bearerId) ?? null
}

/** Figures of a school for the bureau and its leaders, those of a class for its teachers, and everybody's own. */
function seesCell({ capacity, scope }: Act, cell: CellRow & { ownAppointment: boolean }): boolean {
  if (isBureau(capacity.role) || scope.schools.includes(cell.unitId)) return true
  if (cell.classId !== null && scope.classes.includes(cell.classId)) return true
  return capacity.unitId === cell.unitId && (cell.ownAppointment || [capacity.personId, ...capacity.postIds].includes(cell.bearerId))
}

/** The children of this class are named to whoever may see its list. */
const namesChildren = ({ capacity, scope }: Act, { classId, unitId }: CellRow): boolean => classId !== null
  && capacity.role in coverageAccess['coverage.remaining'].by && (scope.schools.includes(unitId) || scope.classes.includes(classId))

interface Asked {
  readonly view: View
  readonly at: In
  readonly cell: CellRow
  readonly entry: Entry
  readonly counted: CountedDuty
  readonly span: Span
}

async function recordsBehind(act: Act, asked: Asked): Promise<Pick<Why, 'counted' | 'notCounted'>> {
  const { view, at, cell, entry, counted, span } = asked
  const near = counted.duty.when.window === undefined ? 0 : NEAR_DAYS
  const named = namesChildren(act, cell)
  const { counting, others, roster, names } = await act.asProgram([cell.unitId], async (wide) => {
    const behind = { cell, counted, limit: LIMIT }
    const counting = await findCounting(wide.tx, at, { ...behind, day: earlierOf(view.today, span.end) })
    const like = await findLike(wide.tx, act.regionId, {
      ...behind, limit: 2 * LIMIT, from: laterOf(addDays(span.start, -near), '0001-01-01'), to: earlierOf(addDays(earlierOf(span.end, view.today), near), view.today),
    })
    const others = like.filter((one) => !counting.some(({ recordId }) => recordId === one.recordId)).slice(0, LIMIT)
    const ofClass = [...counting, ...others].flatMap(({ subjects }) => subjects.filter((one) => one.classId === cell.classId))
    const children = named ? ofClass.flatMap(({ studentId }) => studentId ?? []) : []
    return { counting, others, roster: await getRoster(wide.tx, act.regionId, others), names: await findChildNames(wide.tx, act.regionId, children) }
  })
  const fields = [...names.size > 0 ? ['name', 'coverage'] : [], ...counted.designation === undefined ? [] : ['designation']]
  if (fields.length > 0 && cell.classId !== null) await auditNames(act, { schoolId: cell.unitId, classId: cell.classId }, fields)
  const say = await sayer(act, { ...asked, records: [...counting, ...others], names })
  const duties = counted.units.has(cell.unitId) ? [counted] : []
  return {
    counted: counting.map(say),
    notCounted: others.map((record) => ({ ...say(record), ...reasonOf(view, entry, { record, miss: missOf(record, duties, roster) }) })),
  }
}

/** Why it does not count here. What counts by the rule counts for another bearer, or was done for a child who is not designated. */
function missOf(record: RecordFacts, duties: readonly CountedDuty[], roster: Roster): Miss {
  const { counted, notCounted: [miss] } = judge(record, duties, roster)
  const [duty] = duties
  if (counted.length > 0) return { duty: duty?.key ?? '', code: duty?.designation === undefined ? 'other' : 'undesignated' }
  return miss ?? { duty: duty?.key ?? '', code: 'not-bearer' }
}

function reasonOf({ plan, today }: View, entry: Entry, { record, miss }: { record: RecordFacts; miss: Miss }) {
  const isKind = ({ key }: { key: string }) => key === record.kind
  const kind = plan.kinds.find(isKind) ?? getVersion(plan, entry.duty.doc).pack.kinds.find(isKind)
  const duty = entry.duty.resolved
  const level = viewOf(plan, entry).levelLabel
  return { code: miss.code, reason: duty === undefined ? '' : sayMiss(miss, { duty, record, kind, level, today }) }
}

interface Saying extends Asked { readonly records: readonly RecordFacts[]; readonly names: ReadonlyMap<Uuid, string> }

/** Names of staff and children are as far as the capacity goes; the bureau learns posts. */
async function sayer(act: Act, { view, records, names }: Saying): Promise<(record: RecordFacts) => Why['counted'][number]> {
  const said = await sayHolders(act, records.flatMap((one) => one.actors))
  const readable = new Set((await findReadable(act, records.map(({ recordId }) => recordId))).map(({ recordId }) => recordId))
  const staff = new Map(said.map((one) => [`${one.postId} ${one.personId}`, isBureau(act.capacity.role) ? one.post : `${one.post} ${one.name}`]))
  return ({ recordId, happenedOn, kind, actors, subjects }) => ({
    recordId, happenedOn, kind: view.plan.kinds.find(({ key }) => key === kind)?.zh ?? kind,
    who: [...new Set(actors.flatMap((one) => staff.get(`${one.postId} ${one.personId}`) ?? []))],
    children: subjects.flatMap(({ studentId }) => names.get(studentId ?? '') ?? []),
    opens: readable.has(recordId) ? pageOf(act, kind) : null,
  })
}

const pageOf = ({ capacity: { role } }: Act, kind: string): 'visit' | 'record' | null => {
  const page = kind === HOME_VISIT ? 'visit' : 'record'
  return role in ledgerAccess[`${page}.read`].by ? page : null
}

const auditNames = (act: Act, group: { schoolId: Uuid; classId: Uuid }, fields: readonly string[]) => act.audit({
  action: 'coverage.why', objectKind: 'class', objectId: group.classId, group, fields, purpose: '查看数字的来源',
})
