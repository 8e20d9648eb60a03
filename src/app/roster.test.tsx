// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { newId } from '#kernel/ids'
import {
  acceptRoster, discardRoster, dependsOn, fileGone, listBatches, readRosterFile, readRosterNow, schoolChanged, undoBatch, uploadRoster, type Draft,
} from '#modules/org/roster/roster.contract'
import { aBatch, aDoubt, aDraft, aLook, countsOf } from '#modules/org/roster/web/roster.factory'
import { readSession } from '#modules/org/session/session.contract'
import { refusal, wired, type Asked, type Wired } from '#testing/wire'
import { capacityOf, signedIn } from './phone.factory.ts'
import { openScreen, tap } from './screen.factory.ts'

const keeper = capacityOf('roster_keeper')
const fileId = newId()
const home: Wired[] = [
  wired(readSession, () => signedIn([keeper])),
  wired(readRosterNow, () => ({ classes: 36, students: 1204, staff: 86 })),
  wired(listBatches, () => ({ batches: [] })),
  wired(discardRoster, () => ({})),
]
const reading = (part: Partial<Draft> = {}, asked: Asked[] = []) => wired(readRosterFile, (one) => { asked.push(one); return aDraft({ fileId, ...part }) })

const open = (path: string, ...answers: Wired[]) => openScreen(`/c/${keeper.id}${path}`, [...answers, ...home])
const openFile = (...answers: Wired[]) => open(`/roster/files/${fileId}`, ...answers)
const openCheck = (...answers: Wired[]) => open(`/roster/files/${fileId}?step=check`, ...answers)
const refused = ({ status, code, say }: { status: number; code: string; say: string }): never => { throw refusal(status, { code, say }) }

// Ant Design takes its time on a busy machine, and no test is about that.
beforeAll(async () => { await import('#ui/desk/DeskTheme') }, 60_000)

const styleOf = window.getComputedStyle.bind(window)

beforeEach(() => {
  sessionStorage.clear()
  // jsdom knows no styles of pseudo-elements, by which the table measures scroll bars.
  vi.stubGlobal('getComputedStyle', (element: Element) => styleOf(element))
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }))
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
})
afterEach(() => { cleanup(); vi.unstubAllGlobals() })

describe('花名册', () => {
  test('says what the school has; a chosen workbook is uploaded under its name and read', async () => {
    const asked: Asked[] = []
    open('/roster', reading(), wired(uploadRoster, (one) => { asked.push(one); return { fileId, kind: 'students', name: 'x' } }))
    expect(await screen.findByText('1,204')).toBeDefined()
    expect(await screen.findByText('还没有导入过')).toBeDefined()
    const input = document.querySelector<HTMLInputElement>('input[type=file]')!
    fireEvent.change(input, { target: { files: [new File(['PK'], '三年级.xlsx')] } })
    expect(await screen.findByRole('heading', { name: '2026秋季学生花名册.xlsx' })).toBeDefined()
    expect(Object.fromEntries(asked[0]!.query)).toEqual({ kind: 'students', name: '三年级.xlsx' })
  })

  test('an empty school is told how to begin', async () => {
    open('/roster', wired(readRosterNow, () => ({ classes: 0, students: 0, staff: 0 })))
    expect(await screen.findByText(/还没有登记。先导入/)).toBeDefined()
  })

  test('taking back asks first, and says what stands in the way', async () => {
    const batch = aBatch()
    open('/roster', wired(listBatches, () => ({ batches: [batch] })), wired(undoBatch, () => refused(dependsOn(['张同学已有 1 条家访记录']))))
    await tap(`撤销：${batch.name}`)
    const dialog = await screen.findByRole('dialog', { name: '撤销这次导入？' })
    expect(within(dialog).getByText(/新增 1 · 调班 1/)).toBeDefined()
    fireEvent.click(within(dialog).getByRole('button', { name: '撤销' }))
    expect((await within(dialog).findByRole('alert')).textContent).toContain('张同学已有 1 条家访记录')
  })
})

