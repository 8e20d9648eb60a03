import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import { BODY_NAMES, SEAT_KIND_NAMES, SEAT_ROLE_NAMES, type BodyKind, type SeatKind, type SeatRole } from '#modules/org/bodies/body.contract'
import { STAGE_NAMES, type Stage } from '#modules/org/units/unit.contract'
import type { ResolvedDuty, ResolvedSeatRule, ResolvedStructure } from '#modules/plan/packs/pack.contract'

/** First and last day on which something is there; without `to` it still is. */
interface Dated { readonly from: SchoolDate; readonly to: SchoolDate | null }

export interface HeldSeat extends Dated { readonly role: SeatRole; readonly kind: SeatKind; readonly number: number }

export interface StandingBody extends Dated {
  readonly id: Uuid
  readonly kind: BodyKind
  readonly topic: string | null
  readonly name: string
  readonly unitId: Uuid
  readonly parentId: Uuid | null
  readonly classId: Uuid | null
  readonly grade: number | null
  readonly seats: readonly HeldSeat[]
}

export interface StandingUnit extends Dated {
  readonly id: Uuid
  readonly kind: 'school' | 'bureau'
  readonly name: string
  readonly stages: readonly Stage[]
}

/** A class as it is on the day that is asked about. */
export interface GradedClass { readonly id: Uuid; readonly stage: Stage; readonly grade: number; readonly name: string }

/** Everything that structures and targets of a jurisdiction are measured with, on any day. */
export interface Survey {
  readonly units: ReadonlyMap<Uuid, StandingUnit>
  readonly bodies: readonly StandingBody[]
  /** By keeping unit, by the body above, and by kind: each in one order, so that a measure is always the same. */
  readonly kept: ReadonlyMap<Uuid, readonly StandingBody[]>
  readonly below: ReadonlyMap<Uuid, readonly StandingBody[]>
  readonly ofKind: ReadonlyMap<string, readonly StandingBody[]>
  /** Classes of a unit that have a grade on the day, in the order of an office list. */
  classesOn(unitId: Uuid, day: SchoolDate): readonly GradedClass[]
}

export function surveyOf({ units, ...found }: Pick<Survey, 'bodies' | 'classesOn'> & { readonly units: readonly StandingUnit[] }): Survey {
  return {
    ...found, units: new Map(units.map((one) => [one.id, one])), kept: grouped(found.bodies, (one) => one.unitId),
    below: grouped(found.bodies, (one) => one.parentId), ofKind: grouped(found.bodies, (one) => one.kind),
  }
}

function grouped(bodies: readonly StandingBody[], by: (body: StandingBody) => string | null): ReadonlyMap<string, readonly StandingBody[]> {
  const groups = new Map<string, StandingBody[]>()
  for (const body of bodies) {
    const key = by(body)
    const group = key === null ? undefined : groups.get(key)
    if (group !== undefined) group.push(body)
    else if (key !== null) groups.set(key, [body])
  }
  return groups
}

/** Who owes: a unit, or a body (then `unit` keeps it). */
export interface StructureBearer { readonly unit: StandingUnit; readonly body?: StandingBody }

/** One thing that must be there. */
export interface Part {
  readonly label: string
  readonly measure: '个' | '名' | '类' | '所'
  readonly holds: boolean
  readonly have: number
  readonly need: number
}

export interface Measure {
  readonly required: number
  readonly done: number
  readonly parts: readonly Part[]
  /** For a share: the units or bodies that lack one. */
  readonly lacking: readonly { readonly id: Uuid; readonly name: string }[]
}

/** A duty of the forms `structure` and `target` always has a structure: the check of packs sees to it. */
export type StructureRule = Pick<ResolvedDuty, 'form' | 'bearer' | 'number' | 'unit'> & { readonly structure: ResolvedStructure }

interface At { readonly bearer: StructureBearer; readonly day: SchoolDate; readonly survey: Survey }

export const standsOn = (one: Dated, day: SchoolDate): boolean => one.from <= day && (one.to === null || one.to >= day)

/** What a duty asks of its bearer on the day and what is there of it, as the duty language says under Structure and Target. */
export const measure = (rule: StructureRule, at: At): Measure => (rule.form === 'target' ? measureTarget(rule, at) : measureStructure(rule, at))

const NOTHING: Measure = { required: 0, done: 0, parts: [], lacking: [] }

