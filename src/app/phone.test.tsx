// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newId } from '#kernel/ids'
import { explainRecord, listRemaining, readMine } from '#modules/compliance/coverage/mine.contract'
import { listDisputed, sayConfirmation } from '#modules/ledger/confirmations/confirmation.contract'
import { listFamilyRecords, listPlainKinds } from '#modules/ledger/plain/plain.contract'
import { correctVisit, listFamilyVisits, listPromises, prepareVisit, readVisit, withdrawVisit } from '#modules/ledger/visits/visit.contract'
import { listAssignments } from '#modules/org/assignments/assignment.contract'
import { readSession } from '#modules/org/session/session.contract'
import { listLooks, readStudent } from '#modules/org/students/student.contract'
import { refusal, wired, type Asked, type Wired } from '#testing/wire'
import {
  capacityOf, dutyOf, explained, familyVisitOf, mineOf, NOW, preparationOf, remainingChildOf, remainingOf, signedIn, TODAY, visitOf,
} from './phone.factory.ts'
import { openScreen, tap } from './screen.factory.ts'

const teacher = capacityOf('head_teacher')
const leader = capacityOf('bureau_leader')
const home: Wired[] = [
  wired(readSession, () => signedIn([teacher, leader])),
  wired(listPromises, () => ({ promises: [] })),
  wired(listDisputed, () => ({ disputed: [] })),
  wired(listPlainKinds, () => ({ kinds: [], today: TODAY })),
  wired(explainRecord, () => explained),
  wired(listFamilyRecords, () => ({ records: [] })),
]
const open = (path: string, answers: Wired[], capacity = teacher) => openScreen(`/c/${capacity.id}${path}`, [...answers, ...home])
const headings = () => screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)

beforeEach(() => sessionStorage.clear())
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the first page', () => {
  test('tells what is due, what cannot be counted and why, and nothing in red that is only encouraged', async () => {
    const waiting = { figure: null, remaining: 0, hasList: false, due: null, dueLabel: null }
    open('/today', [wired(readMine, () => mineOf([
      dutyOf(),
      dutyOf({ ...waiting, key: 'd#talk', sentence: '谈心谈话', standing: { state: 'cannot-be-recorded', label: '尚不能记录', red: false, note: '还没有这种记录' } }),
      dutyOf({ key: 'd#call', sentence: '电话沟通', standing: { state: 'offered', label: '鼓励开展', red: false, note: null } }),
    ]))])
    expect((await screen.findByRole('progressbar')).getAttribute('aria-valuetext')).toBe('12 / 38，32%')
    const others = screen.getByRole('list', { name: '其他责任' })
    expect(within(others).getByText('尚不能记录')).toBeTruthy()
    expect([...others.querySelectorAll('[data-tone]')].map((tag) => tag.getAttribute('data-tone'))).toEqual(['neutral', 'excepted'])
  })

  test('a failure is told once, and the retry brings the page', async () => {
    let failing = true
    open('/today', [wired(readMine, () => {
      if (failing) throw refusal(500, { code: 'internal', say: '系统出错，请稍后再试。' })
      return mineOf()
    })])
    expect(await screen.findAllByRole('alert')).toHaveLength(1)
    failing = false
    await tap('重试')
    expect(await screen.findByText('还有 26 名，7月10日前')).toBeTruthy()
  })

  test('a bureau leader without an assigned visit is told so', async () => {
    open('/today', [wired(readMine, () => mineOf()), wired(listAssignments, () => ({ assignments: [] }))], leader)
    expect(await screen.findByText('目前没有指派给您的随机家访')).toBeTruthy()
    expect(screen.queryByText('看已有的记录')).toBeNull()
  })

  test('what a guardian disputes leads to the visit', async () => {
    const recordId = newId()
    const disputed = [{ recordId, studentId: newId(), name: '孙某某', className: '三(2)班', happenedOn: TODAY, by: [], saidAt: NOW }]
    open('/today', [wired(readMine, () => mineOf()), wired(listDisputed, () => ({ disputed }))])
    expect((await screen.findByRole('link', { name: /孙某某/ })).getAttribute('href')).toBe(`/c/${teacher.id}/visits/${recordId}`)
  })
})

describe('who is still owed', () => {
  const children = [
    remainingChildOf('周某某', { neighbourhood: '银杏苑' }),
    remainingChildOf('陈某某', { neighbourhood: null }),
    remainingChildOf('安某某', { neighbourhood: '银杏苑', arrived: '2026-11-03', arrivalNote: '新转入' }),
  ]

  test('stands by neighbourhood or by name, with the note on who arrived', async () => {
    open('/remaining?duty=d', [wired(listRemaining, () => remainingOf(children))])
    await screen.findByText('新转入，11月3日 周二')
    expect(headings()).toEqual(['三(2)班', '银杏苑', '没有登记住址'])
    await tap('按姓名', 'radio')
    await waitFor(() => expect(headings()).toEqual(['三(2)班']))
    expect(screen.getAllByRole('link', { name: /某某/ }).map((link) => link.textContent?.slice(0, 1))).toEqual(['安', '陈', '周'])
  })

  test('without a duty in its address it asks for no list and leads back to the first page', async () => {
    const asked = vi.fn<() => ReturnType<typeof remainingOf>>(() => remainingOf([]))
    open('/remaining', [wired(listRemaining, asked)])
    expect(await screen.findByRole('link', { name: '回首页' })).toBeTruthy()
    expect(asked).not.toHaveBeenCalled()
  })

  test('and when nobody is, the page says so', async () => {
    open('/remaining?duty=d', [wired(listRemaining, () => remainingOf([]))])
    expect(await screen.findByText('全部完成了')).toBeTruthy()
  })
})

