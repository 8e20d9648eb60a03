import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId, type Uuid } from '#kernel/ids'
import { recordsSaved, type RecordActor, type RecordFacts } from '#modules/ledger/records/record.contract'
import { regionScope } from '#platform/db/scope'
import { useDatabase } from '#testing/database'
import { readMine } from './mine.service.ts'
import { rebuild, verify } from './rebuild.service.ts'
import { readMatter } from './region.service.ts'
import { DISTRICT, makeWorld, noon, type SchoolClass, type World } from './world.factory.ts'

const TODAY = '2026-11-20'
const urls = useDatabase()
let world: World
let actor: RecordActor
let own: SchoolClass
const children: Uuid[] = []

beforeAll(async () => {
  world = await makeWorld(urls)
  const school = await world.addUnit({ kind: 'school', stages: ['primary'] })
  own = await world.addClass({ schoolId: school.id, stage: 'primary', entryYear: 2024 })
  const post = await world.addPost({ unitId: school.id, kind: 'head_teacher', classId: own.id })
  const personId = await world.addPerson()
  await world.appoint({ postId: post.id, personId, from: '2025-03-01' }, TODAY)
  for (let n = 0; n < 12; n++) children.push(await world.join({ classId: own.id, on: '2025-09-01' }, TODAY))
  actor = { personId, postId: post.id, postKind: 'head_teacher', unitId: school.id, classId: own.id }
  await rebuild(world.rollup, 1, { now: noon(TODAY), reason: 'start' })
})
afterAll(() => world.close())

const visit = (studentId: Uuid): RecordFacts => ({
  recordId: newId(), version: 1, kind: 'home_visit', unitId: actor.unitId, happenedOn: '2026-11-19', withdrawn: false,
  fields: { mode: 'in_home' }, actors: [actor],
  subjects: [{ subjectId: studentId, studentId, schoolId: actor.unitId, classId: own.id, classThen: own.id, fields: {} }],
})

test('records of one class made at the same time, beside a rebuild, are all counted', async () => {
  const made = children.map((child) => world.save(visit(child), TODAY))
  await Promise.all([...made, rebuild(world.rollup, 1, { now: noon(TODAY), reason: 'meanwhile' })])
  await world.drain()
  const cell = await world.owner.shared.selectFrom('cell').innerJoin('generation', (on) => on.onRef('generation.id', '=', 'cell.generation'))
    .select(['done', 'required']).where('state', '=', 'current').where('duty', '=', `${DISTRICT}#head-teacher-visits-each-student`).where('period', '=', '2026').executeTakeFirstOrThrow()
  expect(cell).toEqual({ done: 12, required: 12 })
  expect(await verify(world.rollup, 1, noon(TODAY))).toEqual({ differences: [], waiting: 0 })
})

/** How often `work` waits for the database: a statement that is sent while another is under way costs no trip of its own. */
async function countTrips(work: () => Promise<unknown>): Promise<number> {
  const send = pg.Client.prototype.query
  let trips = 0
  let underWay = 0
  pg.Client.prototype.query = function count(this: pg.Client, ...args: unknown[]) {
    if (underWay === 0) trips += 1
    underWay += 1
    const answer = Reflect.apply(send, this, args) as Promise<unknown>
    const arrived = () => { underWay -= 1 }
    answer.then(arrived, arrived)
    return answer as never
  } as typeof send
  await work().finally(() => { pg.Client.prototype.query = send })
  return trips
}

test('a visit moves its cells, and a page is read, in few round trips', async () => {
  const again = { ...[...world.story.records.values()][0]!, recordId: newId() }
  const head = { role: 'head_teacher', unitId: actor.unitId, personId: actor.personId, postIds: [actor.postId], classIds: [own.id] } as const
  const trips = {
    moved: await world.acting(head, TODAY, (act) => countTrips(() => act.announce(recordsSaved, { saved: [{ record: again, previous: null }] }))),
    taken: await world.acting(head, TODAY, (act) => countTrips(() => act.announce(recordsSaved, { saved: [{ record: { ...again, withdrawn: true }, previous: again }] }))),
    mine: await world.acting(head, TODAY, (act) => countTrips(() => readMine(act))),
    matter: await world.acting({ role: 'bureau_officer' }, TODAY, (act) => countTrips(() => readMatter(act, 'home-visit', {}))),
  }
  expect(trips).toEqual({ moved: 3, taken: 4, mine: 2, matter: 2 })
})

test('old generations leave no rows', async () => {
  await rebuild(world.rollup, 1, { now: noon(TODAY), reason: 'again' })
  for (const table of ['generation', 'cell', 'rollup', 'fulfilment'] as const) {
    const column = table === 'generation' ? 'id' : 'generation'
    const { rows } = await sql<{ n: number }>`select count(distinct ${sql.ref(column)}) as n from ${sql.table(table)}`.execute(world.owner.shared)
    expect([table, rows[0]?.n]).toEqual([table, 1])
  }
})

test('a page of a unit or a class finds its cells by their index among those of many', async () => {
  await sql`insert into cell select 1, c.generation, c.duty, c.period, gen_random_uuid(), gen_random_uuid(), c.bearer_kind, u.id, k.id, c.stage, 1, 0
    from cell c, (select gen_random_uuid() as id from generate_series(1, 300)) u, (select gen_random_uuid() as id from generate_series(1, 5)) k
    where c.class_id is not null`.execute(world.owner.shared)
  await sql`analyze cell`.execute(world.owner.shared)
  const planOf = (where: string) => world.app.inScope(regionScope(1), async (tx) => {
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select required, done from cell where region_id = 1
      and generation = (select id from generation where region_id = 1 and state = 'current') and ${sql.raw(where)}`.execute(tx)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
  const key = `duty = '${DISTRICT}#head-teacher-visits-each-student' and period = '2026'`
  expect(await planOf(`unit_id = '${actor.unitId}' and ${key}`)).toMatch(/Index (Only )?Scan using cell_region_id_generation_unit_id/)
  expect(await planOf(`class_id = '${own.id}' and ${key}`)).toMatch(/Index (Only )?Scan using cell_region_id_generation_duty_period_class_id/)
})
