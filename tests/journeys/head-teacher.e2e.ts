import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { AnswerOf } from '#kernel/route'
import type { listRemaining, readMine, RemainingChild } from '#modules/compliance/coverage/mine.contract'
import type { readMatter } from '#modules/compliance/coverage/region.contract'
import type { listStudentVisits, VisitPreparation } from '#modules/ledger/visits/visit.contract'
import { capacityOf, DESK, gather, PHONE, type Person } from './people.ts'

const people = gather()
const SCHOOL = '云河区示例小学'
const DISTRICT_DUTY = 'tianjin-hebei-2024-17#head-teacher-visits-each-student'
const PROVINCE_DUTY = 'shanxi-2023-3#head-teacher-visits-each-student'

/** Counts what a hand does on the page. */
function hand(page: Page) {
  const taps: string[] = []
  const tap = (role: 'button' | 'link' | 'radio' | 'checkbox') => async (name: string | RegExp) => {
    taps.push(String(name))
    await page.getByRole(role, { name, ...(typeof name === 'string' ? { exact: true } : {}) }).first().tap()
  }
  return { taps, button: tap('button'), link: tap('link'), radio: tap('radio'), checkbox: tap('checkbox') }
}

const figureOf = async (page: Page) => (await page.locator('.tx-figure-value').first().innerText()).replace(/\s+/g, ' ')
const judgedOn = (page: Page) => page.getByRole('list', { name: '计入情况' }).getByRole('listitem')
const remainingOf = async ({ ask }: Person): Promise<readonly RemainingChild[]> =>
  (await ask<AnswerOf<typeof listRemaining>>(`/api/coverage/mine/remaining?duty=${encodeURIComponent(DISTRICT_DUTY)}`)).children
const doneOf = async ({ ask }: Person, duty: string) =>
  (await ask<AnswerOf<typeof readMine>>('/api/coverage/mine')).duties.find(({ key }) => key === duty)!.figure!.done
async function visitsOf({ ask }: Person, studentId: string) {
  const { visits } = await ask<AnswerOf<typeof listStudentVisits>>(`/api/students/${studentId}/visits`)
  return visits.filter(({ happenedOn }) => happenedOn === '2026-11-21')
}


/** What the bureau reads of this school, and of the district as a whole. */
async function readByBureau({ ask }: Person) {
  const { duties, rows } = await ask<AnswerOf<typeof readMatter>>('/api/coverage/matters/home-visit')
  const school = rows.find(({ name }) => name === SCHOOL)!.cells.find(({ duty }) => duty === DISTRICT_DUTY)!
  return { school: school.figure!.done, district: duties.find(({ key }) => key === DISTRICT_DUTY)!.figure!.done }
}

const openForm = ({ page }: Person, studentId: string) =>
  page.goto(`/c/${capacityOf(page)}/students/${studentId}/visits/new`)

test('one visit takes six taps and a line, says what it counts for, and moves class, school and district', async () => {
  const [teacher, bureau] = [await people.enter('head-teacher', PHONE), await people.enter('bureau', DESK)]
  const { page } = teacher
  await page.getByText('还有 26 名，2027年7月9日前', { exact: true }).waitFor()
  expect(await figureOf(page)).toBe('12 / 38')
  const before = await readByBureau(bureau)

  const { taps, ...tap } = hand(page)
  const [child] = await remainingOf(teacher)
  await tap.button('记一次家访')
  await tap.link(new RegExp(child!.name))
  await tap.radio('入户')
  await tap.checkbox('在家表现')
  await tap.radio('有')
  await page.keyboard.type('下周问食堂过敏餐')
  await tap.button('保存')
  await page.getByText('已保存').waitFor()
  await expect.poll(() => readByBureau(bureau), { timeout: 2_000, interval: 50 })
    .toEqual({ school: before.school + 1, district: before.district + 1 })
  expect(taps.length).toBeLessThanOrEqual(6)

  await page.getByText(/^已计入 2 项责任/).waitFor()
  const counted = await judgedOn(page).filter({ hasText: '已计入' }).allInnerTexts()
  expect(counted).toHaveLength(2)
  expect(counted.join()).toContain('区：班主任 对本班每名学生 每学年 入户家访 至少 1 次')
  expect(counted.join()).toContain('省：班主任 对本班每名学生 每学年 家访')

  await bureau.page.getByRole('link', { name: '家访', exact: true }).click()
  const row = bureau.page.getByRole('row').filter({ hasText: SCHOOL })
  await row.getByRole('cell', { name: String(before.school + 1), exact: true }).first().waitFor()

  await page.getByRole('button', { name: '回首页' }).tap()
  await page.getByText('还有 25 名，2027年7月9日前', { exact: true }).waitFor()
  expect(await figureOf(page)).toBe('13 / 38')
  await page.getByText('下周问食堂过敏餐').waitFor()
})

