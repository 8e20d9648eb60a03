import type { SchoolDate } from '#kernel/dates'

export const REGION = 1
/** Seals nothing of value: every name is invented. */
export const FIELD_KEY = '7'.repeat(64)
/** A Saturday in the twelfth week of a semester. */
export const MOMENT = '2026-11-21T10:00:00+08:00'
export const TODAY: SchoolDate = '2026-11-21'
export const YEAR = 2026
/** Classes of a school. */
export const CLASSES = 24
