import type { Duty } from '#modules/plan/packs/pack.contract'
import { decide } from './decide.factory.ts'
import type { Dice } from './dice.factory.ts'
import { KINDS, MODES } from './duties.factory.ts'
import type { Story, StoryRecord } from './story.factory.ts'
import { plus, stretches } from './time.factory.ts'

const FIRST = '2025-09-01'
const days = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
const on = (one: { from: string; to: string | null }, day: string) => one.from <= day && (one.to === null || one.to >= day)

type Held = StoryRecord['actors'][number]

/** Work of somebody on a day; mostly of a kind and on a day for which a duty of the story could ask, else of any. */
export function randomRecord(roll: Dice, story: Story): StoryRecord | undefined {
  const asking = story.duties.filter((duty) => duty.action !== undefined)
  const aim = asking.length > 0 && roll.chance(0.7) ? roll.one(asking) : undefined
  const kind = aim?.action?.kind ?? roll.one(KINDS)
  const day = dayOf(roll, story, aim)
  const held = story.posts.flatMap((post) => story.appointments.filter((one) => one.postId === post.id && on(one, day)).map((one): Held => ({
    personId: one.personId, postId: post.id, postKind: post.kind, unitId: post.unitId, classId: post.classId,
  })))
  if (held.length === 0) return undefined
  const first = makerOf(roll, held, aim)
  const beside = held.filter((one) => one.unitId === first.unitId && one.postId !== first.postId)
  const subjects = subjectsOf(roll, story, { kind, day, unitId: first.unitId, classId: first.classId })
  if (subjects === undefined) return undefined
  return {
    id: roll.id(), kind, day, unitId: first.unitId, withdrawn: roll.chance(0.1), subjects,
    actors: [first, ...(beside.length > 0 && roll.chance(0.3) ? [roll.one(beside)] : [])], fields: fieldsOf(roll, aim),
  }
}

export const fieldsOf = (roll: Dice, aim?: Duty): StoryRecord['fields'] => ({
  mode: roll.one(MODES), ...(roll.chance(0.5) ? { themed: roll.chance(0.6) } : {}), ...(roll.chance(0.6) ? { agenda: roll.some(['report', 'plan'], 0.5) } : {}),
  ...(roll.chance(0.6) ? Object.fromEntries((aim?.action?.where ?? []).map(({ field, in: allowed }) => [field, field === 'agenda' ? allowed.map(String) : roll.one(allowed)])) : {}),
})

function makerOf(roll: Dice, held: readonly Held[], aim: Duty | undefined): Held {
  const owing = held.filter((one) => aim?.bearer.posts?.includes(one.postKind) ?? true)
  return roll.one(owing.length > 0 && roll.chance(0.8) ? owing : held)
}

/** Often beside the first or the last day of a stretch, or where somebody came or went: there mistakes hide. */
function dayOf(roll: Dice, story: Story, aim: Duty | undefined): string {
  const edges = [...(aim === undefined ? [] : edgesOf(roll, story, aim)), ...roll.chance(0.2) ? turnsOf(story) : []]
    .filter((day) => FIRST <= day && day <= story.today)
  if (edges.length > 0 && roll.chance(0.6)) {
    const day = plus(roll.one(edges), roll.one([-1, 0, 0, 1]))
    if (FIRST <= day && day <= story.today) return day
  }
  return plus(FIRST, roll.between(0, Math.max(0, days(FIRST, story.today))))
}

function edgesOf(roll: Dice, story: Story, aim: Duty): string[] {
  const unit = roll.one(story.units)
  const klass = aim.subject.kind === 'none' ? undefined : story.classes.find((one) => one.schoolId === unit.id)
  const decided = decide(aim, story, unit.id)
  if (decided === undefined) return []
  return stretches(story, decided, { schoolId: unit.id, ...(klass === undefined ? {} : { stage: klass.stage }) }, klass).flatMap(({ start, end }) => [start, end])
}

const turnsOf = (story: Story) => [...story.appointments, ...story.enrolments, ...story.designations].flatMap(({ from, to }) => (to === null ? [from] : [from, to]))

interface Doing { readonly kind: string; readonly day: string; readonly unitId: string; readonly classId: string | null }

function subjectsOf(roll: Dice, story: Story, { kind, day, unitId, classId }: Doing): StoryRecord['subjects'] | undefined {
  const plain = (id: string) => ({ id, studentId: null, classThen: null })
  const bureau = story.units[0]!.id
  if (kind === 'home_visit' || kind === 'talk') {
    const seated = story.enrolments.filter((one) => on(one, day) && (unitId === bureau || one.schoolId === unitId))
    const near = seated.filter((one) => classId !== null && one.classId === classId)
    const wanted = seated.filter((one) => story.designations.some((held) => held.studentId === one.studentId && on(held, day)))
    const list = near.length > 0 && roll.chance(0.6) ? near : wanted.length > 0 && roll.chance(0.5) ? wanted : seated
    if (list.length === 0) return undefined
    const chosen = [roll.one(list), roll.one(list)].filter((one, n, all) => all.findIndex((other) => other.studentId === one.studentId) === n)
    return chosen.map((one) => ({ id: one.studentId, studentId: one.studentId, classThen: one.classId }))
  }
  if (kind === 'parent_meeting') {
    const classes = story.classes.filter((one) => one.schoolId === unitId)
    return classes.length === 0 ? undefined : [roll.one(classes)].map((one) => ({ id: one.id, studentId: null, classThen: one.id }))
  }
  const bodies = story.bodies.filter((one) => on(one, day) && (unitId === bureau || one.unitId === unitId))
  const chosen = bodies.length === 0 ? [] : roll.some(bodies, 0.3).map((one) => plain(one.id))
  if (kind === 'station_activity') return chosen.length === 0 ? undefined : chosen
  const units = unitId === bureau ? roll.some(story.units, 0.4).map((one) => plain(one.id)) : [plain(unitId)]
  return units.length + chosen.length === 0 ? [plain(unitId)] : [...units, ...chosen]
}