test('a correction on the same screen takes back what no longer counts', async () => {
  const teacher = await people.enter('head-teacher', PHONE)
  const { page } = teacher
  const [child] = await remainingOf(teacher)
  const [district, province] = [await doneOf(teacher, DISTRICT_DUTY), await doneOf(teacher, PROVINCE_DUTY)]
  await openForm(teacher, child!.studentId)
  const { radio, button } = hand(page)
  await radio('入户')
  await button('保存')
  await page.getByText(/^已计入 2 项责任/).waitFor()
  expect(await doneOf(teacher, DISTRICT_DUTY)).toBe(district + 1)

  await button('更正')
  await radio('校内')
  await button('保存')
  await page.getByText(/^已计入 1 项责任：省/).waitFor()
  expect([await doneOf(teacher, DISTRICT_DUTY), await doneOf(teacher, PROVINCE_DUTY)]).toEqual([district, province + 1])

  await button('更正')
  await radio('电话')
  await button('保存')
  await page.getByText('没有计入任何责任').waitFor()
  const missed = await judgedOn(page).filter({ hasText: '未计入' }).allInnerTexts()
  expect(missed.length).toBeGreaterThanOrEqual(2)
  for (const one of missed) expect(one).toMatch(/因为.{4,}/)
  expect([await doneOf(teacher, DISTRICT_DUTY), await doneOf(teacher, PROVINCE_DUTY)]).toEqual([district, province])
  expect(await page.getByRole('list', { name: '变更记录' }).getByRole('listitem').count()).toBe(3)
})

test('a double tap records once', async () => {
  const teacher = await people.enter('head-teacher', PHONE)
  const { page } = teacher
  const child = (await remainingOf(teacher))[1]!
  await openForm(teacher, child.studentId)
  await page.getByRole('radio', { name: '入户', exact: true }).tap()
  await page.getByRole('button', { name: '保存' }).evaluate((button: HTMLButtonElement) => { button.click(); button.click() })
  await page.getByText('已保存').waitFor()
  expect(await visitsOf(teacher, child.studentId)).toHaveLength(1)
})

test('a lost network keeps what was typed, and the retry records exactly once', async () => {
  const teacher = await people.enter('head-teacher', PHONE)
  const { page, context, mistakes } = teacher
  const child = (await remainingOf(teacher))[2]!
  await openForm(teacher, child.studentId)
  await page.getByRole('radio', { name: '入户', exact: true }).tap()
  await page.getByLabel(/一句话记录/).fill('晚上能自己读书半小时')
  await context.setOffline(true)
  await page.getByRole('button', { name: '保存' }).tap()
  await page.getByRole('alert').filter({ hasText: '没有连上服务器' }).waitFor()
  expect(await page.getByLabel(/一句话记录/).inputValue()).toBe('晚上能自己读书半小时')
  await context.setOffline(false)

  // The worse half of a lost network: the server has saved, only its answer does not arrive.
  await page.route('**/api/visits', async (route) => { await route.fetch(); await route.abort() }, { times: 1 })
  // The message of the first time stands until the second answer is lost, so it says nothing of it.
  const lost = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/visits'))
  await page.getByRole('button', { name: '保存' }).tap()
  await lost
  await page.getByRole('alert').filter({ hasText: '没有连上服务器' }).waitFor()
  await page.reload()
  expect(await page.getByLabel(/一句话记录/).inputValue()).toBe('晚上能自己读书半小时')
  await page.getByRole('button', { name: '保存' }).tap()
  await page.getByText('已保存').waitFor()
  expect(await visitsOf(teacher, child.studentId)).toHaveLength(1)
  mistakes.length = 0
})

test('in two windows the second correction is refused in words and nothing is lost', async () => {
  const teacher = await people.enter('head-teacher', PHONE)
  const { page, context, mistakes } = teacher
  const child = (await remainingOf(teacher))[3]!
  await openForm(teacher, child.studentId)
  await page.getByRole('radio', { name: '入户', exact: true }).tap()
  await page.getByRole('button', { name: '保存' }).tap()
  await page.getByText('已保存').waitFor()
  const other = await context.newPage()
  await other.goto(page.url())
  for (const window of [page, other]) await window.getByRole('button', { name: '更正' }).first().tap()
  await page.getByLabel(/一句话记录/).fill('先写的一句')
  await other.getByLabel(/一句话记录/).fill('后写的一句')
  await page.getByRole('button', { name: '保存' }).tap()
  await page.getByText('先写的一句').waitFor()
  await other.bringToFront()
  await other.getByRole('button', { name: '保存' }).tap()
  await other.getByRole('alert').waitFor()
  expect(await other.getByLabel(/一句话记录/).inputValue()).toBe('后写的一句')
  expect(await visitsOf(teacher, child.studentId)).toMatchObject([{ note: '先写的一句' }])
  mistakes.length = 0
})

test('brothers and sisters go into one record', async () => {
  const teacher = await people.enter('head-teacher', PHONE)
  const { page } = teacher
  const { child, siblings } = await childWithSiblings(teacher)
  await openForm(teacher, child.studentId)
  for (const one of siblings) await page.getByRole('checkbox', { name: new RegExp(one.name) }).tap()
  await page.getByRole('radio', { name: '入户', exact: true }).tap()
  await page.getByRole('button', { name: '保存' }).tap()
  await page.getByText(/^已计入 2 项责任/).waitFor()
  for (const one of siblings) await page.getByRole('main').getByText(one.name).first().waitFor()
  expect(await visitsOf(teacher, child.studentId)).toHaveLength(1)
})

async function childWithSiblings(teacher: Person) {
  for (const child of await remainingOf(teacher)) {
    const { siblings } = await teacher.ask<VisitPreparation>(`/api/visits/preparation?studentId=${child.studentId}`)
    if (siblings.length > 0) return { child, siblings }
  }
  throw new Error('no child of the class has a brother or sister in the school')
}
