import { expect, test } from 'vitest'
import type { AnswerOf } from '#kernel/route'
import type { listBodies } from '#modules/org/bodies/keeping.contract'
import type { readSession } from '#modules/org/session/session.contract'
import { DESK, gather, PHONE } from './people.ts'

const people = gather()

test('the bureau enters a list of communities and a station with its seats, and the school sees nothing of it', async () => {
  const { page, ask } = await people.enter('bureau', DESK)
  await page.getByRole('link', { name: '机构与队伍' }).click()
  await page.getByRole('link', { name: /^社区（村）/ }).click()
  await page.getByRole('button', { name: '批量录入' }).click()
  const names = ['青禾社区', '白露社区'].map((name) => `${name}${Date.now() % 100_000}`)
  await page.getByLabel('每行一个').fill(`${names[0]}\t柳岸街道\n柳岸社区`)
  await page.getByRole('button', { name: '检查' }).click()
  await page.getByText('1 行有问题').waitFor()
  await page.getByLabel('每行一个').fill(`${names[0]}\t柳岸街道\n${names[1]}`)
  await page.getByRole('button', { name: '检查' }).click()
  await page.getByRole('button', { name: '录入 2 个' }).click()
  await page.getByRole('link', { name: new RegExp(names[0]!) }).waitFor()

  await page.getByRole('link', { name: /^家庭教育指导服务站点/ }).click()
  await page.getByRole('button', { name: '登记', exact: true }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('名称').fill(`${names[0]}服务站`)
  await form.getByLabel('属于').selectOption({ label: `${names[0]}（社区（村））` })
  await form.getByRole('button', { name: '写席位' }).click()
  await form.getByLabel('由谁担任').selectOption('full_time_guide')
  await form.getByLabel('岗位').fill('站长')
  await form.getByRole('button', { name: '保存' }).click()
  await page.getByRole('heading', { name: '席位 1 项，共 1 人' }).waitFor()

  const stations = await ask<AnswerOf<typeof listBodies>>('/api/bodies?kind=station')
  expect(stations.bodies.find((one) => one.name === `${names[0]}服务站`)).toMatchObject({ parentName: names[0], seats: [{ title: '站长', number: 1 }] })
  const school = await people.enter('principal', DESK)
  expect(await school.ask('/api/bodies?kind=station')).toEqual({ bodies: [], total: 0 })
})

test('a head teacher marks a child on the phone and ends it again; the bureau is told of no name', async () => {
  const { page, ask } = await people.enter('head-teacher', PHONE)
  await page.getByRole('link', { name: /^重点学生、留守儿童/ }).click()
  await page.getByRole('button', { name: '登记认定' }).click()
  const form = page.getByRole('dialog')
  const marked = await page.getByRole('list', { name: /的认定$/ }).getByRole('listitem').allInnerTexts()
  const child = form.getByLabel('学生', { exact: true })
  await child.getByRole('option').nth(1).waitFor({ state: 'attached' })
  const options = await child.getByRole('option').allInnerTexts()
  const name = options.slice(1).find((one) => !marked.some((line) => line.startsWith(one)))!
  await child.selectOption({ label: name })
  await form.getByLabel('留守儿童').check({ force: true })
  await form.getByRole('button', { name: '保存' }).click()
  await page.getByRole('link', { name: new RegExp(name) }).click()
  await page.getByRole('button', { name: /留守儿童/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '结束' }).click()
  await page.getByText('已结束认定。').waitFor()

  const session = await ask<AnswerOf<typeof readSession>>('/api/session')
  const classId = session.capacities[0]!.classIds[0]!
  const bureau = await people.enter('bureau', DESK)
  expect(await bureau.knock(`/api/classes/${classId}/designations`)).toBe(403)
  bureau.mistakes.length = 0
})
