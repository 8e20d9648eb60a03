import { expect, test } from 'vitest'
import type { AnswerOf } from '#kernel/route'
import type { readMatter } from '#modules/compliance/coverage/region.contract'
import type { listRecords } from '#modules/ledger/plain/plain.contract'
import { capacityOf, DESK, gather, PHONE, type Person } from './people.ts'

const people = gather()
const DISTRICT = 'tianjin-hebei-2024-17'
const SCHOOL = '云河区示例小学'

/** What the bureau reads of a duty: of the school, or of the whole district where no school owes it. */
async function doneOf({ ask }: Person, matter: string, { duty, school }: { duty: string; school?: string }): Promise<number> {
  const { duties, rows } = await ask<AnswerOf<typeof readMatter>>(`/api/coverage/matters/${matter}`)
  if (school === undefined) return duties.find(({ key }) => key === duty)!.figure!.done
  return rows.find(({ name }) => name === school)!.cells.find((cell) => cell.duty === duty)!.figure!.done
}

async function choose({ page }: Person, kind: string): Promise<void> {
  await page.goto(`/c/${capacityOf(page)}/records/new`)
  await page.getByLabel(/^查找/).fill(kind)
  await page.getByRole('link', { name: kind, exact: true }).click()
  await page.getByRole('heading', { name: `记${kind}` }).waitFor()
}

async function save({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('已保存').waitFor()
}

test('a head teacher ticks the children of a talk, and the school counts each of them', async () => {
  const [teacher, principal, bureau] = [await people.enter('head-teacher', PHONE), await people.enter('principal', DESK), await people.enter('bureau', DESK)]
  const duty = { duty: `${DISTRICT}#talks-reach-all-students`, school: SCHOOL }
  const before = await doneOf(bureau, 'mentor', duty)
  const { page } = teacher
  await choose(teacher, '谈心谈话')
  await page.getByRole('radio', { name: '选日期' }).tap()
  await page.getByLabel('哪一天').fill('2026-09-08')
  await page.getByRole('checkbox', { name: '学习' }).tap()
  await page.getByRole('radio', { name: '当面' }).tap()
  await page.getByText('还没有选').waitFor()
  for (const n of [0, 1, 2]) await page.locator('.lg-ticks input').nth(n).check()
  await page.getByText('已选 3 名').waitFor()
  await save(teacher)
  await page.getByText('学生（3 名）').waitFor()
  await expect.poll(() => doneOf(bureau, 'mentor', duty)).toBe(before + 3)
  const { records } = await principal.ask<AnswerOf<typeof listRecords>>('/api/records?kind=talk')
  expect(records[0]).toMatchObject({ kind: 'talk', children: 3, about: ['三(2)班'] })
})

test('a principal records the work plan of the school, asked about before it is there twice', async () => {
  const [principal, bureau] = [await people.enter('principal', DESK), await people.enter('bureau', DESK)]
  const { page } = principal
  const duty = { duty: `${DISTRICT}#guidance-in-work-plan`, school: SCHOOL }
  const before = await doneOf(bureau, 'work-plan', duty)
  const write = async () => {
    await choose(principal, '文件与材料')
    await page.getByRole('radio', { name: '工作计划', exact: true }).click()
    await page.getByLabel('名称').fill('示例学年工作计划')
  }
  await write()
  await save(principal)
  await expect.poll(() => doneOf(bureau, 'work-plan', duty)).toBe(before + 1)
  await write()
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('link', { name: '查看已有的记录' }).click()
  await page.getByText('示例学年工作计划').waitFor()
  expect(principal.mistakes.splice(0).every((mistake) => mistake.includes('409'))).toBe(true)
})

test('the office of the bureau finds a station by typing, and its activity counts for that station', async () => {
  const bureau = await people.enter('bureau', DESK)
  const { page } = bureau
  const duty = { duty: 'shanxi-2023-3#station-activities' }
  const before = await doneOf(bureau, 'stations', duty)
  await choose(bureau, '站点指导服务活动')
  await page.getByLabel('主题').fill('亲子阅读')
  await page.getByRole('radio', { name: '是', exact: true }).click()
  await page.getByRole('searchbox', { name: /中查找$/ }).fill('书院')
  await page.locator('.lg-ticks input').first().check()
  await save(bureau)
  await expect.poll(() => doneOf(bureau, 'stations', duty)).toBe(before + 1)
  await page.getByRole('button', { name: '回首页' }).click()
  await page.getByRole('link', { name: '台账' }).click()
  await page.getByText(/亲子阅读/).waitFor()
})
