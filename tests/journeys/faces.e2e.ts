import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Role } from '#kernel/capacity'
import type { AnswerOf } from '#kernel/route'
import type { readMine } from '#modules/compliance/coverage/mine.contract'
import type { readMatter, readSchool } from '#modules/compliance/coverage/region.contract'
import type { readSchoolHome } from '#modules/compliance/coverage/school.contract'
import type { listAssignments } from '#modules/org/assignments/assignment.contract'
import type { listBodies } from '#modules/org/bodies/keeping.contract'
import type { uploadRoster } from '#modules/org/roster/roster.contract'
import type { SignedView } from '#modules/org/session/session.contract'
import type { listClasses } from '#modules/org/classes/class.contract'
import type { listStudents } from '#modules/org/students/student.contract'
import type { listRecords } from '#modules/ledger/plain/plain.contract'
import type { listStudentVisits } from '#modules/ledger/visits/visit.contract'
import { makeWorkbook } from '#platform/workbook/workbook.factory'
import { pages } from '../../src/app/pages.tsx'
import { DESK, gather, type Person } from './people.ts'

const people = gather()
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const WIDTHS = [320, 390, 1280]
const DUTY = encodeURIComponent('tianjin-hebei-2024-17#head-teacher-visits-each-student')

/** A page of the route table with what stands in its address for this person. */
interface Stop { readonly page: string; readonly address: string }
const stop = (page: string, address = page): Stop => ({ page, address })

/** The address of what stands behind a figure. */
const whyOf = (page: string, duty: { key: string; period: { key: string } | null }, row: { bearerId: string | null; groupId: string | null }) =>
  stop(page, `${page}?${new URLSearchParams({ duty: duty.key, period: duty.period!.key, bearer: row.bearerId!, group: row.groupId! })}`)

const POLICY = [stop('/packs'), stop('/packs/$doc', '/packs/tianjin-hebei-2024-17'), stop('/calendar')]
const seen = new Set<string>()

/** Waits for the page itself: its head is there and nothing grey stands in the place of answers any more. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByRole('main').waitFor()
  await expect.poll(() => page.getByRole('status', { name: '正在加载' }).count(), { timeout: 10_000 }).toBe(0)
  await page.waitForLoadState('networkidle')
}

/** What is wrong with the face of a page, in words that name the page. */
async function faults({ page }: Person): Promise<string[]> {
  const found: string[] = []
  const where = new URL(page.url()).pathname
  const notice = page.getByRole('complementary', { name: '演示' })
  await notice.waitFor({ timeout: 5_000 }).catch(() => found.push(`${where}: no demo notice`))
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 844 })
    found.push(...await overflow(page, `${where} at ${width}`))
    if (width !== 390) found.push(...await axe(page, `${where} at ${width}`))
  }
  await page.setViewportSize({ width: 320, height: 844 })
  const large = page.getByRole('button', { name: '大字' })
  await large.click()
  expect(await large.getAttribute('aria-pressed')).toBe('true')
  found.push(...await overflow(page, `${where} at 320 in large type`))
  await large.click()
  return found
}

async function overflow(page: Page, where: string): Promise<string[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return wide > 0 ? [`${where}: ${wide} px too wide`] : []
}

interface Violation { readonly id: string; readonly impact: string | null; readonly nodes: readonly { readonly html: string }[] }

async function axe(page: Page, where: string): Promise<string[]> {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(AXE)
  const violations = await page.evaluate(async () => {
    const { axe: engine } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }
    return (await engine.run()).violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes[0]!.html.slice(0, 160) }))
  })
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return grave.map(({ id, html }) => `${where}: ${id} ${html}`)
}

/** Opens one page after the other and gathers what is wrong with them. */
async function visit(person: Person, stops: readonly Stop[], base: string): Promise<string[]> {
  const found: string[] = []
  for (const { page, address } of stops) {
    await person.page.setViewportSize({ width: 1280, height: 844 })
    await person.page.goto(base + address)
    await settled(person.page)
    expect(await person.page.getByRole('heading', { level: 1 }).innerText(), address).not.toMatch(/没有找到页面/)
    found.push(...await faults(person))
    seen.add(page)
  }
  return found
}

