import { sayError } from './api.tsx'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

/** What failed, what to do, and the button to do it. `error` is whatever was thrown. */
export function ErrorState({ error, onRetry }: { readonly error: unknown; readonly onRetry?: (() => void) | undefined }) {
  return (
    <div className="tx-blank" role="alert">
      <Icon name="warning" />
      <h2>这里暂时打不开</h2>
      <p>{sayError(error)}</p>
      {onRetry && <Button onClick={onRetry}>重试</Button>}
    </div>
  )
}
