import { lazyPage } from '#ui/lazyPage'

export {
  academicYearOf, addSchoolDays, isSchoolDay, schoolWeeks, semesterFor, yearSpans, type SchoolWeek, type YearSpan,
} from './calendar/calendar.rules.ts'
export { periodOf, periodsOf, type PeriodRule } from './calendar/period.rules.ts'
export { findMisfit, type FieldValues } from './duties/fit.rules.ts'
export { bindingAmong, groupByMatter, type MatterGroup } from './duties/matter.rules.ts'
export { relationBetween } from './duties/relation.rules.ts'
export { findFault, isRecordable, resolve, type Resolution, type Settings } from './duties/resolve.rules.ts'
export { PERIOD_NAMES, sayWhen } from './duties/say-when.rules.ts'
export { sayDuty, sayStages, type Language } from './duties/say.rules.ts'

export { ClauseLink } from './adopted/web/ClauseLink.tsx'
export const PacksPage = lazyPage(() => import('./adopted/web/PacksPage.tsx').then((page) => page.PacksPage))
export const PackPage = lazyPage(() => import('./adopted/web/PackPage.tsx').then((page) => page.PackPage))
export const CalendarPage = lazyPage(() => import('./adopted/web/CalendarPage.tsx').then((page) => page.CalendarPage))
export const LocalValuesPage = lazyPage(() => import('./adopted/web/LocalValuesPage.tsx').then((page) => page.LocalValuesPage))
