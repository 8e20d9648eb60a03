// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ToastProvider, useToast } from './Toast.tsx'

function Saver({ onCorrect }: { onCorrect: () => void }) {
  const say = useToast()
  return <button onClick={() => say({ text: '已保存', action: { label: '更正', onPress: onCorrect } })}>保存</button>
}

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { cleanup(); vi.useRealTimers() })

test('is said in a live region that was there before, and goes by itself', () => {
  render(<ToastProvider><Saver onCorrect={() => {}} /></ToastProvider>)
  const region = screen.getByRole('status')
  fireEvent.click(screen.getByText('保存'))
  expect(region.textContent).toContain('已保存')
  act(() => { vi.advanceTimersByTime(7000) })
  expect(region.textContent).toBe('')
})

test('the action acts once and takes the words away', () => {
  const correct = vi.fn<() => void>()
  render(<ToastProvider><Saver onCorrect={correct} /></ToastProvider>)
  fireEvent.click(screen.getByText('保存'))
  fireEvent.click(screen.getByText('更正'))
  expect(correct).toHaveBeenCalledOnce()
  expect(screen.queryByText('已保存')).toBeNull()
})
