import { lazy, Suspense } from 'react'
import type { MyDuty } from '../../mine.contract.ts'

/** Comes when it is first opened: the first page of a phone goes without it. */
const DutySheet = lazy(async () => ({ default: (await import('./DutySheet.tsx')).DutySheet }))

export const OpenedDuty = (props: { readonly duty: MyDuty; readonly onClose: () => void }) => <Suspense fallback={null}><DutySheet {...props} /></Suspense>
