import { join } from 'node:path'
import type { z } from 'zod'
import type { Capacity, PostKind, Role } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import { newId, type Uuid } from '#kernel/ids'
import type { RecordFacts } from '#modules/ledger/records/record.contract'
import { bodiesChanged, type BodyKind } from '#modules/org/bodies/body.contract'
import { designationsChanged, type DesignationKind } from '#modules/org/designations/designation.contract'
import { appointmentsChanged } from '#modules/org/posts/post.contract'
import { studentsPlaced, type Place, type Placed } from '#modules/org/students/student.contract'
import { recordsSaved } from '#modules/ledger/records/record.contract'
import { adoptPack, loadPacks, plantCalendar, plantLocalValues } from '#modules/plan/index'
import { pack } from '#modules/plan/packs/pack.contract'
import type { Stage } from '#modules/org/units/unit.contract'
import { openAct, type Act } from '#platform/access/act'
import { openDatabase, type Database } from '#platform/db/database'
import type { RoleUrls } from '#platform/db/roles'
import { createReactions } from '#platform/jobs/reactions'
import { TEST_VAULT } from '#platform/vault/vault.factory'
import { cellsMoved } from './coverage.contract.ts'
import { onAppointmentsChanged, onBodiesChanged, onDesignationsChanged, onRecordsSaved, onStudentsPlaced } from './moves.service.ts'
import { refreshRollups, ROLLUP_CONSUMER } from './rebuild.service.ts'

const REGION = 1
export const PACKS = join(import.meta.dirname, '../../../../packs')
export const DISTRICT = 'tianjin-hebei-2024-17'
export const PROVINCE = 'shanxi-2023-3'

export interface Unit { readonly id: Uuid; readonly kind: 'school' | 'bureau'; readonly stages: readonly Stage[] }
export interface SchoolClass { readonly id: Uuid; readonly schoolId: Uuid; readonly stage: Stage; readonly entryYear: number }
export interface Post { readonly id: Uuid; readonly unitId: Uuid; readonly kind: PostKind; readonly classId: Uuid | null }
export interface Appointment { readonly id: Uuid; readonly postId: Uuid; readonly personId: Uuid; readonly from: SchoolDate; to: SchoolDate | null }
export interface Enrolment { readonly id: Uuid; readonly studentId: Uuid; readonly schoolId: Uuid; readonly classId: Uuid; readonly from: SchoolDate; to: SchoolDate | null }

/** What was said to the database, kept as plain lists: the oracle reads these and never the database. */
export interface Story {
  readonly units: Unit[]
  readonly classes: SchoolClass[]
  readonly posts: Post[]
  readonly appointments: Appointment[]
  readonly enrolments: Enrolment[]
  /** The valid version of each record. */
  readonly records: Map<Uuid, RecordFacts>
}

/** A jurisdiction with both documents and the engine's reactions, on a database of its own. */
export interface World {
  readonly story: Story
  readonly app: Database
  readonly owner: Database
  readonly rollup: Database
  addUnit(unit: Omit<Unit, 'id'>): Promise<Unit>
  addClass(given: Omit<SchoolClass, 'id'>): Promise<SchoolClass>
  addPost(given: Omit<Post, 'id'>): Promise<Post>
  addPerson(): Promise<Uuid>
  appoint(given: Omit<Appointment, 'id' | 'to'>, today: SchoolDate): Promise<Appointment>
  endAppointment(appointment: Appointment, to: SchoolDate, today: SchoolDate): Promise<void>
  join(given: { classId: Uuid; on: SchoolDate }, today: SchoolDate): Promise<Uuid>
  place(studentId: Uuid, to: { classId: Uuid | null; on: SchoolDate }, today: SchoolDate): Promise<void>
  addBody(given: { kind: BodyKind; unitId: Uuid; from: SchoolDate }, today: SchoolDate): Promise<Uuid>
  endBody(bodyId: Uuid, unitId: Uuid, at: { to: SchoolDate; today: SchoolDate }): Promise<void>
  designate(given: { studentId: Uuid; kind: DesignationKind; from: SchoolDate; to?: SchoolDate }, today: SchoolDate): Promise<void>
  save(record: RecordFacts, today: SchoolDate): Promise<void>
  acting<T>(who: { role: Role; unitId?: Uuid | null; personId?: Uuid; postIds?: readonly Uuid[]; classIds?: readonly Uuid[] }, today: SchoolDate, work: (act: Act) => Promise<T>): Promise<T>
  drain(): Promise<void>
  close(): Promise<void>
}

