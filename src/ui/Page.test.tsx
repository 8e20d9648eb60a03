// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { Page } from './Page.tsx'

afterEach(cleanup)

test('a page that is led to names the window and is where the reader is', () => {
  render(<Page title="家访">内容</Page>)
  expect(document.title).toBe('家访 · 同心')
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: '家访' }))
})

test('a page leaves the focus where a person has put it', () => {
  const { rerender } = render(<Page title="家访"><input aria-label="一句话" /></Page>)
  screen.getByLabelText('一句话').focus()
  rerender(<Page title="更正家访"><input aria-label="一句话" /></Page>)
  expect(document.activeElement).toBe(screen.getByLabelText('一句话'))
})
