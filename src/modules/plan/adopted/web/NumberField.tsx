import { useState } from 'react'
import { Input } from '#ui/Input'

export interface NumberFieldProps {
  readonly label: string
  readonly value: number | undefined
  /** Undefined while what stands in the field is no whole number. */
  readonly onChange: (value: number | undefined) => void
  readonly hint?: string
}

export function NumberField({ label, value, onChange, hint }: NumberFieldProps) {
  const [text, setText] = useState(value === undefined ? '' : String(value))
  const change = (next: string) => {
    setText(next)
    onChange(/^\d+$/.test(next.trim()) ? Number(next) : undefined)
  }
  return <Input label={label} inputMode="numeric" value={text} onChange={change} {...(hint ? { hint } : {})} />
}
