import { Refusal } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import { findColleagues, getStudent } from '#modules/org/index'
import type { RecordKind } from '#modules/plan/packs/kind.contract'
import type { Act } from '#platform/access/act'
import { fieldMistakes, filled, splitFields } from '../records/field.rules.ts'
import {
  alreadyRecorded, onlyRecorderMovesDay, wrongFields, type FieldValues, type RecordActor, type RecordSubject, type SavedRecord, type Withdrawal,
} from '../records/record.contract.ts'
import { companionsOf, type StoredRecord } from '../records/record.rules.ts'
import {
  getForChange, getKind, numberFor, saveCorrection, savedAs, saveRecords, withdrawRecord, type Changing, type NewRecord,
} from '../records/record.service.ts'
import { findTwins } from '../records/record.store.ts'
import { classNamesOf } from '../records/saying.service.ts'
import { findOfferedSiblings, lookInto, type Look } from './visit-look.service.ts'
import { findCompanions, findOwnActors, findSeats, subjectOf, type VisitedSeat } from './visit-people.service.ts'
import { HOME_VISIT, type VisitCorrection, type VisitDraft, type VisitEntry, type VisitPreparation } from './visit.contract.ts'

/** A visit to a child and its siblings. Refuses in the words of the contract; see `visit-people.service.ts` for who may. */
export async function recordVisit(act: Act, entry: VisitEntry): Promise<SavedRecord> {
  const [visit] = await checkVisits(act, [entry])
  if (visit === undefined || visit instanceof Refusal) throw visit
  await saveRecords(act, [visit])
  return savedAs(visit.recordId)
}

/** Each visit as it is to be saved, or why it is refused. Nothing is written. */
export async function checkVisits(act: Act, entries: readonly VisitEntry[]): Promise<(NewRecord | Refusal)[]> {
  const [look, twins] = await Promise.all([lookInto(act, entries), findTwins(act, entries.map(likenessOf))])
  const checked: (NewRecord | Refusal)[] = []
  const accepted = new Map<string, Uuid>()
  for (const [n, entry] of entries.entries()) {
    const known = twins[n] ?? keysOf(entry).map((key) => accepted.get(key)).find((id) => id !== undefined)
    const visit = await draftOf(look, entry, entry.again ? undefined : known).catch(asRefusal)
    if (!(visit instanceof Refusal)) for (const key of keysOf(entry)) accepted.set(key, visit.recordId)
    checked.push(visit)
  }
  return checked
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  throw error
}

const likenessOf = ({ happenedOn, mode, studentIds, again }: VisitEntry) =>
  ({ kind: HOME_VISIT, happenedOn, mode, subjectIds: again ? [] : studentIds })

const keysOf = ({ happenedOn, mode, studentIds }: VisitEntry) => studentIds.map((id) => `${happenedOn} ${mode} ${id}`)

async function draftOf(look: Look, entry: VisitEntry, twin: Uuid | undefined): Promise<NewRecord> {
  const { act } = look
  const seats = await findSeats(look, entry.studentIds, entry.happenedOn)
  const kind = await look.kindOn(entry.happenedOn)
  const values = checkedFields(kind, entry)
  const own = await findOwnActors(look, seats, entry.happenedOn)
  if (twin !== undefined) throw alreadyRecorded(twin)
  return {
    recordId: numberFor(act), unitId: act.capacity.unitId as Uuid, beyond: schoolsBeyond(seats), kind, happenedOn: entry.happenedOn,
    actors: [...own, ...await findCompanions(look, entry.companions, entry.happenedOn)],
    fields: { ...values.record, ...(act.capacity.role === 'bureau_leader' ? { random: true } : {}) },
    subjects: seats.map((one) => subjectOf(one, values.subject)),
  }
}

const isVisit = (key: string): boolean => key === HOME_VISIT

