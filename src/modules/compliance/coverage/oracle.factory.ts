import type { Appointment, Story } from './world.factory.ts'

/**
 * The counts of the world's duties in plain loops over the story, written from the documents and sharing nothing with the
 * engine: no plan, no calendar rule, no SQL. Answers `duty period bearer group` → `done/required`.
 */
export function oracle(story: Story, today: string): Map<string, string> {
  const cells = new Map<string, string>()
  const say = (parts: readonly string[], done: number, required: number) => cells.set(parts.join(' '), `${done}/${required}`)
  headTeachers(story, today, say)
  newHeadTeachers(story, today, say)
  holders(story, today, say)
  meetings(story, say)
  unitTimes(story, say)
  return cells
}

/** The duties of which the oracle knows; the documents have others. */
export const TOLD: ReadonlySet<string> = new Set([
  ...[
    'head-teacher-visits-each-student', 'new-head-teacher-visits-each-student', 'school-leaders-visit-each-semester', 'school-leaders-visit-each-year',
    'other-subject-teachers-visit', 'bureau-leaders-random-visits', 'parent-meetings-each-semester', 'parent-meeting-at-end', 'themed-meeting-first-week',
    'guidance-activities-of-schools', 'guidance-activities-of-kindergartens', 'middle-leaders-visit',
  ].map((id) => `tianjin-hebei-2024-17#${id}`),
  ...['head-teacher-visits-each-student', 'parent-meetings', 'guidance-activities'].map((id) => `shanxi-2023-3#${id}`),
])

type Say = (parts: readonly string[], done: number, required: number) => void

const D = 'tianjin-hebei-2024-17#'
const P = 'shanxi-2023-3#'
const YEARS = [['2025', '2025-09-01', '2026-08-31'], ['2026', '2026-09-01', '2027-08-31']] as const
/** Key, span, last day of teaching, last day for grade 9, day from which a taking-over belongs to it (grade 9 apart). */
const SEMESTERS = [
  ['2025-1', '2025-09-01', '2026-02-25', '2026-01-23', '2026-01-23'],
  ['2025-2', '2026-02-26', '2026-08-31', '2026-07-10', '2026-06-12'],
  ['2026-1', '2026-09-01', '2027-02-21', '2027-01-22', '2027-01-22'],
  ['2026-2', '2027-02-22', '2027-08-31', '2027-07-09', '2027-06-12'],
] as const
const NO_KINDERGARTEN = ['primary', 'junior', 'senior', 'vocational']
const LENGTH: Readonly<Record<string, number>> = { kindergarten: 3, primary: 6, junior: 3 }

const on = (one: { from: string; to: string | null }, day: string) => one.from <= day && (one.to === null || one.to >= day)
const min = (a: string, b: string) => (a < b ? a : b)
const plus = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

function enrolled(story: Story, classId: string, day: string): string[] {
  return story.enrolments.filter((one) => one.classId === classId && on(one, day)).map((one) => one.studentId)
}

function gradeYear(one: { stage: string; entryYear: number }, year: number): number | null {
  const n = year - one.entryYear + 1
  return n >= 1 && n <= LENGTH[one.stage]! ? n : null
}

/** Days on which a record with this child counted, and by whom. */
function visits(story: Story, modes: readonly string[]): { student: string; day: string; person: string; post: string }[] {
  const list = []
  for (const record of story.records.values()) {
    if (record.withdrawn || record.kind !== 'home_visit' || !modes.includes(String(record.fields.mode))) continue
    for (const subject of record.subjects) {
      for (const actor of record.actors) {
        if (actor.postKind !== 'head_teacher' || actor.classId !== subject.classThen || subject.studentId === null) continue
        const place = story.classes.find((one) => one.id === subject.classThen)!
        if (NO_KINDERGARTEN.includes(place.stage)) {
          list.push({ student: subject.studentId, day: record.happenedOn, person: actor.personId, post: actor.postId, place })
        }
      }
    }
  }
  // A class counts only in the years in which it has a grade.
  return list.filter(({ place, day }) => gradeYear(place, day < '2026-09-01' ? 2025 : 2026) !== null)
}

