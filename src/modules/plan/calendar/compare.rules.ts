import { addDays, daysBetween } from '#kernel/dates'
import type { SchoolDate } from '#kernel/dates'
import type { Calendar, Override, Period, Place, Semester } from './calendar.contract.ts'
import { isWorkday, semesterFor } from './calendar.rules.ts'
import { periodsOf, type PeriodRule } from './period.rules.ts'

/** First and last school day of a semester at a place, and on how many days there is school. */
export interface SemesterDays extends Pick<Semester, 'start' | 'end'> { readonly schoolDays: number }

/** What a version of a calendar changes for a place: days from the older to the newer date, later is positive. */
export interface SemesterChange {
  readonly place: Place
  readonly semester: 1 | 2
  readonly before: SemesterDays
  readonly after: SemesterDays
  readonly startMoved: number
  readonly endMoved: number
  /** School days gained; lost ones are negative. */
  readonly gained: number
}

/**
 * Who gains or loses days when `after` replaces `before`: everybody first, then each stage, grade and school that a version names
 * and that does not simply move with everybody. Empty when nothing moves.
 */
export function compareCalendars(before: Calendar, after: Calendar): SemesterChange[] {
  return ([1, 2] as const).flatMap((semester) => {
    const general = changeFor({}, semester, { before, after })
    const particular = placesOf([before, after]).map((place) => changeFor(place, semester, { before, after }))
    return [...(isChange(general) ? [general] : []), ...particular.filter((one) => !movesWith(one, general))]
  })
}

interface Versions { readonly before: Calendar; readonly after: Calendar }

function changeFor(place: Place, semester: 1 | 2, { before, after }: Versions): SemesterChange {
  const [old, now] = [daysOf(before, semester, place), daysOf(after, semester, place)]
  return {
    place, semester, before: old, after: now,
    startMoved: daysBetween(old.start, now.start), endMoved: daysBetween(old.end, now.end), gained: now.schoolDays - old.schoolDays,
  }
}

function daysOf(calendar: Calendar, semester: 1 | 2, place: Place): SemesterDays {
  const { start, end } = semesterFor(calendar, semester, place)
  let schoolDays = 0
  for (let day: SchoolDate = start; day <= end; day = addDays(day, 1)) if (isWorkday(day, calendar)) schoolDays += 1
  return { start, end, schoolDays }
}

const isChange = ({ startMoved, endMoved, gained }: SemesterChange) => startMoved !== 0 || endMoved !== 0 || gained !== 0

const movesWith = (a: SemesterChange, b: SemesterChange) =>
  a.startMoved === b.startMoved && a.endMoved === b.endMoved && a.gained === b.gained

/** Every place that an override of a version names, and where two of them meet: a grade of its stage at one school. */
export function placesOf(calendars: readonly Calendar[]): Place[] {
  const named = calendars.flatMap(({ overrides }) => overrides.map(placeOf))
  const met = named.flatMap((a) => named.flatMap((b) => (agree(a, b) ? [{ ...a, ...b }] : [])))
  const keyed = new Map([...named, ...met].map((place) => [keyOf(place), place]))
  return [...keyed.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place)
}

function placeOf({ stage, grade, schoolId }: Override): Place {
  return { ...(stage === undefined ? {} : { stage }), ...(grade === undefined ? {} : { grade }), ...(schoolId === undefined ? {} : { schoolId }) }
}

const agree = (a: Place, b: Place) => (['stage', 'grade', 'schoolId'] as const)
  .every((part) => a[part] === undefined || b[part] === undefined || a[part] === b[part])

const keyOf = ({ stage, grade, schoolId }: Place) => [stage ?? '', String(grade ?? '').padStart(2, '0'), schoolId ?? ''].join(' ')

/** A period of a rule whose days are others than before; missing on one side where it came or went. */
export interface MovedPeriod {
  readonly place: Place
  readonly key: string
  readonly before?: Period
  readonly after?: Period
}

/** The periods and windows of a rule that a version of a year's calendar moves, at a place. Frozen periods are not told apart here. */
export function movedPeriods(rule: PeriodRule, versions: { readonly before: readonly Calendar[]; readonly after: readonly Calendar[] }, place: Place): MovedPeriod[] {
  const [old, now] = [byKey(periodsOf(versions.before, rule, place)), byKey(periodsOf(versions.after, rule, place))]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [before, after] = [old.get(key), now.get(key)]
    if (before && after && before.start === after.start && before.end === after.end && before.due === after.due) return []
    return [{ place, key, ...(before ? { before } : {}), ...(after ? { after } : {}) }]
  })
}

const byKey = (periods: readonly Period[]) => new Map(periods.map((one) => [one.key, one]))
