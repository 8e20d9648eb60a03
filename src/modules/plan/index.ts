export { planAccess } from './adopted/plan.access.ts'
export { planChanged } from './adopted/plan.contract.ts'
export { planRoutes } from './adopted/plan.routes.ts'
export { getVersion, viewDuty, type Plan, type PlanDuty } from './adopted/plan.rules.ts'
export {
  adoptPack, getPlan, loadPacks, plantCalendar, plantLocalValues, publishCalendar, setLocalValue, type LoadedPack,
  type LocalDecision,
} from './adopted/plan.service.ts'
export {
  academicYearOf, addSchoolDays, isSchoolDay, schoolWeeks, semesterFor, yearSpans, type SchoolWeek, type YearSpan,
} from './calendar/calendar.rules.ts'
export { periodOf, periodsOf, type PeriodRule } from './calendar/period.rules.ts'
export { readCalendarTemplate } from './calendar/template-file.service.ts'
export { makeCalendar } from './calendar/template.rules.ts'
export { findMisfit, type FieldValues } from './duties/fit.rules.ts'
export { bindingAmong, groupByMatter, type MatterGroup } from './duties/matter.rules.ts'
export { relationBetween } from './duties/relation.rules.ts'
export { isRecordable, resolve, type Resolution, type Settings } from './duties/resolve.rules.ts'
export { PERIOD_NAMES, sayWhen } from './duties/say-when.rules.ts'
export { sayDuty, sayStages, sayWork, type Language } from './duties/say.rules.ts'
export { checkPack, listPackFolders, readPack } from './packs/pack-files.service.ts'
