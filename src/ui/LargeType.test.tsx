// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { applyTypeSize, LargeTypeSwitch } from './LargeType.tsx'

afterEach(() => { cleanup(); localStorage.clear(); document.documentElement.className = '' })

test('the larger type is switched on, said, and found again at the next visit', () => {
  render(<LargeTypeSwitch />)
  fireEvent.click(screen.getByRole('button', { name: '大字', pressed: false }))
  expect(screen.getByRole('button', { name: '大字', pressed: true })).toBeDefined()
  document.documentElement.className = ''
  applyTypeSize()
  expect(document.documentElement.classList.contains('large-type')).toBe(true)
})
