import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import { academicYearOf as likelyYear } from '#modules/org/index'
import { academicYearOf, bindingAmong, getPlan, getVersion, viewDuty, yearSpans, type Plan, type PlanDuty } from '#modules/plan/index'
import { LEVEL_NAMES, STRENGTH_NAMES, type ResolvedDuty, type Strength } from '#modules/plan/packs/pack.contract'
import type { Act } from '#platform/access/act'
import type { DutyLine, DutyView, Figure, PeriodView, Relieved, Standing } from './coverage.contract.ts'
import { countedDuties, keyOf } from './duties.service.ts'
import type { CountedDuty, Span } from './counting.contract.ts'
import type { In } from './fulfilment.store.ts'
import { findGeneration } from './generation.store.ts'
import { isCivil, isOnce, lastYearOf, sayDay, sayPeriod, yearOfPeriod } from './period.rules.ts'
import { NO_NUMBER, NOT_CONCERNED, stand, standWithoutCount, type Count } from './state.rules.ts'
import type { StructureDuty } from './structure-cells.rules.ts'
import { structureDuties } from './structure.service.ts'

/** What every reading of coverage begins with. */
export interface View {
  readonly plan: Plan
  /** Undefined before anything was counted. */
  readonly at: In | undefined
  readonly asOf: string
  readonly today: SchoolDate
  readonly year: number
  /** The semester that today lies in; undefined where another year is shown or the year is not published. */
  readonly semester: 1 | 2 | undefined
  /** First days of that academic year and of the one before; 1 September where it is not published. */
  readonly start: SchoolDate
  readonly startBefore: SchoolDate
}

export async function openView(act: Act, year?: number): Promise<View> {
  const [plan, generation] = await Promise.all([getPlan(act.tx, act.regionId, act.today), findGeneration(act.tx, act.regionId)])
  const known = academicYearOf(act.today, plan.calendars)
  const present = typeof known === 'number' ? known : likelyYear(act.today)
  const shown = year ?? present
  return {
    plan, today: act.today, asOf: act.now.toISOString(), year: shown,
    semester: known === shown ? semesterOf(plan, known, act.today) : undefined,
    start: startOf(plan, shown), startBefore: startOf(plan, shown - 1),
    at: generation && { regionId: act.regionId, generation: generation.id },
  }
}

const semesterOf = (plan: Plan, academicYear: number, today: SchoolDate): 1 | 2 =>
  (plan.calendars.some((one) => one.academicYear === academicYear && one.semesters[1].start <= today) ? 2 : 1)

const startOf = (plan: Plan, academicYear: number): SchoolDate =>
  yearSpans(plan.calendars).find((one) => one.calendar.academicYear === academicYear)?.start ?? `${academicYear}-09-01`

export const sayYear = (academicYear: number) => ({ academicYear, label: `${academicYear}–${academicYear + 1}学年` })

/** A duty of the plan beside its way of counting, and the period whose figure is shown. */
export interface Entry {
  readonly key: string
  readonly duty: PlanDuty
  readonly counted?: CountedDuty | StructureDuty
  readonly period?: Span
  /** No other duty of the plan implies it. */
  readonly binds: boolean
}

const bindings = new WeakMap<readonly PlanDuty[], ReadonlySet<PlanDuty>>()

function bindingOf(duties: readonly PlanDuty[]): ReadonlySet<PlanDuty> {
  const known = bindings.get(duties) ?? new Set(bindingAmong(duties))
  bindings.set(duties, known)
  return known
}

const NOWHERE: Uuid = '00000000-0000-0000-0000-000000000000'

/** The duties as they hold in a unit, or in the region, each with the period of the year that today lies in. */
export function entriesFor(view: View, unitId: Uuid = NOWHERE): Entry[] {
  const counted = new Map([...countedDuties(view.plan, [unitId]), ...structureDuties(view.plan, [unitId])].map((one) => [one.key, one]))
  const duties = view.plan.dutiesOf(unitId)
  const binding = bindingOf(duties)
  return duties.map((duty) => {
    const way = counted.get(keyOf(duty))
    const period = way && findShown(way.spansAt({ schoolId: unitId }), view)
    return { key: keyOf(duty), duty, binds: binding.has(duty), ...(way && { counted: way }), ...(period && { period }) }
  })
}

