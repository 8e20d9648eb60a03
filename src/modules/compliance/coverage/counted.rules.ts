import { addDays, type SchoolDate } from '#kernel/dates'
import type { Period, Place } from '#modules/plan/calendar/calendar.contract'
import type { ResolvedDuty } from '#modules/plan/packs/pack.contract'
import type { Carrier, ClassPlace, Shape, Span } from './fulfil.rules.ts'
import { yearOfPeriod } from './period.rules.ts'

/** How a duty is counted; undefined where the program has no count for such a duty. */
export function findWay(duty: ResolvedDuty): { shape: Shape; carrier: Carrier; number: number } | undefined {
  const { bearer, subject, number, relation } = duty
  if (duty.form !== 'count' || number === undefined || duty.strength === 'statement') return undefined
  if (relation !== 'at-least' && relation !== 'exactly') return undefined
  const carrier = CARRIERS[bearer.kind]
  const shape = SHAPES[subject.kind]
  if (carrier === undefined || shape === undefined) return undefined
  if (shape === 'times') return carrier === 'appointment' ? undefined : { shape, carrier, number }
  if (carrier === 'unit') return { shape, carrier, number }
  const ofClass = subject.kind !== 'none' && subject.of === 'class'
  const known = carrier === 'post' || (carrier === 'appointment' && shape === 'students')
  return ofClass && known ? { shape, carrier, number } : undefined
}

const CARRIERS: Readonly<Record<ResolvedDuty['bearer']['kind'], Carrier | undefined>> =
  { post: 'post', appointment: 'appointment', holder: 'holder', unit: 'unit', team: 'unit', body: undefined }
const SHAPES: Readonly<Record<ResolvedDuty['subject']['kind'], Shape | undefined>> =
  { none: 'times', class: 'classes', student: 'students', 'new-student': 'students', 'key-student': undefined }

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
  const local = 'entryYear' in place ? source.years.flatMap((year) => periodsOfGrade(duty, source, { place, year })) : wide
  const held = local.length > 0 && isCivil(local[0]!.key) ? wide : local
  return held.map((period) => ({ ...period, ...(duty.when.firstSemesterOfAppointment ? takenIn(period, wide) : EVER) }))
}

const isCivil = (key: string) => key.startsWith('H') || key.startsWith('C')

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
