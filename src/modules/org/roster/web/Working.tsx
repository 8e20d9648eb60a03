import { Button } from 'antd'
import { DeskSection } from '#ui/desk/DeskSection'
import { ProgressBar } from '#ui/ProgressBar'
import type { Progress } from '#ui/transfer'
import { says } from './changeView.ts'

export interface WorkingProps {
  /** What is going on until the server says so itself. */
  readonly title: string
  readonly progress: Progress | undefined
  /** What stopping means. */
  readonly note: string
  readonly onStop: () => void
}

/** A piece of work of some seconds: what it is at, how far, and the way to stop it. */
export function Working({ title, progress, note, onStop }: WorkingProps) {
  const { doing, done, total } = progress ?? { doing: title, done: 0, total: 0 }
  return (
    <DeskSection title={title}>
      <div className="ro-working" role="status">
        <p>{doing}{total > 0 && <span className="tx-secondary"> {says(done)} / {says(total)}</span>}</p>
        {total > 0 && <ProgressBar done={done} total={total} label={title} />}
      </div>
      <div className="ro-row"><Button onClick={onStop}>停止</Button><span className="tx-secondary">{note}</span></div>
    </DeskSection>
  )
}