type Moment = Pick<View, 'today' | 'year' | 'semester'>

/**
 * The period that today lies in, else the window of today's semester, else the last that began, else the first; of another
 * year the last. What is owed once is shown from its own year on.
 */
export function findShown<T extends Span>(spans: readonly T[], { today, year, semester }: Moment): T | undefined {
  const present = semester !== undefined
  const ofYear = spans.filter(({ key }) => (isOnce(key) ? yearOfPeriod(key) <= year
    : yearOfPeriod(key) === (present && isCivil(key) ? Number(today.slice(0, 4)) : year)))
  const open = present ? spans : ofYear
  return open.find((span) => span.start <= today && today <= span.end)
    ?? ofYear.find((span) => span.key === `${year}-${semester}w`)
    ?? ofYear.filter((span) => span.start <= today).at(-1) ?? ofYear[0]
}

/** What had to be done once by a day of an earlier year and is done: nobody need look at it any more. */
export const isPast = ({ period, standing }: Pick<DutyLine, 'period' | 'standing'>, { year }: Pick<View, 'year'>): boolean =>
  period !== null && isOnce(period.key) && (lastYearOf(period.key) ?? year) < year && (standing.state === 'met' || standing.state === 'met-late')

export const shownOf = (entries: readonly Entry[]) =>
  entries.flatMap(({ key, period }) => (period === undefined ? [] : [{ duty: key, period: period.key }]))

/** What its figures count. */
function unitOf(counted: Entry['counted']): DutyView['unit'] {
  if (counted?.shape === 'students') return '名'
  if (counted?.shape === 'parts') return '项'
  return counted?.shape === 'classes' && counted.percent !== undefined ? '个班' : '次'
}

export function viewOf(plan: Plan, { duty, counted, key }: Entry): DutyView {
  const { pack } = getVersion(plan, duty.doc)
  const { zh, strength } = viewDuty(plan, duty)
  return {
    key, doc: duty.doc, number: pack.number, level: pack.level, levelLabel: LEVEL_NAMES[pack.level], matter: duty.matter, sentence: zh,
    strength: strength ?? null, strengthLabel: strength === undefined ? '待本地确定' : STRENGTH_NAMES[strength],
    unit: unitOf(counted),
  }
}

export const viewPeriod = (span: Span): PeriodView =>
  ({ key: span.key, label: sayPeriod(span.key), start: span.start, end: span.end, due: span.due })

const strengthOf = ({ duty: { resolved, duty } }: Entry) => resolved?.strength ?? duty.strength

/** Why an entry has no figure at all; undefined when it has one. */
export function whyUncounted(plan: Plan, entry: Entry): Standing | undefined {
  const { missing, waiting } = viewDuty(plan, entry.duty)
  const known = standWithoutCount({
    waiting: waiting ?? (entry.duty.recordable || hasNoCount(entry) ? undefined : '该类工作的记录尚未提供'),
    missing: missing.map((one) => one.question),
    calendarMissing: entry.counted && !entry.period ? whyNoPeriod(entry.counted.duty.when) : undefined,
  })
  return known ?? (entry.counted !== undefined ? undefined : strengthOf(entry) === 'statement' ? NO_NUMBER : NOT_CONCERNED)
}

const hasNoCount = (entry: Entry) => strengthOf(entry) === 'statement' || entry.duty.duty.form === 'content'
const whyNoPeriod = ({ period, from }: ResolvedDuty['when']) => (period === 'once' ? `${sayDay(from ?? '', '')}起` : '本学年校历尚未发布')

export interface Counted extends Count {
  readonly due?: SchoolDate
  readonly vacant?: boolean
  /** An exception that was granted or a hindrance that was confirmed for all that is open. */
  readonly relief?: { readonly kind: 'exception' | 'hindrance'; readonly text: string }
  readonly relieved?: Relieved
}

