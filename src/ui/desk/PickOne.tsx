import { useId } from 'react'
import type { Option } from '../Chips.tsx'
import './pick-one.css'

export interface PickOneProps<Value extends string> {
  readonly label: string
  readonly options: readonly Option<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  /** The options say by themselves what they are: 「2025–2026学年」. The label stays for screen readers. */
  readonly bare?: boolean
}

/** A filter in one line: its name and the platform's own list, which every key and screen reader knows. */
export function PickOne<Value extends string>({ label, options, value, onChange, bare }: PickOneProps<Value>) {
  const id = useId()
  return (
    <span className="tx-pick">
      <label htmlFor={id} className={bare ? 'tx-unseen' : undefined}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </span>
  )
}
