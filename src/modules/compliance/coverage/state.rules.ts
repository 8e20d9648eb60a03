import { addDays, daysBetween, laterOf, type SchoolDate } from '#kernel/dates'
import type { Strength } from '#modules/plan/packs/pack.contract'
import { DUTY_STATE_NAMES, type DutyState, type Standing } from './coverage.contract.ts'

/** A duty is due soon when its last day is at most this far away. */
export const SOON_DAYS = 28
/** How long a child who arrives is owed at the least, until the region sets another number. */
const ARRIVAL_DAYS = 60

export interface Count {
  readonly required: number
  readonly done: number
  /** How many were done by the due day; without it, whatever is done is taken as in time. */
  readonly doneInTime?: number
  /** The number must not be exceeded; whether it is, for one bearer or for any of several. */
  readonly limit?: 'kept' | 'exceeded'
}

/** Why a duty has no count, in the order in which it is told. */
export interface Uncounted {
  readonly waiting?: string | undefined
  readonly missing?: readonly string[] | undefined
  /** 「2027–2028学年校历尚未发布」 */
  readonly calendarMissing?: string | undefined
}

export interface Situation {
  readonly count: Count
  readonly start: SchoolDate
  readonly due: SchoolDate
  readonly today: SchoolDate
  readonly strength: Strength
  readonly vacant?: boolean
  /** Text of an exception that holds. */
  readonly exception?: string
  /** Why it cannot be met any more, for example the post did not exist. */
  readonly hindrance?: string
}

const standingOf = (state: DutyState, note: string | null = null): Standing =>
  ({ state, label: DUTY_STATE_NAMES[state], red: state === 'overdue' || state === 'vacant', note })

/** The standing of a duty that is not counted; undefined when nothing stands in the way of counting. */
export function standWithoutCount(why: Uncounted): Standing | undefined {
  if (why.waiting !== undefined) return standingOf('cannot-be-recorded', why.waiting)
  if (why.missing !== undefined && why.missing.length > 0) return standingOf('needs-local-value', why.missing.join('；'))
  return why.calendarMissing === undefined ? undefined : standingOf('not-applicable', why.calendarMissing)
}

export const NOT_CONCERNED: Standing = standingOf('not-applicable')

/** A demand without a number: nothing to count. */
export const NO_NUMBER: Standing = standingOf('not-applicable', '该条款是要求，没有数量')

/**
 * How a counted duty stands on `today`. What is encouraged is an offer and never late; a demand that is no duty is never late
 * either. What must not happen more often is done as long as it has not; then nobody can undo it, and it is not late.
 */
export function stand(now: Situation): Standing {
  const { count, strength } = now
  if (strength === 'encouraged') return standingOf(isMet(count) && count.required > 0 ? 'met' : 'offered')
  if (count.limit === 'kept') return standingOf('met')
  if (count.limit === 'exceeded') return now.exception === undefined ? standingOf('cannot-be-met', '已超过规定的次数') : standingOf('excepted', now.exception)
  if (count.required === 0) return standingOf('not-applicable')
  if (strength === 'statement') return standingOf(isMet(count) ? 'met' : 'on-track')
  if (isMet(count)) return standingOf((count.doneInTime ?? count.done) >= count.required ? 'met' : 'met-late')
  if (now.exception !== undefined) return standingOf('excepted', now.exception)
  if (now.hindrance !== undefined) return standingOf('cannot-be-met', now.hindrance)
  if (now.vacant === true) return standingOf('vacant', '该岗位现在无人任职')
  if (now.today > now.due) return standingOf('overdue')
  if (now.today < now.start) return standingOf('not-yet-due')
  return standingOf(daysBetween(now.today, now.due) <= SOON_DAYS ? 'due-soon' : 'on-track')
}

const isMet = ({ required, done }: Count) => done >= required

/** The last day for one child: who came late is owed until the later of the due day and arrival + `days`. */
export const dueForChild = (due: SchoolDate, arrived: SchoolDate | null, days = ARRIVAL_DAYS): SchoolDate =>
  arrived === null ? due : laterOf(due, addDays(arrived, days))
