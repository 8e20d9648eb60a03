import { STAGES } from '#modules/org/units/unit.contract'
import { isDates } from '../packs/pack.contract.ts'
import type { DutyRelation, PeriodKind, ResolvedDuty, Strength } from '../packs/pack.contract.ts'

/**
 * How `a` stands to `b`. `stricter`: whoever fulfils `a` has fulfilled `b` too, and not the other way round. Different
 * documents are never merged by this answer; it only says which one binds.
 */
export function relationBetween(a: ResolvedDuty, b: ResolvedDuty): DutyRelation {
  if (!sameThing(a, b)) return 'not-comparable'
  if (!sameUnit(a, b)) return 'different-unit'
  const down = implies(a, b)
  const up = implies(b, a)
  if (down && up) return 'equal'
  if (down) return 'stricter'
  if (up) return 'looser'
  return a.when.period === b.when.period ? 'not-comparable' : 'different-unit'
}

const counts = (duty: ResolvedDuty) => duty.number !== undefined && (duty.form === 'count' || duty.form === 'coverage')

/** The same people owe the same kind of work of the same matter, and both say how much. */
function sameThing(a: ResolvedDuty, b: ResolvedDuty): boolean {
  return counts(a) && counts(b) && a.matter === b.matter && a.action.kind === b.action.kind
    && overlap(a.bearer.posts ?? [], b.bearer.posts ?? []) && overlap(stagesOf(a), stagesOf(b))
}

const stagesOf = (duty: ResolvedDuty) => duty.bearer.stages ?? STAGES

function overlap<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === 0 && b.length === 0 ? true : a.some((one) => b.includes(one))
}

/** Counted in the same way: per person or together, per student or in all, in times or in percent. */
function sameUnit(a: ResolvedDuty, b: ResolvedDuty): boolean {
  return a.bearer.kind === b.bearer.kind && a.subject.kind === b.subject.kind && a.form === b.form && a.unit === b.unit
}

const RANK: Readonly<Record<Strength, number>> = { must: 3, normally: 2, encouraged: 1, statement: 0 }

/** Fulfilling `a` fulfils `b`. */
function implies(a: ResolvedDuty, b: ResolvedDuty): boolean {
  return RANK[a.strength] >= RANK[b.strength] && covers(stagesOf(a), stagesOf(b)) && coversHolders(a, b)
    && narrows(a, b) && numberImplies(a, b)
}

const covers = <T>(a: readonly T[], b: readonly T[]) => b.every((one) => a.includes(one))

function coversHolders(a: ResolvedDuty, b: ResolvedDuty): boolean {
  return covers(a.bearer.posts ?? [], b.bearer.posts ?? []) && covers(b.bearer.notHolding ?? [], a.bearer.notHolding ?? [])
}

/** Every record that fits `a` fits `b`. */
function narrows(a: ResolvedDuty, b: ResolvedDuty): boolean {
  return b.action.where.every((limit) =>
    a.action.where.some((own) => own.field === limit.field && covers(limit.in, own.in)))
}

/** How many periods of the inner kind lie in every period of the outer kind. */
const INSIDE: Readonly<Record<PeriodKind, Partial<Record<PeriodKind, number>>>> = {
  'academic-year': { 'academic-year': 1, semester: 2 },
  semester: { semester: 1 },
  'half-year': { 'half-year': 1 },
  'calendar-year': { 'calendar-year': 1, 'half-year': 2 },
}

function numberImplies(a: ResolvedDuty, b: ResolvedDuty): boolean {
  const times = INSIDE[b.when.period][a.when.period]
  if (times === undefined || !timeImplies(a, b)) return false
  const [mine, theirs] = [a.number ?? 0, b.number ?? 0]
  if (a.unit === 'percent') return mine >= theirs && a.relation === b.relation
  if (b.relation === 'at-least') return a.relation !== 'at-most' && mine * times >= theirs
  if (b.relation === 'at-most') return a.relation !== 'at-least' && mine * times <= theirs
  return a.relation === b.relation && mine * times === theirs
}

/** A part of a period lies in the whole of it; two parts are compared only when they are the same days. */
function timeImplies(a: ResolvedDuty, b: ResolvedDuty): boolean {
  if (b.when.firstSemesterOfAppointment && !a.when.firstSemesterOfAppointment) return a.when.period === 'semester'
  if (a.when.firstSemesterOfAppointment && !b.when.firstSemesterOfAppointment) return false
  if (b.when.window === undefined) return a.when.window === undefined || b.relation === 'at-least'
  if (a.when.window === undefined || a.when.period !== b.when.period) return false
  return isDates(a.when.window) === isDates(b.when.window) && JSON.stringify(a.when.window) === JSON.stringify(b.when.window)
}
