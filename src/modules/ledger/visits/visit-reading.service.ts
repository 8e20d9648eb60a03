import { notFound } from '#kernel/errors'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import { findSiblings, getStudent } from '#modules/org/index'
import type { RecordKind } from '#modules/plan/packs/kind.contract'
import type { Act } from '#platform/access/act'
import { findWords, type Confirmation } from '../confirmations/confirmation.store.ts'
import type { RecordSubject } from '../records/record.contract.ts'
import { canOf, companionsOf, type StoredRecord } from '../records/record.rules.ts'
import { findKind, locksOf } from '../records/record.service.ts'
import { findRecords } from '../records/record.store.ts'
import { classNamesOf, sayActors, sayHistory } from '../records/saying.service.ts'
import {
  HOME_VISIT, type FamilyVisit, type OpenPromise, type StaffVisit, type VisitedChild, type VisitLine,
} from './visit.contract.ts'
import { promisesSince, sayMode, sayOptions, textOf } from './visit.rules.ts'
import { findPromises, findVisitIds } from './visit.store.ts'

/** One visit as the capacity may know it: 404 when none of its children is in reach. */
export async function readVisit(act: Act, recordId: Uuid): Promise<StaffVisit | FamilyVisit> {
  const [record] = await findRecords(act, [recordId])
  if (record === undefined || record.kind !== HOME_VISIT) throw notFound('家访记录')
  return act.capacity.role === 'guardian' ? (await familyViews(act, [record]))[0] as FamilyVisit : staffView(act, record)
}

async function staffView(act: Act, record: StoredRecord): Promise<StaffVisit> {
  const [common] = await commonViews(act, [record])
  const kind = await findKind(act, HOME_VISIT, record.happenedOn)
  const words = await findWords(act, [record.recordId])
  const classes = await classNamesOf(act)
  const children: VisitedChild[] = []
  for (const subject of record.subjects) {
    const student = await getStudent(act, subject.subjectId)
    await act.audit({
      action: 'child.read', objectKind: 'record', objectId: record.recordId, student, purpose: '查看家访记录',
      fields: ['name', ...Object.keys(subject.fields)],
    })
    children.push({
      studentId: student.id, name: student.name, className: classes.get(subject.classId ?? '') ?? null,
      ...detailOf(kind, subject),
      answers: words.filter((word) => word.studentId === student.id).map((word) => word.answer),
    })
  }
  return {
    view: 'staff', ...common as CommonView, version: record.version, random: record.fields['random'] === true, children,
    siblings: await siblingsBeyond(act, record), companions: companionsOf(record),
    history: await sayHistory(act, record.recordId),
    can: canOf(act.capacity, record, { locked: (await locksOf(act))(record.happenedOn) !== undefined }),
  }
}

const detailOf = (kind: RecordKind | undefined, { fields }: RecordSubject) => ({
  topics: sayOptions(kind, 'topics', fields), guidance: sayOptions(kind, 'guidance', fields),
  note: textOf(fields, 'note') ?? '', promise: textOf(fields, 'promise'),
})

type CommonView = Pick<StaffVisit, 'recordId' | 'state' | 'happenedOn' | 'mode' | 'by'>

/** What staff and families alike may know of some visits, in their order. */
async function commonViews(act: Act, records: readonly StoredRecord[]): Promise<CommonView[]> {
  const actors = await sayActors(act, records)
  const kinds = new Map<SchoolDate, RecordKind | undefined>()
  for (const day of new Set(records.map((record) => record.happenedOn))) kinds.set(day, await findKind(act, HOME_VISIT, day))
  return records.map(({ recordId, state, happenedOn, fields }) =>
    ({ recordId, state, happenedOn, mode: sayMode(kinds.get(happenedOn), fields), by: actors.get(recordId) ?? [] }))
}

