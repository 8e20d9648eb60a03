// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { Input } from './Input.tsx'
import { TextLine } from './TextLine.tsx'

afterEach(cleanup)

test('label, hint and error are read with the input', () => {
  render(<Input label="日期" value="" onChange={() => {}} hint="家访的实际日期" error="不能晚于今天。" />)
  const input = screen.getByLabelText('日期')
  const described = input.getAttribute('aria-describedby')!.split(' ').map((id) => document.getElementById(id)?.textContent)
  expect(described).toEqual(['不能晚于今天。', '家访的实际日期'])
  expect(input.getAttribute('aria-invalid')).toBe('true')
})

test('the one line counts what is written and stops at its limit', () => {
  render(<TextLine label="一句话" value="已谈作息" onChange={() => {}} maxLength={200} />)
  expect(screen.getByText('4 / 200')).toBeDefined()
  expect(screen.getByLabelText('一句话').getAttribute('maxlength')).toBe('200')
})
