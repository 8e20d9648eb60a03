import { lazyPage } from '#ui/lazyPage'

export const AssignmentsPage = lazyPage(() => import('./assignments/web/AssignmentsPage.tsx').then((page) => page.AssignmentsPage))
export const RightsPage = lazyPage(() => import('./rights/web/RightsPage.tsx').then((page) => page.RightsPage))

export const RosterPage = lazyPage(() => import('./roster/web/RosterPage.tsx').then((page) => page.RosterPage))
export const ImportPage = lazyPage<'fileId'>(() => import('./roster/web/ImportPage.tsx').then((page) => page.ImportPage))

export const ClassSlipsPage = lazyPage(() => import('./slips/web/ClassSlipsPage.tsx').then((page) => page.ClassSlipsPage))
export const StaffSlipsPage = lazyPage(() => import('./slips/web/StaffSlipsPage.tsx').then((page) => page.StaffSlipsPage))
export const GuardianAccountsPage = lazyPage(() => import('./slips/web/GuardianAccountsPage.tsx').then((page) => page.GuardianAccountsPage))

export { PersonName } from './people/web/PersonName.tsx'
export { readCode } from './session/code.rules.ts'
export { isMiscopied, readLogin, sayLogin } from './session/login.rules.ts'
