import { STRENGTH_NAMES, type Clause } from '../../packs/pack.contract.ts'
import type { DutyView } from '../plan.contract.ts'
import { sayCarrier, type CarrierWords } from './registerView.ts'
import { CLAUSE_KIND_NAMES } from './say.ts'
import './plan.css'

export interface ClauseFactsProps {
  readonly clause: Clause | undefined
  readonly duties: readonly DutyView[]
  readonly words: CarrierWords
}

/** What the program knows of a clause. The text is ours, not the document's, and says so. */
export function ClauseFacts({ clause, duties, words }: ClauseFactsProps) {
  if (!clause) return <p>这一版文件中没有这个条款，可能已经更换版本。请打开文件核对。</p>
  const carried = duties.filter(({ id }) => Array.isArray(clause.carrier) && clause.carrier.includes(id))
  return (
    <dl className="pl-facts">
      <dt>摘要</dt><dd>{clause.summary}</dd>
      <dt>要求谁</dt><dd>{clause.actor}</dd>
      <dt>面向谁</dt><dd>{clause.counterpart}</dd>
      <dt>类别</dt><dd>{CLAUSE_KIND_NAMES[clause.kind]}{clause.strength && ` · ${STRENGTH_NAMES[clause.strength]}`}</dd>
      <dt>怎样落实</dt>
      <dd>{carried.length === 0 ? sayCarrier(clause, words) : carried.map(({ id, zh }) => <p key={id}>{zh}</p>)}</dd>
      {clause.decision && <><dt>采用时的理解</dt><dd>{clause.decision}</dd></>}
    </dl>
  )
}
