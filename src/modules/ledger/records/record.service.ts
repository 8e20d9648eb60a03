import { notFound } from '#kernel/errors'
import { newId, type Uuid } from '#kernel/ids'
import type { SchoolDate } from '#kernel/dates'
import { listClasses, listUnits } from '#modules/org/index'
import { getPlan, yearSpans } from '#modules/plan/index'
import type { RecordKind } from '#modules/plan/packs/kind.contract'
import type { Act } from '#platform/access/act'
import type { AuditEntry } from '#platform/audit/audit'
import { findLock } from './day.rules.ts'
import {
  inFuture, kindNotHeld, notYours, periodClosed, recordsSaved, recordWithdrawn, staleVersion,
  type FieldValues, type RecordActor, type RecordSubject, type SavedRecord,
} from './record.contract.ts'
import { recordMachine } from './record.machine.ts'
import { factsOf, tieOf, type StoredRecord } from './record.rules.ts'
import { findReadable } from './reading.service.ts'
import { addVersion, findRecords, insertRecords, type VersionRow } from './record.store.ts'

/** What a person says happened, checked and with its people and places found. */
export interface Draft {
  readonly kind: RecordKind
  readonly happenedOn: SchoolDate
  readonly fields: FieldValues
  readonly actors: readonly RecordActor[]
  readonly subjects: readonly RecordSubject[]
}

/** The definition of a kind that holds on a day. */
export const findKind = async (act: Act, key: string, day: SchoolDate): Promise<RecordKind | undefined> =>
  (await getPlan(act.tx, act.regionId, day)).kinds.find((kind) => kind.key === key)

/** Tells of a day the last day on which its records could be changed, when that is over. */
export async function locksOf(act: Act): Promise<(day: SchoolDate) => SchoolDate | undefined> {
  const years = yearSpans((await getPlan(act.tx, act.regionId, act.today)).calendars)
  return (day) => findLock(day, years, act.today)
}

/** As `findKind`; refuses a day that has not come, one of a closed year, and one before the kind was adopted. */
export async function getKind(act: Act, key: string, day: SchoolDate): Promise<RecordKind> {
  const { kinds, calendars } = await getPlan(act.tx, act.regionId, day)
  if (day > act.today) throw inFuture()
  const lock = findLock(day, yearSpans(calendars), act.today)
  if (lock !== undefined) throw periodClosed(lock)
  const kind = kinds.find((one) => one.key === key)
  if (kind === undefined) throw kindNotHeld(day)
  return kind
}

const author = (act: Act) => ({ recordedAt: act.now, recordedBy: act.capacity.personId, capacity: act.capacity.id })

/** A record that is to be saved under its own number. */
export interface NewRecord extends Draft {
  readonly recordId: Uuid
  readonly unitId: Uuid
  /** Schools of subjects that the capacity itself does not reach. */
  readonly beyond?: readonly Uuid[]
}

export const numberFor = (act: Act): Uuid => newId(act.now.getTime())

/** What the saving of a new record answers. */
export const savedAs = (recordId: Uuid): SavedRecord => ({ recordId, version: 1, state: 'recorded' })

/** Saves new records in as many statements as one takes, announces and audits them. */
export async function saveRecords(act: Act, records: readonly NewRecord[]): Promise<void> {
  if (records.length === 0) return
  const rows = records.map(({ recordId, unitId, kind, happenedOn, fields, actors, subjects }): VersionRow => ({
    recordId, unitId, kind: kind.key, happenedOn, fields, actors, subjects, version: 1, state: 'recorded', createdBy: act.capacity.personId, reason: null, ...author(act),
  }))
  const beyond = [...new Set(records.flatMap((one) => one.beyond ?? []))]
  const save = (wide: Act) => insertRecords(wide.tx, wide.regionId, rows)
  await (beyond.length === 0 ? save(act) : act.asProgram([...act.scope.schools, ...beyond], save, act.scope.students))
  await act.announce(recordsSaved, { saved: rows.map((row, n) => ({ record: factsOf(row, records[n]!.kind), previous: null })) })
  await auditRecords(act, rows, 'record')
}

