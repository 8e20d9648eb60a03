import { useState } from 'react'
import type { ExceptionKind } from '../exception.contract.ts'
import { ASK_VERBS, AskSheet, type Askable } from './AskSheet.tsx'

/** One button for each thing that may be asked for a figure. */
export function AskButtons({ askable }: { readonly askable: Askable }) {
  const [asked, setAsked] = useState<ExceptionKind | null>(null)
  return (
    <>
      {askable.kinds.map((kind) => (
        <button key={kind} type="button" className="tx-link" onClick={() => setAsked(kind)} aria-label={`${ASK_VERBS[kind]}：${askable.bearer} ${askable.sentence}`}>
          {ASK_VERBS[kind]}
        </button>
      ))}
      {asked && <AskSheet askable={askable} kind={asked} onClose={() => setAsked(null)} />}
    </>
  )
}