async function actingAs(person: Person, role: Role) {
  const { capacities } = await person.ask<SignedView>('/api/session')
  return capacities.find((capacity) => capacity.role === role)!
}

test('pages before signing in', async () => {
  const person = await people.visitor(DESK)
  expect(await visit(person, [stop('/sign-in'), stop('/activate')], '')).toEqual([])
})

test('pages of the bureau', async () => {
  const person = await people.enter('bureau', DESK)
  const capacity = await actingAs(person, 'bureau_officer')
  const { rows } = await person.ask<AnswerOf<typeof readMatter>>('/api/coverage/matters/home-visit')
  const schoolId = rows.find(({ name }) => name === '云河区示例小学')!.unitId
  const { classes } = await person.ask<AnswerOf<typeof listClasses>>(`/api/schools/${schoolId}/classes`)
  const school = `/matters/home-visit/schools/${schoolId}`
  const { duties } = await person.ask<AnswerOf<typeof readSchool>>(`/api/coverage/schools/${schoolId}`)
  const structure = duties.find(({ unit, rows: own }) => unit === '项' && own.length > 0)!
  const { bodies } = await person.ask<AnswerOf<typeof listBodies>>('/api/bodies?kind=leading_group')
  expect(await visit(person, [
    stop('/matters'), stop('/matters/$matter', '/matters/home-visit'), stop('/matters/$matter', '/matters/parent-meeting?all=1'),
    stop('/matters/$matter/schools/$schoolId', school),
    stop('/matters/$matter/schools/$schoolId/classes/$classId', `${school}/classes/${classes[0]!.id}`),
    ...POLICY, stop('/local-values'), stop('/assignments'), stop('/exceptions'), whyOf('/why', structure, structure.rows[0]!),
    stop('/bodies'), stop('/bodies', '/bodies?kind=station'), stop('/bodies/$bodyId', `/bodies/${bodies[0]!.id}`), stop('/bodies/lists/$kind', '/bodies/lists/community'),
    stop('/records'), stop('/records/new'), stop('/records/new/$kind', '/records/new/station_activity'),
  ], `/c/${capacity.id}`)).toEqual([])
  expect(await visit(person, [stop('/capacities')], '')).toEqual([])
})

test('pages of a principal', async () => {
  const person = await people.enter('principal', DESK)
  const capacity = await actingAs(person, 'principal')
  const { duties } = await person.ask<AnswerOf<typeof readSchoolHome>>('/api/coverage/school-home')
  const [led, open] = [duties.find(({ rows }) => rows.length > 0)!, duties.find(({ rows }) => rows.some(({ standing }) => standing.red))!]
  expect(await visit(person, [
    stop('/school'), stop('/school', `/school?open=${encodeURIComponent(open.key)}`), stop('/local-values'), stop('/visits/new'), stop('/exceptions'), whyOf('/why', led, led.rows[0]!), stop('/why'),
    stop('/bodies'), stop('/designations'), stop('/records/new/$kind', '/records/new/work_meeting'),
  ], `/c/${capacity.id}`)).toEqual([])
})

test('pages of a vice principal and of the security administrator', async () => {
  const vice = await people.enter('vice-principal', DESK)
  expect(await visit(vice, [stop('/school')], `/c/${(await actingAs(vice, 'vice_principal')).id}`)).toEqual([])
  const security = await people.enter('security', DESK)
  expect(await visit(security, [stop('/access')], `/c/${(await actingAs(security, 'security_admin')).id}`)).toEqual([])
})

test('pages of a roster keeper', async () => {
  const person = await people.enter('roster-keeper', DESK)
  const { id } = await actingAs(person, 'roster_keeper')
  const file = `/roster/files/${await uploadedRoster(person, id)}`
  expect(await visit(person, [
    stop('/slips'), stop('/staff-slips'), stop('/roster'), stop('/roster/files/$fileId', file), stop('/roster/files/$fileId', `${file}?step=check`),
  ], `/c/${id}`)).toEqual([])
})

