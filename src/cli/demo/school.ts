import { addDays, type SchoolDate } from '#kernel/dates'
import { newId, type Uuid } from '#kernel/ids'
import type { NewClass, Stage } from '#modules/org/index'
import { addHolder, addPost, addStaff, appoint, FOUNDED, type Moment, type Population } from './population.ts'
import type { SchoolPlan } from './plan.ts'

const SUBJECTS: Readonly<Record<Stage, readonly string[]>> = {
  kindergarten: ['配班'], primary: ['数学', '英语', '体育'], junior: ['数学', '英语', '物理'],
  senior: ['数学', '英语', '物理'], vocational: ['专业课', '英语', '体育'],
}
/** A subject teacher has three classes: three posts, one duty. */
const CLASSES_PER_TEACHER = 3

/** The class that the story of the demo follows. */
export const isHeroClass = (school: SchoolPlan, room: NewClass, year: number): boolean =>
  school.key === 'primary' && room.entryYear === year - 2 && room.number === 2

/** A school with its classes, leaders and teachers. */
export function addSchool(to: Population, moment: Moment, plan: SchoolPlan): { schoolId: Uuid; classes: NewClass[] } {
  const schoolId = newId()
  to.units.push({ id: schoolId, kind: 'school', name: plan.name, stages: plan.stages.map((s) => s.stage), street: plan.street, code: plan.code, validFrom: FOUNDED })
  const classes = plan.stages.flatMap(({ stage, grades, classes: count }) =>
    Array.from({ length: grades * count }, (_, i): NewClass => {
      const entryYear = moment.year - Math.floor(i / count)
      return { id: newId(), schoolId, stage, entryYear, number: (i % count) + 1, validFrom: `${entryYear}-09-01` }
    }))
  to.classes.push(...classes)
  addLeaders(to, moment, { plan, schoolId })
  for (const room of classes) addHeadTeacher(to, moment, { plan, room })
  for (const { stage } of plan.stages) addSubjectTeachers(to, moment, { plan, rooms: classes.filter((c) => c.stage === stage) })
  return { schoolId, classes }
}

function addLeaders(to: Population, moment: Moment, { plan, schoolId }: { plan: SchoolPlan; schoolId: Uuid }): void {
  const hold = (kind: 'principal' | 'party_secretary' | 'vice_principal' | 'middle_leader' | 'roster_keeper', subject?: string) =>
    addHolder(to, moment, { unitId: schoolId, kind, from: FOUNDED, ...(subject !== undefined && { subject }) })
  const principal = hold('principal')
  hold('party_secretary')
  const vice = hold('vice_principal')
  hold('vice_principal')
  const middle = ['德育处', '教务处', '总务处', '年级组'].map((office) => hold('middle_leader', office))[0]!
  const keeper = hold('roster_keeper')
  if (plan.key !== 'primary') return
  to.logins.push({ login: 'principal', personId: principal.personId }, { login: 'vice-principal', personId: vice.personId },
    { login: 'middle-leader', personId: middle.personId }, { login: 'roster-keeper', personId: keeper.personId })
}

/** Posts that nobody holds today: one below the principal who can sign in, one that only the bureau sees. */
const VACANT = [{ key: 'primary', grade: 5, number: 4 }, { key: 'junior', grade: 2, number: 5 }]

/** Some classes changed hands on the first day of this year, some posts are vacant. */
function addHeadTeacher(to: Population, moment: Moment, { plan, room }: { plan: SchoolPlan; room: NewClass }): void {
  const postId = addPost(to, { unitId: room.schoolId, kind: 'head_teacher', classId: room.id, from: room.validFrom })
  const yearStart: SchoolDate = `${moment.year}-09-01`
  const hero = isHeroClass(plan, room, moment.year)
  const vacant = VACANT.some(({ key, grade, number }) => plan.key === key && room.entryYear === moment.year + 1 - grade && room.number === number)
  const changed = !hero && !vacant && room.validFrom < yearStart && moment.random.chance(0.12)
  const first = addStaff(to, moment)
  if (hero) to.logins.push({ login: 'head-teacher', personId: first })
  if (vacant) appoint(to, postId, { personId: first, from: room.validFrom, to: addDays(moment.today, -12) })
  else if (changed) {
    appoint(to, postId, { personId: first, from: room.validFrom, to: addDays(yearStart, -1) })
    appoint(to, postId, { personId: addStaff(to, moment), from: yearStart })
  } else appoint(to, postId, { personId: first, from: room.validFrom })
}

function addSubjectTeachers(to: Population, moment: Moment, { plan, rooms }: { plan: SchoolPlan; rooms: readonly NewClass[] }): void {
  for (const subject of SUBJECTS[rooms[0]!.stage]) {
    for (let start = 0; start < rooms.length; start += CLASSES_PER_TEACHER) {
      const personId = addStaff(to, moment)
      const mine = rooms.slice(start, start + CLASSES_PER_TEACHER)
      for (const room of mine) {
        const postId = addPost(to, { unitId: room.schoolId, kind: 'subject_teacher', classId: room.id, subject, from: room.validFrom })
        appoint(to, postId, { personId, from: room.validFrom })
      }
      if (subject === '数学' && mine.some((room) => isHeroClass(plan, room, moment.year))) to.logins.push({ login: 'subject-teacher', personId })
    }
  }
}
