import type { AnswerOf } from '#kernel/route'
import type { Act } from '#platform/access/act'
import { academicYearOf, likelyYear, schoolWeeks, unpublished } from '../calendar/calendar.rules.ts'
import { bindingAmong, groupByMatter } from '../duties/matter.rules.ts'
import { relationBetween } from '../duties/relation.rules.ts'
import {
  packNotAdopted, type listMatters as mattersRoute, type listPacks as packsRoute, type PackSummary, type showCalendar as calendarRoute, type showDuty as dutyRoute, type showPack as packRoute,
} from './plan.contract.ts'
import { getVersion, viewDuty, type Plan, type PlanDuty } from './plan.rules.ts'
import { getPlan } from './plan.service.ts'

export const planOf = (act: Act) => getPlan(act.tx, act.regionId, act.today)

/** What a school sees has its own values in it; the bureau sees the region's. */
export const dutiesFor = (plan: Plan, { capacity }: Act): readonly PlanDuty[] =>
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
  const { clauses, matters, phases, activities, kinds } = getVersion(plan, doc).pack
  const duties = dutiesFor(plan, act).filter((one) => one.doc === doc)
  return {
    pack: summary, clauses, matters, duties: duties.map((one) => viewDuty(plan, one)), phases, activities,
    kinds: kinds.map(({ key, zh }) => ({ key, zh })),
  }
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
