// @vitest-environment jsdom
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BaseProvider, PathLink, useSearchValue } from './Nav.tsx'

function Filters() {
  const [stage, setStage] = useSearchValue('stage', 'all')
  return (
    <BaseProvider value="/c/甲">
      <output>{stage}</output>
      <button onClick={() => setStage('primary')}>小学</button><button onClick={() => setStage('all')}>全部</button>
      <PathLink to="/school">本校</PathLink><PathLink to="/capacities" outside>切换</PathLink>
      <PathLink to="/visits" within>家访</PathLink><PathLink to="/visits">回到家访</PathLink>
    </BaseProvider>
  )
}

async function open(address: string) {
  const history = createMemoryHistory({ initialEntries: [address] })
  render(<RouterProvider router={createRouter({ routeTree: createRootRoute({ component: Filters, notFoundComponent: Filters }), history })} />)
  await screen.findByRole('status')
  return history
}

const target = (name: string) => decodeURI(screen.getByRole('link', { name }).getAttribute('href')!)

beforeEach(() => { vi.stubGlobal('scrollTo', () => {}) })
afterEach(() => { cleanup(); vi.unstubAllGlobals() })

test('a filter lives in the address, beside the others, and leaves it when it says nothing', async () => {
  const history = await open('/?street=云杉')
  fireEvent.click(screen.getByText('小学'))
  expect(await screen.findByText('primary')).toBeDefined()
  expect(decodeURI(history.location.search)).toBe('?street=云杉&stage=primary')
  fireEvent.click(screen.getByText('全部'))
  expect(await screen.findByText('all')).toBeDefined()
  expect(decodeURI(history.location.search)).toBe('?street=云杉')
})

test('a link stays in the capacity of its page unless it leads outside', async () => {
  await open('/')
  expect([target('本校'), target('切换')]).toEqual(['/c/甲/school', '/capacities'])
})

test('an entry of the navigation is current below itself, another link only on its own page', async () => {
  await open('/c/甲/visits/1')
  expect(screen.getByRole('link', { name: '家访' }).getAttribute('aria-current')).toBe('page')
  expect(screen.getByRole('link', { name: '回到家访' }).getAttribute('aria-current')).toBeNull()
})
