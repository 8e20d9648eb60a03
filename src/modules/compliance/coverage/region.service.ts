import { notFound } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { AnswerOf, QueryOf } from '#kernel/route'
import { listUnits, listVacantPosts, type Unit } from '#modules/org/index'
import type { VacantPost } from '#modules/org/posts/post.contract'
import { STAGE_NAMES } from '#modules/org/units/unit.contract'
import { getVersion, relationBetween, yearSpans, type Plan, type PlanDuty } from '#modules/plan/index'
import { DUTY_RELATION_NAMES } from '#modules/plan/packs/pack.contract'
import type { Act } from '#platform/access/act'
import type { Held, Relief } from '../exceptions/relief.rules.ts'
import { heldOf, loadReliefs, relieveAll } from '../exceptions/relief.service.ts'
import { noSuchMatter, type Standing } from './coverage.contract.ts'
import { alike } from './duties.service.ts'
import { findSums, listSizes, type Sum } from './figures.store.ts'
import {
  countOfAll, entriesFor, figureOf, isPast, lineOf, openView, orderOf, sayYear, shownOf, standingFor, viewOf, whyUncounted, type Counted, type Entry, type View,
} from './lines.service.ts'
import type { listMatters as listRoute, MatterDuty, MatterRow, readMatter as readRoute } from './region.contract.ts'
import { NOT_CONCERNED } from './state.rules.ts'

const add = (sums: readonly Sum[]) => sums.reduce((all, one) => ({
  required: all.required + one.required, done: all.done + one.done,
  bearers: all.bearers + one.bearers, bearersMet: all.bearersMet + one.bearersMet,
}), { required: 0, done: 0, bearers: 0, bearersMet: 0 })

const sumsFor = (act: Act, view: View, entries: readonly Entry[]): Promise<Sum[]> =>
  view.at === undefined ? Promise.resolve([]) : findSums(act.tx, view.at, shownOf(entries))

/** Hundreds of schools owe a hundred duties: sums are gathered once, not searched through for every one of them. */
function gather(sums: readonly Sum[], key: 'duty' | 'unitId'): ReadonlyMap<string, readonly Sum[]> {
  const groups = new Map<string, Sum[]>()
  for (const sum of sums) {
    const group = groups.get(sum[key])
    if (group === undefined) groups.set(sum[key], [sum])
    else group.push(sum)
  }
  return groups
}

/** Matters in the order of the documents, each with the jurisdiction's figure of every duty and how many schools lag behind. */
export async function listMatters(act: Act): Promise<AnswerOf<typeof listRoute>> {
  const view = await openView(act)
  const entries = entriesFor(view)
  const [found, reliefs, units, vacancies] = await Promise.all([
    sumsFor(act, view, entries), loadReliefs(act, view, { entries }), listUnits(act), listVacantPosts(act),
  ])
  const sums = gather(found, 'duty')
  const schools = units.filter(({ kind }) => kind === 'school')
  const lag = lagOf(view, { schools, sums, reliefs, vacancies })
  const matters = view.plan.matters.map(({ key, zh }) => {
    const mine = orderOf(entries.filter((entry) => entry.duty.matter === key))
    const lead = mine.find((entry) => entry.binds && entry.counted !== undefined)
    const shown = mine.map((entry) => ({ entry, line: lineOf(view, entry, totalOf(view, entry, { sums, reliefs })) })).filter(({ line }) => !isPast(line, view))
    return { key, name: zh, binding: lead?.key ?? null, duties: shown.map(({ line }) => line), schools: lag(key, shown.map(({ entry }) => entry)) }
  })
  return { asOf: view.asOf, year: sayYear(view.year), matters: matters.filter((matter) => matter.duties.length > 0) }
}

interface Lagging extends Counts { readonly schools: readonly Unit[]; readonly vacancies: readonly Pick<VacantPost, 'unitId' | 'kind'>[] }

/** How many schools lag behind in a matter, and why. */
function lagOf(view: View, { schools, sums, reliefs, vacancies }: Lagging) {
  const waiting = waitingSchools(view, schools)
  const owed = new Set([...sums.values()].flat().flatMap(({ duty, unitId, required }) => (required > 0 ? [`${duty} ${unitId}`] : [])))
  const count = (lags: (unit: Unit) => boolean) => schools.filter(lags).length
  return (matter: string, entries: readonly Entry[]) => {
    const late = new Set(entries.filter(({ period }) => period !== undefined && period.due < view.today)
      .flatMap((entry) => overdueUnits(view, entry, { sums, reliefs })))
    const owing = entries.filter(owesInPosts)
    const lacking = vacancies.filter(({ unitId, kind }) =>
      owing.some(({ key, duty: { duty } }) => duty.bearer.posts?.includes(kind) && owed.has(`${key} ${unitId}`)))
    return {
      overdue: count(({ id }) => late.has(id)), vacant: count(({ id }) => lacking.some(({ unitId }) => unitId === id)),
      waiting: count(({ id }) => waiting.get(matter)?.has(id) === true),
    }
  }
}