const ANY = ['in_home', 'at_school', 'video']

function headTeachers(story: Story, today: string, say: Say): void {
  for (const [duty, modes] of [[`${D}head-teacher-visits-each-student`, ['in_home']], [`${P}head-teacher-visits-each-student`, ANY]] as const) {
    const made = visits(story, modes)
    for (const [year, start, end] of YEARS) {
      for (const one of story.classes) {
        if (!NO_KINDERGARTEN.includes(one.stage) || gradeYear(one, Number(year)) === null) continue
        const children = enrolled(story, one.id, min(today, end))
        let done = 0
        for (const child of children) if (made.some((visit) => visit.student === child && visit.day >= start && visit.day <= end)) done++
        for (const post of story.posts) if (post.kind === 'head_teacher' && post.classId === one.id) say([duty, year, post.id, one.id], done, children.length)
      }
    }
  }
}

function newHeadTeachers(story: Story, today: string, say: Say): void {
  const made = visits(story, ['in_home'])
  for (const one of story.classes) {
    if (!NO_KINDERGARTEN.includes(one.stage)) continue
    for (const [index, [key, start, end, last, lastOfNine]] of SEMESTERS.entries()) {
      const grade = gradeYear(one, Number(key.slice(0, 4)))
      if (grade === null) continue
      const due = one.stage === 'junior' && grade === 3 ? lastOfNine : last
      const before = SEMESTERS[index - 1]
      const first = before === undefined ? plus(start, -62) : plus(before[3], 1)
      const day = min(today, end)
      for (const post of story.posts.filter((p) => p.kind === 'head_teacher' && p.classId === one.id)) {
        for (const taken of story.appointments.filter((a) => a.postId === post.id && on(a, day) && a.from >= first && a.from <= due)) {
          const children = enrolled(story, one.id, day)
          const mine = made.filter((visit) => visit.day >= start && visit.day <= end && visit.post === post.id && latest(story, visit) === taken)
          say([`${D}new-head-teacher-visits-each-student`, key, taken.id, one.id], children.filter((c) => mine.some((v) => v.student === c)).length, children.length)
        }
      }
    }
  }
}

/** The taking-over under which a visit was made. */
function latest(story: Story, visit: { day: string; person: string; post: string }): Appointment | undefined {
  let found: Appointment | undefined
  for (const one of story.appointments) {
    if (one.postId !== visit.post || one.personId !== visit.person || one.from > visit.day) continue
    if (found === undefined || one.from > found.from) found = one
  }
  return found
}

interface HolderDuty { duty: string; kinds: string[]; not: string[]; modes: string[]; number: number; spans: readonly (readonly [string, string, string, ...string[]])[]; random?: true; school: boolean }

const LEADERS = ['principal', 'party_secretary', 'vice_principal']
const HOLDERS: HolderDuty[] = [
  { duty: `${D}school-leaders-visit-each-semester`, kinds: LEADERS, not: [], modes: ['in_home'], number: 1, spans: SEMESTERS, school: true },
  { duty: `${D}school-leaders-visit-each-year`, kinds: LEADERS, not: [], modes: ['in_home'], number: 5, spans: YEARS, school: true },
  { duty: `${D}other-subject-teachers-visit`, kinds: ['subject_teacher'], not: ['head_teacher', 'middle_leader', ...LEADERS], modes: ANY, number: 10, spans: YEARS, school: true },
  { duty: `${D}bureau-leaders-random-visits`, kinds: ['bureau_leader'], not: [], modes: ANY, number: 2, spans: SEMESTERS, random: true, school: false },
]

