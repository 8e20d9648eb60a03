import { useState } from 'react'
import { Button } from '#ui/Button'
import { ChoiceChips } from '#ui/Chips'
import { Select } from '#ui/Select'
import type { RelativeWindow, Window } from '../../packs/pack.contract.ts'
import { NumberField } from './NumberField.tsx'

const FORMS = [
  { value: 'relative', label: '从首末日起算' }, { value: 'yearly', label: '每年固定起止' }, { value: 'week', label: '某日所在的一周' },
  { value: 'days', label: '若干固定日子' },
] as const
type WindowForm = (typeof FORMS)[number]['value']

/** What a form begins with before anything is chosen. */
const BEGINNINGS: Readonly<Record<WindowForm, Window>> = {
  relative: { from: { anchor: 'start', days: 0 }, to: { anchor: 'start', days: 13 } },
  yearly: { yearly: { from: '09-01', to: '10-31' } },
  week: { weekOf: '05-15' },
  days: { days: ['06-01'], around: 0 },
}

const formOf = (window: Window): WindowForm =>
  ('from' in window ? 'relative' : 'yearly' in window ? 'yearly' : 'weekOf' in window ? 'week' : 'days')

export interface WindowFieldProps {
  readonly value: Window | undefined
  readonly onChange: (value: Window | undefined) => void
}

/** Part of a term or of every year, in one of the four forms that a document may use. */
export function WindowField({ value, onChange }: WindowFieldProps) {
  const [draft, setDraft] = useState<Window>()
  const shown = draft ?? value
  const change = (next: Window) => {
    setDraft(next)
    onChange(next)
  }
  return (
    <>
      <ChoiceChips label="怎样写明日期" options={FORMS} value={shown && formOf(shown)} onChange={(form) => change(BEGINNINGS[form])} />
      {shown && <Fields window={shown} onChange={change} />}
    </>
  )
}

interface FieldsProps<T extends Window> {
  readonly window: T
  readonly onChange: (window: Window) => void
}

function Fields({ window, onChange }: FieldsProps<Window>) {
  if ('from' in window) return <RelativeFields window={window} onChange={onChange} />
  if ('yearly' in window) {
    const { from, to } = window.yearly
    return (
      <>
        <DayOfYear label="从" day={from} onChange={(day) => onChange({ yearly: { from: day, to } })} />
        <DayOfYear label="到" day={to} onChange={(day) => onChange({ yearly: { from, to: day } })} />
      </>
    )
  }
  if ('weekOf' in window) return <DayOfYear label="所在一周的那一天" day={window.weekOf} onChange={(weekOf) => onChange({ weekOf })} />
  return <DaysFields window={window} onChange={onChange} />
}

function RelativeFields({ window, onChange }: FieldsProps<RelativeWindow>) {
  return (
    <>
      <p className="tx-secondary">首日、末日指学年或学期的第一个和最后一个上课日；两端都算在内。</p>
      <EdgeField label="从" edge={window.from} onChange={(from) => onChange({ ...window, from })} />
      <EdgeField label="到" edge={window.to} onChange={(to) => onChange({ ...window, to })} />
    </>
  )
}

const EDGES = [
  { value: 'start-', label: '首日前' }, { value: 'start+', label: '首日后' }, { value: 'end-', label: '末日前' }, { value: 'end+', label: '末日后' },
] as const
type EdgeKey = (typeof EDGES)[number]['value']
type Edge = RelativeWindow['from']

function EdgeField({ label, edge, onChange }: { readonly label: string; readonly edge: Edge; readonly onChange: (edge: Edge) => void }) {
  const key: EdgeKey = `${edge.anchor}${edge.days < 0 ? '-' : '+'}`
  const make = (picked: EdgeKey, days: number): Edge =>
    ({ anchor: picked.startsWith('start') ? 'start' : 'end', days: picked.endsWith('-') ? -days : days })
  return (
    <div className="pl-edge">
      <Select label={label} options={EDGES} value={key} onChange={(picked) => onChange(make(picked, Math.abs(edge.days)))} />
      <NumberField label="天数" value={Math.abs(edge.days)} onChange={(days) => onChange(make(key, days ?? 0))} />
    </div>
  )
}

type Days = Extract<Window, { days: string[] }>

function DaysFields({ window: { days, around }, onChange }: FieldsProps<Days>) {
  return (
    <>
      {days.map((day, at) => (
        <div key={at} className="pl-edge">
          <DayOfYear label={`第 ${at + 1} 个日子`} day={day} onChange={(next) => onChange({ days: days.map((one, index) => (index === at ? next : one)), around })} />
          {days.length > 1 && <Button look="plain" onClick={() => onChange({ days: days.filter((_, index) => index !== at), around })}>删去</Button>}
        </div>
      ))}
      <Button onClick={() => onChange({ days: [...days, '06-01'], around })}>再加一个日子</Button>
      <NumberField label="前后各容许几天" value={around} onChange={(next) => onChange({ days, around: Math.min(next ?? 0, 30) })} hint="0 至 30；0 指当天" />
    </>
  )
}

const two = (number: number) => String(number).padStart(2, '0')
const MONTHS = Array.from({ length: 12 }, (_, index) => ({ value: two(index + 1), label: `${index + 1} 月` }))
const LENGTHS: Readonly<Record<string, number>> = { '02': 29, '04': 30, '06': 30, '09': 30, 11: 30 }
const daysOf = (month: string) => LENGTHS[month] ?? 31

interface DayOfYearProps {
  readonly label: string
  /** `MM-DD` */
  readonly day: string
  readonly onChange: (day: string) => void
}

function DayOfYear({ label, day: held, onChange }: DayOfYearProps) {
  const [month = '01', day = '01'] = held.split('-')
  const days = Array.from({ length: daysOf(month) }, (_, index) => ({ value: two(index + 1), label: `${index + 1} 日` }))
  return (
    <div className="pl-edge">
      <Select label={label} options={MONTHS} value={month} onChange={(next) => onChange(`${next}-${two(Math.min(Number(day), daysOf(next)))}`)} />
      <Select label={`${label}（日）`} options={days} value={day} onChange={(next) => onChange(`${month}-${next}`)} />
    </div>
  )
}
