import { lazyPage } from '#ui/lazyPage'

export const AssignmentsPage = lazyPage(() => import('./assignments/web/AssignmentsPage.tsx').then((page) => page.AssignmentsPage))
export const RightsPage = lazyPage(() => import('./rights/web/RightsPage.tsx').then((page) => page.RightsPage))
