import { addDays, type SchoolDate } from '#kernel/dates'
import type { Period, Place } from '#modules/plan/calendar/calendar.contract'
import type { ResolvedDuty } from '#modules/plan/packs/pack.contract'
import type { Carrier, ClassPlace, CountedDuty, Shape, Span } from './counting.contract.ts'
import { isCivil, isOnce, yearOfPeriod } from './period.rules.ts'

/** What of a counted duty follows from its words alone. */
export type Way = Pick<CountedDuty, 'shape' | 'carrier' | 'reach' | 'number' | 'percent' | 'designation' | 'atMost'>

const FROM_RECORDS: readonly ResolvedDuty['form'][] = ['count', 'coverage', 'delivery', 'phase', 'prohibition']

/** How a duty is counted from records; undefined where the program has no such count for it. */
export function findWay(duty: ResolvedDuty): Way | undefined {
  const { bearer, subject, form, relation } = duty
  const measure = findMeasure(duty)
  if (measure === undefined || duty.action === undefined || !FROM_RECORDS.includes(form)) return undefined
  const carrier = CARRIERS[bearer.kind]
  const shape = SHAPES[subject.kind]
  const atMost = relation === 'at-most' || form === 'prohibition'
  // Neither a body nor the bureau has children or classes of its own, and no child has too much of anything.
  if (shape !== 'times' && (carrier === 'body' || bearer.at === 'bureau')) return undefined
  if (shape === 'students' && atMost) return undefined
  const designation = DESIGNATIONS[subject.kind]
  const ofClass = subject.kind !== 'none' && subject.of === 'class' && carrier !== 'unit'
  return {
    shape, carrier, reach: ofClass ? 'class' : 'unit', atMost, ...measure, ...(designation === undefined ? {} : { designation }),
  }
}

/** How many for each, and of a share how much of all; undefined where nothing says how much. */
function findMeasure({ form, relation, number, subject }: ResolvedDuty): Pick<Way, 'number' | 'percent'> | undefined {
  if (form !== 'coverage') return number === undefined && relation !== 'all' ? undefined : { number: number ?? 1 }
  const percent = number ?? (relation === 'all' ? 100 : undefined)
  if (percent === undefined) return undefined
  return subject.kind === 'none' ? { number: 1 } : { number: 1, percent }
}

const CARRIERS: Readonly<Record<ResolvedDuty['bearer']['kind'], Carrier>> =
  { post: 'post', appointment: 'appointment', holder: 'holder', unit: 'unit', team: 'unit', guardian: 'unit', body: 'body' }
const SHAPES: Readonly<Record<ResolvedDuty['subject']['kind'], Shape>> = {
  none: 'times', class: 'classes', student: 'students', 'new-student': 'students', 'key-student': 'students', 'left-behind-student': 'students',
}
const DESIGNATIONS: Readonly<Partial<Record<ResolvedDuty['subject']['kind'], NonNullable<Way['designation']>>>> =
  { 'key-student': 'key', 'left-behind-student': 'left_behind' }

/** What the plan says of periods, handed in so that this stays without I/O. */
export interface PeriodSource {
  readonly years: readonly number[]
  periodsOf(when: ResolvedDuty['when'], place: Place): readonly Period[]
  gradeOf(place: ClassPlace, academicYear: number): number | null
}

/** Before the first published semester a taking-over belongs to it from this many days on: the summer holidays. */
const SUMMER_DAYS = 62
const EVER = { takenFrom: '0001-01-01', takenTo: '9999-12-31' }

/** The periods of a duty at a place; a class has none in years in which it has no grade. Answers are remembered. */
export function spansBy(
  duty: ResolvedDuty, source: PeriodSource,
): (place: ClassPlace | { readonly schoolId: string }) => readonly Span[] {
  const known = new Map<string, readonly Span[]>()
  return (place) => {
    const key = 'entryYear' in place ? `${place.schoolId}|${place.stage}|${place.entryYear}` : place.schoolId
    const spans = known.get(key) ?? findSpans(duty, source, place)
    known.set(key, spans)
    return spans
  }
}

function findSpans(duty: ResolvedDuty, source: PeriodSource, place: ClassPlace | { readonly schoolId: string }): Span[] {
  const wide = source.periodsOf(duty.when, { schoolId: place.schoolId, ...('stage' in place ? { stage: place.stage } : {}) })
  const held = 'entryYear' in place && !isOnce(wide[0]?.key ?? '') ? spansOfClass(duty, source, { place, wide }) : wide
  return held.map((period) => ({ ...period, ...(duty.when.firstSemesterOfAppointment ? takenIn(period, wide) : EVER) }))
}

function spansOfClass(duty: ResolvedDuty, source: PeriodSource, at: { place: ClassPlace; wide: readonly Period[] }): readonly Period[] {
  const own = source.years.flatMap((year) => periodsOfGrade(duty, source, { place: at.place, year }))
  return own.length > 0 && isCivil(own[0]!.key) ? at.wide : own
}

function periodsOfGrade(duty: ResolvedDuty, source: PeriodSource, at: { place: ClassPlace; year: number }): readonly Period[] {
  const grade = source.gradeOf(at.place, at.year)
  if (grade === null) return []
  return source.periodsOf(duty.when, { stage: at.place.stage, schoolId: at.place.schoolId, grade })
    .filter((period) => isCivil(period.key) || yearOfPeriod(period.key) === at.year)
}

/** Whoever takes over after the teaching of one semester ended is new in the next (接班后的第一个学期). */
function takenIn(period: Period, all: readonly Period[]): { takenFrom: SchoolDate; takenTo: SchoolDate } {
  const before = all[all.findIndex((one) => one.key === period.key) - 1]
  return { takenFrom: before === undefined ? addDays(period.start, -SUMMER_DAYS) : addDays(before.due, 1), takenTo: period.due }
}
