import { newId } from '#kernel/ids'
import { recordsSaved } from '#modules/ledger/records/record.contract'
import { followStudents } from '#modules/ledger/index'
import { bodiesChanged } from '#modules/org/bodies/body.contract'
import { designationsChanged } from '#modules/org/designations/designation.contract'
import { appointmentsChanged } from '#modules/org/posts/post.contract'
import { studentsPlaced } from '#modules/org/students/student.contract'
import { openAct, type Act } from '#platform/access/act'
import { createReactions } from '#platform/jobs/reactions'
import { TEST_VAULT } from '#platform/vault/vault.factory'
import { cellsMoved } from '../coverage/coverage.contract.ts'
import { onAppointmentsChanged, onBodiesChanged, onDesignationsChanged, onRecordsSaved, onStudentsPlaced } from '../coverage/moves.service.ts'
import { refreshRollups, ROLLUP_CONSUMER } from '../coverage/rebuild.service.ts'
import { onBodiesMeasured } from '../coverage/structure.service.ts'
import type { Dice } from './dice.factory.ts'
import { all, at, factsOf, plantVersions, seatNow, type Planted } from './plant.factory.ts'
import { fieldsOf } from './records.factory.ts'
import type { Story } from './story.factory.ts'
import { plus } from './time.factory.ts'

/** The story as it is afterwards, how that is written down, and what is announced of it. */
interface Change { readonly name: string; readonly story: Story; write(): Promise<unknown>; tell(act: Act): Promise<void> }
interface Now extends Planted { readonly versions: Map<string, number> }

/** One thing that happens after the fact, if there is anything to which it could; the story as it then is. */
export async function happen(now: Now, roll: Dice): Promise<{ name: string; story: Story } | undefined> {
  const change = roll.one([correct, correct, move, move, endBody, changeSeat, designate, undesignate, succeed])(now, roll)
  if (change === undefined) return undefined
  await change.write()
  const { app, rollup, regionId, story } = now
  const reactions = reacting()
  const scope = { region: regionId, person: newId(), schools: story.units.map((one) => one.id), classes: [], students: story.enrolments.map((one) => one.studentId) }
  const capacity = { id: 'test', regionId, role: 'roster_keeper' as const, personId: scope.person, unitId: null, postIds: [], classIds: [], studentIds: [], label: '' }
  await app.inScope(scope, (tx) => change.tell(openAct({ tx, capacity, scope, now: at(story.today), requestId: 'test', reactions, vault: TEST_VAULT })))
  await reactions.drain(rollup, regionId)
  return change
}

/** As `main.ts` registers them. */
function reacting() {
  const reactions = createReactions()
  reactions.inside(studentsPlaced, followStudents)
  reactions.inside(studentsPlaced, onStudentsPlaced)
  reactions.inside(recordsSaved, onRecordsSaved)
  reactions.inside(appointmentsChanged, onAppointmentsChanged)
  reactions.inside(bodiesChanged, onBodiesChanged)
  reactions.inside(bodiesChanged, onBodiesMeasured)
  reactions.inside(designationsChanged, onDesignationsChanged)
  reactions.after(cellsMoved, ROLLUP_CONSUMER, refreshRollups)
  return reactions
}

const swap = <T>(list: readonly T[], old: T, ...made: T[]): T[] => [...list.filter((one) => one !== old), ...made]
/** A day not long ago on which something could change that began on `from`. */
const lately = (roll: Dice, { today }: Story, from: string) => [plus(today, -roll.between(0, 90)), plus(from, 1)].sort().at(-1)!

function correct({ owner, regionId, story, versions }: Now, roll: Dice): Change | undefined {
  const standing = story.records.filter((one) => !one.withdrawn)
  if (standing.length === 0) return undefined
  const old = roll.one(standing)
  const made = roll.chance(0.4) ? { ...old, withdrawn: true } : { ...old, fields: fieldsOf(roll) }
  const version = (versions.get(old.id) ?? 1) + 1
  versions.set(old.id, version)
  const next = { ...story, records: swap(story.records, old, made) }
  return {
    name: made.withdrawn ? 'withdrawn' : 'corrected', story: next,
    write: async () => {
      await plantVersions(owner.shared, regionId, { story, records: [made], version })
      await owner.shared.updateTable('record').set({ version, state: made.withdrawn ? 'withdrawn' : 'recorded' })
        .where('region_id', '=', regionId).where('id', '=', old.id).execute()
    },
    tell: (act) => act.announce(recordsSaved, { saved: [{ record: { ...factsOf(story, made), version }, previous: { ...factsOf(story, old), version: version - 1 } }] }),
  }
}

