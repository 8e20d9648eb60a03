import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { RecordActor, RecordFacts } from '#modules/ledger/records/record.contract'
import type { Period } from '#modules/plan/calendar/calendar.contract'
import type { Stage } from '#modules/org/units/unit.contract'
import type { ResolvedDuty } from '#modules/plan/packs/pack.contract'
import type { MissCode } from './mine.contract.ts'
import { yearOfPeriod } from './period.rules.ts'

export interface ClassPlace {
  readonly id: Uuid
  readonly schoolId: Uuid
  readonly stage: Stage
  readonly entryYear: number
  readonly number: number
}

/** Whom a fulfilment is about: each child, each class, or simply how many times. */
export type Shape = 'students' | 'classes' | 'times'
/** Who carries the cell. A team counts like its unit, limited to its posts. */
export type Carrier = 'post' | 'appointment' | 'holder' | 'unit'

/** A period at a place. `takenFrom`…`takenTo`: taking over a class on these days makes it the first semester. */
export interface Span extends Period {
  readonly takenFrom: SchoolDate
  readonly takenTo: SchoolDate
}

/** A duty as it is counted in the units of `units`: one entry for every way in which local values resolve it. */
export interface CountedDuty {
  readonly key: string
  readonly duty: ResolvedDuty
  readonly number: number
  readonly shape: Shape
  readonly carrier: Carrier
  readonly units: ReadonlySet<Uuid>
  spansAt(place: ClassPlace | { readonly schoolId: Uuid }): readonly Span[]
  /** The field that does not fit, or `kind`; undefined when the record fits. */
  misfit(record: Pick<RecordFacts, 'kind' | 'fields'>): string | undefined
}

/** What the rule must know of the roster besides the record. */
export interface Roster {
  readonly classes: ReadonlyMap<Uuid, ClassPlace>
  readonly units: ReadonlyMap<Uuid, { readonly stages: readonly Stage[] }>
  /** Appointments to the posts of the actors. */
  readonly appointments: readonly { readonly id: Uuid; readonly postId: Uuid; readonly personId: Uuid; readonly from: SchoolDate }[]
}

export interface Fulfilment {
  readonly duty: string
  readonly period: string
  readonly bearerId: Uuid
  readonly subjectId: Uuid
  readonly studentId: Uuid | null
  readonly schoolId: Uuid | null
  readonly classId: Uuid | null
}

export interface Miss {
  readonly duty: string
  readonly code: MissCode
  /** The field whose value does not fit, for `condition`. */
  readonly field?: string
}

export interface Judgement { readonly counted: readonly Fulfilment[]; readonly notCounted: readonly Miss[] }

/** How near a miss came: the nearest is told. */
const NEARNESS: readonly MissCode[] = ['class', 'stage', 'condition', 'newcomers', 'period', 'window', 'appointment']

/**
 * For which duties one record counts, and for which it does not although its maker owes them. Duties of other posts and
 * other kinds of work are passed over in silence. A withdrawn record counts for nothing.
 */
export function judge(record: RecordFacts, duties: readonly CountedDuty[], roster: Roster): Judgement {
  const counted = new Map<string, Fulfilment>()
  const missed = new Map<string, Miss>()
  for (const duty of duties) {
    for (const candidate of candidatesOf(record, duty, roster)) {
      const verdict = weigh(candidate, record, duty)
      if ('code' in verdict) remember(missed, verdict)
      else for (const one of verdict.counted) counted.set(keyOf(one), one)
    }
  }
  const fulfilments = record.withdrawn ? [] : [...counted.values()]
  const done = new Set(fulfilments.map((one) => one.duty))
  const withdrawn = record.withdrawn ? [...new Set([...counted.values()].map((one) => one.duty))] : []
  return {
    counted: fulfilments,
    notCounted: [
      ...[...missed.values()].filter((miss) => !done.has(miss.duty) && !withdrawn.includes(miss.duty)),
      ...withdrawn.map((duty) => ({ duty, code: 'withdrawn' as const })),
    ],
  }
}

const keyOf = (one: Fulfilment) => [one.duty, one.period, one.subjectId, one.bearerId].join('|')

function remember(missed: Map<string, Miss>, miss: Miss): void {
  const known = missed.get(miss.duty)
  if (known === undefined || NEARNESS.indexOf(known.code) < NEARNESS.indexOf(miss.code)) missed.set(miss.duty, miss)
}

/** One way in which the record could count: who carries it, for whom, at which place. */
interface Candidate {
  readonly target: Omit<Fulfilment, 'duty' | 'period'>
  readonly place: ClassPlace | { readonly schoolId: Uuid }
  readonly stages: readonly Stage[]
  readonly ownClass: boolean
  /** For a duty of an appointment: the day on which it began. */
  readonly tookOver?: SchoolDate | undefined
}