describe('the columns', () => {
  const asked: Asked[] = []
  beforeEach(() => asked.splice(0))

  test('are shown with their examples and what they were taken for; a correction is read anew and remembered in the window', async () => {
    openFile(reading({}, asked))
    const column = await screen.findByLabelText<HTMLSelectElement>(/C 列号码/)
    expect([column.value, column.selectedOptions[0]!.text]).toEqual(['', '不导入'])
    expect(screen.getByText('20260301')).toBeDefined()
    fireEvent.change(column, { target: { value: 'studentNo' } })
    expect(await screen.findByText(/改动还没有生效/)).toBeDefined()
    await tap('下一步：核对问题与变化')
    await waitFor(() => expect(asked).toHaveLength(2))
    expect(asked.map(({ body }) => (body as { layout?: { sheets: { columns: unknown }[] } }).layout?.sheets[0]!.columns))
      .toEqual([undefined, { 0: 'name', 1: 'gender', 2: 'studentNo', 3: 'class' }])
    expect(await screen.findByRole('heading', { name: '和本校现在的名册相比' })).toBeDefined()
  })

  test('without a name the page says so; a sheet that is not read says why', async () => {
    openFile(reading({ looks: [aLook({ columns: { 1: 'gender' } }), aLook({ sheet: '说明', use: false, headerRow: null, rows: 0, columns: {}, headings: [], why: '没有名单' })] }))
    expect(await screen.findByText('还没有指定“姓名”在哪一列。')).toBeDefined()
    expect(screen.getByText('不读：没有名单')).toBeDefined()
  })

  test('a choice survives signing in again: what the window kept is asked for', async () => {
    openFile(reading({}, asked))
    fireEvent.change(await screen.findByLabelText(/C 列号码/), { target: { value: 'studentNo' } })
    cleanup()
    openFile(reading({}, asked))
    await waitFor(() => expect(asked).toHaveLength(2))
    expect(JSON.stringify(asked[1]!.body)).toContain('studentNo')
  })
})

describe('problems and differences', () => {
  const problems: Draft['problems'] = [
    { level: 'error', code: 'x', sheet: '三年级', row: 12, column: 'D', cell: '2017.13.1', say: '出生日期不是一个存在的日子。请改正。' },
    { level: 'warning', code: 'y', sheet: '三年级', row: 13, say: '姓名里有生僻字。请核对。' },
  ]

  test('a problem stands at its cell with what is in it; the list can be narrowed to errors', async () => {
    openCheck(reading({ problems, counts: countsOf({ rows: 37, new: 1, errors: 1, warnings: 1 }) }))
    const row = (await screen.findByText('D12')).closest('tr')!
    expect(row.textContent).toContain('2017.13.1')
    expect(screen.getByText('姓名里有生僻字。请核对。')).toBeDefined()
    fireEvent.change(screen.getByLabelText('级别'), { target: { value: 'error' } })
    expect(screen.queryByText('姓名里有生僻字。请核对。')).toBeNull()
  })

  test('each kind of difference opens its list', async () => {
    openCheck(reading())
    const figures = await screen.findByRole('group', { name: '变化' })
    expect(within(figures).getAllByRole('button').map((one) => one.textContent)).toEqual(['1新增', '1调班'])
    fireEvent.click(within(figures).getByRole('button', { name: /调班/ }))
    expect(await screen.findByText('班级：三(1)班 → 三(2)班')).toBeDefined()
  })

  test('with errors the rest can go first, and the page says so', async () => {
    const asked: Asked[] = []
    openCheck(reading({ problems, counts: countsOf({ rows: 37, new: 37, errors: 1 }) }), wired(acceptRoster, (one) => { asked.push(one); return aBatch() }))
    expect((await screen.findByRole<HTMLButtonElement>('button', { name: '导入' })).disabled).toBe(true)
    expect(screen.getByText(/还有 1 处错误。请在工作簿里改正/)).toBeDefined()
    await tap('其余 37 名学生先导入')
    expect(await screen.findByText('已导入')).toBeDefined()
    expect(asked[0]!.body).toMatchObject({ leaveOutErrors: true, digest: 'd1', effectiveOn: '2026-11-21' })
  })
})

