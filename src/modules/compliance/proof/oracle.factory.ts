import type { Duty } from '#modules/plan/packs/pack.contract'
import { decide, type Decided } from './decide.factory.ts'
import type { Story, StoryRecord } from './story.factory.ts'
import { gradeIn, least, stretches, type Stretch } from './time.factory.ts'

/**
 * What every duty of a story asks and what is done, in plain loops, written from `docs/duty-language.md` and sharing nothing with the
 * program but the shape of the data: no plan, no calendar rule, no SQL. Answers `duty period bearer group` → `done/required`, without
 * cells in which both are 0.
 */
export function oracle(story: Story): Map<string, string> {
  const cells = new Map<string, string>()
  for (const written of story.duties) {
    if (written.form === 'content' || written.waiting !== undefined) continue
    const say: Say = (period, bearer, group, done, required) => {
      if (done > 0 || required > 0) cells.set(`${written.id} ${period} ${bearer} ${group}`, `${done}/${required}`)
    }
    for (const unit of story.units) {
      const duty = decide(written, story, unit.id)
      if (duty === undefined) continue
      if (duty.form === 'structure' || duty.form === 'target') buildings(story, duty, unit, say)
      else if (duty.subject.kind === 'none') times(story, duty, unit, say)
      else for (const one of story.classes) if (one.schoolId === unit.id) ofClass(story, duty, one, say)
    }
  }
  return cells
}

type Say = (period: string, bearer: string, group: string, done: number, required: number) => void
type Unit = Story['units'][number]
type Klass = Story['classes'][number]
type Body = Story['bodies'][number]

// ── Records ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const on = (one: { from: string; to: string | null }, day: string) => one.from <= day && (one.to === null || one.to >= day)

function fits(record: StoryRecord, duty: Decided): boolean {
  if (record.withdrawn || record.kind !== duty.kind) return false
  return duty.where.every((limit) => {
    const value = record.fields[limit.field] ?? false
    return (Array.isArray(value) ? value : [value]).some((one) => limit.in.includes(one))
  })
}

const mayOwe = (duty: Decided, stages: readonly string[]) => duty.bearer.stages === undefined || duty.bearer.stages.some((one) => stages.includes(one))
const byPost = (duty: Decided, record: StoryRecord) => record.actors.filter((one) => duty.bearer.posts === undefined || duty.bearer.posts.includes(one.postKind))
const within = (record: StoryRecord, one: Stretch) => one.start <= record.day && record.day <= one.end

/** Whether the bearing unit is of the kind that owes: of units, teams and families schools only, unless it is the bureau's. */
function owes(duty: Decided, unit: Unit): boolean {
  if (duty.bearer.at === 'bureau') return unit.kind === 'bureau'
  const { kind } = duty.bearer
  const ofBureau = kind === 'team' && duty.bearer.posts?.some((one) => one.startsWith('bureau_')) === true
  if (kind === 'unit' || kind === 'team' || kind === 'guardian') {
    if (unit.kind !== (ofBureau ? 'bureau' : 'school')) return false
  }
  return mayOwe(duty, unit.stages)
}

