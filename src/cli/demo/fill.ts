import path from 'node:path'
import { addDays, schoolDateOf } from '#kernel/dates'
import { newId } from '#kernel/ids'
import { regionScope, type Tx } from '#platform/db/scope'
import { insertRecords } from '#modules/ledger/index'
import {
  addAccount, insertAppointments, insertAssignments, insertBodies, insertClasses, insertDesignations, insertEnrolments, insertGuardianships, insertPeople,
  insertPosts, insertSeats, insertStudents, insertUnits, joinAccount, type NewClass,
} from '#modules/org/index'
import { adoptPack, makeCalendar, plantCalendar, plantLocalValues, readCalendarTemplate, type LocalDecision } from '#modules/plan/index'
import { listRegions } from '../regions.ts'
import { foundJurisdiction } from '../found.ts'
import type { Installation } from '../installation.ts'
import { PACKS } from '../packs.ts'
import { DEMO_PASSWORD } from './accounts.ts'
import { addBodies } from './bodies.ts'
import { addChildren, addStoryFamily } from './children.ts'
import { recordHistory } from './history.ts'
import { addMentors, designateSome } from './mentors.ts'
import { DISTRICTS, PROVINCE, type DistrictPlan } from './plan.ts'
import { addHolder, emptyPopulation, FOUNDED, type Moment, type Population } from './population.ts'
import { createRandom } from './random.ts'
import { addSchool, isHeroClass } from './school.ts'

/** The district decided before the year got busy, not at the moment of the demo. */
const SOME_WEEKS = 75 * 86_400_000

/** What the demo's districts have decided where the documents leave it open. */
const decisionsOf = ({ today }: Moment): LocalDecision[] => [
  // So that something falls due within four weeks, whatever the day of the demo is.
  {
    doc: 'tianjin-hebei-2024-17', key: 'key-periods',
    value: [{ name: '安全教育周', from: addDays(today, -3), to: addDays(today, 18) }],
  },
  { doc: 'shanxi-2023-3', key: 'school-leaders-by', value: 'holder' },
  { doc: 'shanxi-2023-3', key: 'school-leaders-visits', value: 2 },
  { doc: 'tianjin-hebei-2024-17', key: 'school-leaders-by', value: 'holder' },
  { doc: 'tianjin-hebei-2024-17', key: 'middle-leaders-by', value: 'holder' },
  { doc: 'tianjin-hebei-2024-17', key: 'new-pupil-window', value: { from: { anchor: 'start', days: -30 }, to: { anchor: 'start', days: 30 } } },
  { doc: 'tianjin-hebei-2024-17', key: 'meeting-start-window', value: { from: { anchor: 'start', days: 0 }, to: { anchor: 'start', days: 20 } } },
  { doc: 'tianjin-hebei-2024-17', key: 'meeting-end-window', value: { from: { anchor: 'end', days: -20 }, to: { anchor: 'end', days: 0 } } },
]

/** True when this installation holds the invented districts. */
export async function holdsDemo({ owner }: Installation): Promise<boolean> {
  const row = await owner.inScope(regionScope(0), (tx) => tx.selectFrom('jurisdiction').select('region_id').where('demo', '=', true).limit(1).executeTakeFirst())
  return row !== undefined
}

export interface DemoSpec {
  readonly now: Date
  /** Versions that are in the database; a district adopts those of its documents. */
  readonly packs: readonly { doc: string; hash: string }[]
  readonly say: (line: string) => void
}

/** Fills an empty installation in one transaction; answers false, and changes nothing, where there is a jurisdiction already. */
export async function fillDemo(installation: Installation, { now, packs, say }: DemoSpec): Promise<boolean> {
  if ((await listRegions(installation.app)).length > 0) return false
  say('正在准备演示数据（两个虚构的区、六所学校、约 5000 名学生、一年的记录）……')
  const moment = momentOf(now)
  await installation.owner.inScope(regionScope(PROVINCE.regionId), async (tx) => {
    await foundJurisdiction(tx, PROVINCE.regionId, { now, today: FOUNDED, spec: { level: 'province', code: PROVINCE.code, name: PROVINCE.name, demo: true } })
    for (const plan of DISTRICTS) await fillDistrict(tx, moment, { plan, packs })
  })
  return true
}

function momentOf(now: Date): Moment {
  const today = schoolDateOf(now)
  return { random: createRandom(20_240_901), now, today, year: Number(today.slice(0, 4)) - (today.slice(5) < '09-01' ? 1 : 0) }
}

interface Filling { readonly plan: DistrictPlan; readonly packs: readonly { doc: string; hash: string }[] }