/** A workbook on its way with a problem, doubts, long and rare names. */
async function uploadedRoster({ context }: Person, capacity: string): Promise<string> {
  const names = ['𠮷同学', '阿依努尔·买买提吐尔逊·图尔荪江·艾合买提', '张同学']
  const rows = [['姓名', '性别', '出生日期', '班级', '住哪'], ...names.map((name, at) => [name, '女', at === 2 ? '2017.13.1' : '2017.9.1', '三(2)班', '新桥苑'])]
  const sheets = [{ name: '三年级走读住宿合并统计表', rows }, { name: '填表说明', rows: [['交教导处']] }]
  const answer = await context.request.post(`/api/roster/files?${new URLSearchParams({ kind: 'students', name: '云河区示例小学2026年秋季学期花名册（报局终稿）.xlsx' })}`, {
    headers: { 'x-capacity': capacity, 'x-csrf': '1', 'content-type': 'application/octet-stream' }, data: makeWorkbook(sheets),
  })
  return (await answer.json() as AnswerOf<typeof uploadRoster>).fileId
}

test('pages of a head teacher', async () => {
  const person = await people.enter('head-teacher', DESK)
  const { id, classIds } = await actingAs(person, 'head_teacher')
  const { students } = await person.ask<AnswerOf<typeof listStudents>>(`/api/classes/${classIds[0]}/students`)
  const visits = await Promise.all(students.map(async (student) =>
    ({ student, ...await person.ask<AnswerOf<typeof listStudentVisits>>(`/api/students/${student.id}/visits`) })))
  const visited = visits.find((one) => one.visits.length > 0)!
  const meetings = await person.ask<AnswerOf<typeof listRecords>>('/api/records?kind=parent_meeting')
  const { duties } = await person.ask<AnswerOf<typeof readMine>>('/api/coverage/mine')
  expect(await visit(person, [
    stop('/today'), whyOf('/mine/why', duties[0]!, duties[0]!), stop('/remaining', `/remaining?duty=${DUTY}`), stop('/visits/new'),
    stop('/visits/$recordId', `/visits/${visited.visits[0]!.recordId}`),
    stop('/students/$studentId/visits', `/students/${visited.student.id}/visits`),
    stop('/students/$studentId/visits/new', `/students/${visited.student.id}/visits/new`),
    stop('/accounts'), stop('/records'), stop('/records/new'), stop('/records/new/$kind', '/records/new/parent_meeting'),
    stop('/records/$recordId', `/records/${meetings.records[0]!.recordId}`), stop('/records/new/$kind', '/records/new/talk'), stop('/designations'),
  ], `/c/${id}`)).toEqual([])
})

const OTHERS = [
  ['subject-teacher', 'subject_teacher'], ['middle-leader', 'middle_leader'], ['bureau-leader', 'bureau_leader'],
  ['psychology-teacher', 'psychology_teacher'],
] as const

test('pages of the other recorders', async () => {
  for (const [login, role] of OTHERS) {
    const person = await people.enter(login, DESK)
    const form = role === 'bureau_leader' ? [await formOfDrawn(person)] : []
    const { id } = await actingAs(person, role)
    const visits = role === 'psychology_teacher' ? [] : [stop('/visits/new')]
    expect(await visit(person, [stop('/today'), ...visits, ...form], `/c/${id}`)).toEqual([])
  }
})

async function formOfDrawn({ ask }: Person): Promise<Stop> {
  const { assignments } = await ask<AnswerOf<typeof listAssignments>>('/api/assignments')
  return stop('/students/$studentId/visits/new', `/students/${assignments[0]!.child!.id}/visits/new`)
}

test('the page of a guardian', async () => {
  expect(await visit(await people.enter('guardian', DESK), [stop('/', '')], '/family')).toEqual([])
})

test('an address that leads nowhere', async () => {
  const person = await people.enter('head-teacher', DESK)
  for (const address of ['/nowhere', '/c/1.principal.none/school']) {
    await person.page.goto(address)
    await person.page.getByRole('heading', { name: '没有找到页面' }).waitFor()
    expect(await faults(person)).toEqual([])
  }
})

test('no page of the route table was left out', () => {
  expect(pages.map(({ path }) => path).filter((path) => !seen.has(path))).toEqual([])
})
