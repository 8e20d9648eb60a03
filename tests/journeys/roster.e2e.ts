import { readFile } from 'node:fs/promises'
import { readXlsx } from 'hucre/xlsx'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { AnswerOf } from '#kernel/route'
import type { listRemaining } from '#modules/compliance/coverage/mine.contract'
import type { listClasses } from '#modules/org/classes/class.contract'
import type { readRosterNow } from '#modules/org/roster/roster.contract'
import type { SignedView } from '#modules/org/session/session.contract'
import type { listStudents } from '#modules/org/students/student.contract'
import { makeWorkbook, type GivenCell } from '#platform/workbook/workbook.factory'
import { DESK, gather, PHONE, type Person } from './people.ts'

const people = gather()
type Children = AnswerOf<typeof listStudents>['students']

/** The children of the class whose head teacher is among the accounts of the demo. */
async function childrenOf({ ask }: Person): Promise<Children> {
  const { capacities } = await ask<SignedView>('/api/session')
  const { classes } = await ask<AnswerOf<typeof listClasses>>(`/api/schools/${capacities[0]!.unitId}/classes`)
  const { id } = classes.find(({ name }) => name === '三(2)班')!
  return (await ask<AnswerOf<typeof listStudents>>(`/api/classes/${id}/students`)).students
}

const GENDERS = { male: '男', female: '女', unknown: '' } as const
const CLASS_NAMES = ['三(2)班', '３０２', '三年级2班', '2024级2班']
const NEW = ['𠮷同学', '阿依努尔·买买提吐尔逊']

/** A sheet as a school keeps it: titles, a header of two lines, merged and hidden cells, four writings of one class, a total. */
function messyWorkbook(children: Children): Buffer {
  const lines: GivenCell[][] = children.map(({ name, gender, neighbourhood }, at) =>
    [at + 1, name, GENDERS[gender], '2017.9.1', CLASS_NAMES[at % CLASS_NAMES.length]!, neighbourhood, '', ''])
  const arrived: GivenCell[][] = NEW.map((name, at) => [lines.length + at + 1, name, '女', 20170412, '302', '新桥苑', `家长${at}同学`, '母亲'])
  const wrong: GivenCell[] = [99, '钱同学', '男', '2017.13.1', '三(2)班', '', '', '']
  const rows: GivenCell[][] = [
    ['云河区示例小学三年级学生花名册'], ['（2026年秋季学期）'],
    ['序号', '学生姓名', '性别', '出生日期', '所在班级', '住哪', '家长', ''], ['', '', '', '', '', '', '姓名', '关系'],
    wrong, ...lines, ...arrived, ['合计', lines.length + NEW.length + 1],
  ]
  const merges = ['A1:H1', 'G3:H3', ...['A', 'B', 'C', 'D', 'E', 'F'].map((column) => `${column}3:${column}4`)]
  return makeWorkbook([{ name: '三年级', rows, merges, hiddenRows: [6] }, { name: '填表说明', rows: [['各班主任填写，交教导处。']] }])
}

async function upload(page: Page, name: string, buffer: Buffer): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '选择学生工作簿' }).click()])
  await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer })
  await page.getByRole('heading', { name: '各列认得对不对' }).waitFor()
}

const download = async (page: Page, button: string) => {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()])
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

const figure = (page: Page, group: string, name: string) =>
  page.getByRole('group', { name: group }).locator('span').filter({ hasText: name }).innerText()

