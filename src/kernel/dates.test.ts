import { expect, it } from 'vitest'
import { isSchoolDate } from './dates.ts'

it.each(['2026-09-01', '2024-02-29', '0001-01-01'])('%s is a day', (text) => expect(isSchoolDate(text)).toBe(true))
it.each(['0000-01-01', '2026-02-29', '2026-9-1', '+002026-01', ''])('%s is none', (text) => expect(isSchoolDate(text)).toBe(false))
