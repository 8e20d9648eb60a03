import type { AnswerOf } from '#kernel/route'
import type { Act } from '#platform/access/act'
import { academicYearOf, likelyYear, schoolWeeks, unpublished } from '../calendar/calendar.rules.ts'
import { bindingAmong, groupByMatter } from '../duties/matter.rules.ts'
import { relationBetween } from '../duties/relation.rules.ts'
import type { LocalValue, Setting } from '../packs/pack.contract.ts'
import {
  packNotAdopted, type listLocalValues as localValuesRoute, type listMatters as mattersRoute, type listPacks as packsRoute,
  type LocalValueView, type PackSummary, type showCalendar as calendarRoute, type showDuty as dutyRoute, type showPack as packRoute,
} from './plan.contract.ts'
import { getVersion, viewDuty, type Plan, type PlanDuty } from './plan.rules.ts'
import { getPlan } from './plan.service.ts'
import { listLocalSettings, type LocalSetting } from './plan.store.ts'

const planOf = (act: Act) => getPlan(act.tx, act.regionId, act.today)

/** What a school sees has its own values in it; the bureau sees the region's. */
const dutiesFor = (plan: Plan, { capacity }: Act): readonly PlanDuty[] =>
  (capacity.unitId === null ? plan.duties : plan.dutiesOf(capacity.unitId))

function summarise(plan: Plan, doc: string): PackSummary {
  const version = plan.packs.find((one) => one.doc === doc)
  if (!version) throw packNotAdopted()
  const { number, title, issuer, level, region, date, clauses, duties } = version.pack
  const open = plan.duties.filter((one) => one.doc === doc && one.recordable && one.missing)
  return {
    doc, number, title, issuer, level, region, ...(date === undefined ? {} : { date }),
    hash: version.hash, validFrom: version.validFrom,
    clauses: clauses.length, duties: duties.length, needLocalValue: open.length,
  }
}

/** The documents that hold today. */
export async function listPacks(act: Act): Promise<AnswerOf<typeof packsRoute>> {
  const plan = await planOf(act)
  return { packs: plan.packs.map(({ doc }) => summarise(plan, doc)) }
}

/** One document with its clauses and duties. Throws `pack-not-adopted`. */
export async function readPack(act: Act, doc: string): Promise<AnswerOf<typeof packRoute>> {
  const plan = await planOf(act)
  const summary = summarise(plan, doc)
  const { clauses, matters } = getVersion(plan, doc).pack
  const duties = dutiesFor(plan, act).filter((one) => one.doc === doc)
  return { pack: summary, clauses, matters, duties: duties.map((one) => viewDuty(plan, one)) }
}

/** One duty with its clauses, beside the other duties of its matter. Throws `pack-not-adopted`. */
export async function readDuty(act: Act, of: { doc: string; dutyId: string }): Promise<AnswerOf<typeof dutyRoute>> {
  const plan = await planOf(act)
  const duties = dutiesFor(plan, act)
  const duty = duties.find((one) => one.doc === of.doc && one.id === of.dutyId)
  if (!duty) throw packNotAdopted()
  const others = duties.filter((one) => one !== duty && one.matter === duty.matter)
  return {
    duty: viewDuty(plan, duty), pack: summarise(plan, duty.doc),
    clauses: getVersion(plan, duty.doc).pack.clauses.filter((one) => duty.duty.clauses.includes(one.id)),
    others: others.map((one) => ({ duty: viewDuty(plan, one), ...relate(duty, one) })),
  }
}

/** Duties of all documents by matter, with those that bind. */
export async function listMatters(act: Act): Promise<AnswerOf<typeof mattersRoute>> {
  const plan = await planOf(act)
  const groups = groupByMatter(dutiesFor(plan, act), plan.matters)
  return {
    matters: groups.map(({ matter, duties }) => ({
      matter, duties: duties.map((one) => viewDuty(plan, one)),
      binding: bindingAmong(duties.filter((one) => one.recordable)).map(({ doc, id }) => ({ doc, id })),
    })),
  }
}

/** The calendar of an academic year, of the present one without `asked`; says so when it is not published. */
export const readCalendar = async (act: Act, asked?: number): Promise<AnswerOf<typeof calendarRoute>> =>
  showYear(await planOf(act), act, asked)

/** What the documents leave open, with what was decided and by whom. */
export async function listLocalValues(act: Act): Promise<AnswerOf<typeof localValuesRoute>> {
  const plan = await planOf(act)
  const settings = await listLocalSettings(act.tx, act.regionId)
  return { values: plan.packs.flatMap(({ doc }) => viewValues(plan, doc, { act, settings })) }
}

const relate = (a: PlanDuty, b: PlanDuty) =>
  (a.resolved && b.resolved ? { relation: relationBetween(a.resolved, b.resolved) } : {})

function showYear(plan: Plan, { today }: Act, asked: number | undefined) {
  const current = academicYearOf(today, plan.calendars)
  const academicYear = asked ?? (typeof current === 'number' ? current : likelyYear(today))
  const calendar = plan.calendars.find((one) => one.academicYear === academicYear)
  if (!calendar) return { academicYear, missing: unpublished(academicYear).missing }
  const weeks = ([1, 2] as const).flatMap((semester) => schoolWeeks(calendar, semester).map((week) => ({ ...week, semester })))
  const week = weeks.find((one) => one.monday <= today && today <= one.sunday)
  return { academicYear, calendar, ...(week ? { today: { semester: week.semester, week: week.no } } : {}) }
}

interface Decided { readonly act: Act; readonly settings: readonly LocalSetting[] }

function viewValues(plan: Plan, doc: string, { act, settings }: Decided): LocalValueView[] {
  return getVersion(plan, doc).pack.localValues.map((declared) => {
    const ofKey = settings.filter((one) => one.doc === doc && one.key === declared.key)
    const of = (unitId: string | null) => ofKey.find((one) => one.unitId === unitId)
    const own = act.capacity.unitId === null ? undefined : of(act.capacity.unitId)
    const set = own ?? of(null)
    const reading = readingOf(plan, doc, declared)
    const head = { doc, declared, ...(reading === undefined ? { need: 'needed' as const } : { need: 'adjustable' as const, reading }) }
    if (set) return { ...head, value: set.value, source: own ? 'school' : 'region', setAt: set.setAt.toISOString() }
    return reading === undefined ? { ...head, source: 'none' } : { ...head, value: reading, source: 'default' }
  })
}

/** What a duty counts with while nobody has decided: the default of the declaration, or what the condition itself names. */
function readingOf(plan: Plan, doc: string, { key, default: given }: LocalValue): Setting | undefined {
  const conditions = plan.duties.filter((one) => one.doc === doc).flatMap(({ duty }) => duty.action?.where ?? [])
  const named = conditions.find((one) => one.local === key)?.in
  return given ?? named?.filter((one) => typeof one === 'string')
}
