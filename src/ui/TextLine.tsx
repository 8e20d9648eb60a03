import { useLayoutEffect, useRef } from 'react'
import { Field } from './Field.tsx'

export interface TextLineProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** In UTF-16 units, as the contract counts. */
  readonly maxLength: number
  readonly placeholder?: string
  readonly hint?: string
  readonly error?: string | undefined
}

/** One line that grows with its text; the voice input of the keyboard is enough to fill it. */
export function TextLine({ label, value, onChange, maxLength, placeholder, hint, error }: TextLineProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const area = box.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight + 2}px`
  }, [value])
  return (
    <Field label={label} hint={hint} error={error} counter={`${value.length} / ${maxLength}`}>
      {(attributes) => (
        <textarea {...attributes} ref={box} rows={1} className="tx-input" value={value} maxLength={maxLength} placeholder={placeholder}
          onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}
