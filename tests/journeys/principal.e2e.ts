import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { AnswerOf } from '#kernel/route'
import type { readSchoolHome } from '#modules/compliance/coverage/school.contract'
import { DESK, gather, PASSWORD } from './people.ts'

const people = gather()

test('the first page of a principal: classes, posts, what comes due in four weeks, posts without holder', async () => {
  const { page, ask } = await people.enter('principal', DESK)
  await page.getByRole('heading', { name: '云河区示例小学', level: 1 }).waitFor()
  const home = await ask<AnswerOf<typeof readSchoolHome>>('/api/coverage/school-home')

  await page.getByRole('button', { name: /^展开 \d+ 个班$/ }).click()
  const classes = page.getByRole('region', { name: '各班级完成情况' })
  const owed = home.duties.find(({ sentence }) => sentence === '班主任 对本班每名学生 每学年 入户家访 至少 1 次')!
  for (const { label, holder } of owed.rows) {
    const row = classes.getByRole('row').filter({ has: page.getByRole('link', { name: label, exact: true }) })
    expect(await row.innerText()).toContain(holder ?? '空岗')
  }
  const leaders = home.duties.find(({ sentence }) => sentence === '每名中层干部 每学年 入户家访 至少 10 次')!
  await page.getByRole('button', { name: '展开：家访' }).click()
  await page.getByRole('button', { name: `明细：${leaders.sentence}` }).click()
  const posts = page.getByRole('region', { name: leaders.sentence })
  for (const { holder } of leaders.rows) await posts.getByRole('row').filter({ hasText: holder! }).waitFor()

  const due = page.getByRole('region', { name: /四周内到期$/ })
  expect(await due.getByRole('listitem').count()).toBeLessThanOrEqual(6)
  if (home.dueSoon.length > 6) await due.getByText(`还有 ${home.dueSoon.length - 6} 项`).click()
  for (const { sentence, bearers } of home.dueSoon) {
    expect(await due.getByRole('listitem').filter({ hasText: sentence }).innerText()).toContain(`涉及 ${bearers} 个岗位或班级`)
  }
  const vacant = page.getByRole('region', { name: /^空岗/ })
  expect(home.vacancies).toHaveLength(1)
  await vacant.getByText(home.vacancies[0]!.label).waitFor()
  await page.getByText(/^鼓励开展 \d+ 项$/).waitFor()
})

/** Presses Tab until the focus is where a sighted person would click. */
async function tabTo(page: Page, role: 'link' | 'button' | 'textbox', name: string): Promise<void> {
  const target = page.getByRole(role, { name, exact: true }).first()
  await target.waitFor()
  for (let pressed = 0; pressed < 120; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reaches ${role} ${name}`)
}

test('the keyboard alone leads from the sign-in page to the children who are still to be visited', async () => {
  const { page } = await people.visitor(DESK)
  await page.goto('/')
  await tabTo(page, 'textbox', '账号')
  await page.keyboard.type('principal')
  await page.keyboard.press('Tab')
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '云河区示例小学', level: 1 }).waitFor()
  await tabTo(page, 'button', '展开 30 个班')
  await page.keyboard.press('Enter')
  await tabTo(page, 'link', '三(2)班')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '三(2)班', level: 1 }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.tagName), 'the focus is at the head of the new page').toBe('H1')
  await tabTo(page, 'link', '看还没去的学生')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /^还没去的 \d+ 名$/, level: 1 }).waitFor()
})
