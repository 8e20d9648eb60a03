import { once } from 'node:events'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { AnswerOf } from '#kernel/route'
import type { listStudentVisits } from '#modules/ledger/visits/visit.contract'
import type { SignedView } from '#modules/org/session/session.contract'
import type { listStudents } from '#modules/org/students/student.contract'
import { DESK, gather, PASSWORD } from './people.ts'
import { dataFolder, start, tongxin, type Running } from './running.ts'

const folders: ReturnType<typeof dataFolder>[] = []
function folder(): string {
  folders.push(dataFolder())
  return folders.at(-1)!.path
}
afterAll(() => { for (const one of folders) one.remove() })

/** Every process that `pid` started, and those that they started. Linux only. */
function descendants(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number))
  return [...children, ...children.flatMap(descendants)]
}

const kindOf = (pid: number) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim()

/** Somebody who speaks to the program without a browser. */
async function caller(url: string, login: string) {
  const json = { 'content-type': 'application/json', 'x-csrf': '1' }
  const body = JSON.stringify({ login, password: PASSWORD })
  const opened = await fetch(`${url}/api/session`, { method: 'POST', headers: json, body })
  const cookie = opened.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
  const { capacities, today } = await (await fetch(`${url}/api/session`, { headers: { cookie } })).json() as SignedView
  const headers = { ...json, cookie, 'x-capacity': capacities[0]!.id }
  return {
    capacity: capacities[0]!, today,
    ask: async <Answer>(path: string, at = url) => await (await fetch(at + path, { headers })).json() as Answer,
    send: (path: string, sent: unknown) => fetch(url + path, {
      method: 'POST', headers: { ...headers, 'idempotency-key': crypto.randomUUID() }, body: JSON.stringify(sent),
    }),
  }
}

describe('an installation with demo data', () => {
  const dataDir = folder()
  const demo = { dataDir }
  let program: Running

  test('loses no acknowledged visit when all its processes are killed at once, and is back within 6 s', async () => {
    program = await start(['--demo'], demo)
    const teacher = await caller(program.url, 'head-teacher')
    const { students } = await teacher.ask<AnswerOf<typeof listStudents>>(`/api/classes/${teacher.capacity.classIds[0]}/students`)
    const studentId = students[0]!.id
    const note = '断电前一刻记下的'
    const processes = [program.child.pid!, ...process.platform === 'linux' ? descendants(program.child.pid!) : []]
    if (process.platform === 'linux') expect(processes.map(kindOf)).toContain('postgres')
    const gone = once(program.child, 'exit')

    const saved = await teacher.send('/api/visits', { happenedOn: teacher.today, mode: 'video', studentIds: [studentId], note })
    for (const pid of processes) process.kill(pid, 'SIGKILL')
    expect(saved.status).toBe(200)
    await gone

    program = await start([], demo)
    expect(program.readyAfter).toBeLessThan(6_000)
    const { visits } = await teacher.ask<AnswerOf<typeof listStudentVisits>>(`/api/students/${studentId}/visits`, program.url)
    expect(visits.map((visit) => visit.note)).toContain(note)
  })

  test('refuses a second program on the same data, in words', async () => {
    const { code, err } = await tongxin(['start'], demo)
    expect(code).toBe(1)
    expect(err).toContain(`正由另一个同心程序使用（进程 ${program.child.pid}）`)
    expect(await fetch(`${program.url}/readyz`).then(({ status }) => status)).toBe(200)
  })

  const COMMANDS = ['coverage verify', 'audit verify', 'doctor', 'packs check', 'packs list', 'access']
  test.each(COMMANDS)('tongxin %s finds all well beside it and speaks JSON', async (name) => {
    const { code, out, err } = await tongxin([...name.split(' '), '--json'], demo)
    expect({ code, err: code === 0 ? '' : err + out }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toBeInstanceOf(Array)
  })

  test('stops cleanly on SIGTERM', async () => {
    expect(await program.stop()).toBe(0)
    expect(program.said()).toContain('已停止，数据都已保存')
  })

  test('stays at home unless it is told otherwise', async () => {
    const open = { dataDir, env: { HOST: '0.0.0.0' } }
    const { code, err } = await tongxin(['start'], open)
    expect(code).toBe(1)
    expect(err).toContain('--demo-on-network')
    const shown = await start(['--demo-on-network'], open)
    expect(await shown.stop()).toBe(0)
  })
})

describe('an empty installation', () => {
  const people = gather()
  const empty = { dataDir: folder() }

  test('gives a code with which the security administrator begins, and reads who may do what', async () => {
    const founding = ['init', '--name', '示例区教育局', '--code', '990199', '--adopt', 'shanxi-2023-3', '--json']
    const { code, out } = await tongxin(founding, empty)
    expect(code).toBe(0)
    const { login, activation } = JSON.parse(out) as { login: string; activation: string }
    const program = await start([], empty)
    try {
      const { page } = await people.visitor(DESK, program.url)
      await page.goto('/')
      await page.getByRole('link', { name: '用激活码启用账号' }).click()
      await page.getByLabel('激活码').fill(activation)
      await page.getByLabel('新密码', { exact: true }).fill('松针落在第三级台阶上')
      await page.getByLabel('再输一次新密码').fill('松针落在第三级台阶上')
      await page.getByRole('button', { name: '启用', exact: true }).click()
      await page.getByRole('button', { name: '去登录' }).click()
      await page.getByLabel('密码', { exact: true }).fill('松针落在第三级台阶上')
      expect(await page.getByRole('textbox', { name: '账号' }).inputValue()).toBe(login)
      await page.getByRole('button', { name: '登录' }).click()
      await page.getByRole('heading', { name: '权限表', level: 1 }).waitFor()
      const recording = page.getByRole('region', { name: '权限表' }).getByRole('row').filter({ hasText: 'visit.record' })
      expect(await recording.innerText()).toContain('班主任')
      expect(await page.getByText('演示数据').count()).toBe(0)
    } finally {
      await program.stop()
    }
  })
})

describe('a broken pack', () => {
  const root = folder()
  const packs = join(root, 'packs')
  cpSync('packs', packs, { recursive: true })
  const broken = join(packs, 'shanxi-2023-3')
  const file = join(broken, 'duties', 'home-visit.yaml')
  const lines = readFileSync(file, 'utf8').split('\n')
  const at = lines.findIndex((line) => /strength: must/.test(line))
  writeFileSync(file, lines.map((line, index) => (index === at ? line.replace('must', 'mustard') : line)).join('\n'))

  test('is refused with file, line and reason', async () => {
    const { code, out } = await tongxin(['packs', 'check', broken], { dataDir: root })
    expect(code).toBe(1)
    expect(out).toMatch(new RegExp(`duties/home-visit\\.yaml:${at + 1}  .{4,}`))
  })

  test('is refused in JSON too', async () => {
    const { code, out } = await tongxin(['packs', 'check', broken, '--json'], { dataDir: root })
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject([{ problems: [{ file: expect.stringContaining('home-visit.yaml'), line: at + 1 }] }])
  })
})