describe('a visit', () => {
  const recordId = newId()
  const reading = wired(readVisit, () => visitOf(recordId))

  test('is corrected in the same screen, from the version that was seen', async () => {
    const asked: Asked[] = []
    const child = visitOf(recordId).children[0]!
    open(`/visits/${recordId}?saved=1`, [reading, wired(prepareVisit, () => preparationOf(child)), wired(correctVisit, (one) => {
      asked.push(one)
      return { recordId, version: 2, state: 'corrected' }
    })])
    await tap('更正')
    expect(await screen.findByDisplayValue('晚上能自己读书半小时')).toBeTruthy()
    await tap('电话', 'radio')
    await tap('保存')
    expect(await screen.findByText('变更记录')).toBeTruthy()
    expect(asked[0]?.body).toMatchObject({ mode: 'phone', note: '晚上能自己读书半小时', version: 1 })
  })

  test('is withdrawn with a reason; without one the server says what is missing', async () => {
    const say = '填写的内容有误，没有保存。'
    open(`/visits/${recordId}`, [reading, wired({ ...withdrawVisit, body: undefined }, ({ headers }) => {
      expect(headers.get('x-capacity')).toBe(teacher.id)
      throw refusal(400, { code: 'invalid-input', say, fields: { reason: '请写明撤回原因' } })
    })])
    await tap('撤回')
    const dialog = await screen.findByRole('dialog')
    fireEvent.click(within(dialog).getByRole('button', { name: '撤回' }))
    expect((await within(dialog).findByRole('alert')).textContent).toContain('请写明撤回原因')
  })

  test('offers no button that the answer does not allow', async () => {
    open(`/visits/${recordId}`, [wired(readVisit, () => visitOf(recordId, { can: { correct: false, withdraw: false } }))])
    await screen.findByText('变更记录')
    expect(screen.queryByRole('button', { name: '更正' })).toBeNull()
    expect(screen.queryByRole('button', { name: '撤回' })).toBeNull()
  })
})

describe('the family', () => {
  const [elder, younger] = [newId(), newId()]
  const families = [
    capacityOf('guardian', { id: '1.guardian.family', regionId: 1, unitId: null, studentIds: [elder] }),
    capacityOf('guardian', { id: '2.guardian.family', regionId: 2, unitId: null, studentIds: [younger] }),
  ]
  const names: Record<string, string> = { [elder]: '李大某', [younger]: '李小某' }
  const student = ({ params }: Asked) => ({
    id: params['studentId'], name: names[params['studentId']!], gender: 'unknown', schoolId: null, classId: null, neighbourhood: null,
    schoolName: '示例小学', className: '三(2)班', headTeacher: '王老师甲', guardians: [], can: { seeLooks: true },
  })
  const visit = familyVisitOf(elder)
  const base = (answers: Wired[]) => openScreen('/family', [
    ...answers,
    wired(readSession, () => signedIn(families)),
    wired(readStudent, student),
    wired(listLooks, () => ({ looks: [{ at: NOW, by: '示例小学 · 班主任', what: '查看家访记录' }] })),
    wired(listFamilyVisits, ({ headers }) => ({ visits: headers.get('x-capacity')?.startsWith('1.') ? [visit] : [] })),
  ])

  test('joins the children of two jurisdictions, each asked for in its own capacity', async () => {
    base([])
    expect(await screen.findByRole('region', { name: '李大某' })).toBeTruthy()
    const second = await screen.findByRole('region', { name: '李小某' })
    expect(await within(second).findByText(/还没有家访记录/)).toBeTruthy()
    expect(within(second).getByText(/柏溪区/)).toBeTruthy()
    expect(await within(second).findByText('示例小学 · 班主任')).toBeTruthy()
  })

  test('answers in one tap, in the capacity of that child, and may change the answer', async () => {
    const asked: Asked[] = []
    let known: 'true' | 'not-true' | null = null
    base([
      wired(listFamilyVisits, () => ({ visits: [{ ...visit, children: [{ studentId: elder, name: '李大某', myAnswer: known }] }] })),
      wired(sayConfirmation, (one) => {
        asked.push(one)
        known = (one.body as { answer: 'true' | 'not-true' }).answer
        return { recordId: visit.recordId, studentId: elder, answer: known }
      }),
    ])
    await tap('与事实不符', 'radio')
    expect(await screen.findByText(/已答复：与事实不符/)).toBeTruthy()
    await tap('属实', 'radio')
    expect(await screen.findByText(/已答复：属实/)).toBeTruthy()
    expect(asked.map((one) => [one.headers.get('x-capacity'), one.body])).toEqual([
      ['1.guardian.family', { studentId: elder, answer: 'not-true' }], ['1.guardian.family', { studentId: elder, answer: 'true' }],
    ])
  })

  test('a district that cannot be reached does not hide the child of the other', async () => {
    base([wired(readStudent, (one) => {
      if (one.headers.get('x-capacity')?.startsWith('2.')) throw refusal(500, { code: 'internal', say: '系统出错，请稍后再试。' })
      return student(one)
    })])
    expect(await screen.findByRole('region', { name: '李大某' })).toBeTruthy()
    expect(await screen.findAllByRole('alert')).toHaveLength(1)
  })
})
