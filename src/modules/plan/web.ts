import { lazyPage } from '#ui/lazyPage'

export { ClauseLink } from './adopted/web/ClauseLink.tsx'
export const PacksPage = lazyPage(() => import('./adopted/web/PacksPage.tsx').then((page) => page.PacksPage))
export const PackPage = lazyPage(() => import('./adopted/web/PackPage.tsx').then((page) => page.PackPage))
export const CalendarPage = lazyPage(() => import('./adopted/web/CalendarPage.tsx').then((page) => page.CalendarPage))
export const LocalValuesPage = lazyPage(() => import('./adopted/web/LocalValuesPage.tsx').then((page) => page.LocalValuesPage))