function move({ owner, regionId, story }: Now, roll: Dice): Change | undefined {
  const seated = story.enrolments.filter((one) => one.to === null && one.from < story.today)
  if (seated.length === 0) return undefined
  const old = roll.one(seated)
  const others = story.classes.filter((one) => one.id !== old.classId)
  if (others.length === 0) return undefined
  const klass = roll.one(others)
  const [on, { studentId }] = [lately(roll, story, old.from), old]
  const place = { school_id: klass.schoolId, class_id: klass.id }
  const made = { studentId, classId: klass.id, schoolId: klass.schoolId, from: on, to: null }
  return {
    name: 'moved', story: { ...story, enrolments: swap(story.enrolments, old, { ...old, to: plus(on, -1) }, made) },
    write: async () => {
      const db = owner.shared
      await db.updateTable('enrolment').set({ valid_to: plus(on, -1) }).where('region_id', '=', regionId).where('student_id', '=', studentId).where('valid_to', 'is', null).execute()
      await all(db, 'enrolment', [{ region_id: regionId, id: newId(), student_id: studentId, ...place, valid_from: on, valid_to: null }])
      await db.updateTable('student').set(place).where('region_id', '=', regionId).where('id', '=', studentId).execute()
      await db.updateTable('designation').set(place).where('region_id', '=', regionId).where('student_id', '=', studentId).execute()
    },
    tell: (act) => act.announce(studentsPlaced, { placed: [{
      studentId, from: { schoolId: old.schoolId, classId: old.classId }, to: { schoolId: klass.schoolId, classId: klass.id }, on }] }),
  }
}

function endBody({ owner, regionId, story }: Now, roll: Dice): Change | undefined {
  const standing = story.bodies.filter((one) => one.to === null && one.from < story.today)
  if (standing.length === 0) return undefined
  const old = roll.one(standing)
  const to = lately(roll, story, old.from)
  return {
    name: 'body ended', story: { ...story, bodies: swap(story.bodies, old, { ...old, to }) },
    write: () => owner.shared.updateTable('body').set({ valid_to: to }).where('region_id', '=', regionId).where('id', '=', old.id).execute(),
    tell: (act) => act.announce(bodiesChanged, { bodyIds: [old.id], unitIds: [old.unitId], on: to }),
  }
}

function changeSeat({ owner, regionId, story }: Now, roll: Dice): Change | undefined {
  if (story.bodies.length === 0) return undefined
  const body = roll.one(story.bodies)
  const on = lately(roll, story, body.from)
  if (on > story.today) return undefined
  const made = { bodyId: body.id, role: roll.one(['coordinator', 'member'] as const), kind: roll.one(['teacher', 'parent'] as const), number: roll.between(1, 3), from: on, to: null }
  return {
    name: 'seated', story: { ...story, seats: [...story.seats, made] },
    write: () => all(owner.shared, 'seat', [{
      region_id: regionId, id: newId(), body_id: body.id, unit_id: body.unitId, role: made.role, kind: made.kind, title: null, number: made.number, valid_from: on, valid_to: null }]),
    tell: (act) => act.announce(bodiesChanged, { bodyIds: [body.id], unitIds: [body.unitId], on }),
  }
}

function designate({ owner, regionId, story }: Now, roll: Dice): Change | undefined {
  const kind = roll.one(['key', 'left_behind'] as const)
  const free = story.enrolments.filter((one) => one.to === null && one.from < story.today && !story.designations.some((held) => held.studentId === one.studentId && held.kind === kind))
  if (free.length === 0) return undefined
  const { studentId, from } = roll.one(free)
  const [on, seat] = [lately(roll, story, from), seatNow(story, studentId)]
  return {
    name: 'designated', story: { ...story, designations: [...story.designations, { studentId, kind, from: on, to: null }] },
    write: () => all(owner.shared, 'designation', [{
      region_id: regionId, id: newId(), student_id: studentId, school_id: seat.schoolId, class_id: seat.classId, kind, valid_from: on, valid_to: null, set_at: at(on), set_by: newId() }]),
    tell: (act) => act.announce(designationsChanged, { changed: [{ studentId, ...seat, on }] }),
  }
}

function undesignate({ owner, regionId, story }: Now, roll: Dice): Change | undefined {
  const held = story.designations.filter((one) => one.to === null && one.from < story.today)
  if (held.length === 0) return undefined
  const old = roll.one(held)
  const [to, seat] = [lately(roll, story, old.from), seatNow(story, old.studentId)]
  return {
    name: 'no more designated', story: { ...story, designations: swap(story.designations, old, { ...old, to }) },
    write: () => owner.shared.updateTable('designation').set({ valid_to: to })
      .where('region_id', '=', regionId).where('student_id', '=', old.studentId).where('kind', '=', old.kind).where('valid_to', 'is', null).execute(),
    tell: (act) => act.announce(designationsChanged, { changed: [{ studentId: old.studentId, ...seat, on: to }] }),
  }
}

/** Somebody leaves a post and somebody else takes it over the day after. */
function succeed({ owner, regionId, story }: Now, roll: Dice): Change | undefined {
  const held = story.appointments.filter((one) => one.to === null && plus(one.from, 1) < story.today)
  if (held.length === 0) return undefined
  const old = roll.one(held)
  const to = [lately(roll, story, old.from), plus(story.today, -1)].sort()[0]!
  const made = { id: roll.id(), postId: old.postId, personId: roll.one(story.appointments).personId, from: plus(to, 1), to: null }
  return {
    name: 'succeeded', story: { ...story, appointments: swap(story.appointments, old, { ...old, to }, made) },
    write: async () => {
      await owner.shared.updateTable('appointment').set({ valid_to: to }).where('region_id', '=', regionId).where('id', '=', old.id).execute()
      await all(owner.shared, 'appointment', [{ region_id: regionId, id: made.id, post_id: made.postId, person_id: made.personId, valid_from: made.from, valid_to: null }])
    },
    tell: (act) => act.announce(appointmentsChanged, { changed: [
      { appointmentId: old.id, postId: old.postId, personId: old.personId, on: to }, { appointmentId: made.id, postId: made.postId, personId: made.personId, on: made.from }] }),
  }
}
