import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#kernel/ids'
import { useDatabase } from '#testing/database'
import { setScope, type Scope } from './scope.ts'

/** Somebody who holds the password of the application role and goes around the program. */

const urls = useDatabase()
const NOW = new Date('2026-11-21T02:00:00Z')
const person = newId()
const ids = (): { school: string; class: string; student: string; person: string; post: string; record: string; body: string } =>
  ({ school: newId(), class: newId(), student: newId(), person: newId(), post: newId(), record: newId(), body: newId() })
const [mine, sameRegion, elsewhere] = [ids(), ids(), ids()]
const CHILD_TABLES = ['student', 'student_file', 'enrolment', 'guardianship', 'assignment', 'record_subject', 'confirmation', 'fulfilment', 'designation'] as const

const scope = (over: Partial<Scope>): Scope => ({ region: 1, person, schools: [], classes: [], students: [], ...over })

let owner: pg.Client
let app: pg.Client

beforeAll(async () => {
  owner = new pg.Client(urls.ownerUrl)
  app = new pg.Client(urls.appUrl)
  await owner.connect()
  await app.connect()
  await owner.query(`insert into jurisdiction values (1, 'district', null, false, $1), (2, 'district', null, false, $1)`, [NOW])
  await owner.query(`insert into generation values (1, 1, 'current', 'test', $1), (2, 1, 'current', 'test', $1)`, [NOW])
  for (const [region, at] of [[1, mine], [1, sameRegion], [2, elsewhere]] as const) await seed(region, at)
})

afterAll(async () => {
  await owner.end()
  await app.end()
})

async function seed(region: number, at: ReturnType<typeof ids>): Promise<void> {
  const add = (text: string, values: unknown[]) => owner.query(text, values)
  await add(`insert into unit values ($1, $2, 'school', '示例小学', '{primary}', null, '2020-09-01', null)`, [region, at.school])
  await add(`insert into class values ($1, $2, $3, 'primary', 2023, 2, '2023-09-01', null)`, [region, at.class, at.school])
  await add(`insert into person values ($1, $2, 'guardian', '', $3)`, [region, at.person, NOW])
  await add(`insert into post values ($1, $2, $3, 'bureau_leader', null, null, '2020-09-01', null)`, [region, at.post, at.school])
  await add(`insert into student values ($1, $2, $3, $4, '示例同学', 'unknown', null, $5)`, [region, at.student, at.school, at.class, NOW])
  await add(`insert into student_file values ($1, $2, $3, $4, '2015-09-01', 'resident', '\\x01', '\\x02', '\\x03', '\\x04', $5)`, [region, at.student, at.school, at.class, NOW])
  await add(`insert into enrolment values ($1, $2, $3, $4, $5, '2023-09-01', null)`, [region, newId(), at.student, at.school, at.class])
  await add(`insert into guardianship values ($1, $2, $3, $4, $5, $6, '示例家长', '母亲', '2023-09-01', null)`, [region, newId(), at.student, at.school, at.class, at.person])
  await add(`insert into assignment values ($1, $2, $3, $4, $5, $6, $7, 'random-visit', '2026-11-01', '2026-11-30', $8, $4)`,
    [region, newId(), at.post, at.person, at.student, at.school, at.class, NOW])
  await add(`insert into record values ($1, $2, 'home_visit', $3, 1, 'recorded', $4, $5)`, [region, at.record, at.school, NOW, at.person])
  await add(`insert into record_version values ($1, $2, 1, 'home_visit', $3, '2026-11-20', '{}', false, $4, $5, 'x')`, [region, at.record, at.school, NOW, at.person])
  await add(`insert into record_subject values ($1, $2, 1, $3, $3, $4, $5, $5, '{"note":"秘密"}', '张同学当天不在家')`, [region, at.record, at.student, at.school, at.class])
  await add(`insert into confirmation values ($1, $2, $3, $4, $5, $6, $7, 'true', $8)`, [region, newId(), at.record, at.student, at.school, at.class, at.person, NOW])
  await add(`insert into fulfilment values ($1, 1, 'd', '2026', $2, $3, $4, 1, $3, $5, $6, '2026-11-20')`, [region, at.post, at.student, at.record, at.school, at.class])
  await add(`insert into designation values ($1, $2, $3, $4, $5, 'key', '2026-09-01', null, $6, $7)`, [region, newId(), at.student, at.school, at.class, NOW, at.person])
  await add(`insert into body values ($1, $2, 'workstation', null, '示例工作站', $3, null, null, null, '2026-09-01', null)`, [region, at.body, at.school])
  await add(`insert into seat values ($1, $2, $3, $4, 'member', 'teacher', null, 3, '2026-09-01', null)`, [region, newId(), at.body, at.school])
  await add(`insert into audit values ($1, $2, $3, $4, 'c', 'child.read', 'student', $5, $6, $7, $8, '{}', null, 'r')`,
    [region, newId(), NOW, at.person, at.student, at.student, at.school, at.class])
}