/** Owed in all: the number itself. */
function times(story: Story, duty: Decided, unit: Unit, say: Say): void {
  const { kind } = duty.bearer
  if (kind !== 'body' && !owes(duty, unit)) return
  for (const stretch of stretches(story, duty, { schoolId: unit.id })) {
    const day = least(story.today, stretch.end)
    const fitting = story.records.filter((record) => fits(record, duty) && within(record, stretch))
    if (kind === 'unit' || kind === 'team' || kind === 'guardian') {
      const done = fitting.filter((record) => {
        const actors = byPost(duty, record)
        const own = record.unitId === unit.id && actors.some((one) => one.unitId === unit.id)
        const inspected = unit.kind === 'school' && story.units.some((one) => one.kind === 'bureau' && one.id === record.unitId)
          && actors.some((one) => one.unitId === record.unitId) && record.subjects.some((one) => one.id === unit.id)
        return own || inspected
      }).length
      say(stretch.key, unit.id, unit.id, done, duty.number)
    }
    if (kind === 'body') {
      for (const body of story.bodies.filter((one) => one.unitId === unit.id && duty.bearer.bodies!.includes(one.kind) && on(one, day))) {
        say(stretch.key, body.id, body.id, fitting.filter((record) => record.subjects.some((one) => one.id === body.id)).length, duty.number)
      }
    }
    if (kind === 'post') {
      for (const post of story.posts.filter((one) => one.unitId === unit.id && duty.bearer.posts!.includes(one.kind))) {
        say(stretch.key, post.id, unit.id, fitting.filter((record) => byPost(duty, record).some((one) => one.postId === post.id)).length, duty.number)
      }
    }
    if (kind === 'holder') {
      const held = new Map<string, string[]>()
      for (const post of story.posts.filter((one) => one.unitId === unit.id)) {
        for (const one of story.appointments.filter((a) => a.postId === post.id && on(a, day))) held.set(one.personId, [...(held.get(one.personId) ?? []), post.kind])
      }
      for (const [person, posts] of held) {
        if (!posts.some((one) => duty.bearer.posts!.includes(one as never)) || posts.some((one) => duty.bearer.notHolding?.includes(one as never))) continue
        const done = fitting.filter((record) => byPost(duty, record).some((one) => one.personId === person && one.unitId === unit.id)).length
        say(stretch.key, person, unit.id, done, duty.number)
      }
    }
  }
}

const CONDITIONS: Readonly<Record<string, string>> = { 'key-student': 'key', 'left-behind-student': 'left_behind' }

/** Owed to a class, or to each of its children. */
function ofClass(story: Story, duty: Decided, klass: Klass, say: Say): void {
  const unit = story.units.find((one) => one.id === klass.schoolId)!
  if (unit.kind !== 'school' || !mayOwe(duty, [klass.stage])) return
  for (const stretch of stretches(story, duty, { schoolId: klass.schoolId, stage: klass.stage }, klass)) {
    if (duty.subject.kind === 'new-student' && yearFor(duty, stretch) !== klass.entryYear) continue
    const day = least(story.today, stretch.end)
    for (const bearer of carriers(story, duty, klass, { stretch, day })) {
      if (duty.subject.kind === 'class') {
        const done = story.records.filter((record) => fits(record, duty) && within(record, stretch)
          && record.subjects.some((one) => one.studentId === null && one.id === klass.id) && made(story, duty, record, { klass, bearer })).length
        const number = duty.form === 'coverage' ? 1 : duty.number
        say(stretch.key, bearer, klass.id, duty.form === 'coverage' ? Math.min(done, 1) : done, number)
      } else children(story, duty, klass, { stretch, day, bearer, say })
    }
  }
}

interface When { stretch: Stretch; day: string }

/** The academic year whose new children are meant: of the first half of a year the one before, of what is owed once that of its last day. */
function yearFor(duty: Decided, stretch: Stretch): number {
  const ofDay = (day: string) => Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0)
  if (duty.period === 'once') return ofDay(duty.due ?? duty.from)
  const year = Number(/\d{4}/.exec(stretch.key)![0])
  return duty.period === 'half-year' && stretch.start.slice(5) < '07-01' ? year - 1 : year
}

/** Who carries the cell of a class. */
function carriers(story: Story, duty: Decided, klass: Klass, { stretch, day }: When): string[] {
  const { kind, posts = [] } = duty.bearer
  if (kind === 'unit' || kind === 'team' || kind === 'guardian') return [klass.schoolId]
  const mine = story.posts.filter((one) => one.classId === klass.id && posts.includes(one.kind))
  if (kind === 'post') return mine.map((one) => one.id)
  return story.appointments.filter((one) => mine.some((post) => post.id === one.postId) && on(one, day)
    && stretch.takenFrom <= one.from && one.from <= stretch.takenTo).map((one) => one.id)
}

