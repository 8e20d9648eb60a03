import { lazyPage } from '#ui/lazyPage'

export const AssignmentsPage = lazyPage(() => import('./assignments/web/AssignmentsPage.tsx').then((page) => page.AssignmentsPage))
export const RightsPage = lazyPage(() => import('./rights/web/RightsPage.tsx').then((page) => page.RightsPage))

export const RosterPage = lazyPage(() => import('./roster/web/RosterPage.tsx').then((page) => page.RosterPage))
export const ImportPage = lazyPage<'fileId'>(() => import('./roster/web/ImportPage.tsx').then((page) => page.ImportPage))

export const BodiesPage = lazyPage(() => import('./bodies/web/BodiesPage.tsx').then((page) => page.BodiesPage))
export const BodyPage = lazyPage<'bodyId'>(() => import('./bodies/web/BodyPage.tsx').then((page) => page.BodyPage))
export const BodyListPage = lazyPage<'kind'>(() => import('./bodies/web/BodyListPage.tsx').then((page) => page.BodyListPage))
export { TopicsProvider } from './bodies/web/topics.tsx'

export const DesignationsPage = lazyPage(() => import('./designations/web/DesignationsPage.tsx').then((page) => page.DesignationsPage))
export { ChildDesignations } from './designations/web/ChildDesignations.tsx'

export const ClassSlipsPage = lazyPage(() => import('./slips/web/ClassSlipsPage.tsx').then((page) => page.ClassSlipsPage))
export const StaffSlipsPage = lazyPage(() => import('./slips/web/StaffSlipsPage.tsx').then((page) => page.StaffSlipsPage))
export const GuardianAccountsPage = lazyPage(() => import('./slips/web/GuardianAccountsPage.tsx').then((page) => page.GuardianAccountsPage))

export { PersonName } from './people/web/PersonName.tsx'
export { readCode } from './session/code.rules.ts'
export { isMiscopied, readLogin, sayLogin } from './session/login.rules.ts'
