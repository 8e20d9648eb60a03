// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Capacity } from '#kernel/capacity'
import { CapacityProvider, SignedProvider, type Signed } from '#ui/acting'
import { ToastProvider } from '#ui/Toast'
import { aMatter, AS_OF, IN_HOME } from './desk.factory.ts'
import { MatterPage } from './MatterPage.tsx'

const capacity: Capacity = {
  id: '1.bureau_officer.u', regionId: 1, role: 'bureau_officer', personId: 'p', unitId: 'u', postIds: [], classIds: [], studentIds: [], label: '区教育局 · 德育科',
}
const signed: Signed = { personName: '李老师甲', capacities: [capacity], regions: [], demo: true, now: new Date(AS_OF), today: '2026-11-21' }

/** The page behind a server that answers every question with `answer`; the questions asked are returned. */
function open(search: string, answer: () => { status: number; body: unknown }) {
  const asked: string[] = []
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address)
    const matters = { asOf: AS_OF, year: { academicYear: 2026, label: '2026–2027学年' }, matters: [] }
    const { status, body } = address === '/api/coverage/matters' ? { status: 200, body: matters } : answer()
    return Promise.resolve(new Response(JSON.stringify(body), { status }))
  })
  const root = createRootRoute()
  const page = createRoute({ getParentRoute: () => root, path: '/', component: () => <MatterPage params={{ matter: 'home-visit' }} /> })
  const router = createRouter({
    routeTree: root.addChildren([page]), history: createMemoryHistory({ initialEntries: [`/${search}`] }),
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (values) => `?${new URLSearchParams(values as Record<string, string>)}`,
  })
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <SignedProvider value={signed}><CapacityProvider value={capacity}><ToastProvider><RouterProvider router={router} /></ToastProvider></CapacityProvider></SignedProvider>
    </QueryClientProvider>,
  )
  return { asked, router }
}

const answering = (body: unknown) => () => ({ status: 200, body })

const styleOf = window.getComputedStyle.bind(window)

beforeEach(() => {
  // jsdom knows no styles of pseudo-elements, by which the table measures scroll bars.
  vi.stubGlobal('getComputedStyle', (element: Element) => styleOf(element))
  vi.stubGlobal('scrollTo', () => {})
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }))
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
})
afterEach(() => { cleanup(); vi.unstubAllGlobals() })

test('the binding duty leads with its sentence, share and clause; every school has both figures', async () => {
  open('', answering(aMatter()))
  expect(await screen.findByRole('heading', { name: '约束最紧的责任' })).toBeDefined()
  expect(screen.getByText('1,204 / 4,876 名')).toBeDefined()
  expect(screen.getByRole('button', { name: '四（二）8 ⑩' })).toBeDefined()
  const row = screen.getByRole('link', { name: '云河区示例实验学校附属小学' }).closest('tr')!
  expect(within(row).getAllByRole('progressbar').map((bar) => bar.getAttribute('aria-valuenow'))).toEqual(['80', '93'])
})

test('filters stand in the address, ask the server, and come from the address again', async () => {
  const { asked, router } = open('?stage=primary', answering(aMatter()))
  fireEvent.change(await screen.findByLabelText('街道'), { target: { value: '松林街道' } })
  await vi.waitFor(() => expect(router.state.location.search).toEqual({ stage: 'primary', street: '松林街道' }))
  expect(asked.some((address) => address.includes('stage=primary') && !address.includes('street'))).toBe(true)
  await vi.waitFor(() => expect(asked.some((address) => address.includes(`street=${encodeURIComponent('松林街道')}`))).toBe(true))
})

test('the state filters here and asks nobody', async () => {
  open('?state=overdue', answering(aMatter()))
  expect(await screen.findByRole('heading', { name: '学校 1 所' })).toBeDefined()
  expect(screen.queryByRole('link', { name: '示例中学' })).toBeNull()
})

test('all duties unfold, each with its figure or the reason why it has none', async () => {
  open('', answering(aMatter()))
  expect(await screen.findByText('展开全部 5 项责任')).toBeDefined()
  expect(screen.queryByText('尚不能记录')).toBeNull()
  fireEvent.click(screen.getByText('展开全部 5 项责任'))
  expect(await screen.findByText('尚不能记录')).toBeDefined()
  expect(screen.getByText('待本地确定')).toBeDefined()
  expect(screen.getByRole('button', { name: '收起' }).getAttribute('aria-expanded')).toBe('true')
})

test('without schools, without duties and after a failure the page says what to do', async () => {
  open('?stage=junior', answering(aMatter({}, [])))
  expect(await screen.findByText('没有符合条件的学校')).toBeDefined()
  cleanup()
  open('', answering(aMatter({ duties: [] }, [])))
  expect(await screen.findByText('已采用的文件中没有这个事项的责任')).toBeDefined()
  cleanup()
  open('', () => ({ status: 503, body: { code: 'unavailable', say: '数据库暂时连不上。请稍后重试。' } }))
  expect((await screen.findByRole('alert')).textContent).toContain('数据库暂时连不上。请稍后重试。')
  expect(screen.getByRole('button', { name: '重试' })).toBeDefined()
})

test('a year without calendar says so above figures that have no due day', async () => {
  open('', answering(aMatter({ calendar: null, calendarMissing: '2026–2027学年校历尚未发布' })))
  expect(await screen.findByText(/^2026–2027学年校历尚未发布/)).toBeDefined()
})

test('the duty of the address leads, and says that the reader chose it', async () => {
  open(`?duty=${encodeURIComponent('shanxi-2023-3#head-teacher-visits-each-student')}`, answering(aMatter()))
  expect(await screen.findByRole('heading', { name: '所选责任' })).toBeDefined()
  expect(aMatter().duties.find(({ binding }) => binding)?.key).toBe(IN_HOME)
})
