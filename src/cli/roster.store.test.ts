import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { PROGRAM_ROOT } from '#platform/config/root'
import { regionScope } from '#platform/db/scope'
import { makeWorkbook, type GivenCell } from '#platform/workbook/workbook.factory'
import { useDemoRegion } from '#testing/demo-region'
import type { Command } from './command.ts'
import { rosterCheck, rosterImport } from './roster.ts'
import { schoolAdd } from './school.ts'

/** A new school is founded and its roster imported, all from a shell and beside the running program. */

const demo = useDemoRegion()
const folder = mkdtempSync(path.join(tmpdir(), 'tongxin-roster-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })
const KEY = '07'.repeat(32)
const SCHOOL = '9900000088'

const databaseUrl = () => {
  const url = new URL(inject('adminUrl'))
  url.pathname = new URL(demo.installation().urls.ownerUrl).pathname
  return url.href
}

interface Said { readonly well: boolean; readonly value: Record<string, unknown>; readonly lines: readonly string[] }

async function run(command: Command, options: Record<string, string | boolean>, words: readonly string[] = []): Promise<Said> {
  let [value, lines]: [unknown, readonly string[]] = [undefined, []]
  const voice = { json: true, say: () => undefined, answer: (told: unknown, said: readonly string[]) => { [value, lines] = [told, said] } }
  const config = { host: '127.0.0.1', port: 0, databaseUrl: databaseUrl(), dataDir: folder, fieldKey: KEY, logLevel: undefined, metricsToken: undefined }
  const defaults = { kind: 'students' }
  const well = await command.run({ config, voice, options: { ...defaults, ...options }, words })
  return { well, value: value as Record<string, unknown>, lines }
}

const HEADER = ['学生姓名', '性别', '出生日期', '班级', '家长姓名', '关系', '联系电话']
const child = (name: string, birth: GivenCell, room = '一(1)班'): GivenCell[] => [name, '女', birth, room, '示例家长甲', '母亲', '19900000001']
function workbook(name: string, rows: GivenCell[][]): string {
  const file = path.join(folder, name)
  writeFileSync(file, makeWorkbook([{ name: '一年级', rows: [['示例小学花名册'], HEADER, ...rows] }]))
  return file
}

const count = async (query: ReturnType<typeof sql<{ n: number }>>) =>
  (await demo.installation().owner.inScope(regionScope(2), (tx) => query.execute(tx))).rows[0]!.n
const countChildren = () => count(sql<{ n: number }>`select count(*) as n from student s join unit u on u.region_id = s.region_id and u.id = s.school_id where u.code = ${SCHOOL}`)

const AS_KEEPER = { school: SCHOOL, as: 'shell-keeper' }
let good: string

beforeAll(async () => {
  const founded = await run(schoolAdd, { region: '2', name: '云河区示例新建小学', code: SCHOOL, stages: 'primary', keeper: '示例管理员', login: 'shell-keeper' })
  expect(founded).toMatchObject({ well: true, value: { activation: expect.any(String) } })
  good = workbook('good.xlsx', [child('示同学甲', '2019.9.1'), child('示同学乙', 20190902, '102')])
}, 60_000)

describe('roster check', () => {
  it('tells every problem by its cell and no name, and writes nothing', async () => {
    const bad = workbook('bad.xlsx', [child('示同学甲', '2019.9.1'), child('示同学丙', '2019.13.1')])
    const { well, value, lines } = await run(rosterCheck, AS_KEEPER, [bad])
    expect(well).toBe(false)
    expect(value).toMatchObject({ counts: { rows: 2, new: 1, errors: 1 }, problems: [{ level: 'error', code: 'date-impossible', cell: '一年级!C4' }] })
    expect(lines.join('\n')).toContain('错误  一年级!C4')
    expect(JSON.stringify(value) + lines.join('')).not.toMatch(/示同学|示例家长|1990000/)
    expect(await countChildren()).toBe(0)
    expect(await count(sql`select count(*) as n from roster_file`)).toBe(0)
  }, 30_000)

  it('refuses what is no workbook, an account that keeps another roster, an unknown school, and bad use', async () => {
    const text = path.join(folder, 'list.csv')
    writeFileSync(text, '姓名,班级\n示同学,一(1)班\n')
    await expect(run(rosterCheck, AS_KEEPER, [text])).rejects.toMatchObject({ say: expect.stringContaining('.xlsx') })
    await expect(run(rosterCheck, { ...AS_KEEPER, as: 'roster-keeper' }, [good])).rejects.toMatchObject({ code: 'not-keeper' })
    await expect(run(rosterCheck, { ...AS_KEEPER, as: 'nobody' }, [good])).rejects.toMatchObject({ code: 'not-keeper' })
    await expect(run(rosterCheck, { ...AS_KEEPER, school: '1' }, [good])).rejects.toMatchObject({ code: 'school-unknown' })
    await expect(run(rosterCheck, AS_KEEPER, [])).rejects.toMatchObject({ code: 'bad-use' })
    await expect(run(rosterCheck, AS_KEEPER, [path.join(folder, 'none.xlsx')])).rejects.toMatchObject({ code: 'bad-use' })
  }, 30_000)
})

describe('roster import', () => {
  it('keeps no workbook that is refused only when it is read', async () => {
    const wide = workbook('wide.xlsx', [[...child('示同学甲', '2019.9.1'), ...Array.from({ length: 250 }, () => '备注')]])
    await expect(run(rosterImport, AS_KEEPER, [wide])).rejects.toMatchObject({ code: 'workbook-too-many-columns' })
    expect(await count(sql`select count(*) as n from roster_file`)).toBe(0)
  }, 30_000)

  it('stops at Ctrl-C and leaves nothing behind', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => child(`示同学${'甲乙丙丁戊己庚辛壬癸'[at % 10]}${String.fromCodePoint(0x4e00 + at)}`, '2019.9.1', `一(${(at % 40) + 1})班`))
    const program = spawn(process.execPath, ['dist/server/cli/tongxin.js', 'roster', 'import', workbook('large.xlsx', rows), '--school', SCHOOL, '--as', 'shell-keeper'], {
      cwd: PROGRAM_ROOT, env: { ...process.env, DATABASE_URL: databaseUrl(), TONGXIN_KEY: KEY, TONGXIN_DATA: folder }, stdio: ['ignore', 'ignore', 'pipe'],
    })
    let told = ''
    program.stderr.on('data', (chunk: Buffer) => {
      const before = told
      told += chunk.toString()
      if (!before.includes('写入') && told.includes('写入')) program.kill('SIGINT')
    })
    const [code] = await once(program, 'exit') as [number | null]
    expect(told).toContain('已停止')
    expect(code).toBe(1)
    expect(await countChildren()).toBe(0)
    expect(await count(sql`select count(*) as n from roster_batch`)).toBe(0)
  }, 60_000)

  it('takes the workbook once, in the name of the keeper, and the same one again changes nothing', async () => {
    const first = await run(rosterImport, { ...AS_KEEPER, on: '2026-09-01' }, [good])
    expect(first).toMatchObject({ well: true, value: { counts: { new: 2, classes: 2 }, effectiveOn: '2026-09-01' } })
    expect(await countChildren()).toBe(2)
    expect(await count(sql`select count(*) as n from audit where action like 'roster.%' and capacity like '2.roster_keeper.%'`)).toBeGreaterThan(2)
    const again = await run(rosterImport, AS_KEEPER, [good])
    expect(again).toMatchObject({ well: true, value: { same: true, counts: { same: 2, new: 0 } } })
    expect(await countChildren()).toBe(2)
  }, 30_000)

  it('does nothing while something is doubtful, and what it was told when it is answered', async () => {
    const one = workbook('one.xlsx', [child('示同学甲', '2019.9.1'), child('示同学丁', '2019.9.3')])
    const asked = await run(rosterImport, AS_KEEPER, [one])
    expect(asked.well).toBe(true)
    expect(await countChildren()).toBe(3)
    const fewer = workbook('fewer.xlsx', [child('示同学甲', '2019.9.1')])
    const unsure = await run(rosterImport, AS_KEEPER, [fewer])
    expect(unsure).toMatchObject({ well: false, value: { error: 'roster-doubts', doubts: [{ kind: 'absent', choices: ['left', 'stay'], fallback: null }] } })
    const answers = path.join(folder, 'answers.json')
    writeFileSync(answers, '{ "absent": "left" }')
    expect(await run(rosterImport, { ...AS_KEEPER, answers }, [fewer])).toMatchObject({ well: true, value: { counts: { left: 1 } } })
  }, 30_000)
})
