import { expect, test } from 'vitest'
import { findLock } from './day.rules.ts'

const years = [{ start: '2024-09-01', end: '2025-08-31' }, { start: '2025-09-01', end: '2026-08-31' }]

test.each([
  ['this year', '2026-08-31', '2026-08-31', undefined],
  ['the last day of grace', '2025-08-31', '2025-09-14', undefined],
  ['the day after', '2025-08-31', '2025-09-15', '2025-09-14'],
  ['the first day of a closed year', '2024-09-01', '2026-01-10', '2025-09-14'],
  ['the first day of an open year', '2025-09-01', '2026-01-10', undefined],
  ['a year without calendar', '2022-10-01', '2026-01-10', undefined],
])('%s', (_, day, today, last) => {
  expect(findLock(day, years, today)).toBe(last)
})
