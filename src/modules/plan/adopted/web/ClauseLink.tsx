import { lazy, Suspense, useState } from 'react'
import { sayClause } from './say.ts'

const ClauseSheet = lazy(() => import('./ClauseSheet.tsx').then(({ ClauseSheet: sheet }) => ({ default: sheet })))

/** 「四（二）8 ⑩」: opens the clause over the page, so that the reader does not lose the place. */
export function ClauseLink({ doc, clause }: { readonly doc: string; readonly clause: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="tx-link" aria-haspopup="dialog" onClick={() => setOpen(true)}>{sayClause(clause)}</button>
      {open && <Suspense><ClauseSheet doc={doc} clause={clause} onClose={() => setOpen(false)} /></Suspense>}
    </>
  )
}