function holders(story: Story, today: string, say: Say): void {
  for (const { duty, kinds, not, modes, number, spans, random, school } of HOLDERS) {
    for (const unit of story.units) {
      if (school && !unit.stages.some((one) => NO_KINDERGARTEN.includes(one))) continue
      for (const [key, start, end] of spans) {
        const day = min(today, end)
        const held = new Map<string, string[]>()
        for (const post of story.posts.filter((one) => one.unitId === unit.id)) {
          for (const one of story.appointments.filter((a) => a.postId === post.id && on(a, day))) held.set(one.personId, [...(held.get(one.personId) ?? []), post.kind])
        }
        for (const [person, posts] of held) {
          if (!posts.some((one) => kinds.includes(one)) || posts.some((one) => not.includes(one))) continue
          let done = 0
          for (const record of story.records.values()) {
            if (record.withdrawn || record.kind !== 'home_visit' || record.happenedOn < start || record.happenedOn > end) continue
            if (!modes.includes(String(record.fields.mode)) || (random && record.fields.random !== true)) continue
            if (record.actors.some((one) => one.personId === person && one.unitId === unit.id && kinds.includes(one.postKind))) done++
          }
          say([duty, key, person, unit.id], done, number)
        }
      }
    }
  }
}

function meetings(story: Story, say: Say): void {
  for (const one of story.classes) {
    for (const [key, start, end, last, lastOfNine] of SEMESTERS) {
      const grade = gradeYear(one, Number(key.slice(0, 4)))
      if (grade === null) continue
      const due = one.stage === 'junior' && grade === 3 ? lastOfNine : last
      const days: { day: string; themed: boolean }[] = []
      for (const record of story.records.values()) {
        if (record.withdrawn || record.kind !== 'parent_meeting' || !record.subjects.some((subject) => subject.subjectId === one.id)) continue
        if (!record.actors.some((actor) => actor.unitId === one.schoolId)) continue
        days.push({ day: record.happenedOn, themed: record.fields.themed === true })
      }
      const count = (from: string, to: string, themed = false) => days.filter((d) => d.day >= from && d.day <= to && (!themed || d.themed)).length
      const cell = (duty: string, period: string, number: number, done: number) => say([duty, period, one.schoolId, one.id], done, number)
      cell(`${P}parent-meetings`, key, 2, count(start, end))
      if (!NO_KINDERGARTEN.includes(one.stage)) continue
      cell(`${D}parent-meetings-each-semester`, key, 2, count(start, end))
      cell(`${D}parent-meeting-at-end`, `${key}w`, 1, count(plus(due, -27), due))
      cell(`${D}themed-meeting-first-week`, `${key}w`, 1, count(start, plus(start, 6), true))
    }
  }
}

function unitTimes(story: Story, say: Say): void {
  for (const unit of story.units) {
    const school = unit.stages.some((one) => NO_KINDERGARTEN.includes(one))
    const nursery = unit.stages.includes('kindergarten')
    for (const [key, start, end] of SEMESTERS) {
      let done = 0
      for (const record of story.records.values()) {
        if (!record.withdrawn && record.kind === 'guidance_activity' && record.unitId === unit.id && record.happenedOn >= start && record.happenedOn <= end) done++
      }
      if (school) say([`${D}guidance-activities-of-schools`, key, unit.id, unit.id], done, 1)
      if (nursery) say([`${D}guidance-activities-of-kindergartens`, key, unit.id, unit.id], done, 1)
      if (school || nursery) say([`${P}guidance-activities`, key, unit.id, unit.id], done, 2)
    }
    if (!school) continue
    for (const [key, start, end] of YEARS) {
      let done = 0
      for (const record of story.records.values()) {
        if (record.withdrawn || record.kind !== 'home_visit' || record.fields.mode !== 'in_home' || record.unitId !== unit.id) continue
        if (record.happenedOn < start || record.happenedOn > end) continue
        if (record.actors.some((actor) => actor.postKind === 'middle_leader' && actor.unitId === unit.id)) done++
      }
      say([`${D}middle-leaders-visit`, key, unit.id, unit.id], done, 10)
    }
  }
}
