import type { PostKind } from '#kernel/capacity'
import type { BodyKind } from '#modules/org/bodies/body.contract'
import type { Stage } from '#modules/org/units/unit.contract'
import type { Calendar } from '#modules/plan/calendar/calendar.contract'
import { dice, type Dice } from './dice.factory.ts'
import { DATE, LOCAL_VALUES, MODES, PHASES, randomDuty } from './duties.factory.ts'
import { randomRecord } from './records.factory.ts'
import type { Story } from './story.factory.ts'
import { plus } from './time.factory.ts'

const BEGAN = '2025-08-20'

/** A jurisdiction, its calendars, a pack and a history, all at random and always the same for a seed. */
export function randomStory(seed: number): Story {
  const roll = dice(seed)
  const today = plus('2025-09-05', roll.between(0, 460))
  const units: Story['units'] = [{ id: roll.id(), kind: 'bureau', stages: [] }]
  for (let n = roll.between(1, 3); n > 0; n--) units.push({ id: roll.id(), kind: 'school', stages: roll.one<Stage[]>([['primary'], ['primary', 'junior'], ['kindergarten'], ['junior']]) })
  const classes = units.flatMap((unit) => Array.from({ length: unit.kind === 'school' ? roll.between(1, 3) : 0 }, (_, n) => ({
    id: roll.id(), schoolId: unit.id, stage: roll.one(unit.stages), entryYear: roll.one([2021, 2023, 2024, 2025, 2025, 2025, 2026, 2026]), number: n + 1,
  })))
  const posts = postsOf(roll, units, classes)
  const people = Array.from({ length: 9 }, () => roll.id())
  const base = { seed, today, date: DATE, phases: PHASES, localValues: LOCAL_VALUES, units, classes, posts }
  const bodies = bodiesOf(roll, units, classes)
  const story: Story = {
    ...base, calendars: calendarsOf(roll, units), duties: Array.from({ length: roll.between(2, 6) }, (_, n) => randomDuty(roll, n)), settings: settingsOf(roll, units),
    appointments: posts.flatMap((post) => termsOf(roll, { postId: post.id, people, today })),
    enrolments: childrenOf(roll, classes, today), designations: [], bodies, seats: bodies.flatMap((body) => seatsOf(roll, body)), records: [],
  }
  for (const one of new Set(story.enrolments.map((row) => row.studentId))) story.designations.push(...conditionsOf(roll, one))
  for (let n = roll.between(5, 25); n > 0; n--) {
    const record = randomRecord(roll, story)
    if (record !== undefined) story.records.push(record)
  }
  return story
}

function calendarsOf(roll: Dice, units: Story['units']): Calendar[] {
  const year = (academicYear: number): Calendar => {
    const move = roll.between(-3, 3)
    const overrides: Calendar['overrides'] = roll.some([
      { stage: 'junior' as const, grade: 9, semester: 2 as const, end: `${academicYear + 1}-06-12` },
      { stage: 'kindergarten' as const, semester: 1 as const, start: plus(`${academicYear}-09-01`, 7) },
      { grade: 1, semester: 1 as const, start: plus(`${academicYear}-09-01`, 2), end: `${academicYear + 1}-01-20` },
      { schoolId: units.at(-1)!.id, semester: 2 as const, start: plus(`${academicYear + 1}-02-24`, 5), end: `${academicYear + 1}-06-30` },
    ], 0.4)
    return {
      academicYear, holidays: [], workdays: [], note: '', overrides,
      semesters: [{ no: 1, start: plus(`${academicYear}-09-01`, Math.max(0, move)), end: plus(`${academicYear + 1}-01-22`, move) },
        { no: 2, start: plus(`${academicYear + 1}-02-24`, move), end: plus(`${academicYear + 1}-07-08`, move) }],
    }
  }
  return roll.chance(0.8) ? [year(2025), year(2026)] : [year(roll.one([2025, 2026]))]
}

function settingsOf(roll: Dice, units: Story['units']): Story['settings'] {
  const schools = units.filter((one) => one.kind === 'school').map((one) => one.id)
  const all: Story['settings'] = [
    { unitId: '', key: 'how-often', value: roll.one(['semester', 'calendar-year', 'academic-year']) },
    { unitId: '', key: 'which-ways', value: roll.some(MODES, 0.5).concat('phone') },
    { unitId: '', key: 'by-whom', value: roll.one(['holder', 'team']) },
    { unitId: '', key: 'how-strong', value: roll.one(['must', 'encouraged']) },
    { unitId: '', key: 'which-days', value: [{ name: '第一段', from: '2025-10-09', to: '2025-10-20' }, { name: '第二段', from: '2026-04-01', to: '2026-04-30' }] },
    { unitId: '', key: 'which-window', value: roll.one([{ yearly: { from: '11-10', to: '12-05' } }, { weekOf: '10-20' }, { days: ['11-02', '04-20'], around: 1 }]) },
    { unitId: '', key: 'which-share', value: roll.one([60, 75]) },
    { unitId: '', key: 'until-when', value: roll.one(['2025-12-31', '2026-09-30']) },
    { unitId: roll.one(schools), key: 'how-many', value: roll.between(1, 3) },
    { unitId: roll.one(schools), key: 'how-many', value: roll.between(1, 3) },
  ]
  return roll.some(all, 0.6)
}

