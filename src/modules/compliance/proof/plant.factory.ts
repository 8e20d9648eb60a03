import { createHash } from 'node:crypto'
import { newId } from '#kernel/ids'
import type { RecordFacts } from '#modules/ledger/records/record.contract'
import { recordsSaved } from '#modules/ledger/records/record.contract'
import type { Pack } from '#modules/plan/packs/pack.contract'
import { openAct } from '#platform/access/act'
import type { Database } from '#platform/db/database'
import { createReactions } from '#platform/jobs/reactions'
import { TEST_VAULT } from '#platform/vault/vault.factory'
import { cellsMoved } from '../coverage/coverage.contract.ts'
import { onRecordsSaved } from '../coverage/moves.service.ts'
import { refreshRollups, ROLLUP_CONSUMER } from '../coverage/rebuild.service.ts'
import { KINDS, MODES } from './duties.factory.ts'
import type { Story, StoryRecord } from './story.factory.ts'

type Tables = Database['shared']
export interface Planted { readonly owner: Database; readonly app: Database; readonly rollup: Database; readonly regionId: number; readonly story: Story }

export const at = (day: string) => new Date(`${day}T04:00:00Z`)
/** Writes the whole story into a jurisdiction of its own, but for the records from `upTo` on. */
export async function plant({ owner, regionId, story }: Planted, upTo: number): Promise<void> {
  const db = owner.shared
  const region = { region_id: regionId }
  const dated = (one: { from: string; to: string | null }) => ({ valid_from: one.from, valid_to: one.to })
  await db.insertInto('jurisdiction').values({ ...region, level: 'district', reports_to: null, demo: true, created_at: at('2025-08-01') }).execute()
  await plantPlan(db, regionId, story)
  await all(db, 'unit', story.units.map((one, n) => ({ ...region, id: one.id, kind: one.kind, name: `云杉单位${n}`, stages: one.stages, street: null, valid_from: '2020-09-01' })))
  await all(db, 'class', story.classes.map((one) => ({
    ...region, id: one.id, school_id: one.schoolId, stage: one.stage, entry_year: one.entryYear, number: one.number, valid_from: '2020-09-01' })))
  await all(db, 'post', story.posts.map((one) => ({ ...region, id: one.id, unit_id: one.unitId, kind: one.kind, class_id: one.classId, valid_from: '2020-09-01' })))
  const people = [...new Set(story.appointments.map((one) => one.personId))]
  await all(db, 'person', people.map((id) => ({ ...region, id, kind: 'staff', name: '王老师', created_at: at('2025-08-01') })))
  await all(db, 'appointment', story.appointments.map((one) => ({ ...region, id: one.id, post_id: one.postId, person_id: one.personId, ...dated(one) })))
  const children = [...new Set(story.enrolments.map((one) => one.studentId))].map((id) => ({ id, ...seatNow(story, id) }))
  await all(db, 'student', children.map((one) => ({
    ...region, id: one.id, school_id: one.schoolId, class_id: one.classId, name: '张同学', gender: 'unknown', neighbourhood: null, created_at: at('2025-08-01') })))
  await all(db, 'enrolment', story.enrolments.map((one) => ({
    ...region, id: newId(), student_id: one.studentId, school_id: one.schoolId, class_id: one.classId, ...dated(one) })))
  await all(db, 'designation', story.designations.map((one) => {
    const { schoolId, classId } = seatNow(story, one.studentId)
    return { ...region, id: newId(), student_id: one.studentId, school_id: schoolId, class_id: classId, kind: one.kind, ...dated(one), set_at: at('2025-08-01'), set_by: newId() }
  }))
  await all(db, 'body', story.bodies.map((one) => ({
    ...region, id: one.id, kind: one.kind, topic: one.topic, name: '某机构', unit_id: one.unitId, parent_id: one.parentId, class_id: one.classId, grade: one.grade, ...dated(one) })))
  await all(db, 'seat', story.seats.map((one) => ({
    ...region, id: newId(), body_id: one.bodyId, unit_id: story.bodies.find((body) => body.id === one.bodyId)!.unitId, role: one.role, kind: one.kind,
    title: null, number: one.number, ...dated(one) })))
  await plantRecords(db, regionId, { story, records: story.records.slice(0, upTo) })
}

/** Tables in one statement each; none for an empty list. */
export async function all(db: Tables, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length > 0) await db.insertInto(table as 'unit').values(rows as never).execute()
}

export function seatNow(story: Story, studentId: string): { schoolId: string; classId: string | null } {
  const last = story.enrolments.findLast((one) => one.studentId === studentId)!
  return { schoolId: last.schoolId, classId: last.to === null ? last.classId : null }
}

