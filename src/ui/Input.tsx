import type { InputHTMLAttributes } from 'react'
import { Field } from './Field.tsx'

export interface InputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'className' | 'id' | 'value'> {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string
  readonly error?: string | undefined
}

/** One line of text, a password, a day (`type="date"` gives `YYYY-MM-DD`) or a time. */
export function Input({ label, value, onChange, hint, error, ...rest }: InputProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(attributes) => (
        <input {...rest} {...attributes} className="tx-input" value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}
