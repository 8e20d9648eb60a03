import { lazyPage } from '#ui/lazyPage'

export { academicYearOf, className, gradeOf, type ClassFacts } from './classes/class.rules.ts'

export const AssignmentsPage = lazyPage(() => import('./assignments/web/AssignmentsPage.tsx').then((page) => page.AssignmentsPage))
export const RightsPage = lazyPage(() => import('./rights/web/RightsPage.tsx').then((page) => page.RightsPage))
