import { earlierOf, type SchoolDate } from '#kernel/dates'
import type { EventType } from '#kernel/event'
import type { Uuid } from '#kernel/ids'
import type { recordsSaved } from '#modules/ledger/records/record.contract'
import type { bodiesChanged } from '#modules/org/bodies/body.contract'
import type { classesChanged } from '#modules/org/classes/class.contract'
import type { designationsChanged } from '#modules/org/designations/designation.contract'
import type { appointmentsChanged } from '#modules/org/posts/post.contract'
import type { studentsPlaced } from '#modules/org/students/student.contract'
import { byKeeper } from '#modules/org/index'
import { getPlan, type Plan } from '#modules/plan/index'
import type { Act } from '#platform/access/act'
import { stretchesOf, stretchOf, type Stretch } from './bearers.store.ts'
import { countCells, deleteCells, lockCells } from './cells.store.ts'
import type { ClassPlace, CountedDuty, Fulfilment, Roster, Span } from './counting.contract.ts'
import { cellsMoved } from './coverage.contract.ts'
import { countedDuties } from './duties.service.ts'
import { judge } from './fulfil.rules.ts'
import { deleteFulfilments, getRoster, insertFulfilments, moveFulfilments, type In } from './fulfilment.store.ts'
import { findGeneration, haltWriters, joinWriters, planForAll } from './generation.store.ts'
import { layOut, type GridRow, type Places } from './grid.rules.ts'
import { findClassesOf, findPlaces, findPlacesOfUnits, findPostPlaces } from './places.store.ts'

type PayloadOf<E> = E extends EventType<infer P> ? P : never

const distinct = <T>(list: readonly (T | null | undefined)[]): T[] =>
  [...new Set(list.filter((one) => one !== null && one !== undefined))]

/** Records move the cells of the duties that they fulfilled before and fulfil now, in their own transaction. */
export async function onRecordsSaved(act: Act, { saved }: PayloadOf<typeof recordsSaved>): Promise<void> {
  const versions = saved.flatMap(({ record, previous }) => (previous === null ? [record] : [record, previous]))
  await joinWriters(act.tx, act.regionId)
  const [generation, roster, plan] = await Promise.all([
    findGeneration(act.tx, act.regionId), getRoster(act.tx, act.regionId, versions), getPlan(act.tx, act.regionId, act.today),
  ])
  if (generation === undefined) return
  const at = { regionId: act.regionId, generation: generation.id }
  const subjects = versions.flatMap((one) => one.subjects)
  const places = [...roster.classes.values(), ...subjects]
  const schools = distinct([...roster.units.keys(), ...places.map((one) => one.schoolId)])
  const duties = countedDuties(plan, schools)
  const made = saved.map(({ record }) => ({ record, fulfilments: judge(record, duties, roster).counted }))
  const changed = saved.flatMap(({ record, previous }) => (previous === null ? [] : [record.recordId]))
  await act.asProgram(schools, async (wide) => {
    const before = changed.length === 0 ? [] : await deleteFulfilments(wide.tx, at, changed)
    await insertFulfilments(wide.tx, at, made)
    await moveCells(wide, at, { touched: [...before, ...made.flatMap((one) => one.fulfilments)], plan, roster })
  }, distinct(subjects.map((one) => one.studentId)))
}

interface Touch { readonly touched: readonly Fulfilment[]; readonly plan: Plan; readonly roster: Roster }

/** A child may have sat in a third school when a period closed: its cell is only told of, nothing of that school is in the scope. */
async function moveCells(act: Act, at: In, { touched, plan, roster }: Touch): Promise<void> {
  const children = await findClassesOf(act.tx, act.regionId, distinct(touched.map((one) => one.studentId)))
  const units = [...roster.units].map(([id, { kind, stages }]) => ({ id, kind, stages }))
  const places = { units, classes: uniquePlaces([...children, ...roster.classes.values()]) }
  const schools = distinct([...act.scope.schools, ...children.map((one) => one.schoolId)])
  const reach = countedDuties(plan, schools).filter((duty) => touched.some((one) => one.duty === duty.key))
  const stretches = reach.map((duty) => {
    const mine = touched.filter((one) => one.duty === duty.key)
    const grid = layOut(duty, { ...places, classes: classesFor(duty, mine, places.classes) }, {
      today: act.today, keep: (span) => mine.some((one) => one.period === span.key),
    })
    const reached = grid.filter((row) => act.scope.schools.includes(row.unitId) || isLate(duty, row, act.today))
    return stretchOf(duty, reached.flatMap((row) => limit(row, duty, mine)))
  })
  await recount(act, at, { stretches, renew: false })
}