/** Brothers and sisters of the same visit who sit in a class of others: name and class, as the form offered them. */
async function siblingsBeyond(act: Act, record: StoredRecord): Promise<StaffVisit['siblings']> {
  const [first] = record.subjects
  if (first === undefined || first.schoolId === null || act.capacity.classIds.length === 0) return []
  const [whole] = await act.asProgram([first.schoolId], (wide) => findRecords(wide, [record.recordId]))
  const seen = new Set(record.subjects.map((subject) => subject.subjectId))
  const beyond = new Set(whole?.subjects.map((subject) => subject.subjectId).filter((id) => !seen.has(id)))
  if (beyond.size === 0) return []
  const named = (await findSiblings(act, first.subjectId)).filter((one) => beyond.has(one.id))
  await act.audit(...named.map(({ id, classId }) => ({
    action: 'child.read', objectKind: 'record', objectId: record.recordId, student: { id, schoolId: first.schoolId, classId },
    fields: ['name', 'class'], purpose: '查看家访记录',
  })))
  return named.map((one) => ({ studentId: one.id, name: one.name, className: one.className }))
}

/** What a guardian may know: that it took place, when, how and by whom, and the own answer. */
async function familyViews(act: Act, records: readonly StoredRecord[]): Promise<FamilyVisit[]> {
  const words = await findWords(act, records.map((record) => record.recordId))
  const names = new Map<Uuid, string>()
  for (const id of new Set(records.flatMap((record) => record.subjects.map((one) => one.subjectId)))) {
    names.set(id, (await getStudent(act, id)).name)
  }
  const common = await commonViews(act, records)
  const lockOf = await locksOf(act)
  return records.map((record, index) => ({
    view: 'family', ...common[index] as CommonView,
    can: { confirm: record.state !== 'withdrawn' && lockOf(record.happenedOn) === undefined },
    children: record.subjects.map(({ subjectId: studentId }) => ({
      studentId, name: names.get(studentId) ?? '', myAnswer: ownAnswer(act, words, { recordId: record.recordId, studentId }),
    })),
  }))
}

/** The own answer to one visit. */
type Concerned = Pick<Confirmation, 'recordId' | 'studentId'>

const ownAnswer = (act: Act, words: readonly Confirmation[], { recordId, studentId }: Concerned) =>
  words.find((word) => word.recordId === recordId && word.studentId === studentId && word.personId === act.capacity.personId)
    ?.answer ?? null

/** Visits to the own children, newest first; withdrawn ones are left out. */
export async function listFamilyVisits(act: Act): Promise<FamilyVisit[]> {
  const records = await findRecords(act, await findVisitIds(act, act.capacity.studentIds))
  return familyViews(act, records.filter((record) => record.state !== 'withdrawn'))
}

/** Visits to one child, newest first. Staff see its words (and are written to the audit), guardians do not. */
export async function listStudentVisits(act: Act, studentId: Uuid): Promise<VisitLine[]> {
  const student = await getStudent(act, studentId)
  const isGuardian = act.capacity.role === 'guardian'
  const records = await findRecords(act, await findVisitIds(act, [studentId]))
  if (!isGuardian) {
    await act.audit({
      action: 'child.read', objectKind: 'student', objectId: studentId, student, fields: ['visits'], purpose: '查看学生的家访记录',
    })
  }
  const common = await commonViews(act, records)
  return records.map((record, index) => {
    const fields = record.subjects.find((subject) => subject.studentId === studentId)?.fields ?? {}
    const say = (key: string) => (isGuardian ? null : textOf(fields, key))
    return { ...common[index] as CommonView, note: say('note'), promise: say('promise') }
  })
}

/** What the acting person promised lately and has not followed up, newest first. */
export async function listPromises(act: Act): Promise<OpenPromise[]> {
  const rows = await findPromises(act, promisesSince(act.today))
  const promises: OpenPromise[] = []
  for (const row of rows) {
    const student = await getStudent(act, row.studentId)
    promises.push({ ...row, name: student.name })
    await act.audit({
      action: 'child.read', objectKind: 'record', objectId: row.recordId, student, fields: ['name', 'promise'], purpose: '查看答应家长的事',
    })
  }
  return promises
}
