import { useState } from 'react'
import { Button } from '#ui/Button'
import { ChoiceChips, MultiChips } from '#ui/Chips'
import { Input } from '#ui/Input'
import { Select } from '#ui/Select'
import type { DateSpan, LocalValue, Setting, Window } from '../../packs/pack.contract.ts'

export interface SettingFieldProps {
  readonly declared: LocalValue
  readonly value: Setting | undefined
  /** Undefined while what stands in the field is not yet a value. */
  readonly onChange: (value: Setting | undefined) => void
}

/** The field that fits what is asked: a number, one or several of the listed, a part of the term, or fixed days. */
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
    case 'dates':
      return <SpansField value={value as DateSpan[] | undefined} onChange={onChange} />
  }
}

const optionsOf = (options: readonly { key: string; zh: string }[]) => options.map(({ key, zh }) => ({ value: key, label: zh }))

interface NumberFieldProps {
  readonly label: string
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
  readonly hint?: string
}

function NumberField({ label, value, onChange, hint }: NumberFieldProps) {
  const [text, setText] = useState(value === undefined ? '' : String(value))
  const change = (next: string) => {
    setText(next)
    onChange(/^\d+$/.test(next.trim()) ? Number(next) : undefined)
  }
  return <Input label={label} inputMode="numeric" value={text} onChange={change} {...(hint ? { hint } : {})} />
}

const EDGES = [
  { value: 'start-', label: '首日前' }, { value: 'start+', label: '首日后' }, { value: 'end-', label: '末日前' }, { value: 'end+', label: '末日后' },
] as const
type EdgeKey = (typeof EDGES)[number]['value']

const FIRST_WEEKS: Window = { from: { anchor: 'start', days: 0 }, to: { anchor: 'start', days: 13 } }

function WindowField({ value, onChange }: { readonly value: Window | undefined; readonly onChange: (value: Window) => void }) {
  const [draft, setDraft] = useState(value ?? FIRST_WEEKS)
  const change = (next: Window) => {
    setDraft(next)
    onChange(next)
  }
  return (
    <>
      <p className="tx-secondary">首日、末日指学年或学期的第一个和最后一个上课日；两端都算在内。</p>
      <EdgeField label="从" edge={draft.from} onChange={(from) => change({ ...draft, from })} />
      <EdgeField label="到" edge={draft.to} onChange={(to) => change({ ...draft, to })} />
    </>
  )
}

function EdgeField({ label, edge, onChange }: { readonly label: string; readonly edge: Window['from']; readonly onChange: (edge: Window['from']) => void }) {
  const key: EdgeKey = `${edge.anchor}${edge.days < 0 ? '-' : '+'}`
  const make = (picked: EdgeKey, days: number): Window['from'] =>
    ({ anchor: picked.startsWith('start') ? 'start' : 'end', days: picked.endsWith('-') ? -days : days })
  return (
    <div className="pl-edge">
      <Select label={label} options={EDGES} value={key} onChange={(picked) => onChange(make(picked, Math.abs(edge.days)))} />
      <NumberField label="天数" value={Math.abs(edge.days)} onChange={(days) => onChange(make(key, days ?? 0))} />
    </div>
  )
}

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
