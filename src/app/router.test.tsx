// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Capacity, Role } from '#kernel/capacity'
import type { SignedView } from '#modules/org/session/session.contract'
import { lazyPage, type PageParams } from '#ui/lazyPage'
import { useCapacity } from '#ui/acting'
import { Page } from '#ui/Page'
import { family, phone } from './page.tsx'
import { newRouter } from './router.tsx'
import { newQueryClient } from './session.tsx'

const capacity = (id: string, role: Role): Capacity =>
  ({ id, role, regionId: 1, personId: 'p', unitId: null, postIds: [], classIds: [], studentIds: [], label: `${id}的岗位` })

const signed: SignedView = {
  signedIn: true, name: '王老师甲', demo: true, demoAccounts: [], regions: [{ regionId: 1, name: '云杉区' }],
  capacities: [capacity('甲', 'head_teacher'), capacity('乙', 'subject_teacher'), capacity('丙', 'guardian')],
  now: '2026-11-21T10:00:00Z', today: '2026-11-21',
}
const stranger: SignedView = { ...signed, signedIn: false, name: null, capacities: [], demoAccounts: [{ login: 'teacher', password: 'p', who: '班主任' }] }

function Visit({ params }: PageParams<'visitId'>) {
  return <Page title="家访">{`${useCapacity().label}看${params.visitId}`}</Page>
}

const pages = [
  phone('/today', lazyPage(async () => () => <Page title="今天">{useCapacity().label}</Page>)),
  phone('/visits/$visitId', lazyPage(async () => Visit)),
  family('/', lazyPage(async () => () => <Page title="孩子">两个孩子</Page>)),
]

function open(address: string, session: SignedView) {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(session))))
  const router = newRouter(pages, createMemoryHistory({ initialEntries: [address] }))
  render(<QueryClientProvider client={newQueryClient()}><RouterProvider router={router} /></QueryClientProvider>)
  return router
}

beforeEach(() => { vi.stubGlobal('scrollTo', () => {}) })
afterEach(() => { cleanup(); localStorage.clear(); vi.unstubAllGlobals() })

test('the home address leads to the page of the first capacity, and to the last one after that', async () => {
  open('/', signed)
  expect(await screen.findByText('甲的岗位', { selector: 'main' })).toBeDefined()
  cleanup()
  open('/c/乙/today', signed)
  expect(await screen.findByText('乙的岗位', { selector: 'main' })).toBeDefined()
  cleanup()
  open('/', signed)
  expect(await screen.findByText('乙的岗位', { selector: 'main' })).toBeDefined()
})

test('a page reads its parameters, and the address names the capacity', async () => {
  open('/c/乙/visits/v1', signed)
  expect(await screen.findByText('乙的岗位看v1')).toBeDefined()
  expect(screen.getByText('演示数据')).toBeDefined()
})

test('all guardianships are one place', async () => {
  open('/family', signed)
  expect(await screen.findByText('两个孩子')).toBeDefined()
})

test.each(['/c/别人/today', '/c/丙/today', '/c/甲/nowhere', '/nowhere'])('%s is not found', async (address) => {
  open(address, signed)
  expect(await screen.findByText('这个地址没有页面，或者属于另一个身份')).toBeDefined()
})

test('a stranger signs in and keeps the way back; one tap fills a demo account', async () => {
  const router = open('/c/乙/visits/v1?from=list', stranger)
  fireEvent.click(await screen.findByText('班主任'))
  expect(screen.getByLabelText<HTMLInputElement>('账号').value).toBe('teacher')
  const { next } = router.state.location.search as { next: string }
  expect(decodeURI(next)).toBe('/c/乙/visits/v1?from=list')
})

test('the menu of capacities changes the address and nothing else', async () => {
  const router = open('/c/甲/today', signed)
  fireEvent.click(await screen.findByRole('button', { name: '身份，切换身份或退出' }))
  fireEvent.click(screen.getByText('乙的岗位'))
  expect(await screen.findByText('乙的岗位', { selector: 'main' })).toBeDefined()
  expect(decodeURI(router.state.location.pathname)).toBe('/c/乙/today')
})