const uniquePlaces = (list: readonly ClassPlace[]) => [...new Map(list.map((one) => [one.id, one])).values()]

/** A class's own count concerns that class alone; a child's concerns every class in which it may be owed. */
const classesFor = (duty: CountedDuty, mine: readonly Fulfilment[], all: readonly ClassPlace[]) =>
  duty.shape === 'classes' ? all.filter((one) => mine.some((fulfilment) => fulfilment.subjectId === one.id)) : all

/** Only the cells of those who did it, where persons or bodies carry them. */
function limit(row: GridRow, duty: CountedDuty, mine: readonly Fulfilment[]): GridRow[] {
  if (duty.shape !== 'times' || (duty.carrier !== 'holder' && duty.carrier !== 'body')) return [row]
  const bearers = distinct(mine.filter((one) => one.period === row.period && one.schoolId === row.unitId).map((one) => one.bearerId))
  return bearers.map((bearerId) => ({ ...row, bearerId }))
}

const isLate = ({ shape }: Pick<Stretch, 'shape'>, row: GridRow, today: SchoolDate) => shape === 'students' && row.last < today

/**
 * Counts the cells of the stretches again and says where figures moved. Children's cells of a closed period need whole
 * classes of that time, which may have scattered since: they are left to the roll-up, which sees the jurisdiction.
 */
async function recount(act: Act, at: In, { stretches, renew }: { stretches: readonly Stretch[]; renew: boolean }): Promise<void> {
  const now = stretchesOf(stretches.map((one) => ({ ...one, grid: one.grid.filter((row) => !isLate(one, row, act.today)) })))
  const grid = now.flatMap((one) => one.grid)
  await (renew ? deleteCells(act.tx, at, grid) : lockCells(act.tx, at, grid))
  for (const stretch of now) await countCells(act.tx, at, stretch)
  const late = stretches.flatMap((one) => one.grid.filter((row) => isLate(one, row, act.today)))
  await tell(act, stretches.flatMap((one) => one.grid), late)
}

async function tell(act: Act, grid: readonly GridRow[], late: readonly GridRow[]): Promise<void> {
  const groups = new Map<string, GridRow[]>()
  for (const row of grid) groups.set(`${row.duty}|${row.period}`, [...(groups.get(`${row.duty}|${row.period}`) ?? []), row])
  if (groups.size === 0) return
  const moves = [...groups.values()].map((rows) => ({
    duty: rows[0]!.duty, period: rows[0]!.period, unitIds: distinct(rows.map((row) => row.unitId)),
    late: distinct(rows.filter((row) => late.includes(row)).map((row) => row.classId)),
  }))
  await act.announce(cellsMoved, { moves, at: act.now.toISOString() })
}

/** Children take their fulfilments along; the classes that they left and joined are counted again. */
export async function onStudentsPlaced(act: Act, { placed }: PayloadOf<typeof studentsPlaced>): Promise<void> {
  const at = placed.length === 0 ? undefined : await enterRosterChange(act)
  if (at === undefined) return
  const ends = placed.flatMap(({ from, to }) => [from, to])
  const places = await findPlaces(act.tx, act.regionId, { classes: distinct(ends.map((end) => end?.classId)), units: [] })
  const since = placed.reduce((first, { on }) => earlierOf(first, on), placed[0]!.on)
  await act.asProgram(distinct([...act.scope.schools, ...ends.map((end) => end?.schoolId)]), async (wide) => {
    for (const group of byKeeper(placed)) await moveFulfilments(wide.tx, at, group)
    await renew(wide, at, { places, since, concerns: (duty) => duty.shape === 'students' })
  })
}