function measureStructure({ structure, number = 1 }: StructureRule, { bearer, day, survey }: At): Measure {
  const itself = bearer.body !== undefined && structure.body === undefined
  const found = itself ? [bearer.body] : asked(within({ bearer, survey }), structure, day)
  const seats = structure.seats ?? []
  if (structure.each === undefined) {
    const whole = found.filter(isWhole)
    const there = itself ? [] : [partOf({ label: nameOf(structure), measure: '个', have: whole.length, need: number })]
    return sum([...there, ...seats.map((rule) => bestOf(whole, rule, day))])
  }
  const groups = placesOf(structure.each, survey.classesOn(bearer.unit.id, day)).map(({ label, has }) => ({ label, bodies: found.filter(has) }))
  if (groups.length === 0) return NOTHING
  return sum([
    ...groups.map(({ label, bodies }) => partOf({ label: `${label}${nameOf(structure)}`, measure: '个', have: bodies.length, need: 1 })),
    ...seats.map((rule) => partOf({
      label: `${structure.each === 'class' ? '各班' : '各年级'}${labelOf(rule)}`, measure: '个', need: groups.length,
      have: groups.filter(({ bodies }) => bestOf(bodies, rule, day).holds).length,
    })),
  ])
}

const sum = (parts: readonly Part[]): Measure =>
  ({ required: parts.length, done: parts.filter((one) => one.holds).length, parts, lacking: [] })

const partOf = (part: Omit<Part, 'holds'>): Part => ({ ...part, holds: part.have >= part.need })

/** The bodies among which a bearer's are looked for: below a body, in the whole region for the bureau's targets, else its own. */
function within({ bearer, survey }: Pick<At, 'bearer' | 'survey'>): readonly StandingBody[] {
  return (bearer.body === undefined ? survey.kept.get(bearer.unit.id) : survey.below.get(bearer.body.id)) ?? []
}

const asked = (bodies: readonly StandingBody[], { body, topic }: ResolvedStructure, day: SchoolDate): StandingBody[] => bodies.filter((one) =>
  (body === undefined || one.kind === body) && (topic === undefined || one.topic === topic) && standsOn(one, day))

/** What one class or grade keeps for itself does not stand for the whole school (校级). */
const isWhole = ({ classId, grade }: StandingBody) => classId === null && grade === null

interface EachPlace { readonly label: string; has(body: StandingBody): boolean }

function placesOf(each: 'class' | 'grade', classes: readonly GradedClass[]): EachPlace[] {
  if (each === 'class') return classes.map(({ id, name }) => ({ label: name, has: (body) => body.classId === id }))
  const grades = new Map(classes.map((one) => [`${one.stage} ${one.grade}`, one]))
  return [...grades.values()].map(({ stage, grade }) => ({ label: sayGrade(stage, grade), has: (body) => body.grade === grade }))
}

/** 「小班」「小学三年级」「初中八年级」「普通高中一年级」 */
function sayGrade(stage: Stage, grade: number): string {
  if (stage === 'kindergarten') return `${'小中大'[grade - 1] ?? grade}班`
  const said = stage === 'senior' || stage === 'vocational' ? grade - 9 : grade
  return `${STAGE_NAMES[stage].zh}${'一二三四五六七八九'[said - 1] ?? said}年级`
}

/** A rule asks of one body: of several the one that fulfils it, else the one that has most. */
function bestOf(bodies: readonly StandingBody[], rule: ResolvedSeatRule, day: SchoolDate): Part {
  const parts = bodies.map((body) => weigh(rule, body, day)).sort((a, b) => Number(b.holds) - Number(a.holds) || b.have - a.have)
  return parts[0] ?? weigh(rule, undefined, day)
}

/** One rule for the seats that a body has on the day. Without a body nothing is there. */
function weigh(rule: ResolvedSeatRule, body: StandingBody | undefined, day: SchoolDate): Part {
  const held = seatsOf(rule, body, day)
  if (rule.kinds !== undefined) {
    return partOf({ label: labelOf(rule), measure: '类', have: new Set(held.map((one) => one.kind)).size, need: rule.kinds })
  }
  const part = partOf({ label: labelOf(rule), measure: '名', have: persons(held), need: rule.number ?? 1 })
  return rule.relation === 'exactly' ? { ...part, holds: part.have === part.need } : part
}

const seatsOf = ({ role, of }: ResolvedSeatRule, body: StandingBody | undefined, day: SchoolDate): HeldSeat[] => (body?.seats ?? []).filter((one) =>
  (role === undefined || one.role === role) && (of === undefined || of.includes(one.kind)) && standsOn(one, day))

const persons = (seats: readonly HeldSeat[]) => seats.reduce((all, one) => all + one.number, 0)

function measureTarget(rule: StructureRule, at: At): Measure {
  const { structure, unit, number: need = 1 } = rule
  if (unit === 'percent') return measureShare(rule, at)
  const found = asked(reach(rule, at), structure, at.day)
  const part = unit === 'persons'
    ? partOf({ label: sayPersons(structure), measure: '名', have: personsIn(found, structure, at.day), need })
    : partOf({ label: nameOf(structure), measure: '个', have: found.filter((one) => fulfils(structure, one, at.day)).length, need })
  return { required: need, done: part.have, parts: [part], lacking: [] }
}