async function fillDistrict(tx: Tx, moment: Moment, { plan, packs }: Filling): Promise<void> {
  const { now, today } = moment
  await foundJurisdiction(tx, plan.regionId, { now, today: FOUNDED, spec: { level: 'district', code: plan.code, name: plan.name, reportsTo: PROVINCE.regionId, demo: true } })
  for (const pack of packs.filter(({ doc }) => plan.docs.includes(doc))) {
    const validFrom = pack.doc === 'shanxi-2023-3' ? '2023-09-05' : '2024-09-01'
    await adoptPack(tx, plan.regionId, { adoption: { ...pack, validFrom }, now })
  }
  const template = await readCalendarTemplate(path.join(PACKS, 'demo', 'calendar.yaml'))
  for (const year of [moment.year - 2, moment.year - 1, moment.year]) await plantCalendar(tx, plan.regionId, { calendar: makeCalendar(template, year), now })
  await plantLocalValues(tx, plan.regionId, { decisions: decisionsOf(moment).filter(({ doc }) => plan.docs.includes(doc)), date: today, now: new Date(now.getTime() - SOME_WEEKS) })

  const people = emptyPopulation(plan)
  addBureau(people, moment)
  const schools = plan.schools.map((school) => ({ plan: school, ...addSchool(people, moment, school) }))
  for (const school of schools) addChildren(people, moment, school)
  addStoryFamily(people, moment, storyRooms(people, moment))
  addMentors(people, moment, schools)
  await insertPopulation(tx, people, now)
  await insertRegister(tx, moment, { people, schools })
  await insertRecords(tx, plan.regionId, recordHistory(people, moment, schools))
  await drawForLeader(tx, moment, people)
}

function addBureau(people: Population, moment: Moment): void {
  const unitId = newId()
  people.units.push({ id: unitId, kind: 'bureau', name: `${people.plan.name.slice(6, 9)}教育局`, stages: [], street: null, validFrom: FOUNDED })
  const hold = (kind: 'bureau_leader' | 'bureau_officer' | 'security_admin') => addHolder(people, moment, { unitId, kind, from: FOUNDED })
  const [leader, officer, security] = [hold('bureau_leader'), hold('bureau_officer'), hold('security_admin')]
  hold('bureau_leader')
  if (people.plan.key === 'songling') {
    people.logins.push({ login: 'songling-bureau', personId: officer.personId })
    return
  }
  people.logins.push({ login: 'bureau-leader', personId: leader.personId }, { login: 'bureau', personId: officer.personId }, { login: 'security', personId: security.personId })
}

/** Bodies, their seats, and what is true of some children. */
async function insertRegister(tx: Tx, moment: Moment, { people, schools }: { people: Population; schools: Parameters<typeof addBodies>[1]['schools'] }): Promise<void> {
  const { regionId } = people.plan
  const bureauId = people.units.find((unit) => unit.kind === 'bureau')!.id
  const { bodies, seats } = addBodies(people.plan, { bureauId, schools, year: moment.year })
  await insertBodies(tx, regionId, bodies)
  await insertSeats(tx, regionId, seats)
  await insertDesignations(tx, regionId, designateSome(people, moment))
}

async function insertPopulation(tx: Tx, people: Population, now: Date): Promise<void> {
  const { regionId } = people.plan
  await insertUnits(tx, regionId, people.units)
  await insertClasses(tx, regionId, people.classes)
  await insertPeople(tx, regionId, people.people)
  await insertPosts(tx, regionId, people.posts)
  await insertAppointments(tx, regionId, people.appointments)
  await insertStudents(tx, regionId, people.students)
  await insertEnrolments(tx, regionId, people.enrolments)
  await insertGuardianships(tx, regionId, people.guardianships)
  for (const { login, personId } of people.logins) {
    // The guardian of the story has an account already when the second district is filled.
    if (login === 'guardian' && regionId !== DISTRICTS[0]!.regionId) await joinAccount(tx, login, personId)
    else await addAccount(tx, { login, password: DEMO_PASSWORD, personId, now })
  }
}

/** The bureau's leader finds one random visit waiting. */
async function drawForLeader(tx: Tx, moment: Moment, people: Population): Promise<void> {
  const login = people.logins.find((l) => l.login === 'bureau-leader')
  const post = people.posts.find((p) => p.kind === 'bureau_leader')
  const child = moment.random.pick(people.students)
  if (login === undefined || post === undefined) return
  await insertAssignments(tx, people.plan.regionId, [{
    id: newId(), postId: post.id, personId: login.personId, studentId: child.id, schoolId: child.schoolId, classId: child.classId,
    validFrom: moment.today, validTo: `${moment.year + 1}-07-10`, createdAt: moment.now, createdBy: login.personId,
  }])
}

/** One family with children in three schools of two districts: one account, two jurisdictions, one page. */
function storyRooms(district: Population, moment: Moment): NewClass[] {
  if (district.plan.key !== 'yunhe') return [district.classes.find((c) => c.stage === 'junior' && c.number === 1)!]
  const primary = district.plan.schools.find((s) => s.key === 'primary')!
  const primaryRoom = district.classes.find((c) => c.stage === 'primary' && isHeroClass(primary, c, moment.year))!
  return [primaryRoom, district.classes.find((c) => c.stage === 'junior' && c.number === 3)!]
}
