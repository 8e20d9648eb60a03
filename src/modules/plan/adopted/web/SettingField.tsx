import { useState } from 'react'
import { ChoiceChips, MultiChips } from '#ui/Chips'
import { Input } from '#ui/Input'
import type { DateSpan, LocalValue, Setting, Window } from '../../packs/pack.contract.ts'
import { NumberField } from './NumberField.tsx'
import { SpansField } from './SpansField.tsx'
import { WindowField } from './WindowField.tsx'

export interface SettingFieldProps {
  readonly declared: LocalValue
  readonly value: Setting | undefined
  /** Undefined while what stands in the field is not yet a value. */
  readonly onChange: (value: Setting | undefined) => void
}

/** The field that fits what is asked: a number, one or several of the listed, a part of the term or year, a day, or fixed days. */
export function SettingField({ declared, value, onChange }: SettingFieldProps) {
  const { label: { zh: label } } = declared
  switch (declared.type) {
    case 'int':
      return <NumberField label={label} value={value as number | undefined} onChange={onChange} hint={`${declared.min} 至 ${declared.max} 之间的整数`} />
    case 'enum':
      return <ChoiceChips label={label} options={optionsOf(declared.options)} value={value as string | undefined} onChange={onChange} />
    case 'enums':
      return <MultiChips label={label} options={optionsOf(declared.options)} values={(value as string[] | undefined) ?? []} onChange={(some) => onChange(some.length > 0 ? some : undefined)} />
    case 'window':
      return <WindowField value={value as Window | undefined} onChange={onChange} />
    case 'date':
      return <Input label={label} type="date" value={(value as string | undefined) ?? ''} onChange={(day) => onChange(day === '' ? undefined : day)} />
    case 'dates':
      return <DatesField value={value as DateSpan[] | undefined} onChange={onChange} />
  }
}

const optionsOf = (options: readonly { key: string; zh: string }[]) => options.map(({ key, zh }) => ({ value: key, label: zh }))

const isWhole = ({ name, from, to }: DateSpan) => name.trim() !== '' && from !== '' && to !== ''

function DatesField({ value, onChange }: { readonly value: DateSpan[] | undefined; readonly onChange: (value: DateSpan[] | undefined) => void }) {
  const [spans, setSpans] = useState<DateSpan[]>(value ?? [{ name: '', from: '', to: '' }])
  const change = (next: DateSpan[]) => {
    setSpans(next)
    onChange(next.length > 0 && next.every(isWhole) ? next : undefined)
  }
  return <SpansField spans={spans} onChange={change} />
}