test('a messy workbook is understood, corrected, imported, seen by the head teacher, given back as a workbook, and undone', async () => {
  const keeper = await people.enter('roster-keeper', DESK)
  const { page } = keeper
  await page.getByRole('heading', { name: '花名册', level: 1 }).waitFor()
  const before = await keeper.ask<AnswerOf<typeof readRosterNow>>('/api/roster')
  await page.getByText(before.students.toLocaleString('zh-CN'), { exact: true }).waitFor()
  const children = await childrenOf(keeper)
  const teacher = await people.enter('head-teacher', PHONE)
  const waiting = await namesToVisit(teacher)
  const saysWaiting = (count: number) => teacher.page.getByText(`还没去的 ${count} 名`).waitFor()
  await saysWaiting(waiting.length)
  const [gone, kept] = children.filter(({ name }) => waiting.includes(name))

  await upload(page, '三年级花名册.xlsx', messyWorkbook(children.filter((child) => child !== gone && child !== kept)))
  await page.getByText('不读：', { exact: false }).first().waitFor()
  await page.getByLabel('F 列住哪').selectOption({ label: '居住小区' })
  await page.getByRole('button', { name: '下一步：核对问题与变化' }).click()

  const problem = page.getByRole('row').filter({ hasText: 'D5' })
  expect(await problem.innerText()).toContain('2017.13.1')
  const list = await download(page, '导出问题清单')
  expect([list.name, list.bytes.toString('utf8').slice(0, 4)]).toEqual(['三年级花名册-问题清单.csv', '\ufeff级别,'])
  expect(list.bytes.toString('utf8')).toContain('错误,三年级,5,D,2017.13.1,')

  const rest = page.getByRole('button', { name: /先导入$/ })
  expect([await page.getByRole('button', { name: '导入', exact: true }).isDisabled(), await rest.count()]).toEqual([true, 0])
  await page.getByRole('radiogroup', { name: new RegExp(gone!.name) }).getByLabel('离校', { exact: true }).check()
  await page.getByRole('radiogroup', { name: new RegExp(kept!.name) }).getByLabel('仍在校').check()
  await rest.click()
  await page.getByText('已导入', { exact: true }).waitFor()
  expect([await figure(page, '导入了什么', '新增'), await figure(page, '导入了什么', '离校')]).toEqual(['2\n新增', '1\n离校'])

  await teacher.page.reload()
  await saysWaiting(waiting.length + 1)
  await teacher.page.getByRole('button', { name: '记一次家访' }).click()
  expect(await teacher.page.getByRole('listitem').filter({ hasText: NEW[0]! }).innerText()).toContain('生僻字')

  await page.getByRole('link', { name: '回到花名册' }).click()
  const names = await exportedNames(page)
  expect(NEW.filter((name) => !names.includes(name))).toEqual([])
  expect([names.includes(gone!.name), names.includes(kept!.name), names.length]).toEqual([false, true, before.students + 1])

  await page.getByRole('button', { name: '撤销：三年级花名册.xlsx' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤销', exact: true }).click()
  await page.getByText(/已撤销$/).waitFor()
  expect(await keeper.ask('/api/roster')).toEqual(before)
  expect((await childrenOf(keeper)).map(({ name }) => name)).toEqual(children.map(({ name }) => name))
  await teacher.page.goto('/')
  await saysWaiting(waiting.length)
})

async function namesToVisit({ ask }: Person): Promise<string[]> {
  const duty = encodeURIComponent('tianjin-hebei-2024-17#head-teacher-visits-each-student')
  return (await ask<AnswerOf<typeof listRemaining>>(`/api/coverage/mine/remaining?duty=${duty}`)).children.map(({ name }) => name)
}

async function exportedNames(page: Page): Promise<string[]> {
  const { name, bytes } = await download(page, '导出现在的学生名册')
  expect(name).toMatch(/^云河区示例小学.*\.xlsx$/)
  // The school gets its own words back: the workbook that it imported last says 学生姓名.
  return (await readXlsx(bytes)).sheets.flatMap(({ rows }) => rows.slice(1).map((row) => String(row[rows[0]!.indexOf('学生姓名')] ?? '')))
}

test('two windows: what the other one imported meanwhile is not done twice, and reading anew says so', async () => {
  const [one, other] = [await people.enter('roster-keeper', DESK), await people.enter('roster-keeper', DESK)]
  const before = await one.ask('/api/roster')
  const workbook = messyWorkbook(await childrenOf(one))
  for (const { page } of [one, other]) {
    await upload(page, '两个窗口.xlsx', workbook)
    await page.getByRole('button', { name: '下一步：核对问题与变化' }).click()
    await page.getByRole('button', { name: /先导入$/ }).waitFor()
  }
  await one.page.getByRole('button', { name: /先导入$/ }).click()
  await one.page.getByText('已导入', { exact: true }).waitFor()
  await other.page.getByRole('button', { name: /先导入$/ }).click()
  await other.page.getByText(/^核对之后，本校名册或您的选择又有变化/).waitFor()
  await other.page.getByRole('button', { name: '重新核对' }).click()
  await other.page.getByText(/与名册一致。$/).waitFor()
  await other.page.getByRole('button', { name: '放弃这份工作簿' }).click()
  await other.page.getByRole('heading', { name: '花名册', level: 1 }).waitFor()

  await one.page.getByRole('button', { name: '撤销这次导入' }).click()
  await one.page.getByRole('dialog').getByRole('button', { name: '撤销', exact: true }).click()
  await one.page.getByRole('heading', { name: '花名册', level: 1 }).waitFor()
  expect(await one.ask('/api/roster')).toEqual(before)
})
