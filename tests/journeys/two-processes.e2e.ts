import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnswerOf } from '#kernel/route'
import type { listStudents } from '#modules/org/students/student.contract'
import { temporaryCluster } from '#testing/temporary'
import { read, signIn, type Caller } from '../endurance/crowd.ts'
import { dataFolder, PROGRAM, settings, start, tongxin, type Installation, type Running } from './running.ts'

/** A moment's patience for what the other process does within two seconds. */
const SOON = { timeout: 20_000, interval: 100 }
const DATABASE = `two_processes_${process.pid}`

describe('an installation that moves to a PostgreSQL of its own and is served by two processes', () => {
  const folder = dataFolder()
  const file = join(folder.path, 'backup.tar')
  const embedded: Installation = { dataDir: join(folder.path, 'embedded') }
  let external: Installation
  let [cluster, tables]: [{ url: string; stop: () => Promise<void> }, pg.Client] = [undefined!, undefined!]
  let [one, two]: [Running, Running] = [undefined!, undefined!]
  const processes: Running[] = []
  const running = async (installation: Installation): Promise<Running> => {
    processes.push(await start([], installation))
    return processes.at(-1)!
  }
  let teacher: Caller
  let students: readonly string[]

  const visit = (index: number, key: string, at: Running) => fetch(`${at.url}/api/visits`, {
    method: 'POST', headers: { ...teacher.headers, 'idempotency-key': key },
    body: JSON.stringify({
      happenedOn: teacher.today, mode: 'in_home', studentIds: [students[index % students.length]], topics: ['family'], note: key, again: true,
    }),
  })
  const count = async (what: string): Promise<number> => (await tables.query<{ n: number }>(`select count(*)::int as n from ${what}`)).rows[0]!.n

  beforeAll(async () => {
    const given = process.env['TEST_DATABASE_URL']
    cluster = given === undefined ? await temporaryCluster() : { url: given, stop: async () => undefined }
    const admin = new pg.Client({ connectionString: cluster.url })
    await admin.connect()
    await admin.query(`create database ${DATABASE} template template0`)
    await admin.end()
    const url = new URL(cluster.url)
    url.pathname = DATABASE
    tables = new pg.Client({ connectionString: url.href })
    await tables.connect()
    external = { dataDir: join(folder.path, 'external'), env: { DATABASE_URL: url.href } }
  }, 120_000)

  afterAll(async () => {
    await Promise.all(processes.map((program) => program.stop()))
    await tables.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`)
    await tables.end()
    const admin = new pg.Client({ connectionString: cluster.url })
    await admin.connect()
    await admin.query(`drop database ${DATABASE} with (force)`)
    await admin.end()
    await cluster.stop()
    folder.remove()
  })

  test('is backed up while it runs', async () => {
    const program = await start(['--demo'], embedded)
    processes.push(program)
    const { code, out, err } = await tongxin(['backup', file], embedded)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('field.key')
    expect((await fetch(`${program.url}/readyz`)).status).toBe(200)
    expect(await program.stop()).toBe(0)
    expect(statSync(file).size).toBeGreaterThan(100_000)
  })

  test('is restored with its key alone, also after a restore that was killed', async () => {
    const keyless = await tongxin(['restore', file], external)
    expect(keyless.code).toBe(1)
    expect(keyless.err).toContain('密钥')
    external = { ...external, env: { ...external.env, TONGXIN_KEY: readFileSync(join(embedded.dataDir, 'field.key'), 'utf8').trim() } }

    const killed = spawn(process.execPath, [PROGRAM, 'restore', file], { env: settings(external), stdio: 'ignore' })
    const copying = () => count(`pg_stat_activity where datname = current_database() and query like 'copy%from stdin'`)
    await expect.poll(copying, { timeout: 20_000, interval: 5 }).toBe(1)
    killed.kill('SIGKILL')
    await once(killed, 'exit')
    await expect.poll(() => count(`pg_stat_activity where datname = current_database() and usename = 'tongxin_owner'`), SOON).toBe(0)
    expect(await count(`pg_tables where schemaname = 'public'`)).toBe(0)

    const { code, out, err } = await tongxin(['restore', file, '--json'], external)
    expect({ code, ...(code !== 0 && { out, err }) }).toEqual({ code: 0 })
    const same = { differences: 0, damage: 0, sameHead: true }
    expect(JSON.parse(out)).toMatchObject({ well: true, compared: [same, same, same] })
  })

  test('is opened by both at the same moment', async () => {
    [one, two] = await Promise.all([running(external), running(external)])
    expect((await fetch(`${one.url}/readyz`)).status).toBe(200)
    expect((await fetch(`${two.url}/readyz`)).status).toBe(200)
    const { code, err } = await tongxin(['restore', file], external)
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('先停止') })
  })

  test('keeps a session at both and ends it at both', async () => {
    const leaving = await signIn(one.url, 'head-teacher', 'head_teacher')
    const known = async (at: Running) => (await fetch(`${at.url}/api/promises`, { headers: leaving.headers })).status
    expect([await known(one), await known(two)]).toEqual([200, 200])
    const cookie = leaving.headers['cookie']!
    expect((await fetch(`${two.url}/api/session`, { method: 'DELETE', headers: { cookie, 'x-csrf': '1' } })).status).toBe(200)
    expect([await known(one), await known(two)]).toEqual([401, 401])
  })

  test('records once what is submitted to both at once', async () => {
    teacher = await signIn(two.url, 'head-teacher', 'head_teacher')
    const listed = await read<AnswerOf<typeof listStudents>>(one.url, teacher, `/api/classes/${teacher.capacity.classIds[0]}/students`)
    students = listed.students.map((student) => student.id)
    const before = await count('record')
    for (let i = 0; i < 10; i++) {
      const answers = await Promise.all([one, two, one, two].map(async (at) => {
        const answer = await visit(i, `twin-${i}`, at)
        return `${answer.status} ${await answer.text()}`
      }))
      expect(new Set(answers).size, answers.join('\n')).toBe(1)
      expect(answers[0]).toMatch(/^200 /)
    }
    expect(await count('record') - before).toBe(10)
  })

  test('does what waits once, whichever of them takes it', async () => {
    await tables.query(`create table taken (id uuid, process int);
      create function note_taken() returns trigger language plpgsql security definer as
        $$ begin insert into taken values (old.id, pg_backend_pid()); return null; end $$;
      create trigger note_taken after delete on outbox for each row execute function note_taken()`)
    const [records, audits] = [await count('record'), await count('audit')]
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => visit(i, `load-${i}`, i % 2 === 0 ? one : two)))
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
    await expect.poll(async () => await count('outbox') + await count('audit_unsealed'), SOON).toBe(0)

    expect(await count('record') - records).toBe(40)
    expect(await count('taken')).toBe(await count('(select distinct id from taken) t'))
    expect(await count('(select distinct process from taken) t')).toBeGreaterThan(1)
    expect(await count('(select unnest(row_ids) from audit_block) t')).toBe(await count('audit'))
    expect(await count('audit')).toBeGreaterThan(audits)
    await tables.query('drop trigger note_taken on outbox; drop function note_taken; drop table taken')
  })

  test('goes on when one of them is killed, which leaves nothing undone', async () => {
    const before = await count('record')
    const acknowledged: string[] = []
    // Roll-ups cannot be written meanwhile, so what is announced waits.
    await tables.query('begin; lock table rollup in share row exclusive mode')
    for (let i = 0; i < 20; i++) if ((await visit(i, `last-words-${i}`, one)).ok) acknowledged.push(`last-words-${i}`)
    expect(await count('outbox')).toBeGreaterThan(0)
    const gone = once(one.child, 'exit')
    one.child.kill('SIGKILL')
    await gone
    await tables.query('rollback')

    for (let i = 0; i < 20; i++) {
      const answer = await visit(i, `alone-${i}`, two)
      expect(answer.status).toBe(200)
    }
    await expect.poll(async () => await count('outbox') + await count('audit_unsealed'), SOON).toBe(0)
    expect(acknowledged.length).toBe(20)
    for (const key of acknowledged) expect(await count(`idempotency where key = '${key}' and answer <> 'null'`), key).toBe(1)
    expect(await count('record') - before).toBe(40)
    for (const command of ['coverage verify', 'audit verify']) {
      const { code, out, err } = await tongxin([...command.split(' '), '--json'], external)
      expect({ command, code, ...(code !== 0 && { out, err }) }).toEqual({ command, code: 0 })
    }
  })

  test('lets the one that went come back', async () => {
    one = await running(external)
    expect((await visit(0, 'back again', one)).status).toBe(200)
    expect(await Promise.all([one.stop(), two.stop()])).toEqual([0, 0])
  })
})
