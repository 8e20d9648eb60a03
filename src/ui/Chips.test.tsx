// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { ChoiceChips, MultiChips } from './Chips.tsx'

const options = [{ value: 'a', label: '甲' }, { value: 'b', label: '乙' }, { value: 'c', label: '丙' }] as const
type Letter = (typeof options)[number]['value']

function Multi() {
  const [values, setValues] = useState<Letter[]>([])
  return <><MultiChips label="谈了什么" options={options} values={values} onChange={setValues} max={2} /><output>{values.join()}</output></>
}

function Choice() {
  const [value, setValue] = useState<Letter>()
  return <ChoiceChips label="方式" options={options} value={value} onChange={setValue} error={value ? undefined : '请选一种方式。'} />
}

afterEach(cleanup)

test('some of few: in the order of the options, and no more than the limit', () => {
  render(<Multi />)
  fireEvent.click(screen.getByLabelText('乙'))
  fireEvent.click(screen.getByLabelText('甲'))
  expect(screen.getByRole('status').textContent).toBe('a,b')
  expect(screen.getByLabelText<HTMLInputElement>('丙').disabled).toBe(true)
  fireEvent.click(screen.getByLabelText('甲'))
  expect(screen.getByRole('status').textContent).toBe('b')
})

test('one of few is a named group of radios, and its error belongs to it', () => {
  render(<Choice />)
  const group = screen.getByRole('group', { name: '方式' })
  expect(document.getElementById(group.getAttribute('aria-describedby')!)?.textContent).toBe('请选一种方式。')
  fireEvent.click(screen.getByRole('radio', { name: '乙' }))
  expect(screen.getByRole<HTMLInputElement>('radio', { name: '乙' }).checked).toBe(true)
  expect(group.hasAttribute('aria-describedby')).toBe(false)
})
