import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { cleanup, configure, render } from '@testing-library/react'
import { createElement, type ReactNode } from 'react'
import { vi } from 'vitest'
import type { Capacity, Role } from '#kernel/capacity'
import { CapacityProvider, SignedProvider, type Signed } from '#ui/acting'
import { ToastProvider } from '#ui/Toast'
import { wire, type Wired } from '#testing/wire'

// Pages are drawn on a machine that may be busy.
configure({ asyncUtilTimeout: 10_000 })
vi.setConfig({ testTimeout: 30_000 })

const capacityOf = (role: Role): Capacity => ({
  id: `1.${role}.u`, regionId: 1, role, personId: 'p', unitId: 'u', postIds: [], classIds: [], studentIds: [], label: '示例区教育局',
})

/** Opens a desk page on 21 November 2026 with the given answers in place of the network. */
export function openPage(page: () => ReactNode, answers: readonly Wired[], role: Role = 'bureau_officer'): void {
  wire(answers)
  const capacity = capacityOf(role)
  const signed: Signed = { personName: '李老师甲', capacities: [capacity], regions: [], demo: true, now: new Date('2026-11-21T10:00:00Z'), today: '2026-11-21' }
  const router = createRouter({ routeTree: createRootRoute({ component: page }), history: createMemoryHistory() })
  const shown = { children: createElement(RouterProvider, { router }) }
  const acting = { value: capacity, children: createElement(ToastProvider, shown) }
  const known = { value: signed, children: createElement(CapacityProvider, acting) }
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(createElement(QueryClientProvider, { client }, createElement(SignedProvider, known)))
}

const styleOf = window.getComputedStyle.bind(window)

/** What jsdom lacks and the desk uses: styles of pseudo-elements, media queries, sizes, modal dialogs. */
export function furnishBrowser(): void {
  vi.stubGlobal('getComputedStyle', (element: Element) => styleOf(element))
  vi.stubGlobal('scrollTo', () => {})
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }))
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
  HTMLDialogElement.prototype.showModal = function showModal() { this.open = true }
  HTMLDialogElement.prototype.close = function close() { this.open = false }
}

export function clearBrowser(): void {
  cleanup()
  vi.unstubAllGlobals()
}
