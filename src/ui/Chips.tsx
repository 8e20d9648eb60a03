import { useId, type ReactNode } from 'react'
import { Icon } from './Icon.tsx'

export interface Option<Value extends string> {
  readonly value: Value
  readonly label: string
}

interface GroupProps<Value extends string> {
  readonly label: string
  readonly options: readonly Option<Value>[]
  readonly error?: string | undefined
}

function Group({ label, error, children }: { label: string; error: string | undefined; children: ReactNode }) {
  const id = useId()
  return (
    <fieldset aria-describedby={error ? id : undefined}>
      <legend className="tx-legend">{label}</legend>
      <div className="tx-chips">{children}</div>
      {error && <p className="tx-field-error" id={id} role="alert"><Icon name="warning" />{error}</p>}
    </fieldset>
  )
}

export interface ChoiceChipsProps<Value extends string> extends GroupProps<Value> {
  readonly value: Value | undefined
  readonly onChange: (value: Value) => void
}

/** One of few. Native radios, so arrow keys, form reset and screen readers behave as people know them. */
export function ChoiceChips<Value extends string>({ label, options, value, onChange, error }: ChoiceChipsProps<Value>) {
  const name = useId()
  return (
    <Group label={label} error={error}>
      {options.map((option) => (
        <label key={option.value} className="tx-chip">
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </Group>
  )
}

export interface MultiChipsProps<Value extends string> extends GroupProps<Value> {
  readonly values: readonly Value[]
  /** In the order of `options`, whatever the order of the taps. */
  readonly onChange: (values: Value[]) => void
  /** The other chips are disabled once so many are chosen. */
  readonly max?: number
}

/** Some of few. */
export function MultiChips<Value extends string>({ label, options, values, onChange, max = Infinity, error }: MultiChipsProps<Value>) {
  const toggle = (value: Value) => {
    const chosen = options.map((option) => option.value).filter((v) => (v === value) !== values.includes(v))
    onChange(chosen)
  }
  return (
    <Group label={label} error={error}>
      {options.map((option) => {
        const checked = values.includes(option.value)
        return (
          <label key={option.value} className="tx-chip">
            <input type="checkbox" checked={checked} disabled={!checked && values.length >= max} onChange={() => toggle(option.value)} />
            <span><Icon name="check" />{option.label}</span>
          </label>
        )
      })}
    </Group>
  )
}
