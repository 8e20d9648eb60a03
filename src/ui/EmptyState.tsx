import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

export interface EmptyStateProps {
  /** What will stand here. */
  readonly title: string
  readonly children?: ReactNode
  /** The first step. */
  readonly action?: ReactNode
}

/** An empty place that says what will stand here and offers the first step. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="tx-blank">
      <Icon name="page" />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  )
}
