import { VisitView } from '#modules/ledger/web'
import type { PageParams } from '#ui/lazyPage'
import { CountedPart } from './CountedPart.tsx'

/** A visit and what it counts for. */
export function VisitPage({ params: { recordId } }: PageParams<'recordId'>) {
  return <VisitView recordId={recordId}><CountedPart recordId={recordId} /></VisitView>
}
