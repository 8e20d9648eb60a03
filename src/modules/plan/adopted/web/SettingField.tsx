import { useState } from 'react'
import { Button } from '#ui/Button'
import { ChoiceChips, MultiChips } from '#ui/Chips'
import { Input } from '#ui/Input'
import type { DateSpan, LocalValue, Setting, Window } from '../../packs/pack.contract.ts'
import { NumberField } from './NumberField.tsx'
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
      return <SpansField value={value as DateSpan[] | undefined} onChange={onChange} />
  }
}

const optionsOf = (options: readonly { key: string; zh: string }[]) => options.map(({ key, zh }) => ({ value: key, label: zh }))

const BLANK: DateSpan = { name: '', from: '', to: '' }
const isWhole = ({ name, from, to }: DateSpan) => name.trim() !== '' && from !== '' && to !== ''

function SpansField({ value, onChange }: { readonly value: DateSpan[] | undefined; readonly onChange: (value: DateSpan[] | undefined) => void }) {
  const [spans, setSpans] = useState<DateSpan[]>(value ?? [BLANK])
  const change = (next: DateSpan[]) => {
    setSpans(next)
    onChange(next.length > 0 && next.every(isWhole) ? next : undefined)
  }
  const put = (at: number, part: Partial<DateSpan>) => change(spans.map((span, index) => (index === at ? { ...span, ...part } : span)))
  return (
    <>
      <ul className="pl-spans">
        {spans.map((span, at) => (
          <li key={at} className="tx-stack">
            <Input label={`第 ${at + 1} 段的名称`} value={span.name} onChange={(name) => put(at, { name })} />
            <div className="pl-edge">
              <Input label="开始" type="date" value={span.from} onChange={(from) => put(at, { from })} />
              <Input label="结束" type="date" value={span.to} onChange={(to) => put(at, { to })} />
            </div>
            {spans.length > 1 && <Button look="plain" onClick={() => change(spans.filter((_, index) => index !== at))}>删去这一段</Button>}
          </li>
        ))}
      </ul>
      <Button onClick={() => change([...spans, BLANK])}>再加一段</Button>
    </>
  )
}
