import type { PostKind } from '#kernel/capacity'
import { addDays, daysBetween, earlierOf, type SchoolDate } from '#kernel/dates'
import { newId, type Uuid } from '#kernel/ids'
import type { FieldValues, RecordActor, RecordSubject, VersionRow } from '#modules/ledger/index'
import type { NewClass, NewEnrolment, NewPost } from '#modules/org/index'
import { HERO_SIZE } from './children.ts'
import { note, promise } from './names.ts'
import type { Moment, Population } from './population.ts'
import { isHeroClass } from './school.ts'
import type { SchoolPlan } from './plan.ts'

const HERO_VISITED = 12
const YEAR_DAYS = 312

interface School { readonly plan: SchoolPlan; readonly schoolId: Uuid; readonly classes: readonly NewClass[] }
interface Span { readonly from: SchoolDate; readonly to: SchoolDate }

/** Two academic years of records, the second up to today. Nothing lies in the future. */
export function recordHistory(people: Population, moment: Moment, schools: readonly School[]): VersionRow[] {
  const book = new Book(people, moment)
  const spans: Span[] = [moment.year - 1, moment.year].map((year) => ({ from: `${year}-09-03`, to: earlierOf(`${year + 1}-07-08`, moment.today) }))
  for (const span of spans.filter((s) => s.from <= s.to)) {
    for (const school of schools) recordSchool(book, school, span)
  }
  return book.rows
}

/** Who held which post, who sat where, and the rows written so far. */
class Book {
  readonly rows: VersionRow[] = []
  readonly people: Population
  readonly moment: Moment
  readonly children = new Map<Uuid, NewEnrolment[]>()
  readonly postsOf = new Map<string, NewPost[]>()

  constructor(people: Population, moment: Moment) {
    this.people = people
    this.moment = moment
    for (const e of people.enrolments) push(this.children, e.classId, e)
    for (const p of people.posts) push(this.postsOf, `${p.kind} ${p.classId ?? p.unitId}`, p)
  }

  /** The holder of the post on that day, as an actor; undefined while it is vacant. */
  actor(post: NewPost | undefined, day: SchoolDate): RecordActor | undefined {
    const term = this.people.appointments.find((a) => a.postId === post?.id && a.validFrom <= day && (a.validTo == null || a.validTo >= day))
    if (post === undefined || term === undefined) return undefined
    return { personId: term.personId, postId: post.id, postKind: post.kind, unitId: post.unitId, classId: post.classId }
  }

  post(kind: PostKind, of: Uuid): NewPost | undefined {
    return this.postsOf.get(`${kind} ${of}`)?.[0]
  }

