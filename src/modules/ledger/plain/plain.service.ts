import { notFound } from '#kernel/errors'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import { findColleagues } from '#modules/org/index'
import type { RecordKind } from '#modules/plan/packs/kind.contract'
import type { Act } from '#platform/access/act'
import { companionActors } from '../records/companion.rules.ts'
import { fieldMistakes, filled, splitFields } from '../records/field.rules.ts'
import { findReadable } from '../records/reading.service.ts'
import {
  alreadyRecorded, onlyRecorderMovesDay, wrongFields, type RecordActor, type RecordSubject, type SavedRecord, type Withdrawal,
} from '../records/record.contract.ts'
import { companionsOf, type StoredRecord } from '../records/record.rules.ts'
import {
  getForChange, getKind, numberFor, saveCorrection, savedAs, saveRecords, withdrawRecord, type Changing, type Draft,
} from '../records/record.service.ts'
import { findActors, findSubjects, schoolsBeyond } from './plain-subjects.service.ts'
import { notForThisPost, type PlainCorrection, type PlainDraft, type PlainEntry } from './plain.contract.ts'
import { isPlain, likeFields, mayRecord } from './plain.rules.ts'
import { findLike } from './plain.store.ts'

/** Work about classes, children, units or bodies within the reach of the capacity. The kind's definition alone says what is asked. */
export async function recordPlain(act: Act, entry: PlainEntry): Promise<SavedRecord> {
  const kind = await getPlainKind(act, entry.kind, entry.happenedOn)
  if (!mayRecord(kind, act.capacity.role)) throw kind.by === undefined ? notFound('记录类型') : notForThisPost(kind.zh, kind.by)
  const draft = await draftOf(act, kind, entry)
  const actors = await actorsOf(act, entry, draft.subjects)
  if (!entry.again) await refuseTwin(act, draft)
  const recordId = numberFor(act)
  const beyond = schoolsBeyond(act, draft.subjects)
  await saveRecords(act, [{ ...draft, actors, recordId, unitId: act.capacity.unitId as Uuid, beyond }])
  return savedAs(recordId)
}

/** The recorder corrects everything, a leader of the school or a colleague who took part all but the day and who took part. */
export async function correctPlain(act: Act, recordId: Uuid, correction: PlainCorrection): Promise<SavedRecord> {
  const changing = await getForChange(act, recordId, { move: 'correct', version: correction.version, isKind: isPlain })
  const draft = await draftOf(act, await getPlainKind(act, changing.previous.kind, correction.happenedOn), correction)
  const actors = await correctedActors(act, changing.previous, { correction, subjects: draft.subjects })
  return saveCorrection(act, changing, { ...draft, actors, subjects: [...draft.subjects, ...unseen(changing, draft.subjects)] })
}

export const withdrawPlain = (act: Act, recordId: Uuid, { version, reason }: Withdrawal): Promise<SavedRecord> =>
  withdrawRecord(act, recordId, { version, reason, isKind: isPlain })

async function getPlainKind(act: Act, key: string, day: SchoolDate): Promise<RecordKind> {
  const kind = await getKind(act, key, day)
  if (!isPlain(kind.key)) throw notFound('记录类型')
  return kind
}

async function draftOf(act: Act, kind: RecordKind, plain: PlainDraft): Promise<Omit<Draft, 'actors'>> {
  const values = filled(plain.fields)
  const mistakes = fieldMistakes(kind.fields, values)
  if (plain.companions.length > 0 && kind.companions !== true) mistakes['companions'] = '这种记录不填参加人员'
  if (Object.keys(mistakes).length > 0) throw wrongFields(mistakes)
  const { record, subject } = splitFields(kind.fields, values)
  const subjects = await findSubjects(act, kind, { draft: plain, fields: subject })
  return { kind, happenedOn: plain.happenedOn, fields: record, subjects }
}

async function actorsOf(act: Act, { happenedOn, companions }: PlainDraft, subjects: readonly RecordSubject[]): Promise<RecordActor[]> {
  const own = await findActors(act, happenedOn, subjects)
  return companions.length === 0 ? own : [...own, ...companionActors(await findColleagues(act, happenedOn), companions)]
}

interface Corrected { readonly correction: PlainCorrection; readonly subjects: readonly RecordSubject[] }

async function correctedActors(
  act: Act, previous: StoredRecord, { correction, subjects }: Corrected,
): Promise<readonly RecordActor[]> {
  if (act.capacity.personId === previous.createdBy) return actorsOf(act, correction, subjects)
  const before = new Set(companionsOf(previous))
  const same = before.size === correction.companions.length && correction.companions.every((postId) => before.has(postId))
  if (correction.happenedOn !== previous.happenedOn || !same) throw onlyRecorderMovesDay()
  return previous.actors
}

/** Subjects beyond the own reach stay in the record as they stood. */
const unseen = ({ previous, visible }: Changing, drafted: readonly RecordSubject[]): RecordSubject[] =>
  previous.subjects.filter((one) => !visible.includes(one.subjectId) && !drafted.some((of) => of.subjectId === one.subjectId))

/** Refuses what the acting person has already recorded, with the id of that record. */
async function refuseTwin(act: Act, { kind, happenedOn, fields, subjects }: Omit<Draft, 'actors'>): Promise<void> {
  const like = await findLike(act, { kind: kind.key, happenedOn, fields: likeFields(kind, fields) })
  const ids = new Set(subjects.map((subject) => subject.subjectId))
  const twin = (await findReadable(act, like)).find((record) => record.subjects.some((subject) => ids.has(subject.subjectId)))
  if (twin !== undefined) throw alreadyRecorded(twin.recordId)
}
