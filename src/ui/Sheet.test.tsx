// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { Dialog } from './Sheet.tsx'

function Asking({ onConfirm }: { onConfirm: () => void }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button onClick={() => setOpen(true)}>打开</button>
      <Dialog open={open} title="撤回？" confirm="撤回" onConfirm={onConfirm} onClose={() => setOpen(false)}>说明</Dialog>
    </>
  )
}

afterEach(cleanup)

function open(onConfirm = () => {}) {
  render(<Asking onConfirm={onConfirm} />)
  screen.getByText('打开').focus()
  fireEvent.click(screen.getByText('打开'))
  return screen.getByRole('dialog', { name: '撤回？' })
}

test('the focus enters, goes round inside, and returns after Esc', () => {
  const dialog = open()
  expect(document.activeElement).toBe(dialog)
  const [first, last] = [screen.getByLabelText('关闭'), screen.getByRole('button', { name: '撤回' })]
  last.focus()
  fireEvent.keyDown(last, { key: 'Tab' })
  expect(document.activeElement).toBe(first)
  fireEvent.keyDown(first, { key: 'Tab', shiftKey: true })
  expect(document.activeElement).toBe(last)
  fireEvent.keyDown(last, { key: 'Escape' })
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.activeElement).toBe(screen.getByText('打开'))
})

test('only the confirming button confirms; a tap on the veil closes', () => {
  const confirmed = vi.fn<() => void>()
  const dialog = open(confirmed)
  fireEvent.click(screen.getByText('说明'))
  expect(confirmed).not.toHaveBeenCalled()
  fireEvent.click(screen.getByRole('button', { name: '撤回' }))
  expect(confirmed).toHaveBeenCalledOnce()
  fireEvent.click(dialog.parentElement!)
  expect(screen.queryByRole('dialog')).toBeNull()
})
