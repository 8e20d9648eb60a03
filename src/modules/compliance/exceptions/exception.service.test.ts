import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#kernel/capacity'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { useDatabase } from '#testing/database'
import { rebuild } from '../coverage/rebuild.service.ts'
import { readMine } from '../coverage/mine.service.ts'
import { readSchool } from '../coverage/school.service.ts'
import { DISTRICT, makeWorld, noon, type Post, type SchoolClass, type Unit, type World } from '../coverage/world.factory.ts'
import type { ExceptionAsk } from './exception.contract.ts'
import { countWaiting, listExceptions } from './exception-list.service.ts'
import { askException, decideException, endException } from './exception.service.ts'

const TODAY = '2027-01-30'
const MEETINGS = `${DISTRICT}#parent-meetings-each-semester`
const VISITS = `${DISTRICT}#head-teacher-visits-each-student`
const urls = useDatabase()
let world: World
let [school, other]: Unit[] = []
let own: SchoolClass
let head: Post & { holder: Uuid }
let bureau: Unit

beforeAll(async () => {
  world = await makeWorld(urls)
  bureau = await world.addUnit({ kind: 'bureau', stages: [] })
  school = await world.addUnit({ kind: 'school', stages: ['primary'] })
  other = await world.addUnit({ kind: 'school', stages: ['primary'] })
  own = await world.addClass({ schoolId: school.id, stage: 'primary', entryYear: 2024 })
  const post = await world.addPost({ unitId: school.id, kind: 'head_teacher', classId: own.id })
  head = { ...post, holder: await world.addPerson() }
  await world.appoint({ postId: post.id, personId: head.holder, from: '2024-08-20' }, TODAY)
  await world.join({ classId: own.id, on: '2025-09-01' }, TODAY)
  await rebuild(world.rollup, 1, { now: noon(TODAY), reason: 'start' })
})
afterAll(() => world.close())

const people = new Map<string, Uuid>()
async function as<T>(role: Role, unit: Unit | undefined, work: (act: Act) => Promise<T>): Promise<T> {
  const key = `${role} ${unit?.id}`
  if (!people.has(key)) people.set(key, await world.addPerson())
  const who = role === 'head_teacher' ? { personId: head.holder, postIds: [head.id], classIds: [own.id] } : { personId: people.get(key)! }
  return world.acting({ role, unitId: unit?.id ?? null, ...who }, TODAY, work)
}
const ask = (more: Partial<ExceptionAsk> = {}): ExceptionAsk => ({
  kind: 'exception', duty: MEETINGS, period: '2026-1', bearerId: school!.id, groupId: own.id, reason: 'place', note: '礼堂大修', endsOn: '2027-02-10', ...more,
})
const code = (work: Promise<unknown>) => work.then(() => 'done', (error: { code?: string }) => error.code)
const meetings = async () => (await as('principal', school, (act) => readSchool(act, school!.id, {}))).duties.find(({ key }) => key === MEETINGS)!

describe('an exception from what holds in principle', () => {
  let id: Uuid
  test('changes nothing while it is only asked for', async () => {
    expect((await meetings()).rows[0]!.standing).toMatchObject({ state: 'overdue', red: true })
    ;({ id } = await as('principal', school, (act) => askException(act, ask())))
    expect((await meetings()).rows[0]!.standing).toMatchObject({ state: 'overdue', red: true })
    expect(await code(as('principal', school, (act) => askException(act, ask())))).toBe('already-asked')
  })

  test('is granted by the bureau alone, never by who asked', async () => {
    expect(await code(as('principal', school, (act) => decideException(act, id, true)))).toBe('decided-by-others')
    expect(await code(as('principal', other, (act) => decideException(act, id, true)))).toBe('not-found')
    await as('bureau_officer', bureau, (act) => decideException(act, id, true))
    expect(await code(as('bureau_officer', bureau, (act) => decideException(act, id, false)))).toBe('not-open-any-more')
  })

  test('takes the cell out of red with its reason and end, and is counted apart', async () => {
    const line = await meetings()
    expect(line.rows[0]!.standing).toMatchObject({ state: 'excepted', red: false, note: expect.stringContaining('礼堂大修') as string })
    expect(line.relieved).toEqual({ excepted: 1, hindered: 0 })
    expect(line.figure).toMatchObject({ required: 2, done: 0 })
  })

  test('ends on its own after its last day and at once when it is ended', async () => {
    await as('bureau_officer', bureau, (act) => endException(act, id))
    expect((await meetings()).rows[0]!.standing.state).toBe('overdue')
    const again = await as('vice_principal', school, (act) => askException(act, ask({ endsOn: TODAY })))
    await as('bureau_officer', bureau, (act) => decideException(act, again.id, true))
    expect((await meetings()).rows[0]!.standing.state).toBe('excepted')
    const later = await world.acting({ role: 'principal', unitId: school!.id }, '2027-01-31', (act) => readSchool(act, school!.id, {}))
    expect(later.duties.find(({ key }) => key === MEETINGS)!.rows[0]!.standing.state).toBe('overdue')
  })

  test('is refused where the text does not say in principle, where nothing is open, and for dates that make no sense', async () => {
    const visits = ask({ duty: VISITS, period: '2026', bearerId: head.id })
    expect(await code(as('principal', school, (act) => askException(act, visits)))).toBe('not-in-principle')
    expect(await code(as('principal', school, (act) => askException(act, ask({ period: '2026-2', endsOn: '2026-12-01' }))))).toBe('bad-end')
    expect(await code(as('principal', school, (act) => askException(act, ask({ groupId: head.id }))))).toBe('nothing-open')
    expect(await code(as('principal', other, (act) => askException(act, ask({ period: '2026-2', endsOn: '2027-03-01' }))))).toBe('nothing-open')
  })
})