/** Whether a record of a class was made by someone who owes it there. */
function made(story: Story, duty: Decided, record: StoryRecord, { klass, bearer }: { klass: Klass; bearer: string }): boolean {
  const actors = byPost(duty, record)
  const { kind } = duty.bearer
  if (kind === 'unit' || kind === 'team' || kind === 'guardian') return actors.some((one) => one.unitId === klass.schoolId)
  if (kind === 'post') return actors.some((one) => one.classId === klass.id && one.postId === bearer)
  return actors.some((one) => one.classId === klass.id && begun(story, one, record.day)?.id === bearer)
}

/** The latest taking-over of a post by a person on or before a day. */
const begun = (story: Story, actor: { postId: string; personId: string }, day: string) => story.appointments
  .filter((one) => one.postId === actor.postId && one.personId === actor.personId && one.from <= day)
  .sort((a, b) => (a.from < b.from ? 1 : -1))[0]

function children(story: Story, duty: Decided, klass: Klass, { stretch, day, bearer, say }: When & { bearer: string; say: Say }): void {
  const condition = CONDITIONS[duty.subject.kind]
  const owed = story.enrolments.filter((one) => one.classId === klass.id && on(one, day))
    .filter((one) => condition === undefined || story.designations.some((held) => held.studentId === one.studentId && held.kind === condition && on(held, day)))
  let reached = 0
  for (const child of owed) {
    const visits = story.records.filter((record) => record.subjects.some((subject) =>
      subject.studentId === child.studentId && countsForChild(story, duty, record, { stretch, subject, bearer })))
    if (visits.length >= (duty.form === 'coverage' ? 1 : duty.number)) reached++
  }
  say(stretch.key, bearer, klass.id, reached, duty.form === 'coverage' ? Math.ceil(owed.length * duty.number / 100) : owed.length)
}

/** What was done for a child counts by the class in which it sat on the day, wherever it sits now. */
function countsForChild(
  story: Story, duty: Decided, record: StoryRecord, { stretch, subject, bearer }: { stretch: Stretch; subject: StoryRecord['subjects'][number]; bearer: string },
): boolean {
  const then = story.classes.find((one) => one.id === subject.classThen)
  if (then === undefined || !fits(record, duty)) return false
  const unit = story.units.find((one) => one.id === then.schoolId)!
  // Another school may have decided otherwise; what was done there is judged by its own values.
  const there = decide(story.duties.find((one) => one.id === duty.id)!, story, unit.id)
  if (there === undefined || !mayOwe(there, [then.stage]) || !fits(record, there)) return false
  const same = stretches(story, there, { schoolId: then.schoolId, stage: then.stage }, then).find((one) => one.key === stretch.key && within(record, one))
  if (same === undefined) return false
  if (there.subject.kind === 'new-student' && yearFor(there, same) !== then.entryYear) return false
  const { kind } = there.bearer
  if (kind === 'unit' || kind === 'team' || kind === 'guardian') return byPost(there, record).some((one) => one.unitId === then.schoolId)
  if (kind === 'post') return byPost(there, record).some((one) => one.classId === then.id)
  return byPost(there, record).some((one) => {
    const taken = begun(story, one, record.day)
    return one.classId === then.id && taken?.id === bearer && same.takenFrom <= taken.from && taken.from <= same.takenTo
  })
}

// ── Bodies ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

