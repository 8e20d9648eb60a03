import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { configure, fireEvent, render, screen } from '@testing-library/react'
import { createElement } from 'react'
import { vi } from 'vitest'
import { wire, type Wired } from '#testing/wire'
import { pages } from './pages.tsx'
import { newRouter } from './router.tsx'
import { newQueryClient } from './session.tsx'

// Pages are loaded when they are first opened, on a machine that may be busy.
configure({ asyncUtilTimeout: 10_000 })
vi.setConfig({ testTimeout: 30_000 })

/** Opens an address in the whole program, with the given answers in place of the network; the first that fits answers. */
export function openScreen(address: string, answers: readonly Wired[]): void {
  wire(answers)
  vi.stubGlobal('scrollTo', () => {})
  window.history.pushState({}, '', address)
  const program = createElement(RouterProvider, { router: newRouter(pages) })
  render(createElement(QueryClientProvider, { client: newQueryClient() }, program))
}

/** Taps what bears the name, once it is there. */
export const tap = async (name: string | RegExp, role = 'button'): Promise<void> => {
  fireEvent.click(await screen.findByRole(role, { name }))
}

export const write = async (label: RegExp, value: string): Promise<void> => {
  fireEvent.change(await screen.findByLabelText(label), { target: { value } })
}
