// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newId } from '#kernel/ids'
import { explainRecord, listRemaining, readMine } from '#modules/compliance/coverage/mine.contract'
import { listDisputed } from '#modules/ledger/confirmations/confirmation.contract'
import { listPlainKinds } from '#modules/ledger/plain/plain.contract'
import { correctVisit, listPromises, prepareVisit, readVisit, recordVisit } from '#modules/ledger/visits/visit.contract'
import { readSession } from '#modules/org/session/session.contract'
import { refusal, wired, type Asked, type Wired } from '#testing/wire'
import {
  capacityOf, explained, mineOf, preparationOf, remainingChildOf, remainingOf, signedIn, visitOf,
} from './phone.factory.ts'
import { openScreen, tap, write } from './screen.factory.ts'

const teacher = capacityOf('head_teacher')
const child = remainingChildOf('陈某某')
const recordId = newId()
const saved = { recordId, version: 1, state: 'recorded' }

const home: Wired[] = [
  wired(readSession, () => signedIn([teacher])),
  wired(readMine, () => mineOf()),
  wired(listPromises, () => ({ promises: [] })),
  wired(listDisputed, () => ({ disputed: [] })),
  wired(listPlainKinds, () => ({ kinds: [], today: '2026-11-21' })),
  wired(listRemaining, () => remainingOf([child])),
  wired(readVisit, () => visitOf(recordId)),
  wired(explainRecord, () => explained),
]
const prepared = (part = {}) => wired(prepareVisit, () => preparationOf(child, part))

const open = (path: string, answers: Wired[]) => openScreen(`/c/${teacher.id}${path}`, [...answers, ...home])
const openForm = (...answers: Wired[]) => open(`/students/${child.studentId}/visits/new`, answers)
const draftsKept = () => Object.keys(sessionStorage).filter((key) => key.startsWith('tongxin.draft.visit'))

beforeEach(() => sessionStorage.clear())
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('a home visit from the first page', () => {
  test('takes six taps and one short line, and says what it counts for', async () => {
    const asked: Asked[] = []
    open('/today', [prepared(), wired(recordVisit, (one) => { asked.push(one); return saved })])
    let taps = 0
    const count = (role = 'button') => async (name: string | RegExp) => { taps += 1; await tap(name, role) }
    expect(await screen.findByText('还有 26 名，7月10日前')).toBeTruthy()
    await count()('记一次家访')
    await count('link')(/陈某某/)
    await count('radio')('入户')
    await count('checkbox')('在家表现')
    await count('radio')('有')
    expect(document.activeElement).toBe(screen.getByLabelText('答应了什么'))
    await write(/答应了什么/, '下周问食堂过敏餐')
    await count()('保存')
    expect(await screen.findByText('已计入 2 项责任：区·入户家访，省·家访')).toBeTruthy()
    expect(screen.getByText(/因为您接任本班已超过两个月/)).toBeTruthy()
    expect(taps).toBeLessThanOrEqual(6)
    expect(asked.map((one) => one.body)).toEqual([{
      happenedOn: '2026-11-21', mode: 'in_home', studentIds: [child.studentId], topics: ['at_home'], guidance: [], note: '',
      promise: '下周问食堂过敏餐', companions: [], again: false,
    }])
    expect(draftsKept()).toEqual([])
  })
})

