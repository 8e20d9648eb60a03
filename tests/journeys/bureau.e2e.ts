import { readFile } from 'node:fs/promises'
import { readXlsx } from 'hucre/xlsx'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { AnswerOf } from '#kernel/route'
import type { listMatters, readMatter } from '#modules/compliance/coverage/region.contract'
import type { listClasses } from '#modules/org/classes/class.contract'
import type { SignedView } from '#modules/org/session/session.contract'
import type { listStudents } from '#modules/org/students/student.contract'
import { DESK, gather, type Person } from './people.ts'

type Matter = AnswerOf<typeof readMatter>

const people = gather()
const HEAD_TEACHER = 'tianjin-hebei-2024-17#head-teacher-visits-each-student'
const DISTRICT = '班主任 对本班每名学生 每学年 入户家访 至少 1 次'
const PROVINCE = '班主任 对本班每名学生 每学年 家访（入户、校内、视频） 至少 1 次'

const read = ({ ask }: Person, query = '') => ask<Matter>(`/api/coverage/matters/home-visit${query}`)
/** The first page lists the matters; one click leads to the visits. */
async function enterMatter(): Promise<Person> {
  const bureau = await people.enter('bureau', DESK)
  await bureau.page.getByRole('list', { name: '事项', exact: true }).getByRole('link', { name: '家访', exact: true }).click()
  await bureau.page.getByRole('heading', { name: '家访', level: 1 }).waitFor()
  return bureau
}
const tableOf = (page: Page) => page.getByRole('region', { name: '各学校完成情况' })
const rowOf = (page: Page, name: string) =>
  tableOf(page).getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
const schoolsOf = async (page: Page) => (await tableOf(page).getByRole('row').getByRole('link').allInnerTexts()).sort()
const says = (count: number) => count.toLocaleString('zh-CN')

test('the bureau begins at all matters: what needs attention first, found by state and by words, what has no number folded', async () => {
  const { page, ask } = await people.enter('bureau', DESK)
  await page.getByRole('heading', { name: '事项', level: 1 }).waitFor()
  const list = page.getByRole('list', { name: '事项', exact: true })
  await list.getByRole('listitem').first().waitFor()
  const { matters } = await ask<AnswerOf<typeof listMatters>>('/api/coverage/matters')
  await page.getByRole('heading', { name: `事项 ${matters.length} 个` }).waitFor()
  const lines = await list.getByRole('listitem').allInnerTexts()
  const rank = (line: string) => ['已逾期', '空岗', '即将到期', '进行中', '未到期', '已完成', '鼓励开展'].findIndex((state) => line.includes(state))
  expect(lines.map(rank)).toEqual(lines.map(rank).toSorted((a, b) => a - b))
  expect(lines.find((line) => line.startsWith('家访'))).toMatch(/\d+%/)

  await page.getByText(/^只登记、无数量的事项/).click()
  expect(await page.getByRole('list', { name: '只登记、无数量的事项' }).innerText()).not.toMatch(/%|已逾期/)
  await page.getByRole('group', { name: '按状态筛选' }).getByRole('button').first().click()
  await expect.poll(() => list.getByRole('listitem').count()).toBeLessThan(lines.length)
  await page.getByRole('group', { name: '按状态筛选' }).getByRole('button').first().click()
  await page.getByRole('searchbox', { name: '查找事项' }).fill('入户')
  await expect.poll(() => list.getByRole('listitem').count()).toBeLessThan(lines.length)
  await list.getByRole('link', { name: '家访', exact: true }).waitFor()
})

test('the matter leads with the binding duty, names its clause, and gives two figures for every school', async () => {
  const bureau = await enterMatter()
  const { page } = bureau
  const lead = page.getByRole('region', { name: '约束最紧的责任' })
  await lead.getByText(DISTRICT, { exact: true }).waitFor()
  await lead.getByText(PROVINCE).first().waitFor()
  await lead.getByText(/^更严：省级/).waitFor()

  const { rows, duties } = await read(bureau)
  const [district, province] = [DISTRICT, PROVINCE].map((sentence) => duties.find((duty) => duty.sentence === sentence)!)
  const counted = rows.filter(({ cells }) => cells.find(({ duty }) => duty === district!.key)!.figure !== null)
  expect(counted.map(({ name }) => name).sort()).toEqual(['云河区示例初级中学', '云河区示例小学', '云河区示例高级中学'])
  for (const { name, cells } of counted) {
    const cellsShown = await rowOf(page, name).getByRole('cell').allInnerTexts()
    const wanted = [district, province].flatMap((duty) => {
      const { required, done } = cells.find((cell) => cell.duty === duty!.key)!.figure!
      return [says(required), says(done)]
    })
    expect(cellsShown.filter((text) => wanted.includes(text))).toEqual(expect.arrayContaining(wanted))
  }
  expect(await rowOf(page, '云河区示例初级中学').getByRole('cell').last().innerText()).toBe('1')

  await lead.getByRole('button', { name: /^四/ }).first().click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText('摘要').waitFor()
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'hidden' })
})

test('stage and street choose the schools, and the address keeps the choice', async () => {
  const { page } = await enterMatter()
  await tableOf(page).waitFor()
  expect(await schoolsOf(page)).toContain('云河区示例第一幼儿园')
  await page.getByLabel('学段').selectOption({ label: '初中' })
  await expect.poll(() => schoolsOf(page)).toEqual(['云河区示例初级中学'])
  await page.reload()
  await expect.poll(() => schoolsOf(page)).toEqual(['云河区示例初级中学'])
  await page.getByLabel('学段').selectOption({ label: '全部' })
  await page.getByLabel('街道').selectOption({ label: '柳岸街道' })
  await expect.poll(() => schoolsOf(page)).toEqual(['云河区示例小学', '云河区示例第一幼儿园'])
})

