import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { AnswerOf } from '#kernel/route'
import type { readMatter, readSchool } from '#modules/compliance/coverage/region.contract'
import type { readSchoolHome } from '#modules/compliance/coverage/school.contract'
import { DESK, gather, PHONE } from './people.ts'

const people = gather()
const AT_START = 'tianjin-hebei-2024-17#parent-meeting-at-start'
const EACH_SEMESTER = 'tianjin-hebei-2024-17#parent-meetings-each-semester'

/** The address of the capacity, before every page of it. */
const capacityAddress = (page: Page) => /^.*\/c\/[^/]+/.exec(page.url())![0]

/** Fills the sheet that is open and sends it. */
async function ask(page: Page, reason: string, note: string): Promise<void> {
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('radio', { name: reason }).check({ force: true })
  await sheet.getByRole('textbox', { name: '说明' }).fill(note)
  await sheet.getByRole('button', { name: '提交' }).click()
  await sheet.waitFor({ state: 'detached' })
}

test('a principal asks, the bureau grants: the row is not red any more and the figure says so', async () => {
  const principal = await people.enter('principal', DESK)
  const { page } = principal
  await page.getByRole('heading', { name: '云河区示例小学', level: 1 }).waitFor()
  const home = await principal.ask<AnswerOf<typeof readSchoolHome>>('/api/coverage/school-home')
  const late = home.duties.find(({ key }) => key === AT_START)!.rows.find(({ standing }) => standing.red)!
  const open = home.duties.find(({ key }) => key === EACH_SEMESTER)!.rows.find(({ figure }) => figure.done < figure.required)!

  const base = capacityAddress(page)
  await page.goto(`${base}/school?open=${encodeURIComponent(AT_START)}`)
  await page.getByRole('button', { name: `登记无法完成：${late.label} `, exact: false }).first().click()
  await ask(page, '场地或条件不具备', '九月礼堂大修，没有场地')
  await page.goto(`${base}/school?open=${encodeURIComponent(EACH_SEMESTER)}`)
  await page.getByRole('button', { name: `申请例外：${open.label} `, exact: false }).first().click()
  await ask(page, '人手不足', '年级组人员轮训，改为一次大会')

  const bureau = await people.enter('bureau', DESK)
  await bureau.page.getByRole('link', { name: /^例外与无法完成.*待审批.*2$/ }).click()
  const waiting = bureau.page.getByRole('list', { name: '等待审批' })
  for (const label of [late.label, open.label]) {
    await waiting.getByRole('listitem').filter({ hasText: label }).getByRole('button', { name: /^同意/ }).first().click()
    await bureau.page.getByRole('dialog').getByRole('button', { name: '同意' }).click()
    await bureau.page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  expect(await bureau.page.getByRole('list', { name: '计划不足的原因' }).innerText()).toContain('场地或条件不具备')
  expect(await bureau.page.getByRole('main').innerText(), 'nobody is named as the cause').not.toMatch(/老师[甲乙丙丁]提出/)

  const after = await principal.ask<AnswerOf<typeof readSchoolHome>>('/api/coverage/school-home')
  const [hindered, excepted] = [AT_START, EACH_SEMESTER].map((key) => after.duties.find((duty) => duty.key === key)!)
  expect(hindered!.relieved).toEqual({ excepted: 0, hindered: 1 })
  expect(excepted!.relieved).toEqual({ excepted: 1, hindered: 0 })
  expect(hindered!.rows.find(({ bearerId, groupId }) => bearerId === late.bearerId && groupId === late.groupId)!.standing).toMatchObject({ state: 'cannot-be-met', red: false })
  await page.goto(`${base}/school?open=${encodeURIComponent(EACH_SEMESTER)}`)
  const line = page.getByRole('listitem').filter({ hasText: excepted!.sentence }).filter({ hasText: '例外 1' }).last()
  await line.getByRole('row').filter({ hasText: open.label }).getByText('例外', { exact: true }).waitFor()
})

test('the bureau opens why a structure of a school is incomplete and sees what is lacking', async () => {
  const { page, ask: read } = await people.enter('bureau', DESK)
  await page.getByRole('link', { name: '家访', exact: true }).click()
  const { rows } = await read<AnswerOf<typeof readMatter>>('/api/coverage/matters/home-visit')
  const schoolId = rows.find(({ name }) => name === '云河区示例小学')!.unitId
  const { duties } = await read<AnswerOf<typeof readSchool>>(`/api/coverage/schools/${schoolId}`)
  const duty = duties.find(({ unit, figure }) => unit === '项' && figure !== null && figure.done < figure.required)!
  await page.goto(`${capacityAddress(page)}/matters/${duty.matter}/schools/${schoolId}?open=${encodeURIComponent(duty.key)}`)
  await page.getByRole('link', { name: new RegExp(`^为什么是这个数：.* ${duty.sentence.slice(0, 12)}`) }).first().click()
  await page.getByRole('heading', { name: '为什么是这个数', level: 1 }).waitFor()
  const parts = page.getByRole('list', { name: '要求有什么' })
  expect(await parts.innerText()).toMatch(/缺/)
})

test('a head teacher sees on the phone which visits counted and says what stands in the way', async () => {
  const { page } = await people.enter('head-teacher', PHONE)
  await page.getByRole('button', { name: /入户家访 至少 1 次/ }).first().click()
  await page.getByRole('button', { name: /^为什么是这个数/ }).click()
  await page.getByRole('heading', { name: '为什么是这个数', level: 1 }).waitFor()
  await page.getByRole('list', { name: '计入的记录' }).getByRole('link').first().waitFor()
  await page.getByRole('button', { name: '登记无法完成' }).click()
  await ask(page, '路途过远或长期在外', '部分住址在外县，学期中不能往返')
  await page.getByText('这项责任已经登记过').waitFor()
  expect(await page.getByRole('button', { name: /^登记无法完成/ }).count(), 'nothing is asked twice').toBe(0)
})