/** The recorder corrects everything; a companion or a leader of the school the content, not the day and not who took part. */
export async function correctVisit(act: Act, recordId: Uuid, correction: VisitCorrection): Promise<SavedRecord> {
  const changing = await getForChange(act, recordId, { move: 'correct', version: correction.version, isKind: isVisit })
  const { previous } = changing
  const day = correction.happenedOn
  const kind = await getKind(act, HOME_VISIT, day)
  const values = checkedFields(kind, correction)
  const look = await lookInto(act, [correction])
  const seats = await findSeats(look, correction.studentIds, day)
  const subjects = seats.map((one) => subjectOf(one, values.subject))
  return saveCorrection(act, changing, {
    kind, happenedOn: day,
    actors: await correctedActors(look, previous, { seats, correction }),
    fields: { ...values.record, ...programFields(kind, previous.fields) },
    subjects: [...subjects, ...await subjectsToKeep(act, changing, correction.studentIds)],
  })
}

export const withdrawVisit = (act: Act, recordId: Uuid, { version, reason }: Withdrawal): Promise<SavedRecord> =>
  withdrawRecord(act, recordId, { version, reason, isKind: isVisit })

interface Corrected { readonly seats: readonly VisitedSeat[]; readonly correction: VisitCorrection }

async function correctedActors(
  look: Look, previous: StoredRecord, { seats, correction }: Corrected,
): Promise<readonly RecordActor[]> {
  if (look.act.capacity.personId === previous.createdBy) {
    const own = await findOwnActors(look, seats, correction.happenedOn)
    return [...own, ...await findCompanions(look, correction.companions, correction.happenedOn)]
  }
  const unmoved = correction.happenedOn === previous.happenedOn && sameCompanions(previous, correction.companions)
  if (!unmoved) throw onlyRecorderMovesDay()
  return previous.actors
}

const sameCompanions = (previous: StoredRecord, companions: readonly Uuid[]): boolean => {
  const before = companionsOf(previous)
  return before.length === companions.length && before.every((postId) => companions.includes(postId))
}

/** Children beyond the reach who can no longer be offered as siblings stay in the visit, with the words that stood there. */
async function subjectsToKeep(act: Act, { previous, visible }: Changing, studentIds: readonly Uuid[]): Promise<RecordSubject[]> {
  const hidden = previous.subjects.filter((one) => !visible.includes(one.subjectId) && !studentIds.includes(one.subjectId))
  if (hidden.length === 0) return []
  const offered = new Set((await findOfferedSiblings(act, studentIds[0] as Uuid)).map((one) => one.id))
  return hidden.filter((one) => !offered.has(one.subjectId))
}

/** What only the program may set stays as it was. */
function programFields({ fields }: RecordKind, values: FieldValues): FieldValues {
  const set = new Set(fields.filter((field) => field.setBy === 'program').map((field) => field.key))
  return Object.fromEntries(Object.entries(values).filter(([key]) => set.has(key)))
}

function checkedFields(kind: RecordKind, draft: VisitDraft): { record: FieldValues; subject: FieldValues } {
  const { mode, topics, guidance, note, promise } = draft
  const values = filled({ mode, topics, guidance, note, promise })
  const mistakes = fieldMistakes(kind.fields, values)
  if (Object.keys(mistakes).length > 0) throw wrongFields(mistakes)
  return splitFields(kind.fields, values)
}

/** The schools whose children were met beyond the own reach. */
const schoolsBeyond = (seats: readonly VisitedSeat[]): Uuid[] =>
  [...new Set(seats.filter((one) => !one.own).map((one) => one.schoolId))].filter((id): id is Uuid => id !== null)

/** What the quick form offers for one child. */
export async function prepareVisit(act: Act, studentId: Uuid): Promise<VisitPreparation> {
  const student = await getStudent(act, studentId)
  const kind = await getKind(act, HOME_VISIT, act.today)
  const names = await classNamesOf(act)
  const siblings = await findOfferedSiblings(act, studentId)
  const named = [student, ...siblings.map(({ id, classId }) => ({ id, schoolId: student.schoolId, classId }))]
  await act.audit(...named.map((one) => ({
    action: 'child.read', objectKind: 'student', objectId: one.id, student: one, fields: ['name', 'class'], purpose: '准备记家访',
  })))
  return {
    student: { studentId, name: student.name, className: names.get(student.classId ?? '') ?? null },
    siblings: siblings.map((one) => ({ studentId: one.id, name: one.name, className: one.className })),
    colleagues: (await findColleagues(act, act.today))
      .flatMap(({ name, posts }) => posts.map(({ postId, label }) => ({ postId, post: label, name }))),
    fields: kind.fields.filter((field) => field.setBy === 'recorder'),
    today: act.today,
  }
}
