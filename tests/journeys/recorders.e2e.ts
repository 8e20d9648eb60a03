import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { AnswerOf } from '#kernel/route'
import type { listRemaining, readMine } from '#modules/compliance/coverage/mine.contract'
import { DESK, gather, PHONE, type Person } from './people.ts'

const people = gather()
const HEAD_TEACHERS = 'tianjin-hebei-2024-17#head-teacher-visits-each-student'
const REMAINING = `/api/coverage/mine/remaining?duty=${encodeURIComponent(HEAD_TEACHERS)}`

const doneOf = async ({ ask }: Person, duty: string) =>
  (await ask<AnswerOf<typeof readMine>>('/api/coverage/mine')).duties.find(({ key }) => key === duty)!.figure!.done

/** The first child of the first class that this person may choose from: three classes are offered as chips, thirty as a list. */
async function pickChild(page: Page): Promise<void> {
  await page.getByRole('heading', { name: '记家访：选学生' }).waitFor()
  const [chip, list] = [page.getByRole('radio').first(), page.getByRole('combobox', { name: '班级' })]
  await chip.or(list).waitFor()
  if (await list.isVisible()) await list.selectOption({ index: 1 })
  else await chip.click()
  await page.getByRole('list', { name: '学生' }).getByRole('link').first().click()
}

async function recordAtHome(page: Page): Promise<void> {
  await page.getByRole('radio', { name: '入户', exact: true }).click()
  await page.getByLabel(/一句话记录/).fill('孩子和老人相处很好')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('已保存').waitFor()
}

const RECORDERS = [
  ['a subject teacher of three classes', 'subject-teacher', 'tianjin-hebei-2024-17#other-subject-teachers-visit'],
  ['a middle leader', 'middle-leader', 'tianjin-hebei-2024-17#middle-leaders-visit'],
] as const

test.each(RECORDERS)('%s records a visit that counts for the own duty', async (_, login, duty) => {
  const person = await people.enter(login, PHONE)
  const { page } = person
  await page.getByText(/^\d+\s*\/ 10$/).first().waitFor()
  const before = await doneOf(person, duty)
  await page.getByRole('button', { name: '记一次家访' }).tap()
  await pickChild(page)
  await recordAtHome(page)
  await page.getByText(/^已计入 1 项责任：区/).waitFor()
  await page.getByRole('button', { name: '回首页' }).tap()
  await page.getByText(new RegExp(`^${before + 1}\\s*/ 10$`)).first().waitFor()
  expect(await doneOf(person, duty)).toBe(before + 1)
})

test('a vice principal reads the school at a desk and records there too', async () => {
  const person = await people.enter('vice-principal', DESK)
  const { page } = person
  const duty = 'tianjin-hebei-2024-17#school-leaders-visit-each-year'
  const before = await doneOf(person, duty)
  await page.getByRole('heading', { name: '云河区示例小学', level: 1 }).waitFor()
  await page.getByRole('link', { name: '记一次家访' }).click()
  await pickChild(page)
  await recordAtHome(page)
  await page.getByText(/^已计入 3 项责任/).waitFor()
  expect(await doneOf(person, duty)).toBe(before + 1)
})

test('a leader of the bureau records the visit that was drawn, and reads no other child', async () => {
  const person = await people.enter('bureau-leader', PHONE)
  const { page } = person
  const duty = 'tianjin-hebei-2024-17#bureau-leaders-random-visits'
  const before = await doneOf(person, duty)
  const drawn = page.getByRole('region', { name: '指派给您的随机家访' })
  await drawn.getByRole('link').first().waitFor()
  expect(await drawn.getByRole('link').count()).toBe(1)
  const teacher = await people.enter('head-teacher', PHONE)
  const { children } = await teacher.ask<AnswerOf<typeof listRemaining>>(REMAINING)
  expect(await person.knock(`/api/students/${children[0]!.studentId}`)).toBe(404)
  await drawn.getByRole('link').tap()
  await recordAtHome(page)
  await page.getByText('随机家访').first().waitFor()
  await page.getByText(/^已计入 1 项责任：区/).waitFor()
  expect(await doneOf(person, duty)).toBe(before + 1)
})