function packOf(regionId: number, story: Story): Pack {
  const field = { required: false, about: 'record' as const, setBy: 'recorder' as const }
  const options = (keys: readonly string[]) => keys.map((key) => ({ key, zh: key, en: key }))
  return {
    doc: `random-${regionId}`, number: `随机〔${regionId}〕号`, title: '随机的文件', issuer: '示例局', level: 'district', region: '示例区', date: story.date,
    clauses: [{ id: '1/a', kind: 'duty-recurring', actor: '某', counterpart: '某', summary: '摘要', en: 'paraphrase', carrier: story.duties.map((one) => one.id) }],
    matters: [{ key: 'work', zh: '工作', en: 'work' }], duties: story.duties, announcedKinds: [], localValues: story.localValues, phases: story.phases, activities: [],
    kinds: KINDS.map((key) => ({
      key, zh: key, en: key, verb: { zh: '', en: 'do' }, from: '2020-01-01', subject: 'unit', minutes: { work: 10, travel: 0, estimated: true },
      fields: [
        { key: 'mode', zh: '方式', en: 'way', type: 'enum', options: options(MODES), ...field },
        { key: 'themed', zh: '专题', en: 'themed', type: 'flag', ...field },
        { key: 'agenda', zh: '议程', en: 'agenda', type: 'enums', options: options(['report', 'plan']), ...field },
      ],
    })),
  }
}

async function plantPlan(db: Tables, regionId: number, story: Story): Promise<void> {
  const pack = packOf(regionId, story)
  const body = JSON.stringify(pack)
  const hash = createHash('sha256').update(body).digest('hex')
  await db.insertInto('pack').values({ doc: pack.doc, hash, body, loaded_at: at('2025-08-01') }).execute()
  await db.insertInto('adoption').values({ region_id: regionId, doc: pack.doc, hash, valid_from: '2025-08-01', valid_to: null, adopted_at: at('2025-08-01') }).execute()
  await all(db, 'calendar_version', story.calendars.map((one) => ({
    region_id: regionId, id: newId(), academic_year: one.academicYear, body: JSON.stringify(one), published_at: at('2025-08-01') })))
  await all(db, 'local_value', story.settings.map((one, n) => ({
    region_id: regionId, id: newId(), doc: pack.doc, key: one.key, unit_id: one.unitId === '' ? null : one.unitId, value: JSON.stringify(one.value),
    set_at: new Date(at('2025-08-01').getTime() + n), set_by: null })))
}

const who = (one: StoryRecord) => one.actors[0]!.personId

async function plantRecords(db: Tables, regionId: number, { story, records }: { story: Story; records: readonly StoryRecord[] }): Promise<void> {
  await all(db, 'record', records.map((one) => ({
    region_id: regionId, id: one.id, kind: one.kind, unit_id: one.unitId, version: 1, state: one.withdrawn ? 'withdrawn' : 'recorded', created_at: at(one.day), created_by: who(one) })))
  await plantVersions(db, regionId, { story, records, version: 1 })
}

export async function plantVersions(
  db: Tables, regionId: number, { story, records, version }: { story: Story; records: readonly StoryRecord[]; version: number },
): Promise<void> {
  const key = (one: StoryRecord) => ({ region_id: regionId, record_id: one.id, version })
  await all(db, 'record_version', records.map((one) => ({
    ...key(one), kind: one.kind, unit_id: one.unitId, happened_on: one.day, fields: JSON.stringify(one.fields), withdrawn: one.withdrawn, recorded_at: at(one.day),
    recorded_by: who(one), capacity: 'test' })))
  await all(db, 'record_actor', records.flatMap((one) => one.actors.map((actor) => ({
    ...key(one), person_id: actor.personId, post_id: actor.postId, post_kind: actor.postKind, unit_id: actor.unitId, class_id: actor.classId }))))
  await all(db, 'record_subject', records.flatMap((one) => factsOf(story, one).subjects.map((subject) => ({
    ...key(one), subject_id: subject.subjectId, student_id: subject.studentId, school_id: subject.schoolId, class_id: subject.classId, class_then: subject.classThen, fields: '{}' }))))
}

/** A record as the ledger announces it. */
export function factsOf(story: Story, one: StoryRecord): RecordFacts {
  const place = (id: string) => {
    const klass = story.classes.find((other) => other.id === id)
    const body = story.bodies.find((other) => other.id === id)
    return klass === undefined ? { schoolId: body?.unitId ?? id, classId: null } : { schoolId: klass.schoolId, classId: klass.id }
  }
  return {
    recordId: one.id, version: 1, kind: one.kind, unitId: one.unitId, happenedOn: one.day, fields: one.fields, withdrawn: one.withdrawn,
    actors: one.actors,
    subjects: one.subjects.map(({ id, studentId, classThen }) => ({
      subjectId: id, studentId, classThen, fields: {}, ...(studentId === null ? place(id) : seatNow(story, studentId)) })),
  }
}

/** The records from `since` on, as a request would bring them: one after the other, each moving its cells itself. */
export async function recordOneByOne({ owner, app, rollup, regionId, story }: Planted, since: number): Promise<void> {
  const reactions = createReactions()
  reactions.inside(recordsSaved, onRecordsSaved)
  reactions.after(cellsMoved, ROLLUP_CONSUMER, refreshRollups)
  for (const one of story.records.slice(since)) {
    const record = factsOf(story, one)
    await plantRecords(owner.shared, regionId, { story, records: [one] })
    const { personId } = record.actors[0]!
    const scope = { region: regionId, person: personId, schools: [], classes: [], students: [] }
    const capacity = { id: 'test', regionId, role: 'roster_keeper' as const, personId, unitId: null, postIds: [], classIds: [], studentIds: [], label: '' }
    await app.inScope(scope, (tx) => openAct({ tx, capacity, scope, now: at(story.today), requestId: 'test', reactions, vault: TEST_VAULT })
      .announce(recordsSaved, { saved: [{ record, previous: null }] }))
  }
  await reactions.drain(rollup, regionId)
}