describe('doubts', () => {
  const doubts = [aDoubt('a'), aDoubt('b', { name: '刘同学' }), aDoubt('c', { kind: 'same-person', name: '周同学', fallback: 'left' })]

  test('nothing is chosen for the keeper; all of a kind can be answered at once', async () => {
    const asked: Asked[] = []
    openCheck(reading({ doubts }), wired(acceptRoster, (one) => { asked.push(one); return aBatch() }))
    const first = await screen.findByRole('radiogroup', { name: /陈同学/ })
    expect(within(first).getAllByRole<HTMLInputElement>('radio').map(({ checked }) => checked)).toEqual([false, false])
    expect(within(screen.getByRole('radiogroup', { name: /周同学/ })).getAllByRole<HTMLInputElement>('radio')[0]!.checked).toBe(true)
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '导入' }).disabled).toBe(true)
    await tap('全部：已离校')
    fireEvent.click(within(screen.getByRole('radiogroup', { name: /刘同学/ })).getByLabelText('仍在本校'))
    await tap('导入')
    expect(await screen.findByText('已导入')).toBeDefined()
    expect(asked[0]!.body).toMatchObject({ answers: { absent: 'left', b: 'stays' } })
  })

  test('when the school changed meanwhile, reading again keeps the answers that still fit', async () => {
    const asked: Asked[] = []
    openCheck(reading({ doubts }, asked), wired(acceptRoster, () => refused(schoolChanged())))
    await tap('全部：已离校')
    await tap('导入')
    expect((await screen.findByRole('alert')).textContent).toContain('核对之后')
    await tap('重新核对')
    await waitFor(() => expect(asked).toHaveLength(2))
    expect((await screen.findByRole<HTMLButtonElement>('button', { name: '导入' })).disabled).toBe(false)
  })
})

describe('when it fails', () => {
  test('a workbook that cannot be read leads back to choosing another', async () => {
    openFile(wired(readRosterFile, () => refused({ status: 422, code: 'workbook-encrypted', say: '文件设了打开密码，无法读取。' })))
    expect((await screen.findByRole('alert')).textContent).toContain('打开密码')
    expect(screen.getByRole('link', { name: '重新选择工作簿' }).getAttribute('href')).toContain('/roster')
    expect(screen.queryByRole('button', { name: '重新核对' })).toBeNull()
  })

  test('who comes back to a workbook that was imported finds what came of it', async () => {
    openFile(wired(readRosterFile, () => refused(fileGone())), wired(listBatches, () => ({ batches: [aBatch({ id: fileId })] })))
    expect(await screen.findByText('已导入')).toBeDefined()
    cleanup()
    openFile(wired(readRosterFile, () => refused(fileGone())))
    expect((await screen.findByRole('alert')).textContent).toContain('上传的工作簿已不在')
  })

  test('a lost network keeps the workbook and offers to go on', async () => {
    let times = 0
    openFile(wired(readRosterFile, () => {
      times += 1
      if (times === 1) throw new TypeError('Failed to fetch')
      return aDraft({ fileId })
    }))
    expect((await screen.findByRole('alert')).textContent).toContain('没有连上服务器')
    await tap('重新核对')
    expect(await screen.findByText('各列认得对不对')).toBeDefined()
  })

  test('stopping says that nothing was written', async () => {
    openFile(wired(readRosterFile, () => new Promise(() => {})))
    await tap('停止')
    expect((await screen.findByRole('alert')).textContent).toBe('已停止，没有写入任何内容。')
  })
})
