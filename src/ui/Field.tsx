import { useId, type ReactNode } from 'react'
import { Icon } from './Icon.tsx'

/** What the control inside a field must carry so that label, hint and error are read with it. */
export interface FieldAttributes {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

export interface FieldProps {
  readonly label: string
  readonly hint?: ReactNode
  /** What is wrong and what to enter instead. */
  readonly error?: string | undefined
  /** At the right under the control, for example a counter. */
  readonly counter?: ReactNode
  readonly children: (attributes: FieldAttributes) => ReactNode
}

/** A labelled control with its hint and its error in words. */
export function Field({ label, hint, error, counter, children }: FieldProps) {
  const id = useId()
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined
  return (
    <div className="tx-field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {(hint || counter) && <div className="tx-field-foot"><span id={`${id}-hint`}>{hint}</span><span>{counter}</span></div>}
      {error && <p className="tx-field-error" id={`${id}-error`} role="alert"><Icon name="warning" />{error}</p>}
    </div>
  )
}