test('the workbook says as of when and by which versions, and holds what the page shows', async () => {
  const bureau = await enterMatter()
  const { page } = bureau
  await tableOf(page).waitFor()
  await page.getByLabel('学段').selectOption({ label: '小学' })
  await expect.poll(() => schoolsOf(page)).toEqual(['云河区示例小学'])
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 xlsx' }).click()])
  expect(file.suggestedFilename()).toBe('家访完成情况-2026–2027学年-2026-11-21.xlsx')

  const sheet = (await readXlsx(await readFile(await file.path()))).sheets[0]!
  const lines = sheet.rows.map((row) => row.map((cell) => String(cell ?? '')))
  expect(lines[1]).toEqual(expect.arrayContaining(['数据截至', expect.stringMatching(/^2026年11月21日 10:\d\d$/)]))
  const { packs, rows } = await read(bureau, '?stage=primary')
  for (const { number, hash } of packs) expect(lines.some((line) => line.includes(number) && line.includes(hash))).toBe(true)
  const { figure } = rows.find(({ name }) => name === '云河区示例小学')!.cells.find(({ duty }) => duty === HEAD_TEACHER)!
  const line = ['云河区示例小学', '柳岸街道', '区', DISTRICT, String(figure!.done), String(figure!.required)]
  expect(lines).toContainEqual(expect.arrayContaining(line))
})

test('two clicks lead from the district to a class, and no child is named on the way or over the wire', async () => {
  const names = await namesOfChildren(await people.enter('principal', DESK))
  expect(names.length).toBeGreaterThan(1_000)
  const { page, context } = await enterMatter()
  const seen: string[] = []
  context.on('response', async (response) => {
    if (response.url().includes('/api/')) seen.push(await response.text().catch(() => ''))
  })
  const look = async () => { seen.push(await page.content()) }

  await page.reload()
  await tableOf(page).waitFor()
  await look()
  await tableOf(page).getByRole('link', { name: '云河区示例小学' }).click()
  await page.getByRole('heading', { name: '云河区示例小学', level: 1 }).waitFor()
  await page.getByRole('region', { name: '各班级完成情况' }).waitFor()
  await look()
  await page.getByRole('link', { name: '三(2)班', exact: true }).click()
  await page.getByRole('heading', { name: '三(2)班', level: 1 }).waitFor()
  await page.getByText(/\d+ \/ 38/).first().waitFor()
  await look()
  expect(await page.getByRole('link', { name: '看还没去的学生' }).count()).toBe(0)
  for (const place of ['政策文件', '校历', '本地确定', '随机家访']) {
    await page.getByRole('navigation', { name: '工作台' }).getByRole('link', { name: place }).click()
    await page.getByRole('heading', { name: place, level: 1 }).waitFor()
    await look()
  }
  const told = seen.join('\n')
  expect(told).toContain('三(2)班')
  expect(names.filter((name) => told.includes(name))).toEqual([])
})

/** Every child of the school, as its principal reads them. */
async function namesOfChildren({ ask }: Person): Promise<string[]> {
  const { capacities } = await ask<SignedView>('/api/session')
  const { classes } = await ask<AnswerOf<typeof listClasses>>(`/api/schools/${capacities[0]!.unitId}/classes`)
  const lists = await Promise.all(classes.map(({ id }) => ask<AnswerOf<typeof listStudents>>(`/api/classes/${id}/students`)))
  return [...new Set(lists.flatMap(({ students }) => students.map(({ name }) => name)))]
}

test('what cannot be counted says why: without a number, encouraged, open to a local decision, registered only', async () => {
  const { page, ask } = await enterMatter()
  await page.getByRole('button', { name: /^展开全部/ }).click()
  const duties = page.getByRole('list', { name: '同一事项的其他责任' }).getByRole('listitem')
  for (const [sentence, why] of [['建立定点联系', '待本地确定'], ['每名未担任班主任的任课教师 每学年', '不适用']] as const) {
    const line = await duties.filter({ hasText: sentence }).innerText()
    expect(line).toContain(why)
    expect(line).not.toMatch(/%|已逾期/)
  }
  expect(await duties.filter({ hasText: '对每名新生' }).innerText()).toMatch(/鼓励/)

  await page.getByRole('navigation', { name: '事项' }).getByRole('link', { name: '全部事项' }).click()
  await page.getByRole('link', { name: '家长会', exact: true }).click()
  await page.getByRole('heading', { name: '家长会', level: 1 }).waitFor()
  await page.getByRole('button', { name: /^展开全部/ }).click()
  await page.getByText('待本地确定').first().waitFor()
  const { matters } = await ask<AnswerOf<typeof listMatters>>('/api/coverage/matters')
  const beside = await page.getByRole('navigation', { name: '事项' }).getByRole('link').allInnerTexts()
  expect([beside[0], beside.at(-1), beside.length]).toEqual(['家长会', '全部事项', 8])
  expect(beside.slice(1, -1).filter((name) => !matters.some((matter) => matter.name === name))).toEqual([])

  await page.getByRole('navigation', { name: '工作台' }).getByRole('link', { name: '政策文件' }).click()
  await page.getByRole('link', { name: '河北教发〔2024〕17号' }).waitFor()
  await page.getByRole('link', { name: '晋教政〔2023〕3号' }).click()
  await page.getByLabel('怎样落实').selectOption({ index: 1 })
  const registered = page.getByRole('region', { name: '条款登记', exact: true }).last()
  await expect.poll(() => registered.getByRole('row').count()).toBeGreaterThan(5)
})