export const noon = (day: SchoolDate) => new Date(`${day}T04:00:00Z`)

const SEMESTERS: Readonly<Record<number, readonly [string, string, string, string]>> = {
  2025: ['2025-09-01', '2026-01-23', '2026-02-26', '2026-07-10'],
  2026: ['2026-09-01', '2027-01-22', '2027-02-22', '2027-07-09'],
}

/** A document invented for a test. */
export type Invented = Pick<PackInput, 'duties'> & Partial<Pick<PackInput, 'phases' | 'localValues' | 'date'>>
type PackInput = z.input<typeof pack>
export const INVENTED = 'invented-2025-1'

async function plantPack(owner: Database, invented: Invented): Promise<{ doc: string; hash: string }> {
  const body = pack.parse({
    doc: INVENTED, number: '云教发〔2025〕1号', title: '某某工作方案', issuer: '云杉省教育厅', level: 'district', region: '示例区', date: '2025-08-01',
    clauses: [{ id: '1/a', kind: 'duty-recurring', actor: '学校', counterpart: '学生', summary: '某事', en: 'something', carrier: invented.duties.map((one) => one.id) }],
    matters: [{ key: 'some-matter', zh: '某事', en: 'something' }], kinds: [], announcedKinds: [], localValues: [], ...invented,
  })
  const hash = INVENTED.padEnd(64, '0')
  await owner.shared.insertInto('pack').values({ doc: INVENTED, hash, body: JSON.stringify(body), loaded_at: noon('2025-08-01') }).execute()
  return { doc: INVENTED, hash }
}

/**
 * Both documents adopted, two years of calendars, and the local values without which half of the duties would not count; or an
 * invented document instead of both.
 */
export async function makeWorld(urls: RoleUrls, invented?: Invented): Promise<World> {
  const [owner, app, rollup] = [openDatabase(urls.ownerUrl, 2), openDatabase(urls.appUrl, 4), openDatabase(urls.rollupUrl, 2)]
  const began = noon('2025-08-01')
  await owner.shared.insertInto('jurisdiction').values({ region_id: REGION, level: 'district', reports_to: null, demo: true, created_at: began }).execute()
  const loaded = invented === undefined ? (await loadPacks(owner.shared, PACKS, began)).flatMap((one) => ('hash' in one ? [one] : []))
    : [await plantPack(owner, invented)]
  await app.inScope({ region: REGION, person: newId(), schools: [], classes: [], students: [] }, async (tx) => {
    for (const { doc, hash } of loaded.filter(({ doc }) => doc === DISTRICT || doc === PROVINCE || doc === INVENTED)) {
      await adoptPack(tx, REGION, { adoption: { doc, hash, validFrom: '2025-08-01' }, now: began })
    }
    for (const [year, [start1, end1, start2, end2]] of Object.entries(SEMESTERS)) {
      await plantCalendar(tx, REGION, { now: began, calendar: {
        academicYear: Number(year), semesters: [{ no: 1, start: start1, end: end1 }, { no: 2, start: start2, end: end2 }],
        holidays: [], workdays: [], note: '', overrides: [{ stage: 'junior', grade: 9, semester: 2, end: `${Number(year) + 1}-06-12` }],
      } })
    }
    if (invented === undefined) await plantLocalValues(tx, REGION, { date: '2025-08-01', now: began, decisions: [
      { doc: DISTRICT, key: 'school-leaders-by', value: 'holder' },
      { doc: DISTRICT, key: 'middle-leaders-by', value: 'team' },
      { doc: DISTRICT, key: 'meeting-end-window', value: { from: { anchor: 'end', days: -27 }, to: { anchor: 'end', days: 0 } } },
      { doc: PROVINCE, key: 'parent-meetings', value: 2 },
    ] })
  })
  return worldOn({ owner, app, rollup })
}

