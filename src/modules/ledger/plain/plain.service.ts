import { notFound } from '#kernel/errors'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { AnswerOf, QueryOf } from '#kernel/route'
import { heldPosts, listClasses, type ClassView } from '#modules/org/index'
import { getPlan } from '#modules/plan/index'
import type { RecordKind } from '#modules/plan/packs/kind.contract'
import type { Act } from '#platform/access/act'
import { fieldMistakes, filled, splitFields } from '../records/field.rules.ts'
import {
  onlyRecorderMovesDay, postNotHeld, wrongFields,
  type FieldValues, type RecordActor, type RecordSubject, type SavedRecord, type Withdrawal,
} from '../records/record.contract.ts'
import { canOf, type StoredRecord } from '../records/record.rules.ts'
import {
  findKind, getForChange, getKind, locksOf, numberFor, refuseTwin, saveCorrection, savedAs, saveRecords, withdrawRecord,
} from '../records/record.service.ts'
import { findRecords } from '../records/record.store.ts'
import { classNamesOf, sayActors, sayHistory } from '../records/saying.service.ts'
import { HOME_VISIT } from '../visits/visit.contract.ts'
import type {
  listPlainKinds as kindsRoute, listRecords as listRoute, PlainCorrection, PlainDraft, PlainEntry, PlainRecord, RecordLine,
} from './plain.contract.ts'
import { findPage } from './plain.store.ts'

/** Records about classes; what is about children has its own routes and rights. */
const isPlain = (key: string): boolean => key !== HOME_VISIT

/** A meeting or an activity of classes within the reach of the capacity. The kind's definition alone says what is asked. */
export async function recordPlain(act: Act, entry: PlainEntry): Promise<SavedRecord> {
  const kind = await getPlainKind(act, entry.kind, entry.happenedOn)
  const draft = await draftOf(act, kind, entry)
  const { happenedOn, classIds } = entry
  if (!entry.again) await refuseTwin(act, { kind: kind.key, happenedOn, subjectIds: classIds })
  const recordId = numberFor(act)
  await saveRecords(act, [{ ...draft, actors: await ownActors(act, entry), recordId, unitId: act.capacity.unitId as Uuid }])
  return savedAs(recordId)
}

/** The recorder corrects everything, a leader of the school all but the day. */
export async function correctPlain(act: Act, recordId: Uuid, correction: PlainCorrection): Promise<SavedRecord> {
  const changing = await getForChange(act, recordId, { move: 'correct', version: correction.version, isKind: isPlain })
  const { previous } = changing
  const draft = await draftOf(act, await getPlainKind(act, previous.kind, correction.happenedOn), correction)
  const isRecorder = act.capacity.personId === previous.createdBy
  if (!isRecorder && correction.happenedOn !== previous.happenedOn) throw onlyRecorderMovesDay()
  const actors = isRecorder ? await ownActors(act, correction) : previous.actors
  return saveCorrection(act, changing, { ...draft, actors })
}

export const withdrawPlain = (act: Act, recordId: Uuid, { version, reason }: Withdrawal): Promise<SavedRecord> =>
  withdrawRecord(act, recordId, { version, reason, isKind: isPlain })

async function getPlainKind(act: Act, key: string, day: SchoolDate): Promise<RecordKind> {
  const kind = await getKind(act, key, day)
  if (kind.subject !== 'class') throw notFound('记录类型')
  return kind
}

async function draftOf(act: Act, kind: RecordKind, plain: PlainDraft) {
  const values = filled(plain.fields)
  const mistakes = fieldMistakes(kind.fields, values)
  if (Object.keys(mistakes).length > 0) throw wrongFields(mistakes)
  const { record, subject } = splitFields(kind.fields, values)
  return { kind, happenedOn: plain.happenedOn, fields: record, subjects: await subjectsOf(act, plain.classIds, subject) }
}

/** 404 for a class beyond the reach, whether it exists or not. */
async function subjectsOf(act: Act, classIds: readonly Uuid[], fields: FieldValues): Promise<RecordSubject[]> {
  const reach = new Map((await classesInReach(act)).map((one) => [one.id, one]))
  return [...new Set(classIds)].map((classId) => {
    const found = reach.get(classId)
    if (found === undefined) throw notFound('班级')
    return { subjectId: classId, studentId: null, schoolId: found.schoolId, classId, classThen: classId, fields }
  })
}