describe('what stands in the way', () => {
  test('is said by the head teacher, confirmed by the principal, and shown as a shortage of planning', async () => {
    const said = ask({ kind: 'hindrance', duty: VISITS, period: '2026', bearerId: head.id, reason: 'distance', note: '住处在外地', endsOn: '2027-06-30' })
    const { id } = await as('head_teacher', school, (act) => askException(act, said))
    expect(await code(as('head_teacher', school, (act) => decideException(act, id, true)))).toBe('decided-by-others')
    expect((await as('principal', school, countWaiting)).waiting).toBe(1)
    await as('principal', school, (act) => decideException(act, id, true))
    const mine = await as('head_teacher', school, readMine)
    expect(mine.duties.find(({ key }) => key === VISITS)!.standing).toMatchObject({ state: 'cannot-be-met', red: false })
    const { shortages, exceptions } = await as('bureau_officer', bureau, listExceptions)
    expect(shortages).toEqual([{ reason: 'distance', reasonLabel: '路途过远或长期在外', schools: 1, cells: 1 }])
    expect(exceptions.filter((one) => one.state === 'approved')).toHaveLength(2)
    expect((await as('principal', other, listExceptions)).exceptions).toEqual([])
    expect(exceptions.every(({ askedBy }) => askedBy === null), 'the bureau reads schools').toBe(true)
  })

  test('a principal who says it does not confirm it, and nobody writes a child into it', async () => {
    const said = ask({ kind: 'hindrance', period: '2026-2', reason: 'place', note: '礼堂大修', endsOn: '2027-07-01' })
    const { id } = await as('principal', school, (act) => askException(act, said))
    expect((await as('principal', school, countWaiting)).waiting).toBe(0)
    expect((await as('bureau_officer', bureau, countWaiting)).waiting).toBe(1)
    expect(await code(as('principal', school, (act) => decideException(act, id, true)))).toBe('decided-by-others')
    await as('bureau_officer', bureau, (act) => decideException(act, id, false))
    const { rows: [child] } = await sql<{ name: string }>`select name from student where region_id = 1`.execute(world.owner.shared)
    expect(await code(as('principal', school, (act) => askException(act, { ...said, note: `${child!.name}住院` })))).toBe('names-a-child')
    expect(await code(as('principal', school, (act) => askException(act, { ...said, note: `因${[...child!.name].join(' ')}住院` })))).toBe('names-a-child')
    expect(await code(as('principal', school, (act) => askException(act, { ...said, endsOn: '2028-02-01' })))).toBe('bad-end')
  })

  test('nobody confirms what they owe themselves, in whichever capacity they decide', async () => {
    const post = await world.addPost({ unitId: school!.id, kind: 'subject_teacher', classId: own.id })
    await world.appoint({ postId: post.id, personId: head.holder, from: '2024-08-20' }, TODAY)
    const taken = await world.owner.shared.selectFrom('appointment').select('id').where('person_id', '=', head.holder).where('post_id', '=', head.id).executeTakeFirstOrThrow()
    const { id } = await as('vice_principal', school, (act) => askException(act, ask({ kind: 'hindrance', period: '2026-2', endsOn: '2027-07-01', note: '两个岗位' })))
    const leads = <T>(work: (act: Act) => Promise<T>) => world.acting({ role: 'principal', unitId: school!.id, personId: head.holder }, TODAY, work)
    const sits = <T>(work: (act: Act) => Promise<T>) => world.acting({ role: 'bureau_officer', unitId: bureau.id, personId: head.holder }, TODAY, work)
    for (const bearer of [head.holder, head.id, post.id, taken.id]) {
      await world.owner.shared.updateTable('exception').set({ bearer_id: bearer }).where('id', '=', id).execute()
      expect([(await leads(countWaiting)).waiting, (await sits(countWaiting)).waiting]).toEqual([0, 0])
      expect((await leads(listExceptions)).exceptions.find((one) => one.id === id)?.can).toEqual({ approve: false, refuse: false, end: true })
      for (const decide of [leads, sits]) expect(await code(decide((act) => decideException(act, id, true)))).toBe('decided-by-others')
    }
    await as('principal', school, (act) => decideException(act, id, false))
  })

  test('shortages are summed over all schools, however many wait before them', async () => {
    const before = (await as('bureau_officer', bureau, listExceptions)).shortages
    expect(before).not.toEqual([])
    await sql`insert into exception select region_id, gen_random_uuid(), kind, duty, period, bearer_id, group_id, unit_id, reason, note, 'asked', ends_on, asked_at, asked_by, null, null
      from exception, generate_series(1, 1000) where id = (select id from exception order by id limit 1)`.execute(world.owner.shared)
    expect((await as('bureau_officer', bureau, listExceptions)).shortages).toEqual(before)
    await sql`delete from exception where id in (select id from exception where state = 'asked' limit 1000)`.execute(world.owner.shared)
  })

  test('two who ask at once ask once', async () => {
    const said = ask({ kind: 'hindrance', period: '2026-2', endsOn: '2027-07-01' })
    const codes = await Promise.all([1, 2].map(() => code(as('vice_principal', school, (act) => askException(act, said)))))
    expect(codes).toEqual(expect.arrayContaining(['already-asked', 'done']))
  })
})