const personsIn = (bodies: readonly StandingBody[], { seats: [{ of } = {}] = [] }: ResolvedStructure, day: SchoolDate) =>
  bodies.reduce((all, body) => all + persons(seatsOf(of === undefined ? {} : { of }, body, day)), 0)

/** For the bureau the whole region. */
const reach = ({ bearer: { at: where }, structure: { body } }: StructureRule, { bearer, survey }: At): readonly StandingBody[] =>
  (where !== 'bureau' || bearer.body !== undefined ? within({ bearer, survey }) : body === undefined ? survey.bodies : survey.ofKind.get(body) ?? [])

/** A share is rounded up; of nothing, nothing is asked. A share without a number is all. */
function measureShare(rule: StructureRule, at: At): Measure {
  const { structure, structure: { of = 'school' }, number = 100 } = rule
  const list = of === 'school' ? schoolsOf(rule, at) : bodiesOf(rule, at, of)
  const lacking = list.filter((one) => !one.has).map(({ id, name }) => ({ id, name }))
  const [required, done] = [Math.ceil(list.length * number / 100), list.length - lacking.length]
  const label = `${structure.body === undefined ? '达到要求' : `建有${nameOf(structure)}`}的${of === 'school' ? '学校' : BODY_NAMES[of].zh}`
  const parts = required === 0 ? [] : [partOf({ label, measure: of === 'school' ? '所' : '个', have: done, need: required })]
  return { required, done, parts, lacking }
}

interface Listed { readonly id: Uuid; readonly name: string; readonly has: boolean }

function schoolsOf({ bearer: { at: where, stages }, structure }: StructureRule, { bearer, day, survey }: At): Listed[] {
  const schools = where === 'bureau' ? [...survey.units.values()] : [bearer.unit]
  return schools.filter((one) => one.kind === 'school' && standsOn(one, day) && hasStage(one, stages)).map((one) => {
    const found = asked(survey.kept.get(one.id) ?? [], structure, day).filter((body) => fulfils(structure, body, day))
    if (structure.each === undefined) return { id: one.id, name: one.name, has: found.some(isWhole) }
    const places = placesOf(structure.each, survey.classesOn(one.id, day))
    return { id: one.id, name: one.name, has: places.length > 0 && places.every((place) => found.some(place.has)) }
  })
}

function bodiesOf(rule: StructureRule, at: At, kind: BodyKind): Listed[] {
  const { structure } = rule
  return asked(reach({ ...rule, structure: { body: kind } }, at), { body: kind }, at.day).map((one) => ({
    id: one.id, name: one.name,
    has: structure.body === undefined ? fulfils(structure, one, at.day)
      : asked(at.survey.below.get(one.id) ?? [], structure, at.day).some((body) => fulfils(structure, body, at.day)),
  }))
}

const fulfils = ({ seats = [] }: ResolvedStructure, body: StandingBody, day: SchoolDate) => seats.every((seat) => weigh(seat, body, day).holds)

/** A unit without stages, such as a bureau, belongs to none. */
export const hasStage = (unit: StandingUnit, stages: readonly Stage[] | undefined): boolean =>
  stages === undefined || unit.stages.some((one) => stages.includes(one))

const nameOf = ({ body, name }: ResolvedStructure) => name?.zh ?? (body === undefined ? '机构与队伍' : BODY_NAMES[body].zh)
const sayKinds = (of: readonly SeatKind[]) => of.map((kind) => SEAT_KIND_NAMES[kind]).join('、')

/** 「成员（校长、教师）」「家长」「来自家长、教师的不同类别」 */
function labelOf({ role, of, kinds }: ResolvedSeatRule): string {
  const who = role === undefined ? undefined : SEAT_ROLE_NAMES[role]
  if (kinds !== undefined) return `${who ?? '成员'}来源${of === undefined ? '' : `（${sayKinds(of)}）`}`
  if (of === undefined) return who ?? '成员'
  return who === undefined ? sayKinds(of) : `${who}（${sayKinds(of)}）`
}

const sayPersons = (structure: ResolvedStructure) => {
  const of = structure.seats?.[0]?.of
  return `${structure.body === undefined ? '' : `${nameOf(structure)}的`}${of === undefined ? '成员' : sayKinds(of)}`
}

/** 「缺：总协调员 1 名；成员还差 2 名」, what is too many behind it; null when everything holds. */
export function sayLack(parts: readonly Part[]): string | null {
  const open = parts.filter((one) => !one.holds)
  const less = open.filter((one) => one.have < one.need).map(({ label, have, need, measure: unit }) =>
    (have === 0 ? `${label} ${need} ${unit}` : `${label}还差 ${need - have} ${unit}`))
  const more = open.filter((one) => one.have > one.need).map(({ label, have, need, measure: unit }) => `${label}多出 ${have - need} ${unit}`)
  const said = [...less.length === 0 ? [] : [`缺：${less.join('；')}`], ...more]
  return said.length === 0 ? null : said.join('；')
}