describe('the quick form', () => {
  test('sends nothing until the way is chosen, and says so beside it', async () => {
    const asked: Asked[] = []
    openForm(prepared(), wired(recordVisit, (one) => { asked.push(one); return saved }))
    await tap('保存')
    expect(within(screen.getByRole('group', { name: '方式' })).getByRole('alert').textContent).toContain('请选择方式')
    expect(asked).toEqual([])
  })

  test('a double tap is one submit', async () => {
    const asked: Asked[] = []
    openForm(prepared(), wired(recordVisit, (one) => { asked.push(one); return saved }))
    await tap('入户', 'radio')
    const save = screen.getByRole('button', { name: '保存' })
    fireEvent.click(save)
    fireEvent.click(save)
    await screen.findByText(/已计入 2 项责任/)
    expect(asked).toHaveLength(1)
  })

  test('a lost network keeps what was written, also over a reload, and the retry bears the same key', async () => {
    const keys: (string | null)[] = []
    const lost = wired(recordVisit, ({ headers }) => { keys.push(headers.get('idempotency-key')); throw new TypeError('network') })
    openForm(prepared(), lost)
    await tap('电话', 'radio')
    await write(/一句话记录/, '约好周四再谈')
    await tap('保存')
    expect((await screen.findByRole('alert')).textContent).toContain('没有连上服务器')
    expect(sessionStorage.getItem(draftsKept().find((key) => !key.endsWith('.key'))!)).not.toContain(child.name)
    cleanup()

    openForm(prepared(), wired(recordVisit, ({ headers }) => { keys.push(headers.get('idempotency-key')); return saved }))
    expect(await screen.findByDisplayValue('约好周四再谈')).toBeTruthy()
    await tap('保存')
    await screen.findByText(/已计入 2 项责任/)
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
  })

  test('other contents after a lost network are another submit', async () => {
    const keys: (string | null)[] = []
    openForm(prepared(), wired(recordVisit, ({ headers }) => { keys.push(headers.get('idempotency-key')); throw new TypeError('network') }))
    await tap('电话', 'radio')
    await tap('保存')
    await screen.findByRole('alert')
    await tap('视频', 'radio')
    await tap('保存')
    await waitFor(() => expect(keys).toHaveLength(2))
    expect(keys[0]).not.toBe(keys[1])
    await screen.findByRole('alert')
  })

  test('brothers and sisters go into the same record', async () => {
    const asked: Asked[] = []
    const sister = { studentId: newId(), name: '陈小某', className: '一(1)班' }
    openForm(prepared({ siblings: [sister] }), wired(recordVisit, (one) => { asked.push(one); return saved }))
    await tap('陈小某（一(1)班）', 'checkbox')
    await tap('入户', 'radio')
    await tap('保存')
    await screen.findByText(/已计入 2 项责任/)
    expect(asked[0]?.body).toMatchObject({ studentIds: [child.studentId, sister.studentId] })
  })

  test('what the server finds wrong stands beside its field', async () => {
    const answer = () => { throw refusal(422, { code: 'in-future', say: '日期还没有到，不能提前记录。', fields: { happenedOn: '日期不能晚于今天' } }) }
    openForm(prepared(), wired(recordVisit, answer))
    await tap('入户', 'radio')
    await tap('保存')
    expect((await within(screen.getByRole('group', { name: '日期' })).findByRole('alert')).textContent).toContain('日期不能晚于今天')
  })

  test('a visit that is already there is shown, or recorded again when it was another one', async () => {
    const bodies: unknown[] = []
    const say = '同一天、同一对象、同一方式已经记过一条。'
    openForm(prepared(), wired(recordVisit, ({ body }) => {
      bodies.push(body)
      if (!(body as { again: boolean }).again) throw refusal(409, { code: 'already-recorded', say, fields: { recordId } })
      return saved
    }))
    await tap('入户', 'radio')
    await tap('保存')
    expect((await screen.findByRole('link', { name: '查看已有的记录' })).getAttribute('href')).toBe(`/c/${teacher.id}/visits/${recordId}`)
    await tap('仍要再记一条')
    await screen.findByText(/已计入 2 项责任/)
    expect(bodies).toMatchObject([{ again: false }, { again: true }])
  })

  test('somebody whose right has ended is told, and the words stay', async () => {
    openForm(prepared(), wired(recordVisit, () => { throw refusal(403, { code: 'capacity-gone', say: '您已不再担任该岗位。' }) }))
    await tap('入户', 'radio')
    await write(/一句话记录/, '家长在外地')
    await tap('保存')
    expect((await screen.findByRole('alert')).textContent).toContain('您已不再担任该岗位')
    expect(screen.getByDisplayValue('家长在外地')).toBeTruthy()
  })
})

describe('a correction', () => {
  const now = (part: object) => wired(readVisit, () => ({ ...visitOf(recordId), ...part }))
  const stale = () => { throw refusal(409, { code: 'stale-version', say: '这条记录已在别处更正过，这次没有保存。' }) }

  test('keeps its words over a new sign-in, and the version that it began with', async () => {
    const sent: unknown[] = []
    open(`/visits/${recordId}`, [prepared(), now({ version: 1 })])
    await tap('更正')
    await write(/一句话记录/, '改成周五再去')
    cleanup()

    open(`/visits/${recordId}?correct=1`, [prepared(), now({ version: 2 }), wired(correctVisit, ({ body }) => { sent.push(body); return stale() })])
    expect(await screen.findByDisplayValue('改成周五再去')).toBeTruthy()
    await tap('保存')
    expect((await screen.findByRole('alert')).textContent).toContain('这次没有保存')
    expect(sent).toMatchObject([{ version: 1 }])
    await tap('不改了，看最新内容')
    await tap('更正')
    expect(screen.queryByDisplayValue('改成周五再去')).toBeNull()
  })
})
