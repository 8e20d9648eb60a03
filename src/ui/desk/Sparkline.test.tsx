import { expect, test } from 'vitest'
import { pointsOf } from './Sparkline.tsx'

test('the oldest value stands left, the largest at the top', () => {
  expect(pointsOf([0, 5, 10], 10)).toBe('2.0,22.0 48.0,12.0 94.0,2.0')
})

test('one value lies flat, and nothing but zeros lies on the ground', () => {
  expect(pointsOf([5], 10)).toBe('2.0,12.0 94.0,12.0')
  expect(pointsOf([0, 0], 0)).toBe('2.0,22.0 94.0,22.0')
})
