import { isBureau } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { RecordActor, RecordFacts } from '#modules/ledger/records/record.contract'
import type { Stage, Unit } from '#modules/org/units/unit.contract'
import type { ResolvedDuty } from '#modules/plan/packs/pack.contract'
import type { ClassPlace, CountedDuty, Fulfilment, Roster } from './counting.contract.ts'

/** One way in which a record could count: who carries it, for whom, at which place. */
export interface Candidate {
  readonly target: Omit<Fulfilment, 'duty' | 'period'>
  readonly place: ClassPlace | { readonly schoolId: Uuid }
  readonly stages: readonly Stage[]
  /** It is the right work at the wrong place: another class than the own, another body than those that owe. */
  readonly astray?: 'class' | 'body'
  /** For a duty of an appointment: the day on which it began. */
  readonly tookOver?: SchoolDate | undefined
}

/** Every way in which a record of the duty's kind could count, by whoever holds the duty's posts. */
export function candidatesOf(record: RecordFacts, duty: CountedDuty, roster: Roster): Candidate[] {
  const { bearer, action } = duty.duty
  if (action?.kind !== record.kind) return []
  const actors = record.actors.filter((actor) => bearer.posts === undefined || bearer.posts.includes(actor.postKind))
  return waysOf(record, duty, { actors, roster })
    .filter(({ place }) => duty.units.has(place.schoolId) && fallsOn(bearer, roster.units.get(place.schoolId)?.kind ?? 'school'))
}

/**
 * Whether a duty falls on units of this kind. The bureau owes only what the text says of it, or of its own posts; whoever holds a
 * post owes wherever the post is.
 */
export function fallsOn({ kind, at, posts }: ResolvedDuty['bearer'], unit: Unit['kind']): boolean {
  if (at !== undefined) return at === unit
  if (kind === 'unit' || kind === 'guardian' || posts === undefined) return kind === 'body' || unit === 'school'
  return kind !== 'team' || unit === (posts.some(isBureau) ? 'bureau' : 'school')
}

interface Makers { readonly actors: readonly RecordActor[]; readonly roster: Roster }

function waysOf(record: RecordFacts, duty: CountedDuty, makers: Makers): Candidate[] {
  if (duty.carrier === 'body') return bodiesOf(record, duty, makers.roster)
  if (makers.actors.length === 0) return []
  return duty.shape === 'times' ? timesOf(record, duty, makers) : subjectsOf(record, duty, makers)
}

const timeAt = (record: RecordFacts, roster: Roster, at: { bearerId: Uuid; unitId: Uuid }): Candidate => ({
  target: { bearerId: at.bearerId, subjectId: record.recordId, studentId: null, schoolId: at.unitId, classId: null },
  place: { schoolId: at.unitId }, stages: roster.units.get(at.unitId)?.stages ?? [],
})

/** Whoever recorded it does not matter: it counts for the bodies that it is about. */
function bodiesOf(record: RecordFacts, duty: CountedDuty, roster: Roster): Candidate[] {
  return record.subjects.flatMap(({ subjectId }) => {
    const body = roster.bodies.get(subjectId)
    if (body === undefined) return []
    const one = timeAt(record, roster, { bearerId: body.id, unitId: body.unitId })
    return [duty.duty.bearer.bodies?.includes(body.kind) ? one : { ...one, astray: 'body' as const }]
  })
}

function timesOf(record: RecordFacts, duty: CountedDuty, { actors, roster }: Makers): Candidate[] {
  if (duty.carrier === 'unit') {
    return unitsOf(record, { actors, roster }).map((unitId) => timeAt(record, roster, { bearerId: unitId, unitId }))
  }
  return actors.map((actor) => {
    if (duty.carrier !== 'appointment') return timeAt(record, roster, { bearerId: duty.carrier === 'post' ? actor.postId : actor.personId, unitId: actor.unitId })
    const held = appointmentOf(actor, record.happenedOn, roster)
    return { ...timeAt(record, roster, { bearerId: held?.id ?? actor.postId, unitId: actor.unitId }), tookOver: held?.from }
  })
}

/** The unit whose own people did it, and the schools that the bureau did it at: an inspection counts for the school. */
function unitsOf(record: RecordFacts, { actors, roster }: Makers): Uuid[] {
  if (!actors.some((actor) => actor.unitId === record.unitId)) return []
  const inspected = roster.units.get(record.unitId)?.kind === 'bureau'
    ? record.subjects.filter(({ subjectId, schoolId }) => subjectId === schoolId && roster.units.get(subjectId)?.kind === 'school') : []
  return [record.unitId, ...inspected.map((one) => one.subjectId)]
}

function subjectsOf(record: RecordFacts, duty: CountedDuty, { actors, roster }: Makers): Candidate[] {
  return record.subjects.flatMap((subject) => {
    if ((subject.studentId === null) !== (duty.shape === 'classes')) return []
    const place = roster.classes.get((subject.studentId === null ? subject.subjectId : subject.classThen) ?? '')
    if (place === undefined) return []
    const at = subject.studentId === null ? { schoolId: place.schoolId, classId: place.id } : subject
    const target = { subjectId: subject.subjectId, studentId: subject.studentId, schoolId: at.schoolId, classId: at.classId }
    return actors.map((actor): Candidate => {
      const held = duty.carrier === 'appointment' ? appointmentOf(actor, record.happenedOn, roster) : undefined
      const own = duty.reach === 'class' ? actor.classId === place.id : actor.unitId === place.schoolId
      return {
        target: { ...target, bearerId: bearerOf(duty, actor, { place, appointment: held?.id }) },
        place, stages: [place.stage], tookOver: held?.from, ...(own ? {} : { astray: 'class' as const }),
      }
    })
  })
}

function bearerOf(duty: CountedDuty, actor: RecordActor, at: { place: ClassPlace; appointment: Uuid | undefined }): Uuid {
  switch (duty.carrier) {
    case 'post': return actor.postId
    case 'holder': return actor.personId
    case 'appointment': return at.appointment ?? actor.postId
    default: return at.place.schoolId
  }
}

/** The latest taking-over of the post by the actor on or before the day. */
const appointmentOf = (actor: RecordActor, day: SchoolDate, roster: Roster) => roster.appointments
  .filter((one) => one.postId === actor.postId && one.personId === actor.personId && one.from <= day)
  .sort((a, b) => (a.from < b.from ? 1 : -1))[0]
