import type { Tone } from './tokens.tsx'

export interface ProgressBarProps {
  readonly done: number
  /** 0 means that nothing is asked: the bar stays empty and says so. */
  readonly total: number
  /** What is counted, for screen readers: 「家访」. */
  readonly label: string
  readonly tone?: Tone | undefined
}

/** Share of `done` in `total` as a whole per cent, never 100 before all is done and never 0 once something is. */
export function percentOf(done: number, total: number): number {
  if (total <= 0) return 0
  const share = Math.round((done / total) * 100)
  if (done > 0 && share === 0) return 1
  return done < total ? Math.min(share, 99) : 100
}

/** One bar without decoration. */
export function ProgressBar({ done, total, label, tone = 'on-track' }: ProgressBarProps) {
  const share = percentOf(done, total)
  return (
    <div className="tx-bar" role="progressbar" data-tone={tone} aria-label={label} aria-valuemin={0} aria-valuemax={100}
      aria-valuenow={share} aria-valuetext={total > 0 ? `${done} / ${total}，${share}%` : '没有要求'}>
      <i style={{ width: `${share}%` }} />
    </div>
  )
}