function postsOf(roll: Dice, units: Story['units'], classes: Story['classes']): Story['posts'] {
  const post = (unitId: string, kind: PostKind, classId: string | null = null) => ({ id: roll.id(), unitId, kind, classId })
  return [
    ...classes.flatMap((one) => [post(one.schoolId, 'head_teacher', one.id), ...(roll.chance(0.7) ? [post(one.schoolId, 'subject_teacher', one.id)] : [])]),
    ...units.flatMap((unit) => (unit.kind === 'bureau' ? [post(unit.id, 'bureau_leader'), post(unit.id, 'bureau_officer')]
      : [post(unit.id, 'principal'), ...(roll.chance(0.6) ? [post(unit.id, 'middle_leader')] : [])])),
  ]
}

/** One to three holders of a post one after the other, with or without a gap. A few persons hold several posts. */
function termsOf(roll: Dice, { postId, people, today }: { postId: string; people: readonly string[]; today: string }): Story['appointments'] {
  const terms: Story['appointments'] = []
  let from = plus(BEGAN, roll.between(-200, 30))
  for (let n = roll.between(1, 3); n > 0 && from <= today; n--) {
    const to = n === 1 && roll.chance(0.8) ? null : plus(from, roll.between(20, 200))
    terms.push({ id: roll.id(), postId, personId: roll.one(people), from, to })
    if (to === null) break
    from = plus(to, roll.between(1, 30))
  }
  return terms
}

function childrenOf(roll: Dice, classes: Story['classes'], today: string): Story['enrolments'] {
  return classes.flatMap((first) => Array.from({ length: roll.between(0, 4) }, () => roll.id()).flatMap((studentId) => {
    const seats: Story['enrolments'] = []
    let klass = first
    let from = plus(BEGAN, roll.chance(0.7) ? 0 : roll.between(0, 200))
    for (let n = roll.one([1, 1, 2, 3]); n > 0 && from <= today; n--) {
      const to = n === 1 && roll.chance(0.8) ? null : plus(from, roll.between(10, 150))
      seats.push({ studentId, classId: klass.id, schoolId: klass.schoolId, from, to })
      if (to === null) break
      from = plus(to, roll.chance(0.7) ? 1 : roll.between(2, 40))
      klass = roll.one(classes)
    }
    return seats
  }))
}

const conditionsOf = (roll: Dice, studentId: string): Story['designations'] => roll.some(['key', 'left_behind'] as const, 0.6).map((kind) => {
  const from = plus(BEGAN, roll.between(0, 250))
  return { studentId, kind, from, to: roll.chance(0.4) ? plus(from, roll.between(0, 120)) : null }
})

function bodiesOf(roll: Dice, units: Story['units'], classes: Story['classes']): Story['bodies'] {
  const bodies: Story['bodies'] = []
  const add = (kind: BodyKind, unitId: string, more: Partial<Story['bodies'][number]> = {}) => {
    const from = plus(BEGAN, roll.between(-30, 300))
    const to = roll.chance(0.2) ? plus(from, roll.between(0, 150)) : null
    bodies.push({ id: roll.id(), kind, unitId, topic: roll.chance(0.4) ? 'safety' : null, parentId: null, classId: null, grade: null, from, to, ...more })
  }
  const bureau = units[0]!.id
  for (const kind of ['community', 'department', 'town', 'base', 'lecturer_team', 'mechanism'] as const) for (let n = roll.between(0, 3); n > 0; n--) add(kind, bureau)
  for (const community of bodies.filter((one) => one.kind === 'community')) if (roll.chance(0.6)) add('station', bureau, { parentId: community.id })
  for (const unit of units.slice(1)) for (const kind of ['workstation', 'parent_committee', 'mechanism'] as const) for (let n = roll.below(4); n > 0; n--) add(kind, unit.id)
  for (const one of classes) if (roll.chance(0.7)) add('parent_committee', one.schoolId, { classId: one.id })
  for (const unit of units.slice(1)) for (const grade of [1, 2, 3, 5, 6, 7, 8]) if (roll.chance(0.5)) add('parent_committee', unit.id, { grade })
  return bodies
}

function seatsOf(roll: Dice, body: Story['bodies'][number]): Story['seats'] {
  return Array.from({ length: roll.below(4) }, () => {
    const from = plus(body.from, roll.between(0, 60))
    return {
      bodyId: body.id, role: roll.one(['coordinator', 'member', 'head'] as const), kind: roll.one(['teacher', 'parent', 'expert', 'community_worker'] as const),
      number: roll.between(1, 4), from, to: roll.chance(0.2) ? plus(from, roll.between(0, 90)) : null,
    }
  })
}
