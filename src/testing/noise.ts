import { afterEach, beforeEach, expect, vi } from 'vitest'

/** React, jsdom and our own code report mistakes on console.error: a test that causes one unexpectedly fails. */
let errors: unknown[][]

beforeEach(() => {
  errors = []
  vi.spyOn(console, 'error').mockImplementation((...words: unknown[]) => { errors.push(words) })
})

afterEach(() => {
  vi.mocked(console.error).mockRestore?.()
  expect(errors, 'console.error was called').toEqual([])
})
