import { Field } from './Field.tsx'
import type { Option } from './Chips.tsx'

export interface SelectProps<Value extends string> {
  readonly label: string
  readonly options: readonly Option<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly hint?: string
  readonly error?: string | undefined
}

/** The platform's own list: it works with every finger, key and screen reader. For up to five options prefer chips. */
export function Select<Value extends string>({ label, options, value, onChange, hint, error }: SelectProps<Value>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(attributes) => (
        <select {...attributes} className="tx-input" value={value} onChange={(event) => onChange(event.target.value as Value)}>
          {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
        </select>
      )}
    </Field>
  )
}
