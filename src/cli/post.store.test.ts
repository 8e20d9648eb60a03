import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { addDays, schoolDateOf } from '#kernel/dates'
import { useBench } from '#modules/org/org.factory'
import { useDatabase } from '#testing/database'
import { postHandOver } from './post.ts'
import { schoolAdd } from './school.ts'
import type { Command } from './command.ts'

/** The operator changes who leads a school and who keeps its roster. */

const urls = useDatabase()
const bench = useBench(urls)
const folder = mkdtempSync(path.join(tmpdir(), 'tongxin-post-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })
const SCHOOL = '9900000077'
const TODAY = schoolDateOf(new Date())
const TOMORROW = addDays(TODAY, 1)
const LATER = addDays(TODAY, 2)

interface Said { readonly value: Record<string, unknown>; readonly lines: readonly string[] }

async function run(command: Command, options: Record<string, string>): Promise<Said> {
  const url = new URL(inject('adminUrl'))
  url.pathname = new URL(urls.ownerUrl).pathname
  let [value, lines]: [unknown, readonly string[]] = [undefined, []]
  const voice = { json: true, say: () => undefined, answer: (told: unknown, said: readonly string[]) => { [value, lines] = [told, said] } }
  const config = { host: '127.0.0.1', port: 0, databaseUrl: url.href, dataDir: folder, fieldKey: '07'.repeat(32), logLevel: undefined, metricsToken: undefined }
  expect(await command.run({ config, voice, options, words: [] })).toBe(true)
  return { value: value as Record<string, unknown>, lines }
}
const hand = (options: Record<string, string>) => run(postHandOver, { school: SCHOOL, ...options })

const held = async (kind: string) => (await sql<{ name: string; from: string; to: string | null }>`select n.name, a.valid_from as from, a.valid_to as to from appointment a
  join post p on p.region_id = a.region_id and p.id = a.post_id join person n on n.region_id = a.region_id and n.id = a.person_id
  join unit u on u.region_id = p.region_id and u.id = p.unit_id where u.code = ${SCHOOL} and p.kind = ${kind} order by a.valid_from, n.name`.execute(bench.owner)).rows

beforeAll(async () => {
  await bench.owner.insertInto('jurisdiction').values({ region_id: 7, level: 'district', reports_to: null, created_at: new Date() }).execute()
  await run(schoolAdd, { region: '7', name: '示例小学乙', code: SCHOOL, stages: 'primary', keeper: '王老师甲', login: 'hand-keeper' })
}, 60_000)

describe('post hand-over', () => {
  it('gives a post that nobody has held to somebody new, with an account and no name in the answer', async () => {
    const { value, lines } = await hand({ kind: 'principal', new: '陈老师甲' })
    expect(value).toEqual({ school: SCHOOL, kind: 'principal', on: TODAY, login: expect.any(String) as string, activation: expect.any(String) as string })
    expect(JSON.stringify(value) + lines.join('')).not.toContain('陈老师')
    expect(await held('principal')).toEqual([{ name: '陈老师甲', from: TODAY, to: null }])
  })

  it('ends whoever holds it on the day before, by name within the school, and is written to the audit as done on the command line', async () => {
    await hand({ kind: 'principal', to: '王老师甲', on: TOMORROW })
    expect(await held('principal')).toEqual([{ name: '陈老师甲', from: TODAY, to: TODAY }, { name: '王老师甲', from: TOMORROW, to: null }])
    const { rows } = await sql<{ action: string; capacity: string }>`select action, capacity from audit where region_id = 7
      and action in ('appointment.end', 'slip.issue') order by action`.execute(bench.owner)
    expect(rows).toEqual(['appointment.end', 'slip.issue', 'slip.issue'].map((action) => ({ action, capacity: 'command-line' })))
  })

  it('keeps the account of whoever has one, under a new code', async () => {
    await hand({ kind: 'roster_keeper', new: '李老师甲', on: TOMORROW })
    expect((await hand({ kind: 'party_secretary', to: '王老师甲' })).value).toMatchObject({ login: 'hand-keeper' })
    expect(await held('roster_keeper')).toEqual([{ name: '王老师甲', from: TODAY, to: TODAY }, { name: '李老师甲', from: TOMORROW, to: null }])
  })

  it.each([
    ['who is in office already', { kind: 'party_secretary', to: '王老师甲' }, 'in-office'],
    ['whom the school does not have', { kind: 'party_secretary', to: '赵老师甲' }, 'person-unclear'],
    ['from somebody who does not hold it', { kind: 'party_secretary', new: '赵老师甲', from: '陈老师甲' }, 'not-in-office'],
    ['before the one in office began', { kind: 'party_secretary', new: '赵老师甲' }, 'ends-before-start'],
    ['that was handed over for a later day', { kind: 'principal', new: '赵老师甲', on: LATER }, 'post-taken'],
    ['in a school that is not there', { school: '1', kind: 'principal', new: '赵老师甲' }, 'school-unknown'],
    ['of another kind', { kind: 'head_teacher', new: '赵老师甲' }, 'bad-use'],
    ['to two', { kind: 'principal', to: '王老师甲', new: '赵老师甲' }, 'bad-use'],
    ['on no day', { kind: 'principal', new: '赵老师甲', on: '2026-13-01' }, 'bad-use'],
  ])('refuses one %s, and writes nothing', async (_, options, code) => {
    await expect(hand(options as Record<string, string>)).rejects.toMatchObject({ code })
    expect((await sql`select 1 from person where region_id = 7 and name = '赵老师甲'`.execute(bench.owner)).rows).toEqual([])
  })
})