function worldOn({ owner, app, rollup }: Pick<World, 'owner' | 'app' | 'rollup'>): World {
  const story: Story = { units: [], classes: [], posts: [], appointments: [], enrolments: [], records: new Map() }
  const reactions = createReactions()
  reactions.inside(recordsSaved, onRecordsSaved)
  reactions.inside(studentsPlaced, onStudentsPlaced)
  reactions.inside(appointmentsChanged, onAppointmentsChanged)
  reactions.inside(bodiesChanged, onBodiesChanged)
  reactions.inside(designationsChanged, onDesignationsChanged)
  reactions.after(cellsMoved, ROLLUP_CONSUMER, refreshRollups)
  const db = owner.shared
  const acting: World['acting'] = (who, today, work) => {
    const { role, unitId = null, personId = newId(), postIds = [], classIds = [] } = who
    const capacity: Capacity = { id: `1.${role}.x`, regionId: REGION, role, personId, unitId, postIds, classIds, studentIds: [], label: '' }
    const ofSchool = role === 'principal' || role === 'roster_keeper' || role === 'middle_leader'
    const scope = { region: REGION, person: personId, schools: ofSchool && unitId !== null ? [unitId] : [], classes: classIds, students: [] }
    return app.inScope(scope, (tx) => work(openAct({ tx, capacity, scope, now: noon(today), requestId: 'test', reactions, vault: TEST_VAULT })))
  }
  const program = (today: SchoolDate, work: (act: Act) => Promise<void>, personId = newId()) => acting({ role: 'roster_keeper', personId }, today, work)
  const place = (today: SchoolDate, placed: Placed) => program(today, (act) =>
    act.asProgram(story.units.map((unit) => unit.id), (wide) => wide.announce(studentsPlaced, { placed: [placed] })))
  const classOf = (classId: Uuid) => story.classes.find((one) => one.id === classId)!
  const placeOf = (classId: Uuid): Place => ({ schoolId: classOf(classId).schoolId, classId })
  const world: World = {
    story, owner, app, rollup, acting,
    addUnit: async (given) => {
      const unit = { ...given, id: newId() }
      await db.insertInto('unit').values({ region_id: REGION, id: unit.id, kind: unit.kind, name: `云杉单位${story.units.length + 1}`, stages: [...unit.stages], street: '松针街道', valid_from: '2020-09-01' }).execute()
      story.units.push(unit)
      return unit
    },
    addClass: async (given) => {
      const made = { ...given, id: newId() }
      await db.insertInto('class').values({ region_id: REGION, id: made.id, school_id: made.schoolId, stage: made.stage, entry_year: made.entryYear, number: story.classes.length + 1, valid_from: '2020-09-01' }).execute()
      story.classes.push(made)
      return made
    },
    addPost: async (given) => {
      const post = { ...given, id: newId() }
      await db.insertInto('post').values({ region_id: REGION, id: post.id, unit_id: post.unitId, kind: post.kind, class_id: post.classId, valid_from: '2020-09-01' }).execute()
      story.posts.push(post)
      return post
    },
    addPerson: async () => {
      const id = newId()
      await db.insertInto('person').values({ region_id: REGION, id, kind: 'staff', name: '王老师', created_at: noon('2025-08-01') }).execute()
      return id
    },
    appoint: async (given, today) => {
      const made: Appointment = { ...given, id: newId(), to: null }
      await db.insertInto('appointment').values({ region_id: REGION, id: made.id, post_id: made.postId, person_id: made.personId, valid_from: made.from, valid_to: null }).execute()
      story.appointments.push(made)
      await program(today, (act) => act.announce(appointmentsChanged, { changed: [{ appointmentId: made.id, postId: made.postId, personId: made.personId, on: made.from }] }))
      return made
    },
    endAppointment: async (held, to, today) => {
      held.to = to
      await db.updateTable('appointment').set({ valid_to: to }).where('id', '=', held.id).execute()
      await program(today, (act) => act.announce(appointmentsChanged, { changed: [{ appointmentId: held.id, postId: held.postId, personId: held.personId, on: to }] }))
    },
    join: async ({ classId, on }, today) => {
      const id = newId()
      const to = placeOf(classId)
      await db.insertInto('student').values({ region_id: REGION, id, school_id: to.schoolId, class_id: classId, name: `学生${story.enrolments.length + 1}`, gender: 'unknown', neighbourhood: '松果社区', created_at: noon(on) }).execute()
      await seat(db, story, { id: newId(), studentId: id, ...to, from: on, to: null })
      await place(today, { studentId: id, to, on })
      return id
    },
    place: async (studentId, { classId, on }, today) => {
      const open = story.enrolments.find((one) => one.studentId === studentId && one.to === null)
      if (open !== undefined) {
        open.to = dayBefore(on)
        await db.updateTable('enrolment').set({ valid_to: open.to }).where('id', '=', open.id).execute()
      }
      const last = story.enrolments.findLast((one) => one.studentId === studentId)!
      const to = classId === null ? undefined : placeOf(classId)
      const now = { school_id: to?.schoolId ?? last.schoolId, class_id: classId }
      await db.updateTable('student').set(now).where('id', '=', studentId).execute()
      await db.updateTable('record_subject').set(now).where('student_id', '=', studentId).execute()
      if (to !== undefined) await seat(db, story, { id: newId(), studentId, ...to, from: on, to: null })
      const from = open === undefined ? {} : { from: { schoolId: open.schoolId, classId: open.classId } }
      await place(today, { studentId, ...from, ...(to === undefined ? {} : { to }), on })
    },
    addBody: async ({ kind, unitId, from }, today) => {
      const id = newId()
      await db.insertInto('body').values({ region_id: REGION, id, kind, topic: null, name: `云杉机构${id.slice(-4)}`, unit_id: unitId, parent_id: null, class_id: null, grade: null, valid_from: from, valid_to: null }).execute()
      await program(today, (act) => act.announce(bodiesChanged, { bodyIds: [id], unitIds: [unitId], on: from }))
      return id
    },
    endBody: async (bodyId, unitId, { to, today }) => {
      await db.updateTable('body').set({ valid_to: to }).where('id', '=', bodyId).execute()
      await program(today, (act) => act.announce(bodiesChanged, { bodyIds: [bodyId], unitIds: [unitId], on: to }))
    },
    designate: async ({ studentId, kind, from, to = null }, today) => {
      const { schoolId, classId } = story.enrolments.findLast((one) => one.studentId === studentId)!
      await db.insertInto('designation').values({ region_id: REGION, id: newId(), student_id: studentId, school_id: schoolId, class_id: classId, kind, valid_from: from, valid_to: to, set_at: noon(today), set_by: newId() }).execute()
      await program(today, (act) => act.announce(designationsChanged, { changed: [{ studentId, classId, schoolId, on: from }] }))
    },
    save: async (record, today) => {
      const previous = story.records.get(record.recordId) ?? null
      // In one transaction, as the ledger does: otherwise a rebuild in between would count it and the reaction once more.
      await program(today, async (act) => {
        await act.asProgram(story.units.map((one) => one.id), (wide) => writeRecord(wide.tx, record, today))
        await act.announce(recordsSaved, { saved: [{ record, previous }] })
      }, record.actors[0]!.personId)
      story.records.set(record.recordId, record)
    },
    drain: async () => { await reactions.drain(rollup, REGION) },
    close: async () => { await Promise.all([owner, app, rollup].map((one) => one.close())) },
  }
  return world
}

