import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Desk } from '#platform/access/desk'
import { countBodiesOf } from '../../bodies/body.store.ts'
import { classesChanged } from '../../classes/class.contract.ts'
import { countDesignated } from '../../designations/designation.store.ts'
import { appointmentsChanged } from '../../posts/post.contract.ts'
import { studentsPlaced, type Placed } from '../../students/student.contract.ts'
import { placeStudents } from '../../students/student.store.ts'
import { countChangedLater, findChanges, markUndone, takeBack, type Batch, type Change, type ChangeKind } from './batch.store.ts'
import { getBatch, getBatchView } from './batch.service.ts'
import { groupBy } from '../comparing/compare.rules.ts'
import { findChildStates, findStaffStates, type ChildImage, type StaffImage } from './image.store.ts'
import { schoolOf } from '../reading/reading.service.ts'
import { alreadyUndone, batchUndoing, dependsOn, type BatchView } from '../roster.contract.ts'
import { findChildren, lockSchool, type ChildRow } from '../comparing/school.store.ts'
import { inTurns } from '../seals.service.ts'
import {
  countActivated, countDrawn, countOtherHolders, countOthersIn, findAppointments, neverHeld, restoreFiles, restoreGuardianships, restoreStaffFiles,
} from './undo.store.ts'
import { renamePeople, setLastDays, takeLastEnrolments, updateStudents } from './write.store.ts'
import { openBefore, stateMark } from './writing.service.ts'

/** What a batch changed, opened. */
interface Undoing {
  readonly act: Act
  readonly batch: Batch
  readonly changes: readonly Change[]
  /** Children who were there before, as they were. */
  readonly children: readonly ChildImage[]
  readonly staff: readonly (StaffImage & { readonly id: Uuid })[]
  idsOf(...kinds: readonly ChangeKind[]): Uuid[]
}

/** Takes back everything that a batch changed, or nothing: what depends on it is told. */
export const undoBatch = (desk: Desk, batchId: Uuid): Promise<BatchView> => desk.act(async (act) => {
  const schoolId = schoolOf(act)
  await lockSchool(act, schoolId)
  const batch = await getBatch(act, batchId)
  if (batch.undoneAt !== null) throw alreadyUndone()
  const opened = await open(act, batch)
  const schools = [...new Set([schoolId, ...opened.children.map((one) => one.schoolId)])]
  await act.asProgram(schools, async (wide) => {
    const undoing = { ...opened, act: wide }
    desk.tell({ doing: '核对有没有后来的内容', done: 0, total: opened.changes.length })
    const reasons = await reasonsAgainst(undoing)
    if (reasons.length > 0) throw dependsOn(reasons)
    desk.signal.throwIfAborted()
    desk.tell({ doing: '恢复导入前的名册', done: 0, total: opened.changes.length })
    await restore(undoing)
  })
  await markUndone(act, batchId)
  await act.audit({ action: 'roster.undo', objectKind: 'roster', objectId: batchId })
  return getBatchView(act, batchId)
})

async function open(act: Act, batch: Batch): Promise<Undoing> {
  const changes = await findChanges(act, batch.id)
  const images = async <T>(kind: ChangeKind) => inTurns(changes.filter((one) => one.kind === kind), (change) => ({
    ...openBefore(act, batch.id, change) as T, id: change.objectId,
  }))
  return {
    act, batch, changes, children: await images<ChildImage>('student.set'), staff: await images<StaffImage>('staff.set'),
    idsOf: (...kinds) => changes.filter((one) => kinds.includes(one.kind)).map((one) => one.objectId),
  }
}

/** Whose state the batch left is kept as a mark, for a year. */
const MARKED: readonly ChangeKind[] = ['student.new', 'student.set', 'person.new', 'staff.set']

/** Chinese, with numbers; empty when nothing depends on the batch. */
async function reasonsAgainst(undoing: Undoing): Promise<string[]> {
  const { act, batch, idsOf } = undoing
  if (undoing.changes.some((one) => MARKED.includes(one.kind) && one.after === null)) return ['导入已超过一年，撤销所需的内容已按期清除']
  const students = idsOf('student.new', 'student.set')
  await takeLastEnrolments(act, students)
  const counted: [number, string][] = [
    [await countChangedLater(act, batch), '项内容被后来的导入改动过'],
    [await countChangedSince(undoing), '名学生或教职工的信息后来有变动'],
    [await countDrawn(act, students, batch.acceptedAt), '名学生已被抽中随机家访'],
    [await countDesignated(act, students, batch.acceptedAt), '名学生后来被认定为重点学生或留守儿童'],
    [await countBodiesOf(act, idsOf('class.new')), '个机构或队伍设在新建的班级里'],
    [await countActivated(act, batch.schoolId, { students: idsOf('student.new'), guardianships: idsOf('guardianship.new'), staff: idsOf('person.new') }), '个账号已经启用'],
    [await countOthersIn(act, idsOf('class.new'), { students: idsOf('student.new'), enrolments: idsOf('enrolment.new') }), '名后来的学生在新建的班级里'],
    [await countOtherHolders(act, { posts: idsOf('post.new'), classes: idsOf('class.new') }, idsOf('appointment.new')), '项后来的任职在新设的岗位上'],
  ]
  const objections: string[] = []
  await act.announce(batchUndoing, { studentIds: students, postIds: await postsGiven(undoing), since: batch.acceptedAt, objections })
  return [...counted.filter(([count]) => count > 0).map(([count, what]) => `有 ${count} ${what}`), ...objections]
}