function buildings(story: Story, duty: Decided, unit: Unit, say: Say): void {
  if (duty.bearer.kind === 'body') {
    for (const stretch of stretches(story, duty, { schoolId: unit.id })) {
      const day = least(story.today, stretch.end)
      for (const body of story.bodies.filter((one) => one.unitId === unit.id && duty.bearer.bodies!.includes(one.kind) && on(one, day))) {
        const rules = duty.structure?.seats ?? []
        say(stretch.key, body.id, body.id, rules.filter((rule) => seated(story, body, rule, day)).length, rules.length)
      }
    }
    return
  }
  if (!owes(duty, unit)) return
  for (const stretch of stretches(story, duty, { schoolId: unit.id })) {
    const day = least(story.today, stretch.end)
    const { done, required } = duty.form === 'target' ? aim(story, duty, day) : built(story, duty, unit, day)
    say(stretch.key, unit.id, unit.id, done, required)
  }
}

type Rule = NonNullable<NonNullable<Duty['structure']>['seats']>[number]

function seated(story: Story, body: Body, rule: Rule, day: string): boolean {
  const held = story.seats.filter((one) => one.bodyId === body.id && on(one, day)
    && (rule.role === undefined || rule.role === one.role) && (rule.of === undefined || rule.of.includes(one.kind)))
  if (rule.kinds !== undefined) return new Set(held.map((one) => one.kind)).size >= rule.kinds
  const persons = held.reduce((sum, one) => sum + one.number, 0)
  const number = Number(rule.number ?? 1)
  return rule.relation === 'exactly' ? persons === number : persons >= number
}

const ofKind = (story: Story, duty: Decided, day: string) => story.bodies.filter((one) => one.kind === duty.structure?.body && on(one, day)
  && (duty.structure.topic === undefined || duty.structure.topic === one.topic))

function built(story: Story, duty: Decided, unit: Unit, day: string): { done: number; required: number } {
  const found = ofKind(story, duty, day).filter((one) => one.unitId === unit.id)
  const rules = duty.structure?.seats ?? []
  const { each } = duty.structure ?? {}
  if (each === undefined) {
    const whole = found.filter((one) => one.classId === null && one.grade === null)
    const there = whole.length >= duty.number ? 1 : 0
    return { required: 1 + rules.length, done: there + rules.filter((rule) => whole.some((body) => seated(story, body, rule, day))).length }
  }
  const classes = story.classes.filter((one) => one.schoolId === unit.id && gradeToday(one, day) !== undefined)
  const slots = each === 'class' ? classes.map((one) => found.filter((body) => body.classId === one.id))
    : [...new Set(classes.map((one) => gradeToday(one, day)))].map((grade) => found.filter((body) => body.grade === grade))
  const held = slots.filter((bodies) => bodies.length > 0)
  const every = rules.filter((rule) => slots.length > 0 && slots.every((bodies) => bodies.some((body) => seated(story, body, rule, day))))
  return slots.length === 0 ? { required: 0, done: 0 } : { required: slots.length + rules.length, done: held.length + every.length }
}

/** The grade on a day: the academic year changes on 1 September. */
function gradeToday(one: Klass, day: string): number | undefined {
  return gradeIn(one, Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0))
}

function aim(story: Story, duty: Decided, day: string): { done: number; required: number } {
  const found = ofKind(story, duty, day)
  const rules = duty.structure?.seats ?? []
  const good = (body: Body) => rules.every((rule) => seated(story, body, rule, day))
  if (duty.unit === 'things') return { done: found.filter(good).length, required: duty.number }
  if (duty.unit === 'persons') {
    const kinds = rules[0]?.of
    const seats = story.seats.filter((one) => found.some((body) => body.id === one.bodyId) && on(one, day) && (kinds === undefined || kinds.includes(one.kind)))
    return { done: seats.reduce((sum, one) => sum + one.number, 0), required: duty.number }
  }
  const { of } = duty.structure ?? {}
  const list = of === 'school'
    ? story.units.filter((one) => one.kind === 'school' && mayOwe(duty, one.stages)).map((one) => found.some((body) => body.unitId === one.id && good(body)))
    : story.bodies.filter((one) => one.kind === of && on(one, day)).map((one) => found.some((body) => body.parentId === one.id && good(body)))
  return { done: list.filter(Boolean).length, required: Math.ceil(list.length * duty.number / 100) }
}
