import { STAGES } from '#modules/org/units/unit.contract'
import { isDates } from '../packs/pack.contract.ts'
import type { DutyRelation, PeriodKind, ResolvedDuty, Strength } from '../packs/pack.contract.ts'
import { sameStructure, structureImplies } from './structure-relation.rules.ts'

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

const RECORDED: readonly ResolvedDuty['form'][] = ['count', 'coverage', 'delivery', 'phase', 'prohibition']

/** The same people owe the same kind of work, or the same bodies, of the same matter, and both say how much. */
function sameThing(a: ResolvedDuty, b: ResolvedDuty): boolean {
  return a.matter === b.matter && sameBearer(a, b) && (sameWork(a, b) || sameStructure(a, b))
}

function sameWork(a: ResolvedDuty, b: ResolvedDuty): boolean {
  return a.number !== undefined && b.number !== undefined && RECORDED.includes(a.form) && RECORDED.includes(b.form)
    && a.action !== undefined && a.action.kind === b.action?.kind
}

/** Schools and the bureau are never the same, and of named bearers and of bodies only those that share the name or a kind. */
function sameBearer({ bearer: a, ...one }: ResolvedDuty, { bearer: b, ...other }: ResolvedDuty): boolean {
  return a.at === b.at && a.name?.zh === b.name?.zh && overlap(a.bodies ?? [], b.bodies ?? []) && overlap(a.posts ?? [], b.posts ?? [])
    && overlap(stagesOf({ bearer: a, ...one }), stagesOf({ bearer: b, ...other }))
}

const stagesOf = (duty: ResolvedDuty) => duty.bearer.stages ?? STAGES

function overlap<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === 0 && b.length === 0 ? true : a.some((one) => b.includes(one))
}

const isOnce = ({ when }: ResolvedDuty) => when.period === 'once'

/** Counted in the same way: per person or together, per student or in all, in times or in percent, once or again and again. */
function sameUnit(a: ResolvedDuty, b: ResolvedDuty): boolean {
  return a.bearer.kind === b.bearer.kind && a.subject.kind === b.subject.kind && a.form === b.form && a.unit === b.unit
    && isOnce(a) === isOnce(b) && a.structure?.each === b.structure?.each
}

const RANK: Readonly<Record<Strength, number>> = { must: 3, normally: 2, encouraged: 1, statement: 0 }

/** Fulfilling `a` fulfils `b`. */
function implies(a: ResolvedDuty, b: ResolvedDuty): boolean {
  return RANK[a.strength] >= RANK[b.strength] && covers(stagesOf(a), stagesOf(b)) && coversHolders(a, b)
    && covers(a.bearer.bodies ?? [], b.bearer.bodies ?? [])
    && (a.structure === undefined ? narrows(a, b) && numberImplies(a, b) : structureImplies(a, b) && timeImplies(a, b))
}

const covers = <T>(a: readonly T[], b: readonly T[]) => b.every((one) => a.includes(one))

function coversHolders(a: ResolvedDuty, b: ResolvedDuty): boolean {
  return covers(a.bearer.posts ?? [], b.bearer.posts ?? []) && covers(b.bearer.notHolding ?? [], a.bearer.notHolding ?? [])
}

/** Every record that fits `a` fits `b`. */
function narrows(a: ResolvedDuty, b: ResolvedDuty): boolean {
  return (b.action?.where ?? []).every((limit) =>
    (a.action?.where ?? []).some((own) => own.field === limit.field && covers(limit.in, own.in)))
}

/** How many periods of the inner kind lie in every period of the outer kind. */
const INSIDE: Readonly<Record<PeriodKind | 'once', Partial<Record<PeriodKind | 'once', number>>>> = {
  'academic-year': { 'academic-year': 1, semester: 2 },
  semester: { semester: 1 },
  'half-year': { 'half-year': 1 },
  'calendar-year': { 'calendar-year': 1, 'half-year': 2 },
  once: { once: 1 },
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

/** A part of a period lies in the whole of it; two parts are compared only when one lies in the other for certain. */
function timeImplies(a: ResolvedDuty, b: ResolvedDuty): boolean {
  if (isOnce(a) && isOnce(b)) return (b.when.from ?? '') <= (a.when.from ?? '') && (a.when.due ?? NEVER) <= (b.when.due ?? NEVER)
  if (b.when.firstSemesterOfAppointment && !a.when.firstSemesterOfAppointment) return a.when.period === 'semester'
  if (a.when.firstSemesterOfAppointment && !b.when.firstSemesterOfAppointment) return false
  if (b.when.window === undefined) return a.when.window === undefined || b.relation === 'at-least'
  return a.when.window !== undefined && a.when.period === b.when.period && liesIn(a.when.window, b.when.window)
}

const NEVER = '9999-12-31'

type Part = NonNullable<ResolvedDuty['when']['window']>

function liesIn(a: Part, b: Part): boolean {
  if (!isDates(a) && !isDates(b) && 'yearly' in a && 'yearly' in b && a.yearly.from <= a.yearly.to && b.yearly.from <= b.yearly.to) {
    return b.yearly.from <= a.yearly.from && a.yearly.to <= b.yearly.to
  }
  return JSON.stringify(a) === JSON.stringify(b)
}
