import type { PageSpec } from './page.tsx'

/**
 * Every page of the modules, one line each: `phone('/today', TodayPage)`, `desk('/matters/$matter', MatterPage)`,
 * `family('/', FamilyPage)`. Pages are lazy, so a line here costs a phone nothing.
 */
export const pages: readonly PageSpec[] = []