/** Posts have a new holder, or none: cells of their classes and units are laid out again. */
export async function onAppointmentsChanged(act: Act, { changed }: PayloadOf<typeof appointmentsChanged>): Promise<void> {
  const at = changed.length === 0 ? undefined : await enterRosterChange(act)
  if (at === undefined) return
  const posts = await findPostPlaces(act.tx, act.regionId, distinct(changed.map((one) => one.postId)))
  const units = distinct(posts.map((post) => post.unitId))
  const since = changed.reduce((first, { on }) => earlierOf(first, on), changed[0]!.on)
  const own = await findPlaces(act.tx, act.regionId, { classes: distinct(posts.map((post) => post.classId)), units })
  await act.asProgram(units, async (wide) => {
    await renew(wide, at, { places: own, since, concerns: (duty) => duty.carrier !== 'body' && !owesEveryClass(duty) })
    // Whoever owes something to every class of the unit has a cell in each.
    const duties = countedDuties(await getPlan(act.tx, act.regionId, act.today), units)
    if (!duties.some(owesEveryClass)) return
    await renew(wide, at, { places: await findPlacesOfUnits(act.tx, act.regionId, units), since, concerns: owesEveryClass })
  })
}

const owesEveryClass = ({ shape, carrier, reach }: CountedDuty) => shape !== 'times' && carrier !== 'unit' && reach === 'unit'

/** Bodies came, changed or went: each that there is on the day owes. */
export async function onBodiesChanged(act: Act, { unitIds, on }: PayloadOf<typeof bodiesChanged>): Promise<void> {
  const at = unitIds.length === 0 ? undefined : await enterRosterChange(act)
  if (at === undefined) return
  const places = await findPlaces(act.tx, act.regionId, { classes: [], units: unitIds })
  await act.asProgram(unitIds, (wide) => renew(wide, at, { places, since: on, concerns: (duty) => duty.carrier === 'body' }))
}

/** Children are key students or left behind from a day on, or no longer: every class in which they sat is counted again. */
export async function onDesignationsChanged(act: Act, { changed }: PayloadOf<typeof designationsChanged>): Promise<void> {
  const at = changed.length === 0 ? undefined : await enterRosterChange(act)
  if (at === undefined) return
  const since = changed.reduce((first, { on }) => earlierOf(first, on), changed[0]!.on)
  const students = distinct(changed.map((one) => one.studentId))
  await act.asProgram(distinct(changed.map((one) => one.schoolId)), async (near) => {
    const classes = await findClassesOf(near.tx, act.regionId, students)
    const places = await findPlaces(near.tx, act.regionId, { classes: classes.map((one) => one.id), units: [] })
    await near.asProgram(places.units.map((one) => one.id), (wide) =>
      renew(wide, at, { places, since, concerns: (duty) => duty.designation !== undefined }))
  }, students)
}

/** Classes came or went: what they and their posts owe is laid out again. What is owed of their children goes with the children. */
export async function onClassesChanged(act: Act, { classIds, on }: PayloadOf<typeof classesChanged>): Promise<void> {
  const at = classIds.length === 0 ? undefined : await enterRosterChange(act)
  if (at === undefined) return
  const places = await findPlaces(act.tx, act.regionId, { classes: classIds, units: [] })
  const units = places.units.map((one) => one.id)
  await act.asProgram(units, (wide) => renew(wide, at, { places, since: on, concerns: (duty) => duty.shape !== 'students' }))
}

async function enterRosterChange(act: Act): Promise<In | undefined> {
  await haltWriters(act.tx, act.regionId)
  const generation = await findGeneration(act.tx, act.regionId)
  return generation === undefined ? undefined : { regionId: act.regionId, generation: generation.id }
}

/** A roster for a whole school is planned like a jurisdiction: what came in this transaction is in no statistics yet. */
const MANY = 20

interface Renewal { readonly places: Places; readonly since: SchoolDate; concerns(duty: CountedDuty): boolean }

async function renew(act: Act, at: In, { places, since, concerns }: Renewal): Promise<void> {
  const unitIds: Uuid[] = places.units.map((one) => one.id)
  if (places.classes.length > MANY) await planForAll(act.tx)
  const duties = countedDuties(await getPlan(act.tx, act.regionId, act.today), unitIds).filter(concerns)
  const keep = (span: Span) => span.end >= act.today || span.end >= since
  await recount(act, at, {
    stretches: duties.map((duty) => stretchOf(duty, layOut(duty, places, { today: act.today, keep }))),
    renew: true,
  })
}
