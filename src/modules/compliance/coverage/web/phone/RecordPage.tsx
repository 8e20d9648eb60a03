import { PlainView } from '#modules/ledger/web'
import type { PageParams } from '#ui/lazyPage'
import { CountedPart } from './CountedPart.tsx'

/** A meeting or an activity and what it counts for. */
export function RecordPage({ params: { recordId } }: PageParams<'recordId'>) {
  return <PlainView recordId={recordId}><CountedPart recordId={recordId} /></PlainView>
}
