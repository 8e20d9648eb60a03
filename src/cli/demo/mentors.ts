import { newId } from '#kernel/ids'
import type { NewDesignation } from '#modules/org/index'
import { addHolder, addPost, FOUNDED, type Moment, type Population } from './population.ts'
import { createRandom } from './random.ts'
import type { SchoolPlan } from './plan.ts'

interface School { readonly plan: SchoolPlan; readonly schoolId: string }

/** Growth mentors came with a chance of their own, so that everybody else of the demo is the same as before them. */
export function addMentors(to: Population, moment: Moment, schools: readonly School[]): void {
  const later = { ...moment, random: createRandom(20_261_123) }
  for (const { plan, schoolId } of schools) {
    addHolder(to, later, { unitId: schoolId, kind: 'family_educator', from: FOUNDED })
    if (plan.key === 'kindergarten') continue
    // Nobody holds it in the vocational school.
    if (plan.key === 'vocational') addPost(to, { unitId: schoolId, kind: 'psychology_teacher', from: `${moment.year - 1}-09-01` })
    else {
      const { personId } = addHolder(to, later, { unitId: schoolId, kind: 'psychology_teacher', from: FOUNDED })
      if (plan.key === 'primary') to.logins.push({ login: 'psychology-teacher', personId })
    }
  }
}

/** In some classes a few children are left behind or key students; in most there is none. */
export function designateSome({ students, classes, posts, appointments }: Population, { year, now }: Moment): NewDesignation[] {
  const chance = createRandom(20_261_124)
  const touched = new Set(classes.filter((room) => room.number === 2 && room.stage !== 'kindergarten').map((room) => room.id))
  const leads = new Map(posts.filter((post) => post.kind === 'head_teacher').map((post) => [post.classId, post.id]))
  const holders = new Map(appointments.map((one) => [one.postId, one.personId]))
  return students.filter((child) => touched.has(child.classId)).flatMap((child): NewDesignation[] => {
    if (!chance.chance(0.07)) return []
    const one = { studentId: child.id, schoolId: child.schoolId, classId: child.classId, validFrom: `${year}-09-01` }
    const setBy = holders.get(leads.get(child.classId)!)!
    return [{ ...one, setAt: now, setBy, id: newId(), kind: chance.chance(0.35) ? 'key' : 'left_behind' }]
  })
}
