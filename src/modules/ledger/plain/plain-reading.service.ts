import { notFound } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { AnswerOf, QueryOf } from '#kernel/route'
import { findStudents, listBodies, listUnits } from '#modules/org/index'
import { getPlan } from '#modules/plan/index'
import type { RecordKind } from '#modules/plan/packs/kind.contract'
import type { Act } from '#platform/access/act'
import { findReadable } from '../records/reading.service.ts'
import type { RecordSubject } from '../records/record.contract.ts'
import { canOf, companionsOf, type StoredRecord } from '../records/record.rules.ts'
import { findKind, locksOf } from '../records/record.service.ts'
import { findRecords } from '../records/record.store.ts'
import { classNamesOf, sayActors, sayHistory } from '../records/saying.service.ts'
import type { FamilyRecord, listRecords as listRoute, PlainRecord, RecordLine } from './plain.contract.ts'
import { isPlain, subjectType } from './plain.rules.ts'
import { findPage, findRecordsOfChildren } from './plain.store.ts'

export async function readPlain(act: Act, recordId: Uuid): Promise<PlainRecord> {
  const [record] = await findReadable(act, [recordId])
  if (record === undefined || !isPlain(record.kind)) throw notFound('记录')
  const kind = await findKind(act, record.kind, record.happenedOn)
  const names = await namesOf(act, [record])
  const nameOf = (one: RecordSubject) => ({ id: one.subjectId, name: names.get(one.subjectId) ?? '（已不在名单）' })
  const of = (type: RecordKind['subject']) => record.subjects.filter((one) => subjectType(one) === type)
  return {
    recordId, kind: record.kind, zh: kind?.zh ?? record.kind, version: record.version, state: record.state, happenedOn: record.happenedOn,
    subject: kind?.subject ?? 'unit',
    classes: of('class').map(nameOf), units: of('unit').map(nameOf), bodies: of('body').map(nameOf),
    students: await readChildren(act, record),
    fields: { ...record.fields, ...record.subjects[0]?.fields }, definition: kind?.fields ?? [], companions: companionsOf(record),
    by: (await sayActors(act, [record])).get(recordId) ?? [],
    history: await sayHistory(act, recordId), can: canOf(act.capacity, record, { locked: (await locksOf(act))(record.happenedOn) !== undefined }),
  }
}

/** Children by name, as far as the capacity sees their class; each one named is written to the audit. */
async function readChildren(act: Act, record: StoredRecord): Promise<PlainRecord['students']> {
  const children = record.subjects.filter((one) => one.studentId !== null)
  if (children.length === 0) return []
  const found = await findStudents(act, children.map((one) => one.subjectId))
  const fields = ['name', ...Object.keys({ ...record.fields, ...children[0]?.fields })]
  await act.audit(...[...found.values()].map((student) => ({
    action: 'child.read', objectKind: 'record', objectId: record.recordId, student, fields, purpose: '查看关于学生的记录',
  })))
  return children.flatMap((one) => found.get(one.subjectId) ?? []).map(({ id, name }) => ({ id, name }))
}

/** Names of the classes, units and bodies of some records. Never of a child. */
async function namesOf(act: Act, records: readonly StoredRecord[]): Promise<Map<Uuid, string>> {
  const subjects = records.flatMap((record) => record.subjects)
  const bodyIds = [...new Set(subjects.filter((one) => subjectType(one) === 'body').map((one) => one.subjectId))]
  const names = await classNamesOf(act)
  for (const unit of await listUnits(act)) names.set(unit.id, unit.name)
  if (bodyIds.length > 0) for (const body of await listBodies(act, { ids: bodyIds })) names.set(body.id, body.name)
  return names
}

/** One page of the ledger of the own classes or unit, newest first. It names no child, so nothing need be audited. */
export async function listRecords(act: Act, query: QueryOf<typeof listRoute>): Promise<AnswerOf<typeof listRoute>> {
  const { unitId, classIds } = act.capacity
  const { kinds } = await getPlan(act.tx, act.regionId, act.today)
  const sayKinds = kinds.map(({ key, zh }) => ({ kind: key, zh }))
  if (unitId === null) return { records: [], next: null, kinds: sayKinds }
  if (query.classId !== undefined && classIds.length > 0 && !classIds.includes(query.classId)) throw notFound('班级')
  const wanted = query.classId === undefined ? classIds : [query.classId]
  const after = cursorOf(query.after)
  const page = await findPage(act, { unitId, kind: query.kind, classIds: wanted, orOwn: query.classId === undefined, after, limit: query.limit })
  const last = page.length === query.limit ? page.at(-1) : undefined
  return {
    records: await linesOf(act, await findReadable(act, page.map((one) => one.recordId)), kinds),
    next: last === undefined ? null : `${last.happenedOn}_${last.recordId}`, kinds: sayKinds,
  }
}

const cursorOf = (after: string | undefined) =>
  after === undefined ? undefined : { happenedOn: after.slice(0, 10), recordId: after.slice(11) }

/** Records as lines without any child's name. */
export async function linesOf(act: Act, records: readonly StoredRecord[], kinds: readonly RecordKind[]): Promise<RecordLine[]> {
  const actors = await sayActors(act, records)
  const names = await namesOf(act, records)
  return records.map((record) => {
    const kind = kinds.find((one) => one.key === record.kind)
    const text = kind?.fields.find((field) => field.type === 'text' && field.about === 'record')
    return {
      recordId: record.recordId, kind: record.kind, zh: kind?.zh ?? record.kind,
      state: record.state, happenedOn: record.happenedOn,
      about: [...new Set(record.subjects.flatMap((one) => placeOf(act, one, names)))],
      children: record.subjects.filter((subject) => subject.studentId !== null).length,
      by: actors.get(record.recordId) ?? [],
      topic: text === undefined ? null : String(record.fields[text.key] ?? '') || null,
    }
  })
}

/** The name of a class, body or other unit; of a child the class. The own unit goes without saying. */
const placeOf = (act: Act, { subjectId, studentId, classId }: RecordSubject, names: ReadonlyMap<Uuid, string>): string[] =>
  (subjectId === act.capacity.unitId ? [] : [names.get((studentId === null ? subjectId : classId) ?? '') ?? []].flat())

/** That something took place about an own child, when and by whom; never what was noted. */
export async function listFamilyRecords(act: Act): Promise<FamilyRecord[]> {
  const records = await findRecords(act, await findRecordsOfChildren(act, act.capacity.studentIds))
  const { kinds } = await getPlan(act.tx, act.regionId, act.today)
  const actors = await sayActors(act, records)
  return records.map(({ recordId, kind, happenedOn, subjects }) => ({
    recordId, zh: kinds.find((one) => one.key === kind)?.zh ?? '记录', happenedOn,
    studentIds: subjects.map((one) => one.subjectId), by: actors.get(recordId) ?? [],
  }))
}