const owesInPosts = ({ duty: { duty: { bearer, strength } }, counted }: Entry): boolean =>
  counted !== undefined && bearer.kind === 'post' && strength !== 'encouraged' && strength !== 'statement'

function overdueUnits(view: View, entry: Entry, { sums, reliefs }: Counts): Uuid[] {
  const [own, held] = [gather(sums.get(entry.key) ?? [], 'unitId'), heldOf(view, entry, reliefs)]
  return [...own.keys()].filter((unitId) => cellOf(view, entry, {
    sums: own.get(unitId) ?? [], why: undefined, held: held.filter((one) => one.unitId === unitId),
  }).standing.state === 'overdue')
}

/** By matter, the schools for which a duty still lacks a value that the region or they themselves set. */
function waitingSchools({ plan }: View, schools: readonly Unit[]): ReadonlyMap<string, ReadonlySet<Uuid>> {
  const found = new Map<string, Set<Uuid>>()
  for (const { duties, units } of alike(plan, schools.map(({ id }) => id))) {
    for (const duty of duties) {
      if (duty.resolved !== undefined || duty.duty.bearer.at === 'bureau') continue
      const { stages } = duty.duty.bearer
      const concerned = schools.filter((unit) => units.has(unit.id) && (stages === undefined || unit.stages.some((stage) => stages.includes(stage))))
      const held = found.get(duty.matter) ?? new Set()
      for (const { id } of concerned) held.add(id)
      found.set(duty.matter, held)
    }
  }
  return found
}

interface Counts { readonly sums: ReadonlyMap<string, readonly Sum[]>; readonly reliefs: readonly Relief[] }

function totalOf(view: View, entry: Entry, { sums, reliefs }: Counts): Counted {
  const sum = add(sums.get(entry.key) ?? [])
  return { ...countOfAll(entry, sum), ...relieveAll(view, entry, { held: heldOf(view, entry, reliefs), sums: sum }) }
}

/** One matter over all schools; a stage or street narrows rows and totals alike. */
export async function readMatter(act: Act, matter: string, query: QueryOf<typeof readRoute>): Promise<AnswerOf<typeof readRoute>> {
  const [view, units, sizes] = await Promise.all([
    openView(act, query.year), listUnits(act), listSizes(act.tx, act.regionId, { on: act.today, stage: query.stage }),
  ])
  const named = view.plan.matters.find((one) => one.key === matter)
  if (named === undefined) throw noSuchMatter()
  const all = orderOf(entriesFor(view).filter((entry) => entry.duty.matter === matter))
  const schools = units.filter(({ kind, stages, street }) => kind === 'school'
    && (query.stage === undefined || stages.includes(query.stage)) && (query.street === undefined || street === query.street))
  // What the bureau's own people owe belongs to no stage and no street: no filter takes it away.
  const held = new Set([...schools, ...units.filter(({ kind }) => kind === 'bureau')].map((unit) => unit.id))
  const isMeant = (one: { unitId: Uuid; stage: string | null }) =>
    held.has(one.unitId) && (query.stage === undefined || one.stage === null || one.stage === '' || one.stage === query.stage)
  const [allSums, granted] = await Promise.all([sumsFor(act, view, all), loadReliefs(act, view, { entries: all })])
  const meant = allSums.filter(isMeant)
  const counts = { sums: gather(meant, 'duty'), reliefs: granted.filter(isMeant) }
  const entries = all.filter((entry) => !isPast(lineOf(view, entry, totalOf(view, entry, counts)), view))
  const rows = rowsOf(view, { schools, entries, sizes, ...counts, sums: gather(meant, 'unitId') })
  return {
    asOf: view.asOf, matter: { key: named.key, name: named.zh }, year: sayYear(view.year),
    years: yearSpans(view.plan.calendars).map(({ calendar }) => sayYear(calendar.academicYear)),
    stages: stagesOf(units), streets: [...new Set(units.flatMap((unit) => unit.street ?? []))].sort(),
    duties: entries.map((entry) => detailOf(view, entry, { count: totalOf(view, entry, counts), entries })),
    rows, ...sourceOf(view.plan, view.year, entries),
  }
}

