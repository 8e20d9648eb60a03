import { lazy } from 'react'
import { lazyPage } from '#ui/lazyPage'

export const PickChildPage = lazyPage(() => import('./visits/web/PickChildPage.tsx').then((m) => m.PickChildPage))
export const VisitFormPage = lazyPage<'studentId'>(() => import('./visits/web/VisitFormPage.tsx').then((m) => m.VisitFormPage))
export const StudentVisitsPage = lazyPage<'studentId'>(() => import('./visits/web/StudentVisitsPage.tsx').then((m) => m.StudentVisitsPage))
export const PlainFormPage = lazyPage<'kind'>(() => import('./plain/web/PlainFormPage.tsx').then((m) => m.PlainFormPage))
export const PickKindPage = lazyPage(() => import('./plain/web/PickKindPage.tsx').then((m) => m.PickKindPage))
export const RecordListPage = lazyPage(() => import('./plain/web/RecordListPage.tsx').then((m) => m.RecordListPage))
export const FamilyPage = lazyPage(() => import('./confirmations/web/FamilyPage.tsx').then((m) => m.FamilyPage))

/** A record with room for what it counts for: that is known above the ledger, never in it. */
export const VisitView = lazy(async () => ({ default: (await import('./visits/web/VisitView.tsx')).VisitView }))
export const PlainView = lazy(async () => ({ default: (await import('./plain/web/PlainView.tsx')).PlainView }))
/** The visits that a bureau leader was assigned, for the leader's first page. */
export const AssignedVisits = lazy(async () => ({ default: (await import('./visits/web/AssignedVisits.tsx')).AssignedVisits }))
