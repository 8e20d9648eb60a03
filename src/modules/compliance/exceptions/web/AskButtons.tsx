import { useState } from 'react'
import { Button } from '#ui/Button'
import type { ExceptionKind } from '../exception.contract.ts'
import { ASK_VERBS, AskSheet, type Askable } from './AskSheet.tsx'

/** One button for each thing that may be asked for a figure; in a row of a table a link says it, with what the row is about. */
export function AskButtons({ askable, inRow }: { readonly askable: Askable; readonly inRow?: boolean }) {
  const [asked, setAsked] = useState<ExceptionKind | null>(null)
  return (
    <>
      {askable.kinds.map((kind) => (
        inRow
          ? <button key={kind} type="button" className="tx-link" onClick={() => setAsked(kind)} aria-label={`${ASK_VERBS[kind]}：${askable.bearer} ${askable.sentence}`}>{ASK_VERBS[kind]}</button>
          : <Button key={kind} onClick={() => setAsked(kind)}>{ASK_VERBS[kind]}</Button>
      ))}
      {asked && <AskSheet askable={askable} kind={asked} onClose={() => setAsked(null)} />}
    </>
  )
}