/** Counts of one cell, or of several together: how many owe, and how many of them are done or kept within the limit. */
export interface Sums { readonly required: number; readonly done: number; readonly bearers: number; readonly bearersMet: number }

export const isLimit = ({ counted }: Entry) => counted !== undefined && counted.shape !== 'parts' && counted.atMost

export const countOfCell = (entry: Entry, { required, done }: Pick<Sums, 'required' | 'done'>): Count =>
  ({ required, done, ...(isLimit(entry) ? { limit: done > required ? 'exceeded' : 'kept' } : {}) })

/** What a share of classes asks for follows from all of them together; of a limit, one who exceeds it is enough. */
export function countOfAll(entry: Entry, { required, done, bearers, bearersMet }: Sums): Count {
  const { counted } = entry
  const share = counted?.shape === 'classes' ? counted.percent ?? 100 : 100
  const limit = isLimit(entry) ? { limit: bearersMet < bearers ? 'exceeded' as const : 'kept' as const } : {}
  return { required: Math.ceil(required * share / 100), done, ...limit }
}

/** Cells of one duty together, as the roll-ups sum them. */
export function sumCells(entry: Entry, cells: readonly Pick<Sums, 'required' | 'done'>[]): Sums {
  const limit = isLimit(entry)
  const total = (pick: (cell: Pick<Sums, 'required' | 'done'>) => number) => cells.reduce((sum, cell) => sum + pick(cell), 0)
  return {
    required: total(({ required }) => required), done: total(({ required, done }) => (limit ? done : Math.min(done, required))),
    bearers: total(({ required }) => Number(limit || required > 0)),
    bearersMet: total(({ required, done }) => Number(limit ? done <= required : required > 0 && done >= required)),
  }
}

export function standingFor(view: View, entry: Entry, count: Counted): Standing {
  const { counted, period } = entry
  if (counted === undefined || period === undefined) return NOT_CONCERNED
  return stand({
    count, start: period.start, due: count.due ?? period.due, today: view.today, strength: counted.duty.strength,
    ...(count.vacant === undefined ? {} : { vacant: count.vacant }),
    ...(count.relief === undefined ? {} : { [count.relief.kind]: count.relief.text }),
  })
}

export const figureOf = (view: View, { required, done }: Count): Figure => ({ required, done, asOf: view.asOf })

const NOT_RELIEVED: Relieved = { excepted: 0, hindered: 0 }

/** The line of a duty with a figure, or with the sentence why there is none. */
export function lineOf(view: View, entry: Entry, count: Counted | undefined): DutyLine {
  const why = whyUncounted(view.plan, entry)
  const has = why === undefined && count !== undefined
  return {
    ...viewOf(view.plan, entry),
    period: entry.period === undefined ? null : viewPeriod(entry.period),
    figure: has ? figureOf(view, count) : null, relieved: (has ? count.relieved : undefined) ?? NOT_RELIEVED,
    standing: why ?? (has ? standingFor(view, entry, count) : NOT_CONCERNED),
  }
}

/** An offer comes after what must be done, a mere statement after both. */
const WEIGHT: Readonly<Record<Strength, number>> = { must: 0, normally: 0, encouraged: 2, statement: 3 }

/** What binds leads: first that which is owed to every child, then what stands beside it, what the bureau owes itself, then the rest. */
export function orderOf(entries: readonly Entry[]): Entry[] {
  const rank = ({ counted, duty, binds }: Entry) => (counted !== undefined ? 0 : duty.recordable ? 8 : 16)
    + (counted?.shape === 'students' && counted.carrier === 'post' ? 0 : 4)
    + (counted === undefined ? 0 : WEIGHT[counted.duty.strength]) + (counted?.duty.bearer.at === 'bureau' ? 0.5 : 0) + (binds ? 0 : 1)
  return [...entries].sort((a, b) => rank(a) - rank(b))
}
