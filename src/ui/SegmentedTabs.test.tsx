// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { SegmentedTabs } from './SegmentedTabs.tsx'

const options = [{ value: 'due', label: '还没去' }, { value: 'done', label: '已去' }] as const

function Views() {
  const [value, setValue] = useState<'due' | 'done'>('due')
  return <SegmentedTabs label="名单" options={options} value={value} onChange={setValue} />
}

afterEach(cleanup)

test('one stop for the tab key; arrows choose and go round', () => {
  render(<Views />)
  const [due, done] = screen.getAllByRole('tab') as [HTMLElement, HTMLElement]
  expect([due.tabIndex, done.tabIndex]).toEqual([0, -1])
  fireEvent.keyDown(due, { key: 'ArrowLeft' })
  expect(done.getAttribute('aria-selected')).toBe('true')
  expect(document.activeElement).toBe(done)
})
