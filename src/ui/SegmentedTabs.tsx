import { useRef, type KeyboardEvent } from 'react'
import type { Option } from './Chips.tsx'

export interface SegmentedTabsProps<Value extends string> {
  readonly label: string
  readonly options: readonly Option<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

/** Views of the same page. Left and right arrows move, as in every desktop program. */
export function SegmentedTabs<Value extends string>({ label, options, value, onChange }: SegmentedTabsProps<Value>) {
  const bar = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const at = options.findIndex((option) => option.value === value)
    const next = (at + step + options.length) % options.length
    bar.current?.querySelectorAll<HTMLButtonElement>('[role=tab]')[next]?.focus()
    onChange(options[next]!.value)
  }
  return (
    <div className="tx-tabs" role="tablist" aria-label={label} ref={bar} onKeyDown={move}>
      {options.map((option) => (
        <button key={option.value} type="button" role="tab" className="tx-tab" aria-selected={option.value === value}
          tabIndex={option.value === value ? 0 : -1} onClick={() => onChange(option.value)}>
          {option.label}
        </button>
      ))}
    </div>
  )
}
