import { sayError } from './api.tsx'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

export interface ErrorStateProps {
  readonly error?: unknown
  /** In the place of what the error says by itself. */
  readonly say?: string
  readonly onRetry?: (() => void) | undefined
}

/** What failed, what to do, and the button to do it. `error` is whatever was thrown. */
export function ErrorState({ error, say = sayError(error), onRetry }: ErrorStateProps) {
  return (
    <div className="tx-blank" role="alert">
      <Icon name="warning" />
      <h2>这里暂时打不开</h2>
      <p>{say}</p>
      {onRetry && <Button onClick={onRetry}>重试</Button>}
    </div>
  )
}
