import type { ReactNode } from 'react'
import { ProgressBar } from './ProgressBar.tsx'
import type { Tone } from './tokens.tsx'

export interface BigFigureProps {
  readonly label: string
  readonly done: number
  readonly total: number
  readonly tone?: Tone | undefined
  /** One line below the bar: 「还有 26 名，7月10日前」. */
  readonly note?: ReactNode
  /** The one main action of the page, if the figure carries it. */
  readonly children?: ReactNode
}

/** The figure that a page is about: one number, one bar, one line, one action. */
export function BigFigure({ label, done, total, tone, note, children }: BigFigureProps) {
  return (
    <div className="tx-figure">
      <p className="tx-figure-label">{label}</p>
      <p className="tx-figure-value">{done.toLocaleString('zh-CN')}<small>/ {total.toLocaleString('zh-CN')}</small></p>
      <ProgressBar done={done} total={total} label={label} tone={tone} />
      {note && <p className="tx-figure-note">{note}</p>}
      {children && <div className="tx-figure-action">{children}</div>}
    </div>
  )
}
