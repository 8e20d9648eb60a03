import { expect, test } from 'vitest'
import { percentOf } from './ProgressBar.tsx'

test.each([
  [0, 38, 0], [12, 38, 32], [38, 38, 100], [40, 38, 100],
  // Rounding never claims that all is done, nor that nothing is.
  [999, 1000, 99], [1, 1000, 1], [0, 0, 0],
])('%i of %i is %i%%', (done, total, percent) => {
  expect(percentOf(done, total)).toBe(percent)
})