const stagesOf = (units: readonly Unit[]) => (Object.keys(STAGE_NAMES) as (keyof typeof STAGE_NAMES)[])
  .filter((key) => units.some((unit) => unit.stages.includes(key))).map((key) => ({ key, name: STAGE_NAMES[key].zh }))

interface Detail { readonly count: Counted; readonly entries: readonly Entry[] }

function detailOf(view: View, entry: Entry, { count, entries }: Detail): MatterDuty {
  const { pack } = getVersion(view.plan, entry.duty.doc)
  const { bearer } = entry.duty.duty
  const clauses = pack.clauses.filter((clause) => entry.duty.duty.clauses.includes(clause.id)).map(({ id, summary }) => ({ id, summary }))
  return {
    ...lineOf(view, entry, count), binding: entry.binds, clauses, ofBureau: bearer.kind === 'unit' && bearer.at === 'bureau', decision: entry.duty.duty.decision ?? null,
    relations: relationsOf(view, entry, entries),
  }
}

const relations = new WeakMap<PlanDuty, MatterDuty['relations']>()

/** How it stands to the other duties of its matter, which are always the same ones in a plan: 「严于省级：……」. */
function relationsOf(view: View, entry: Entry, entries: readonly Entry[]): MatterDuty['relations'] {
  const known = relations.get(entry.duty) ?? compare(view, entry, entries)
  relations.set(entry.duty, known)
  return known
}

function compare(view: View, entry: Entry, entries: readonly Entry[]): MatterDuty['relations'] {
  const { resolved } = entry.duty
  if (resolved === undefined) return []
  return entries.flatMap((other) => {
    if (other === entry || other.duty.resolved === undefined) return []
    const relation = relationBetween(resolved, other.duty.resolved)
    if (relation === 'not-comparable') return []
    const { levelLabel, sentence } = viewOf(view.plan, other)
    return [{ to: other.key, relation, label: `${DUTY_RELATION_NAMES[relation]}：${levelLabel}级“${sentence}”` }]
  })
}

/** Here sums are by unit. */
interface Table extends Counts { readonly schools: readonly Unit[]; readonly entries: readonly Entry[]; readonly sizes: Awaited<ReturnType<typeof listSizes>> }

function rowsOf(view: View, { schools, entries, sums, sizes, reliefs }: Table): MatterRow[] {
  const reasons = new Map(entries.map((entry) => [entry, whyUncounted(view.plan, entry)]))
  const held = new Map(entries.map((entry) => [entry, heldOf(view, entry, reliefs)]))
  return schools.map((unit) => ({
    unitId: unit.id, name: unit.name, street: unit.street, stages: unit.stages,
    classes: sizes.get(unit.id)?.classes ?? 0, vacantPosts: sizes.get(unit.id)?.vacantPosts ?? 0,
    cells: entries.map((entry) => cellOf(view, entry, {
      sums: (sums.get(unit.id) ?? []).filter((sum) => sum.duty === entry.key), why: reasons.get(entry),
      held: (held.get(entry) ?? []).filter((one) => one.unitId === unit.id),
    })),
  }))
}

interface Summed { readonly sums: readonly Sum[]; readonly why: Standing | undefined; readonly held: readonly Held[] }

function cellOf(view: View, entry: Entry, { sums, why, held }: Summed): MatterRow['cells'][number] {
  const sum = add(sums)
  const relieving = relieveAll(view, entry, { held, sums: sum })
  const count = { ...countOfAll(entry, sum), ...relieving }
  const has = why === undefined && sums.length > 0
  return {
    duty: entry.key, figure: has ? figureOf(view, count) : null, bearers: sum.bearers, bearersMet: sum.bearersMet,
    relieved: relieving.relieved,
    standing: why ?? (has ? standingFor(view, entry, count) : NOT_CONCERNED),
  }
}

/** What the figures were made with. */
function sourceOf(plan: Plan, year: number, entries: readonly Entry[]) {
  const docs = new Set(entries.map((entry) => entry.duty.doc))
  const span = yearSpans(plan.calendars).find((one) => one.calendar.academicYear === year)
  return {
    packs: plan.packs.filter((one) => docs.has(one.doc)).map(({ doc, hash, pack }) => ({ doc, number: pack.number, title: pack.title, hash })),
    calendar: span === undefined ? null : { academicYear: year, start: span.start, end: span.end },
    calendarMissing: span === undefined ? `${sayYear(year).label}校历尚未发布` : null,
  }
}

/** Units of this jurisdiction as the bureau knows them. Throws 404. */
export async function getSchool(act: Act, schoolId: Uuid): Promise<Unit> {
  const school = (await listUnits(act)).find((unit) => unit.id === schoolId)
  if (school === undefined) throw notFound('学校')
  return school
}