function candidatesOf(record: RecordFacts, duty: CountedDuty, roster: Roster): Candidate[] {
  if (duty.duty.action.kind !== record.kind) return []
  const { posts } = duty.duty.bearer
  const actors = record.actors.filter((actor) => posts === undefined || posts.includes(actor.postKind))
  if (actors.length === 0) return []
  const all = duty.shape === 'times' ? timesOf(record, duty, { actors, roster }) : subjectsOf(record, duty, { actors, roster })
  return all.filter(({ place }) => duty.units.has(place.schoolId))
}

interface Makers { readonly actors: readonly RecordActor[]; readonly roster: Roster }

function timesOf(record: RecordFacts, duty: CountedDuty, { actors, roster }: Makers): Candidate[] {
  const one = (bearerId: Uuid, unitId: Uuid): Candidate => ({
    target: { bearerId, subjectId: record.recordId, studentId: null, schoolId: unitId, classId: null },
    place: { schoolId: unitId }, stages: roster.units.get(unitId)?.stages ?? [], ownClass: true,
  })
  if (duty.carrier === 'unit') return actors.some((actor) => actor.unitId === record.unitId) ? [one(record.unitId, record.unitId)] : []
  return actors.map((actor) => one(duty.carrier === 'post' ? actor.postId : actor.personId, actor.unitId))
}

function subjectsOf(record: RecordFacts, duty: CountedDuty, { actors, roster }: Makers): Candidate[] {
  return record.subjects.flatMap((subject) => {
    if ((subject.studentId === null) !== (duty.shape === 'classes')) return []
    const place = roster.classes.get((subject.studentId === null ? subject.subjectId : subject.classThen) ?? '')
    if (place === undefined) return []
    const at = subject.studentId === null ? { schoolId: place.schoolId, classId: place.id } : subject
    const target = { subjectId: subject.subjectId, studentId: subject.studentId, schoolId: at.schoolId, classId: at.classId }
    return actors.map((actor) => {
      const appointment = duty.carrier === 'appointment' ? appointmentOf(actor, record.happenedOn, roster) : undefined
      return {
        target: { ...target, bearerId: bearerOf(duty, actor, { place, appointment: appointment?.id }) },
        place, stages: [place.stage], tookOver: appointment?.from,
        ownClass: duty.carrier === 'unit' ? actor.unitId === place.schoolId : actor.classId === place.id,
      }
    })
  })
}

function bearerOf(duty: CountedDuty, actor: RecordActor, at: { place: ClassPlace; appointment: Uuid | undefined }): Uuid {
  if (duty.carrier === 'unit') return at.place.schoolId
  return duty.carrier === 'post' ? actor.postId : at.appointment ?? actor.postId
}

/** The latest taking-over of the post by the actor on or before the day. */
const appointmentOf = (actor: RecordActor, day: SchoolDate, roster: Roster) => roster.appointments
  .filter((one) => one.postId === actor.postId && one.personId === actor.personId && one.from <= day)
  .sort((a, b) => (a.from < b.from ? 1 : -1))[0]

function weigh(candidate: Candidate, record: RecordFacts, duty: CountedDuty): Miss | { counted: Fulfilment[] } {
  const miss = (code: MissCode, field?: string): Miss => ({ duty: duty.key, code, ...(field === undefined ? {} : { field }) })
  const { stages } = duty.duty.bearer
  const day = record.happenedOn
  const { place } = candidate
  const inside = duty.spansAt(place).filter((span) => span.start <= day && day <= span.end)
  if (duty.carrier === 'appointment' && inside.length > 0 && !isNewThatYear(candidate, duty, inside)) return { counted: [] }
  if (!candidate.ownClass) return miss('class')
  if (stages !== undefined && !candidate.stages.some((one) => stages.includes(one))) return miss('stage')
  const field = duty.misfit(record)
  if (field !== undefined) return miss('condition', field)
  const spans = inside.filter((span) => !('entryYear' in place) || concernsNew(duty, place, span))
  if (inside.length > 0 && spans.length === 0) return miss('newcomers')
  if (spans.length === 0) return miss(duty.duty.when.window === undefined ? 'period' : 'window')
  const fresh = duty.carrier === 'appointment' ? spans.filter((span) => tookOverIn(span, candidate.tookOver)) : spans
  if (fresh.length === 0) return miss('appointment')
  return { counted: fresh.map((span) => ({ ...candidate.target, duty: duty.key, period: span.key })) }
}

/** Whoever took over in an earlier year is not new any more and need not be told so with every record. */
const isNewThatYear = ({ place, tookOver }: Candidate, duty: CountedDuty, [span]: readonly Span[]) => span !== undefined
  && duty.spansAt(place).some((one) => yearOfPeriod(one.key) === yearOfPeriod(span.key) && tookOverIn(one, tookOver))

const tookOverIn = (span: Span, from: SchoolDate | undefined) =>
  from !== undefined && span.takenFrom <= from && from <= span.takenTo

/** New children are those of the classes that began in the academic year of the period. */
export const concernsNew = (duty: CountedDuty, place: ClassPlace, span: Span): boolean =>
  duty.duty.subject.kind !== 'new-student' || yearOfPeriod(span.key) === place.entryYear
