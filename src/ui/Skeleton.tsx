/** One grey line in the place of a text. `width` is any CSS length. */
export function Bone({ width = '100%', height }: { readonly width?: string; readonly height?: string }) {
  return <span className="tx-bone" style={{ width, height }} />
}

const WIDTHS = ['46%', '58%', '38%', '52%', '44%'] as const

/** A list before it is there, in its final shape. */
export function ListSkeleton({ rows = 5 }: { readonly rows?: number }) {
  return (
    <div role="status" aria-label="正在加载">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="tx-bones-row"><Bone width={WIDTHS[row % WIDTHS.length]!} /><Bone width="72%" height=".75em" /></div>
      ))}
    </div>
  )
}

/** A figure with its bar and its line before they are there. */
export function FigureSkeleton() {
  return (
    <div className="tx-bones" role="status" aria-label="正在加载">
      <Bone width="4em" height=".875em" /><Bone width="7em" height="2em" /><Bone height="8px" /><Bone width="60%" />
    </div>
  )
}
