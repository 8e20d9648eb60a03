import { expect, test } from 'vitest'
import type { AnswerOf } from '#kernel/route'
import type { listFamilyVisits } from '#modules/ledger/visits/visit.contract'
import type { SignedView } from '#modules/org/session/session.contract'
import type { listStudents, readStudent } from '#modules/org/students/student.contract'
import { DESK, gather, PHONE, type Person } from './people.ts'

const people = gather()

type Child = Readonly<Record<'capacity' | 'id' | 'name' | 'schoolName' | 'className', string>>

/** The children of this guardian, of both districts. */
async function childrenOf({ ask }: Person): Promise<Child[]> {
  const { capacities } = await ask<SignedView>('/api/session')
  return Promise.all(capacities.flatMap(({ id: capacity, studentIds }) => studentIds.map(async (id) => {
    const { name, schoolName, className } = await ask<AnswerOf<typeof readStudent>>(`/api/students/${id}`, capacity)
    return { capacity, id, name, schoolName: schoolName!, className: className! }
  })))
}

test('a guardian sees the own children of two districts in one view, and that visits took place', async () => {
  const guardian = await people.enter('guardian', PHONE)
  const { page, ask } = guardian
  const children = await childrenOf(guardian)
  expect(children.map(({ schoolName }) => schoolName).sort()).toEqual(['云河区示例初级中学', '云河区示例小学', '松岭区示例九年一贯制学校'])
  for (const { capacity, id, name, schoolName, className } of children) {
    const part = page.getByRole('region', { name })
    await part.getByText(`${schoolName} ${className}`, { exact: true }).waitFor()
    await part.getByText(/^云杉省/).waitFor()
    const { visits } = await ask<AnswerOf<typeof listFamilyVisits>>('/api/family/visits', capacity)
    const own = visits.filter((visit) => visit.children.some(({ studentId }) => studentId === id))
    await part.getByText(`${own[0]!.by[0]!.name}（${own[0]!.by[0]!.post}）`).first().waitFor()
    const asked = own.filter(({ can }) => can.confirm)
    expect(asked.length, 'a visit of this year waits for the answer').toBeGreaterThan(0)
    expect(await part.getByRole('radio', { name: '属实', exact: true }).count()).toBe(asked.length)
  }
  expect(await page.locator('body').innerText(), 'what was noted stays with the school').not.toMatch(/一句话记录|了解到的情况/)
})

test('属实 and 与事实不符 take one tap each, and the school sees the second', async () => {
  const guardian = await people.enter('guardian', PHONE)
  const { page } = guardian
  const children = await childrenOf(guardian)
  const [own, elsewhere] = ['云河区示例小学', '云河区示例初级中学'].map((school) => children.find(({ schoolName }) => schoolName === school)!)
  await page.getByRole('region', { name: elsewhere!.name }).getByRole('radio', { name: '属实', exact: true }).first().tap()
  await page.getByRole('region', { name: elsewhere!.name }).getByText('已答复：属实').waitFor()
  await page.getByRole('region', { name: own!.name }).getByRole('radio', { name: '与事实不符' }).first().tap()
  await page.getByRole('region', { name: own!.name }).getByText('已答复：与事实不符').waitFor()
  await page.reload()
  await page.getByRole('region', { name: own!.name }).getByText('已答复：与事实不符').waitFor()

  const principal = await people.enter('principal', DESK)
  const disputed = principal.page.getByRole('region', { name: /^家长认为与事实不符/ })
  await disputed.getByRole('listitem').first().waitFor()
  expect(await disputed.getByRole('listitem').count()).toBe(1)
  await disputed.getByRole('link', { name: new RegExp(own!.name) }).click()
  await principal.page.getByText('与事实不符').waitFor()
})

test('a guardian sees who has opened the record of the child', async () => {
  const teacher = await people.enter('head-teacher', PHONE)
  const guardian = await people.enter('guardian', PHONE)
  const child = (await childrenOf(guardian)).find(({ schoolName }) => schoolName === '云河区示例小学')!
  const { capacities } = await teacher.ask<SignedView>('/api/session')
  await teacher.page.goto(`/c/${capacities[0]!.id}/students/${child.id}/visits`)
  await teacher.page.getByText('打开本页已记入查看记录').waitFor()
  await guardian.page.reload()
  const looks = guardian.page.getByRole('region', { name: child.name }).getByRole('list', { name: '查看记录' }).getByRole('listitem')
  await looks.first().waitFor()
  expect((await looks.allInnerTexts()).join()).toMatch(/云河区示例小学 · 班主任\s+查看学生的家访记录/)
})

test('the address of any other child leads nowhere', async () => {
  const teacher = await people.enter('head-teacher', PHONE)
  const guardian = await people.enter('guardian', PHONE)
  const own = await childrenOf(guardian)
  const { capacities } = await teacher.ask<SignedView>('/api/session')
  const { students } = await teacher.ask<AnswerOf<typeof listStudents>>(`/api/classes/${capacities[0]!.classIds[0]}/students`)
  const foreign = students.find(({ id }) => own.every((child) => child.id !== id))!
  for (const path of [`/api/students/${foreign.id}`, `/api/students/${foreign.id}/looks`, `/api/students/${foreign.id}/visits`]) {
    expect(await guardian.knock(path, own[0]!.capacity), path).toBe(404)
  }
  await guardian.page.goto(`/c/${capacities[0]!.id}/students/${foreign.id}/visits`)
  await guardian.page.getByRole('heading', { name: '没有找到页面' }).waitFor()
  expect(await guardian.page.locator('body').innerText()).not.toContain(foreign.name)
  await guardian.page.goto(`/family/students/${foreign.id}`)
  await guardian.page.getByRole('heading', { name: '没有找到页面' }).waitFor()
})