  write(kind: string, what: { day: SchoolDate; actor: RecordActor; fields: FieldValues; subjects: RecordSubject[] }): void {
    const { day, actor, fields, subjects } = what
    this.rows.push({
      recordId: newId(), kind, unitId: actor.unitId, version: 1, state: 'recorded', createdBy: actor.personId, happenedOn: day, fields, subjects,
      actors: [actor], reason: null, recordedAt: new Date(Math.min(Date.parse(`${day}T12:30:00Z`), this.moment.now.getTime())), recordedBy: actor.personId, capacity: 'demo',
    })
  }
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => { map.set(key, [...(map.get(key) ?? []), value]) }

function recordSchool(book: Book, school: School, span: Span): void {
  const past = span.to < book.moment.today
  for (const room of school.classes.filter((c) => c.validFrom <= span.from)) {
    recordHeadTeacher(book, { school, room, span })
    recordMeetings(book, { room, span })
    if (!past && isHeroClass(school.plan, room, book.moment.year)) recordColleague(book, { room, span })
  }
  recordOthers(book, school, { span, past })
  recordGuidance(book, school, span)
}

const dayIn = ({ moment }: Book, { from, to }: Span): SchoolDate => addDays(from, moment.random.int(daysBetween(from, to) + 1))

const subjectOf = (child: NewEnrolment, fields: FieldValues): RecordSubject => ({
  subjectId: child.studentId, studentId: child.studentId, schoolId: child.schoolId, classId: child.classId, classThen: child.classId, fields,
})

function wordsOfVisit({ moment: { random } }: Book): FieldValues {
  return {
    topics: random.shuffle(['at_home', 'family', 'upbringing']).slice(0, 1 + random.int(3)), guidance: [random.pick(['development', 'parenting'])],
    note: note(random), ...(random.chance(0.05) && { promise: promise(random) }),
  }
}

/** How many of a class a head teacher has reached: by the zeal of the school, the class, and the part of the year that has passed. */
function reached(book: Book, { school, room, span }: { school: School; room: NewClass; span: Span }, size: number): number {
  const { moment } = book
  const current = span.to === moment.today
  if (current && isHeroClass(school.plan, room, moment.year)) return HERO_VISITED
  const elapsed = Math.min(1, daysBetween(span.from, span.to) / YEAR_DAYS)
  const pace = 0.55 + moment.random.int(100) / 100
  return Math.min(size, Math.round(size * school.plan.zeal * (elapsed >= 0.95 ? Math.min(1, pace + 0.3) : elapsed * pace)))
}

function recordHeadTeacher(book: Book, at: { school: School; room: NewClass; span: Span }): void {
  const { random } = book.moment
  const hero = isHeroClass(at.school.plan, at.room, book.moment.year)
  const all = book.children.get(at.room.id)?.filter((e) => e.validFrom <= at.span.from) ?? []
  const post = book.post('head_teacher', at.room.id)
  // The family of the story has been visited, but in the class of the story not yet this year.
  const waits = hero && at.span.to === book.moment.today
  const [story, others] = [all.filter((e) => book.people.story.has(e.studentId)), all.filter((e) => !book.people.story.has(e.studentId))]
  const order = waits ? random.shuffle(others) : [...story, ...random.shuffle(others)]
  for (const child of order.slice(0, Math.max(story.length, reached(book, at, hero ? HERO_SIZE : all.length)))) {
    const day = dayIn(book, at.span)
    const actor = book.actor(post, day)
    // The figure of the story is the district's duty, which asks for visits at home.
    const mode = hero || random.chance(0.78) ? 'in_home' : random.pick(['at_school', 'at_school', 'video', 'phone'])
    if (actor !== undefined) book.write('home_visit', { day, actor, fields: { mode }, subjects: [subjectOf(child, wordsOfVisit(book))] })
  }
}

/** A colleague was at the family of the story this year, so that its guardian has something to answer; the head teacher still has to go. */
function recordColleague(book: Book, { room, span }: { room: NewClass; span: Span }): void {
  const child = book.children.get(room.id)?.find((e) => book.people.story.has(e.studentId))
  const day = dayIn(book, span)
  const actor = book.actor(book.post('subject_teacher', room.id), day)
  if (child === undefined || actor === undefined || day < child.validFrom) return
  book.write('home_visit', { day, actor, fields: { mode: 'in_home' }, subjects: [subjectOf(child, wordsOfVisit(book))] })
}

/** Subject teachers, middle and school leaders visit a few homes of their school. */
function recordOthers(book: Book, { schoolId, classes }: School, { span, past }: { span: Span; past: boolean }): void {
  const { random } = book.moment
  const rooms = classes.filter((c) => c.validFrom <= span.from)
  const seen = new Set<Uuid>()
  const visit = (kind: PostKind, post: NewPost, most: number) => {
    for (let i = random.int(most + 1); i > 0; i--) {
      const day = dayIn(book, span)
      const actor = book.actor(post, day)
      const child = random.pick(book.children.get(post.classId ?? random.pick(rooms).id) ?? [])
      if (actor === undefined || child === undefined || child.validFrom > day || (kind === 'subject_teacher' && seen.has(actor.personId))) continue
      const fields = { mode: kind === 'subject_teacher' && random.chance(0.3) ? 'phone' : 'in_home' }
      book.write('home_visit', { day, actor, fields, subjects: [subjectOf(child, wordsOfVisit(book))] })
    }
  }
  for (const room of rooms) for (const post of book.postsOf.get(`subject_teacher ${room.id}`) ?? []) visit('subject_teacher', post, past ? 8 : 3)
  for (const kind of ['middle_leader', 'principal', 'party_secretary', 'vice_principal'] as const) {
    for (const post of book.postsOf.get(`${kind} ${schoolId}`) ?? []) visit(kind, post, kind === 'middle_leader' ? (past ? 14 : 5) : (past ? 7 : 3))
  }
}

const classSubject = (room: NewClass): RecordSubject =>
  ({ subjectId: room.id, studentId: null, schoolId: room.schoolId, classId: room.id, classThen: room.id, fields: {} })

/** A themed meeting in the first week, one at the end of each semester, some in between. */
function recordMeetings(book: Book, { room, span }: { room: NewClass; span: Span }): void {
  if (room.stage === 'kindergarten' && !book.moment.random.chance(0.5)) return
  const year = Number(span.from.slice(0, 4))
  const plan: [SchoolDate, string, boolean, number][] = [
    [`${year}-09-05`, '新学期班级家长会', true, 0.95], [`${year}-11-08`, '期中家长会', false, 0.5], [`${year + 1}-01-17`, '学期末家长会', false, 0.9],
    [`${year + 1}-02-28`, '开学家长会', true, 0.9], [`${year + 1}-07-05`, '学期末家长会', false, 0.85],
  ]
  for (const [day, topic, themed, odds] of plan) {
    const actor = book.actor(book.post('head_teacher', room.id), day)
    if (day > span.to || actor === undefined || !book.moment.random.chance(odds)) continue
    book.write('parent_meeting', { day, actor, fields: { topic, themed }, subjects: [classSubject(room)] })
  }
}

function recordGuidance(book: Book, { schoolId, classes, plan }: School, span: Span): void {
  const year = Number(span.from.slice(0, 4))
  const days: [SchoolDate, string, string][] = [
    [`${year}-10-17`, 'ideas', '怎样和孩子谈手机'], [`${year}-12-05`, 'knowledge', '作息、运动与情绪'],
    [`${year + 1}-03-21`, 'policy', '家庭教育促进法导读'], [`${year + 1}-05-15`, 'knowledge', '家庭教育日专题讲座'],
  ]
  for (const [day, category, topic] of days) {
    const actor = book.actor(book.post('vice_principal', schoolId), day)
    if (day > span.to || actor === undefined || !book.moment.random.chance(plan.zeal)) continue
    book.write('guidance_activity', { day, actor, fields: { category: [category], topic }, subjects: classes.filter((c) => c.validFrom <= day).map(classSubject) })
  }
}