const postsGiven = async ({ act, idsOf }: Undoing) => (await findAppointments(act, idsOf('appointment.new'))).map((one) => one.postId)

/** Whose state is no more what the batch left. */
async function countChangedSince({ act, batch, changes }: Undoing): Promise<number> {
  const children = changes.filter((one) => one.kind === 'student.new' || one.kind === 'student.set')
  const staff = changes.filter((one) => one.kind === 'person.new' || one.kind === 'staff.set')
  const now = new Map([
    ...await findChildStates(act, children.map((one) => one.objectId)), ...await findStaffStates(act, batch.schoolId, staff.map((one) => one.objectId)),
  ])
  const same = await inTurns([...children, ...staff], ({ objectId, after }) => {
    const state = now.get(objectId)
    return state !== undefined && after !== null && stateMark(act, state).equals(after)
  })
  return same.filter((one) => !one).length
}

async function restore(undoing: Undoing): Promise<void> {
  const { act, batch, children, staff, changes, idsOf } = undoing
  const sitting = await findChildren(act, { ids: idsOf('student.new', 'student.set') })
  const appointments = await findAppointments(act, idsOf('appointment.new', 'appointment.set'))
  await updateStudents(act, children)
  for (const { to, ids } of placesOf(children)) await placeStudents(act, ids, to)
  await restoreFiles(act, children)
  await restoreGuardianships(act, children)
  await restoreStaffFiles(act, batch.schoolId, staff)
  await renamePeople(act, staff)
  await takeBack(act, batch.id)
  await setLastDays(act, 'enrolment', children.flatMap((one) => one.enrolments))
  await setLastDays(act, 'appointment', changes.filter((one) => one.kind === 'appointment.set').map((one) => ({ id: one.objectId, lastDay: null })))
  await neverHeld(act, 'post', idsOf('post.new'))
  await neverHeld(act, 'class', idsOf('class.new'))
  await act.announce(classesChanged, { classIds: idsOf('class.new'), on: batch.effectiveOn })
  await tell(undoing, sitting)
  if (appointments.length > 0) {
    await act.announce(appointmentsChanged, {
      changed: appointments.map(({ id, postId, personId, validFrom }) => ({ appointmentId: id, postId, personId, on: validFrom })),
    })
  }
}

const placesOf = (children: readonly ChildImage[]) =>
  [...groupBy(children, (one) => `${one.schoolId}|${one.classId}`).values()].map((together) => {
    const { schoolId, classId } = together[0]!
    return { to: { schoolId, classId }, ids: together.map((one) => one.id) }
  })

/** Where the children sat by the batch, and where they sit again. */
async function tell({ act, batch, children }: Undoing, sitting: readonly ChildRow[]): Promise<void> {
  const before = new Map(children.map((one) => [one.id, one]))
  const on = batch.effectiveOn
  const placed: Placed[] = []
  const home: Placed[] = []
  for (const { id, schoolId, classId } of sitting) {
    const was = before.get(id)
    if (was?.classId === classId && was.schoolId === schoolId) continue
    const from = classId === null ? undefined : { schoolId, classId }
    const to = was?.classId == null ? undefined : { schoolId: was.schoolId, classId: was.classId }
    placed.push({ studentId: id, on, ...(from && { from }), ...(to && { to }), ...(was === undefined && { bare: true }) })
    // Released by another school, the child is that school's again.
    const last = was?.classId === null ? was.enrolments.findLast((one) => one.schoolId === was.schoolId) : undefined
    if (last !== undefined) home.push({ studentId: id, on, from: { schoolId: last.schoolId, classId: last.classId } })
  }
  if (placed.length > 0) await act.announce(studentsPlaced, { placed })
  if (home.length > 0) await act.announce(studentsPlaced, { placed: home })
}