export interface Change {
  readonly move: 'correct' | 'withdraw'
  /** The version that the person saw. */
  readonly version: number
  /** Which kinds this route is for; any other is as if it were not there. */
  readonly isKind: (key: string) => boolean
}

/** A record before its next version, with all its subjects (also those beyond the own reach), and its definition. */
export interface Changing {
  readonly previous: StoredRecord
  readonly kind: RecordKind
  /** Subjects that the capacity itself sees. */
  readonly visible: readonly Uuid[]
}

/** The record that a person may change now: 404 out of reach, 403 for others' records, 409 for a version that is not the last. */
export async function getForChange(act: Act, recordId: Uuid, change: Change): Promise<Changing> {
  const [seen] = await findReadable(act, [recordId])
  if (seen === undefined || !change.isKind(seen.kind)) throw notFound('记录')
  if (seen.state === 'withdrawn') throw recordWithdrawn()
  if (!recordMachine.allows(change.move, seen.state, tieOf(act.capacity, seen))) throw notYours()
  if (seen.version !== change.version) throw staleVersion()
  const kind = await getKind(act, seen.kind, seen.happenedOn)
  const [whole] = await act.asProgram(await allSchools(act), (wide) => findRecords(wide, [recordId]))
  return { previous: whole ?? seen, kind, visible: seen.subjects.map((subject) => subject.subjectId) }
}

/** Writes a corrected version, announces and audits it. */
export const saveCorrection = (act: Act, changing: Changing, draft: Draft): Promise<SavedRecord> => {
  const { kind, ...content } = draft
  const row = { ...changing.previous, ...content, kind: kind.key, state: 'corrected', reason: null } as const
  return saveNext(act, changing, { kind, row })
}

type Withdrawing = Omit<Change, 'move'> & { readonly reason: string }

export async function withdrawRecord(act: Act, recordId: Uuid, { reason, ...change }: Withdrawing): Promise<SavedRecord> {
  const changing = await getForChange(act, recordId, { ...change, move: 'withdraw' })
  return saveNext(act, changing, { kind: changing.kind, row: { ...changing.previous, state: 'withdrawn', reason } })
}

type Next = Omit<VersionRow, 'recordedAt' | 'recordedBy' | 'capacity'>

async function saveNext(act: Act, { previous, kind }: Changing, next: { row: Next; kind: RecordKind }): Promise<SavedRecord> {
  const row: VersionRow = { ...next.row, version: previous.version + 1, ...author(act) }
  const step = { from: previous.version, row }
  const saved = await act.asProgram(await allSchools(act), (wide) => addVersion(wide.tx, wide.regionId, step))
  if (!saved) throw staleVersion()
  await act.announce(recordsSaved, { saved: [{ record: factsOf(row, next.kind), previous: factsOf(previous, kind) }] })
  await auditRecords(act, [row], row.state === 'withdrawn' ? 'withdraw' : 'correct')
  return { recordId: row.recordId, version: row.version, state: row.state }
}

const PURPOSES = { record: '写入记录', correct: '更正记录', withdraw: '撤回记录' } as const

const auditRecords = (act: Act, records: readonly StoredRecord[], move: keyof typeof PURPOSES): Promise<void> =>
  act.audit(...records.flatMap((record) => entriesOf(record, move)))

/** Each child of a record has its own entry, so that its guardians find it. */
function entriesOf(record: StoredRecord, move: keyof typeof PURPOSES): AuditEntry[] {
  const fields = [...new Set([record.fields, ...record.subjects.map((subject) => subject.fields)].flatMap(Object.keys))]
  const entry = { action: `record.${move}`, objectKind: record.kind, objectId: record.recordId, fields, purpose: PURPOSES[move] }
  const children = record.subjects.flatMap(({ studentId: id, schoolId, classId }) =>
    (id === null ? [] : [{ id, schoolId, classId }]))
  return children.length === 0 ? [entry] : children.map((student) => ({ ...entry, student }))
}

/** A brother or sister may have gone to any school since; a new version carries its row along, and those of units and bodies. */
async function allSchools(act: Act): Promise<Uuid[]> {
  const [classes, units] = await Promise.all([listClasses(act), listUnits(act)])
  return [...new Set([...classes.map((one) => one.schoolId), ...units.map((one) => one.id)])]
}
