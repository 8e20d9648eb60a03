import { addDays, laterOf, type SchoolDate } from '#kernel/dates'
import { newId, type Uuid } from '#kernel/ids'
import type { NewClass } from '#modules/org/index'
import { adultName, childName, surname } from './names.ts'
import { isHeroClass } from './school.ts'
import type { Moment, Population } from './population.ts'
import type { SchoolPlan } from './plan.ts'

interface Guardian { readonly personId: Uuid; readonly name: string; readonly relation: string }
interface Family { readonly name: string; readonly home: string; readonly guardians: readonly Guardian[] }

/** The class of the story has 38 children, of whom 12 have been visited this year; one belongs to the family that can sign in. */
export const HERO_SIZE = 38

export function addChildren(to: Population, moment: Moment, place: { plan: SchoolPlan; classes: readonly NewClass[] }): void {
  const { plan, classes } = place
  const families: Family[] = []
  for (const room of classes) {
    const size = plan.stages.find((s) => s.stage === room.stage)!.size + moment.random.int(5) - 2
    const count = isHeroClass(plan, room, moment.year) ? HERO_SIZE - 1 : size
    for (let i = 0; i < count; i++) {
      const sibling = families.length > 20 && moment.random.chance(0.08)
      const family = sibling ? moment.random.pick(families) : newFamily(to, moment)
      if (!sibling) families.push(family)
      addChild(to, moment, { room, family })
    }
    // Twins sit in the same class: two children, one home, one visit.
    if (room.number === 1 && families.length > 0) addChild(to, moment, { room, family: families.at(-1)! })
  }
}

function newFamily(to: Population, moment: Moment, known?: { name: string; mother: string }): Family {
  const { random } = moment
  const name = known?.name ?? surname(random)
  const guardians = [newGuardian(to, moment, { name: known?.mother ?? adultName(random), relation: '母亲' })]
  if (random.chance(0.75)) guardians.push(newGuardian(to, moment, { name: adultName(random, name), relation: '父亲' }))
  if (random.chance(0.06)) guardians.push(newGuardian(to, moment, { name: adultName(random, name), relation: '祖父母' }))
  return { name, home: random.pick(to.plan.neighbourhoods), guardians }
}

function newGuardian(to: Population, { now }: Moment, who: Omit<Guardian, 'personId'>): Guardian {
  const personId = newId()
  to.people.push({ id: personId, kind: 'guardian', name: who.name, createdAt: now })
  return { personId, ...who }
}

function addChild(to: Population, moment: Moment, { room, family }: { room: NewClass; family: Family }): Uuid {
  const { random, now, today, year } = moment
  const id = newId()
  // A few came during this term; they are owed a visit from their arrival on.
  const late = random.chance(0.008) && today > `${year}-10-01`
  const from: SchoolDate = late ? laterOf(`${year}-09-08`, addDays(today, -10 - random.int(30))) : room.validFrom
  to.students.push({
    id, schoolId: room.schoolId, classId: room.id, name: childName(random, family.name),
    gender: random.chance(0.5) ? 'male' : 'female', neighbourhood: family.home, createdAt: now,
  })
  to.enrolments.push({ id: newId(), studentId: id, schoolId: room.schoolId, classId: room.id, validFrom: from })
  for (const { personId, name, relation } of family.guardians) {
    to.guardianships.push({
      id: newId(), studentId: id, schoolId: room.schoolId, classId: room.id, personId, guardianName: name, relation, validFrom: from,
    })
  }
  return id
}

/** The same people in both districts: each jurisdiction keeps its own row of them. */
const STORY_FAMILY = { name: '贺', mother: '林示宁' }

/** The guardian of the story gets a child in each of the given classes, so that one account sees several schools. */
export function addStoryFamily(to: Population, moment: Moment, rooms: readonly NewClass[]): void {
  const family = newFamily(to, moment, STORY_FAMILY)
  for (const room of rooms) to.story.add(addChild(to, moment, { room, family }))
  to.logins.push({ login: 'guardian', personId: family.guardians[0]!.personId })
}
