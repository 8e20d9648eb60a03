import { lazyPage } from '#ui/lazyPage'

export const TodayPage = lazyPage(() => import('./coverage/web/phone/TodayPage.tsx').then((m) => m.TodayPage))
export const RemainingPage = lazyPage(() => import('./coverage/web/phone/RemainingPage.tsx').then((m) => m.RemainingPage))
export const VisitPage = lazyPage<'recordId'>(() => import('./coverage/web/phone/RecordPages.tsx').then((m) => m.VisitPage))
export const RecordPage = lazyPage<'recordId'>(() => import('./coverage/web/phone/RecordPages.tsx').then((m) => m.RecordPage))
