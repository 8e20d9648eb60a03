import { percentOf, ProgressBar } from '../ProgressBar.tsx'
import type { Tone } from '../tokens.tsx'

export interface FigureBarProps {
  readonly done: number
  readonly total: number
  readonly label: string
  readonly tone?: Tone | undefined
  /** Also writes `18,204 / 29,876` after the per cent. */
  readonly counts?: boolean
  /** Without the per cent, where the total is not the whole: 17 of the 18 that make up 90 %. */
  readonly plain?: boolean
}

/** Bar and per cent in one table cell; a total of nothing is a dash, never 0 %. */
export function FigureBar({ done, total, label, tone, counts, plain }: FigureBarProps) {
  if (total === 0) return <span className="tx-secondary">–</span>
  return (
    <span className="tx-figure-bar">
      <ProgressBar done={done} total={total} label={label} tone={tone} />
      {plain !== true && <b>{percentOf(done, total)}%</b>}
      {counts && <span className="tx-secondary">{done.toLocaleString('zh-CN')} / {total.toLocaleString('zh-CN')}</span>}
    </span>
  )
}