async function classesInReach(act: Act): Promise<ClassView[]> {
  const { unitId, classIds } = act.capacity
  if (unitId === null) return []
  const classes = await listClasses(act, { schoolId: unitId })
  return classIds.length === 0 ? classes : classes.filter((one) => classIds.includes(one.id))
}

/** Posts of the capacity that held on the day: of the unit, or of the classes concerned. */
async function ownActors(act: Act, { happenedOn, classIds }: PlainDraft): Promise<RecordActor[]> {
  const held = (await heldPosts(act, happenedOn)).filter((post) => post.classId === null || classIds.includes(post.classId))
  if (held.length === 0) throw postNotHeld(happenedOn)
  return held.map(({ kind, ...post }) => ({ ...post, postKind: kind, personId: act.capacity.personId }))
}

/** What can be recorded about classes today, with the classes that may be named. */
export async function listPlainKinds(act: Act): Promise<AnswerOf<typeof kindsRoute>> {
  const { kinds } = await getPlan(act.tx, act.regionId, act.today)
  const classes = (await classesInReach(act)).map((one) => ({ classId: one.id, name: one.name }))
  return {
    today: act.today,
    kinds: kinds.filter((kind) => kind.subject === 'class').map((kind) => ({
      kind: kind.key, zh: kind.zh, fields: kind.fields.filter((field) => field.setBy === 'recorder'), classes,
    })),
  }
}

export async function readPlain(act: Act, recordId: Uuid): Promise<PlainRecord> {
  const [record] = await findRecords(act, [recordId])
  if (record === undefined || !isPlain(record.kind)) throw notFound('记录')
  const kind = await findKind(act, record.kind, record.happenedOn)
  const names = await classNamesOf(act)
  return {
    recordId, kind: record.kind, zh: kind?.zh ?? record.kind, version: record.version,
    state: record.state, happenedOn: record.happenedOn,
    classes: record.subjects.map(({ subjectId }) => ({ classId: subjectId, name: names.get(subjectId) ?? '原班级' })),
    fields: { ...record.fields, ...record.subjects[0]?.fields }, definition: kind?.fields ?? [],
    by: (await sayActors(act, [record])).get(recordId) ?? [],
    history: await sayHistory(act, recordId), can: canOf(act.capacity, record, { locked: (await locksOf(act))(record.happenedOn) !== undefined }),
  }
}

/** One page of the ledger of the own classes or school, newest first. It names no child, so nothing need be audited. */
export async function listRecords(act: Act, query: QueryOf<typeof listRoute>): Promise<AnswerOf<typeof listRoute>> {
  const { unitId, classIds } = act.capacity
  if (unitId === null) return { records: [], next: null }
  if (query.classId !== undefined && classIds.length > 0 && !classIds.includes(query.classId)) throw notFound('班级')
  const wanted = query.classId === undefined ? classIds : [query.classId]
  const after = cursorOf(query.after)
  const page = await findPage(act, { unitId, kind: query.kind, classIds: wanted, after, limit: query.limit })
  const last = page.length === query.limit ? page.at(-1) : undefined
  return {
    records: await linesOf(act, await findRecords(act, page.map((one) => one.recordId))),
    next: last === undefined ? null : `${last.happenedOn}_${last.recordId}`,
  }
}

const cursorOf = (after: string | undefined) =>
  after === undefined ? undefined : { happenedOn: after.slice(0, 10), recordId: after.slice(11) }

async function linesOf(act: Act, records: readonly StoredRecord[]): Promise<RecordLine[]> {
  const { kinds } = await getPlan(act.tx, act.regionId, act.today)
  const actors = await sayActors(act, records)
  const names = await classNamesOf(act)
  return records.map((record) => {
    const kind = kinds.find((one) => one.key === record.kind)
    const text = kind?.fields.find((field) => field.type === 'text' && field.about === 'record')
    return {
      recordId: record.recordId, kind: record.kind, zh: kind?.zh ?? record.kind,
      state: record.state, happenedOn: record.happenedOn,
      classNames: [...new Set(record.subjects.flatMap(({ classId }) => names.get(classId ?? '') ?? []))],
      children: record.subjects.filter((subject) => subject.studentId !== null).length,
      by: actors.get(record.recordId) ?? [],
      topic: text === undefined ? null : String(record.fields[text.key] ?? '') || null,
    }
  })
}
