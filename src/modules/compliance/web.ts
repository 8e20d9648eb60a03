import { lazy } from 'react'
import { lazyPage } from '#ui/lazyPage'

export const TodayPage = lazyPage(() => import('./coverage/web/phone/TodayPage.tsx').then((m) => m.TodayPage))
export const RemainingPage = lazyPage(() => import('./coverage/web/phone/RemainingPage.tsx').then((m) => m.RemainingPage))
export const VisitPage = lazyPage<'recordId'>(() => import('./coverage/web/phone/VisitPage.tsx').then((m) => m.VisitPage))
export const RecordPage = lazyPage<'recordId'>(() => import('./coverage/web/phone/RecordPage.tsx').then((m) => m.RecordPage))

export const MattersPage = lazyPage(() => import('./coverage/web/desk/MattersPage.tsx').then((page) => page.MattersPage))
export const MatterPage = lazyPage(() => import('./coverage/web/desk/MatterPage.tsx').then((page) => page.MatterPage))
export const SchoolMatterPage = lazyPage(() => import('./coverage/web/desk/SchoolMatterPage.tsx').then((page) => page.SchoolMatterPage))
export const ClassMatterPage = lazyPage(() => import('./coverage/web/desk/ClassMatterPage.tsx').then((page) => page.ClassMatterPage))
export const SchoolHomePage = lazyPage(() => import('./coverage/web/desk/SchoolHomePage.tsx').then((page) => page.SchoolHomePage))

export const WhyPage = lazyPage(() => import('./coverage/web/why/WhyPage.tsx').then((page) => page.WhyPage))
export const MyWhyPage = lazyPage(() => import('./coverage/web/why/MyWhyPage.tsx').then((page) => page.MyWhyPage))
export const ExceptionsPage = lazyPage(() => import('./exceptions/web/ExceptionsPage.tsx').then((page) => page.ExceptionsPage))
/** A number beside an entry of the navigation. */
export const WaitingCount = lazy(async () => ({ default: (await import('./exceptions/web/WaitingCount.tsx')).WaitingCount }))
