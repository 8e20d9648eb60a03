// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { Menu } from './Menu.tsx'

afterEach(cleanup)

function openMenu() {
  const picked = vi.fn<(label: string) => void>()
  const items = ['甲', '乙', '丙'].map((label) => ({ key: label, label, onPick: () => picked(label) }))
  render(<Menu face="身份" label="身份：甲" items={items} />)
  const button = screen.getByRole('button', { name: '身份：甲' })
  fireEvent.click(button)
  return { picked, button }
}

test('arrow keys go round, and picking closes', () => {
  const { picked } = openMenu()
  fireEvent.keyDown(document.activeElement!, { key: 'ArrowUp' })
  expect(document.activeElement?.textContent).toBe('丙')
  fireEvent.keyDown(document.activeElement!, { key: 'Home' })
  fireEvent.keyDown(document.activeElement!, { key: 'ArrowDown' })
  fireEvent.click(document.activeElement!)
  expect(picked).toHaveBeenCalledExactlyOnceWith('乙')
  expect(screen.queryByRole('menu')).toBeNull()
})

test('Esc gives the focus back to the button; a tap elsewhere closes', () => {
  const { button } = openMenu()
  fireEvent.keyDown(document.activeElement!, { key: 'Escape' })
  expect(document.activeElement).toBe(button)
  fireEvent.click(button)
  fireEvent.pointerDown(document.body)
  expect(screen.queryByRole('menu')).toBeNull()
})
