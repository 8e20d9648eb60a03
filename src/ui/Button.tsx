import type { ButtonHTMLAttributes, ReactNode } from 'react'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  /** `primary` at most once on a page; `plain` looks like a link but acts. */
  readonly look?: 'primary' | 'quiet' | 'danger' | 'plain'
  readonly wide?: boolean
  /** While true the button is disabled and says that it is working, so a second tap does nothing. */
  readonly busy?: boolean
  readonly children: ReactNode
}

/** A verb of the person: 记家访, 提交, 更正. */
export function Button({ look = 'quiet', wide, busy, disabled, type = 'button', children, ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} className="tx-button" data-look={look} data-wide={wide || undefined}
      disabled={disabled || busy} aria-busy={busy || undefined}>
      {children}{busy && ' …'}
    </button>
  )
}