export const dayBefore = (day: SchoolDate) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)

type Tables = Database['shared']

async function seat(db: Tables, story: Story, given: Enrolment): Promise<void> {
  story.enrolments.push(given)
  await db.insertInto('enrolment').values({
    region_id: REGION, id: given.id, student_id: given.studentId, school_id: given.schoolId, class_id: given.classId, valid_from: given.from, valid_to: given.to,
  }).execute()
}

async function writeRecord(db: Tables, record: RecordFacts, today: SchoolDate): Promise<void> {
  const { recordId, version } = record
  const state = record.withdrawn ? 'withdrawn' : version > 1 ? 'corrected' : 'recorded'
  const at = noon(today)
  const by = record.actors[0]!.personId
  const key = { region_id: REGION, record_id: recordId, version }
  await db.insertInto('record').values({ region_id: REGION, id: recordId, kind: record.kind, unit_id: record.unitId, version, state, created_at: at, created_by: by })
    .onConflict((conflict) => conflict.columns(['region_id', 'id']).doUpdateSet({ version, state })).execute()
  await db.insertInto('record_version').values({
    ...key, kind: record.kind, unit_id: record.unitId, happened_on: record.happenedOn, fields: JSON.stringify(record.fields),
    withdrawn: record.withdrawn, recorded_at: at, recorded_by: by, capacity: 'test',
  }).execute()
  await db.insertInto('record_actor').values(record.actors.map((one) => ({
    ...key, person_id: one.personId, post_id: one.postId, post_kind: one.postKind, unit_id: one.unitId, class_id: one.classId,
  }))).execute()
  await db.insertInto('record_subject').values(record.subjects.map((one) => ({
    ...key, subject_id: one.subjectId, student_id: one.studentId, school_id: one.schoolId, class_id: one.classId,
    class_then: one.classThen, fields: JSON.stringify(one.fields),
  }))).execute()
}
