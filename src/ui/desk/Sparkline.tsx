export interface SparklineProps {
  /** Equal steps in time, the oldest first. */
  readonly values: readonly number[]
  /** The top of the drawing; the largest value when left out. */
  readonly max?: number
  /** The whole course in one sentence, for who does not see it. */
  readonly label: string
}

const WIDTH = 96
const HEIGHT = 24
const PAD = 2

/** `x,y` pairs from left to right; a single value lies flat across the drawing. */
export function pointsOf(values: readonly number[], max: number): string {
  const step = (WIDTH - 2 * PAD) / Math.max(values.length - 1, 1)
  const y = (value: number) => HEIGHT - PAD - (max > 0 ? value / max : 0) * (HEIGHT - 2 * PAD)
  const shown = values.length === 1 ? [values[0]!, values[0]!] : values
  const width = values.length === 1 ? WIDTH - 2 * PAD : step
  return shown.map((value, at) => `${(PAD + at * width).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
}

/** A word-sized line: the course, not the figures. */
export function Sparkline({ values, max, label }: SparklineProps) {
  if (values.length === 0) return null
  const points = pointsOf(values, max ?? Math.max(...values))
  const [x, y] = points.split(' ').pop()!.split(',')
  return (
    <svg className="tx-sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <polyline points={points} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
      <circle cx={x} cy={y} r="2" fill="currentColor" />
    </svg>
  )
}
