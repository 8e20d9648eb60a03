import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

export interface NoticeProps {
  readonly kind?: 'note' | 'problem'
  readonly children: ReactNode
  /** At the right: a link or a button. */
  readonly action?: ReactNode
}

/** A bar across the page for what holds for all of it. */
export function Notice({ kind = 'note', children, action }: NoticeProps) {
  return (
    <div className="tx-notice" data-kind={kind} role={kind === 'problem' ? 'alert' : undefined}>
      <Icon name={kind === 'problem' ? 'warning' : 'info'} />
      <div>{children}</div>
      {action}
    </div>
  )
}
