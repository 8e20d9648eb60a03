import { laterOf } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { AuditEntry } from '#platform/audit/audit'
import { insertPeople } from '../../people/person.store.ts'
import { appointmentsChanged, type AppointmentFacts } from '../../posts/post.contract.ts'
import { insertAppointments, insertPosts, type NewAppointment, type NewPost } from '../../posts/post.store.ts'
import { dayBefore } from '../../units/dated.rules.ts'
import type { Giving, MarkedStaff, PersonStep, SchoolPerson, SchoolPost, StaffOfSchool, StaffStep } from '../comparing/compare-staff.rules.ts'
import { findStaffImages, findStaffStates } from './image.store.ts'
import { phoneMark, places } from '../seals.service.ts'
import { renamePeople, saveStaffFiles, setLastDays, type Ending, type StaffFile } from './write.store.ts'
import type { Writing } from './writing.service.ts'

interface Sheets {
  readonly people: { id: Uuid; name: string }[]
  readonly renamed: { id: Uuid; name: string }[]
  readonly files: StaffFile[]
  readonly posts: NewPost[]
  readonly appointments: NewAppointment[]
  readonly ends: Ending[]
  readonly changed: AppointmentFacts[]
  readonly audit: AuditEntry[]
}

const PURPOSE = '导入教职工名册'

/** Does what was decided, in the transaction of the writing. Announces all appointments at once. */
export async function writeStaff(writing: Writing, school: StaffOfSchool, steps: readonly StaffStep[]): Promise<void> {
  const { act, schoolId, notes } = writing
  const maker = new Maker(writing, school)
  for (const step of steps) maker.take(step)
  const { sheets, touched } = maker
  const known = [...touched].filter((id) => !sheets.people.some((one) => one.id === id))
  const images = await findStaffImages(act, schoolId, known)
  await save(writing, sheets)
  const states = await findStaffStates(act, schoolId, [...touched])
  for (const id of touched) {
    if (images.has(id)) notes.note('staff.set', id, { before: images.get(id), state: states.get(id) })
    else notes.note('person.new', id, { state: states.get(id) })
  }
  await writing.inPieces('写入办理记录', sheets.audit, (piece) => act.audit(...piece))
  if (sheets.changed.length > 0) await act.announce(appointmentsChanged, { changed: sheets.changed })
}

class Maker {
  readonly sheets: Sheets = { people: [], renamed: [], files: [], posts: [], appointments: [], ends: [], changed: [], audit: [] }
  /** Everybody whose file or posts change. */
  readonly touched = new Set<Uuid>()
  readonly #writing: Writing
  readonly #beginnings: ReadonlyMap<Uuid, string>
  readonly #made = new Map<MarkedStaff, Uuid>()

  constructor(writing: Writing, school: StaffOfSchool) {
    this.#writing = writing
    this.#beginnings = new Map(school.classes.map((one) => [one.id, one.validFrom]))
  }

  take(step: StaffStep): void {
    if (step.kind === 'post-end') this.#end(step.post.holder!, step.post.id)
    else if (step.kind === 'give') this.#give(this.#idOf(step.row, step.person), step.giving)
    else if (step.kind !== 'same') this.#person(step)
  }

  /** The same id for all steps of a row. */
  #idOf(row: MarkedStaff, person: SchoolPerson | null): Uuid {
    const known = person?.id ?? this.#made.get(row)
    if (known !== undefined) return known
    const id = this.#writing.notes.newId()
    this.#made.set(row, id)
    return id
  }

  #person({ kind, row, person, fields, givings }: PersonStep): void {
    const { act, schoolId, notes } = this.#writing
    const id = this.#idOf(row, person)
    this.touched.add(id)
    if (kind === 'new') this.sheets.people.push({ id, name: row.row.name })
    else if (fields.includes('name')) this.sheets.renamed.push({ id, name: row.row.name })
    const { staffNo, phone } = row.row
    if (person === null || fields.includes('staffNo') || fields.includes('phone')) {
      if (person?.hasFile !== true) notes.note('staff.new', id)
      this.sheets.files.push({
        personId: id, schoolId, staffNo, phone: phone === null ? null : { sealed: act.vault.seal(places.staffPhone(id, schoolId), phone), mark: phoneMark(act, phone) },
      })
    }
    this.sheets.audit.push({ action: kind === 'new' ? 'person.add' : 'person.change', objectKind: 'person', objectId: id, fields: [...fields], purpose: PURPOSE })
    for (const giving of givings) this.#give(id, giving)
  }

  #give(personId: Uuid, { post, as, classId, replaces }: Giving): void {
    const { schoolId, notes, effectiveOn } = this.#writing
    const began = classId === null ? undefined : this.#beginnings.get(classId)
    const wished = began === undefined ? effectiveOn : laterOf(effectiveOn, began)
    const postId = post?.id ?? notes.newId()
    if (post === null) {
      this.sheets.posts.push({ id: postId, unitId: schoolId, kind: as.kind, classId, subject: as.subject, validFrom: wished })
      notes.note('post.new', postId)
    }
    // Whoever took over only today cannot have ended before: the successor begins on the same day.
    const validFrom = replaces === null ? wished : laterOf(wished, replaces.from)
    if (replaces !== null) this.#end(replaces, postId, dayBefore(validFrom))
    const id = notes.newId()
    this.touched.add(personId)
    this.sheets.appointments.push({ id, postId, personId, validFrom })
    notes.note('appointment.new', id)
    this.sheets.changed.push({ appointmentId: id, postId, personId, on: validFrom })
    this.sheets.audit.push({ action: 'appointment.begin', objectKind: 'appointment', objectId: id, purpose: PURPOSE })
  }

  #end({ appointmentId, personId }: NonNullable<SchoolPost['holder']>, postId: Uuid, lastDay = dayBefore(this.#writing.act.today)): void {
    this.touched.add(personId)
    this.sheets.ends.push({ id: appointmentId, lastDay })
    this.#writing.notes.note('appointment.set', appointmentId, { before: { lastDay: null } })
    this.sheets.changed.push({ appointmentId, postId, personId, on: lastDay })
    this.sheets.audit.push({ action: 'appointment.end', objectKind: 'appointment', objectId: appointmentId, purpose: PURPOSE })
  }
}

async function save({ act, inPieces }: Writing, sheets: Sheets): Promise<void> {
  const { tx, regionId } = act
  await inPieces('写入教职工', sheets.people, (piece) => insertPeople(tx, regionId, piece.map((one) => ({ ...one, kind: 'staff', createdAt: act.now }))))
  await renamePeople(act, sheets.renamed)
  await inPieces('写入工号和手机', sheets.files, (piece) => saveStaffFiles(act, piece))
  await setLastDays(act, 'appointment', sheets.ends)
  await insertPosts(tx, regionId, sheets.posts)
  await inPieces('写入任职', sheets.appointments, (piece) => insertAppointments(tx, regionId, piece))
}