/** Runs in a transaction of this scope and rolls back; the connection stays in use. */
async function within<T>(limits: Scope, work: () => Promise<T>): Promise<T> {
  await app.query(`begin; ${setScope(limits)}`)
  try {
    return await work()
  } finally {
    await app.query('rollback')
  }
}

const studentsOf = async (table: string): Promise<string[]> => {
  const column = table === 'student' ? 'id' : 'student_id'
  return (await app.query<{ id: string }>(`select distinct ${column} as id from ${table}`)).rows.map((r) => r.id)
}

describe('a forgotten scope', () => {
  it('is an error on a fresh connection, for every table that has rows', async () => {
    const fresh = new pg.Client(urls.appUrl)
    await fresh.connect()
    for (const table of [...CHILD_TABLES, 'unit', 'class', 'person', 'post', 'record', 'record_version', 'audit', 'jurisdiction']) {
      await expect(fresh.query(`select * from ${table}`), table).rejects.toThrow(/unrecognized configuration parameter "app\./)
    }
    await fresh.end()
  })

  it('is an error on a connection that served a scope before', async () => {
    await within(scope({ schools: [mine.school] }), () => app.query('select 1'))
    for (const table of [...CHILD_TABLES, 'unit', 'record', 'audit']) {
      await expect(app.query(`select * from ${table}`), table).rejects.toThrow(/invalid input syntax|malformed array/)
    }
  })
})

describe('reading around the program', () => {
  it.each(CHILD_TABLES)('%s shows nothing to a region without a reach, and only the own school, class or child with one', async (table) => {
    expect(await within(scope({}), () => studentsOf(table))).toEqual([])
    expect(await within(scope({ schools: [mine.school] }), () => studentsOf(table))).toEqual([mine.student])
    expect(await within(scope({ classes: [mine.class] }), () => studentsOf(table))).toEqual([mine.student])
    expect(await within(scope({ students: [mine.student] }), () => studentsOf(table))).toEqual([mine.student])
  })

  it.each(CHILD_TABLES)('%s never shows a child of another jurisdiction, whatever ids are claimed', async (table) => {
    const claimed = scope({ schools: [elsewhere.school], classes: [elsewhere.class], students: [elsewhere.student] })
    expect(await within(claimed, () => studentsOf(table))).toEqual([])
  })

  it('shows guardians their own links, staff by name, and no other guardian', async () => {
    const people = await within(scope({ person: mine.person }), () => app.query<{ id: string }>('select id from person'))
    expect(people.rows.map((r) => r.id)).toEqual([mine.person])
    const links = await within(scope({ person: mine.person }), () => studentsOf('guardianship'))
    expect(links).toEqual([mine.student])
  })

  it.each(['identity', 'membership', 'session'])('%s cannot be read at all', async (table) => {
    await expect(within(scope({}), () => app.query(`select * from ${table}`))).rejects.toThrow(/permission denied/)
  })
})

describe('writing around the program', () => {
  const own = scope({ schools: [mine.school] })

  it('puts no child into another school, class or jurisdiction', async () => {
    const insert = 'insert into student (region_id, id, school_id, class_id, name, gender, created_at) values ($1, $2, $3, $4, $5, $6, $7)'
    const row = (region: number, at: { school: string; class: string }) => [region, newId(), at.school, at.class, '示例', 'unknown', NOW]
    await expect(within(own, () => app.query(insert, row(1, mine)))).resolves.toBeTruthy()
    await expect(within(own, () => app.query(insert, row(1, sameRegion)))).rejects.toThrow(/row-level security/)
    await expect(within(own, () => app.query(insert, row(2, elsewhere)))).rejects.toThrow(/row-level security/)
  })

  it('writes nothing in the name of another', async () => {
    const inserts = {
      audit: `insert into audit values (1, '${newId()}', $2, $1, 'c', 'child.read', 'student', 'x', null, null, null, '{}', null, 'r')`,
      record_version: `insert into record_version values (1, '${mine.record}', 2, 'home_visit', '${mine.school}', '2026-11-20', '{}', false, $2, $1, 'x')`,
      confirmation: `insert into confirmation values (1, '${newId()}', '${mine.record}', '${mine.student}', '${mine.school}', '${mine.class}', $1, 'true', $2)`,
    }
    for (const [table, insert] of Object.entries(inserts)) {
      await expect(within(own, () => app.query(insert, [mine.person, NOW])), table).rejects.toThrow(/row-level security/)
      await expect(within(own, () => app.query(insert, [person, NOW])), table).resolves.toBeTruthy()
    }
    const moved = await within(own, () => app.query('update confirmation set class_id = null'))
    expect(moved.rowCount).toBe(1)
  })

  it('does not let the time of a write to disk tell which accounts exist', async () => {
    const waits = await within(own, async () => {
      await app.query('set local synchronous_commit = on')
      await app.query('select account_failed($1, null)', [newId()])
      return (await app.query<{ synchronous_commit: string }>('show synchronous_commit')).rows[0]!.synchronous_commit
    })
    expect(waits).toBe('off')
  })

  it('gives an account to no person of another jurisdiction, nor to one that does not exist', async () => {
    await owner.query(`insert into identity (id, login, created_at) values ($1, 'known', $2)`, [newId(), NOW])
    const create = (to: string) => within(own, () => app.query(`select account_create($1, 'new', null, null, null, $2, $3)`, [newId(), to, NOW]))
    const join = (to: string) => within(own, () => app.query(`select account_join('known', $1)`, [to]))
    for (const give of [create, join]) {
      await expect(give(mine.person)).resolves.toBeTruthy()
      await expect(give(elsewhere.person)).rejects.toThrow(/foreign key/)
      await expect(give(newId())).rejects.toThrow(/foreign key/)
    }
  })

  it('designates no child of another school or class, and moves no mark there', async () => {
    const insert = `insert into designation values ($1, $2, $3, $4, $5, 'left_behind', '2026-09-01', null, $6, $7)`
    const row = (region: number, at: ReturnType<typeof ids>) => [region, newId(), at.student, at.school, at.class, NOW, person]
    const ofClass = scope({ classes: [mine.class] })
    for (const reach of [own, ofClass]) {
      await expect(within(reach, () => app.query(insert, row(1, mine)))).resolves.toBeTruthy()
      await expect(within(reach, () => app.query(insert, row(1, sameRegion)))).rejects.toThrow(/row-level security/)
      await expect(within(reach, () => app.query(insert, row(2, elsewhere)))).rejects.toThrow(/row-level security/)
      expect((await within(reach, () => app.query('update designation set valid_to = $1', ['2026-11-20']))).rowCount).toBe(1)
    }
    await expect(within(own, () => app.query('update designation set school_id = $1, class_id = null', [sameRegion.school]))).rejects.toThrow(/row-level security/)
  })

  it.each(['body', 'seat'])('%s of another jurisdiction is neither read nor written nor taken', async (table) => {
    const units = await within(own, () => app.query<{ unit_id: string }>(`select unit_id from ${table}`))
    expect(units.rows.map((row) => row.unit_id).sort()).toEqual([mine.school, sameRegion.school].sort())
    expect((await within(own, () => app.query(`update ${table} set valid_to = '2026-11-20' where region_id = 2`))).rowCount).toBe(0)
    await expect(within(own, () => app.query(`update ${table} set region_id = 2`))).rejects.toThrow(/row-level security|violates/)
  })

  it('moves no row out of the own reach and changes none outside', async () => {
    await expect(within(own, () => app.query('update student set school_id = $1', [sameRegion.school]))).rejects.toThrow(/row-level security/)
    const touched = await within(own, () => app.query('update student set name = $1', ['改']))
    expect(touched.rowCount).toBe(1)
    await expect(within(own, () => app.query('update record set region_id = 2'))).rejects.toThrow(/row-level security|violates/)
  })

  it('takes back no child, guardian or post of another school, whatever a batch of the own school is said to have brought', async () => {
    const [appointment, batch] = [newId(), newId()]
    await owner.query(`insert into appointment values (1, $1, $2, $3, '2026-09-01', null)`, [appointment, sameRegion.post, sameRegion.person])
    const guards = (await owner.query<{ id: string }>('select id from guardianship where student_id = $1', [sameRegion.student])).rows[0]!.id
    const left = await within(own, async () => {
      await app.query(`insert into roster_batch values (1, $1, $2, 'students', 'x', 'x', '2026-09-01', '{}', $3, $4, null, null)`, [batch, mine.school, NOW, person])
      const said = [['student.new', sameRegion.student], ['guardianship.new', guards], ['appointment.new', appointment], ['person.new', sameRegion.person]]
      for (const [seq, [kind, id]] of said.entries()) {
        await app.query('insert into roster_change values (1, $1, $2, $3, $4, $5, null, null)', [batch, seq, mine.school, kind, id])
      }
      await app.query('select roster_take_back($1)', [batch])
      await app.query(setScope(scope({ schools: [sameRegion.school] })))
      const { rows } = await app.query<{ n: number }>(`select (select count(*)::int from guardianship where id = $1) + (select count(*)::int from appointment where id = $2)
        + (select count(*)::int from student where id = $3) as n`, [guards, appointment, sameRegion.student])
      return rows[0]!.n
    })
    expect(left).toBe(3)
  })

  it.each([
    'update audit set action = $$x$$', 'delete from audit', 'update record_version set capacity = $$x$$', 'delete from record_version',
    'delete from record', 'delete from student', 'select * from outbox', 'delete from outbox', 'delete from idempotency', 'insert into rollup select * from rollup', 'update audit_block set hash = $$x$$', 'delete from confirmation',
    'delete from body', 'delete from seat', 'delete from designation',
    'insert into pack values ($$x$$, $$x$$, $${}$$, current_timestamp)', 'insert into jurisdiction values (9, $$district$$, null, false, current_timestamp)',
    'alter table student disable row level security', 'drop table student', 'create table mine (id int)', 'set role tongxin_owner', 'set role tongxin_rollup',
    'drop policy app_child on student', 'truncate audit', 'insert into schema_migration values ($$x$$, $$x$$, current_timestamp)',
  ])('%s is refused', async (statement) => {
    await expect(within(own, () => app.query(statement))).rejects.toThrow(/permission denied|must be owner/)
  })
})

describe('what tables say of themselves', () => {
  it('every table declares its personal data, and for how long whatever is kept of persons', async () => {
    const { rows } = await owner.query<{ name: string; said: string | null }>(`
      select c.relname as name, obj_description(c.oid) as said from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`)
    expect(rows.length).toBeGreaterThan(20)
    for (const { name, said } of rows) expect(said, name).toMatch(/^personal data: (none|.*(Retention|Rows are taken))/)
  })

  it('no free text about people lies in a table that a whole jurisdiction reads', async () => {
    const { rows } = await app.query<{ name: string }>(`
      select c.table_name || '.' || c.column_name as name from information_schema.columns c
      join pg_policies p on p.tablename = c.table_name and p.policyname = 'app_region'
      where c.table_schema = 'public' and c.data_type = 'text' and c.column_name in ('note', 'reason', 'comment', 'remark', 'guardian_name')`)
    // Why a recount was made; a word of a list; and one line to the bureau, refused where it names a child (decision 0036).
    const meant = ['generation.reason', 'exception.reason', 'exception.note']
    expect(rows.map((r) => r.name).filter((name) => !meant.includes(name))).toEqual([])
  })

  it('keeps an answer to a submit for its sender alone, and sweeps it by a function that obeys the scope', async () => {
    const keep = `insert into idempotency values ($1, $2, $3, 'h', '{}', $4)`
    await owner.query(keep, [1, person, 'old', new Date('2026-10-01')])
    await owner.query(keep, [1, person, 'new', NOW])
    await owner.query(keep, [2, person, 'old', new Date('2026-10-01')])
    await app.query(`begin; ${setScope(scope({ person: mine.person }))}`)
    expect((await app.query('select key from idempotency')).rows).toEqual([])
    await app.query('select idempotency_sweep($1)', [new Date('2026-10-22T02:00:00Z')])
    await app.query('commit')
    const left = await owner.query<{ region_id: number; key: string }>('select region_id, key from idempotency order by 1, 2')
    expect(left.rows).toEqual([{ region_id: 1, key: 'new' }, { region_id: 2, key: 'old' }])
  })
})

describe('the roles themselves', () => {
  it('none is a superuser, bypasses row policies or owns what it must not', async () => {
    const { rows } = await owner.query<{ rolname: string; bad: boolean }>(
      `select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as bad from pg_roles where rolname like 'tongxin\\_%' order by 1`)
    expect(rows).toEqual(['tongxin_app', 'tongxin_owner', 'tongxin_rollup'].map((rolname) => ({ rolname, bad: false })))
    const owned = await owner.query(`select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in ('tongxin_app', 'tongxin_rollup')`)
    expect(owned.rows).toEqual([])
  })

  it('rollup reads one jurisdiction at a time and writes no child', async () => {
    const rollup = new pg.Client(urls.rollupUrl)
    await rollup.connect()
    await expect(rollup.query('select * from student')).rejects.toThrow(/unrecognized configuration parameter "app\./)
    await rollup.query(`begin; ${setScope(scope({ region: 2 }))}`)
    expect((await rollup.query<{ id: string }>('select id from student')).rows).toEqual([{ id: elsewhere.student }])
    await expect(rollup.query('update student set name = $1', ['x'])).rejects.toThrow(/permission denied/)
    await rollup.end()
  })

  it.each(['select name from student', 'select gender from student', 'select * from guardianship', 'select * from person', 'select * from assignment',
    'select * from confirmation', 'select * from idempotency', 'select reason from record_subject'])('rollup learns no name by %s', async (query) => {
    const rollup = new pg.Client(urls.rollupUrl)
    await rollup.connect()
    await rollup.query(`begin; ${setScope(scope({}))}`)
    await expect(rollup.query(query)).rejects.toThrow(/permission denied/)
    await rollup.end()
  })
})
