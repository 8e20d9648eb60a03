import { useId, useState, type ReactNode } from 'react'
import { PersonName } from '#modules/org/web'
import { Button } from '#ui/Button'
import { Icon } from '#ui/Icon'
import './pick-many.css'

export interface Pickable {
  readonly id: string
  readonly name: string
  readonly note?: string | null
}

export interface PickManyProps {
  readonly label: string
  /** How they are counted: 名, 所. */
  readonly measure: string
  readonly choices: readonly Pickable[]
  readonly chosen: readonly string[]
  readonly onChange: (ids: string[]) => void
  /** Need not be chosen: stays folded until it is opened. */
  readonly optional?: boolean
  readonly error?: string | undefined
}

/** From this length on a list is searched rather than scrolled. */
const LONG = 12

/** Some of many: a list to tick, found by typing. What is chosen and not listed here stays chosen. */
export function PickMany({ label, measure, choices, chosen, onChange, optional = false, error }: PickManyProps) {
  const [typed, setTyped] = useState('')
  const [opened, setOpened] = useState(!optional || chosen.length > 0)
  const open = opened || error !== undefined
  const errorId = useId()
  const text = typed.trim()
  const found = choices.filter(({ name, note }) => text === '' || `${name} ${note ?? ''}`.includes(text))
  const listed = new Set(found.map((one) => one.id))
  const everybody = found.length > 0 && found.every((one) => chosen.includes(one.id))
  const toggle = (id: string) => onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  const toggleAll = () => onChange(everybody ? chosen.filter((id) => !listed.has(id)) : [...new Set([...chosen, ...listed])])
  return (
    <fieldset className="lg-pick" aria-describedby={error ? errorId : undefined}>
      <legend className="tx-legend">{label}</legend>
      <div className="lg-pick-head">
        <span className="tx-secondary" role="status">{chosen.length === 0 ? (optional ? '没有选' : '还没有选') : `已选 ${chosen.length} ${measure}`}</span>
        {!open && <Button look="plain" onClick={() => setOpened(true)}>从 {choices.length} {measure}中选</Button>}
        {open && found.length > 1 && <Button look="plain" onClick={toggleAll}>{everybody ? '全不选' : '全选'}</Button>}
      </div>
      {open && choices.length > LONG && (
        <input className="tx-input" type="search" aria-label={`在 ${choices.length} ${measure}中查找`} placeholder={`在 ${choices.length} ${measure}中查找`} value={typed}
          onChange={(event) => setTyped(event.target.value)} />
      )}
      {open && found.length === 0 && <p className="tx-secondary">没有找到“{text}”。请核对名称。</p>}
      {open && found.length > 0 && (
        <ul className="lg-ticks">
          {found.map((one) => <Tick key={one.id} checked={chosen.includes(one.id)} note={one.note} onToggle={() => toggle(one.id)}><PersonName name={one.name} inLink /></Tick>)}
        </ul>
      )}
      {error && <p className="tx-field-error" id={errorId} role="alert"><Icon name="warning" />{error}</p>}
    </fieldset>
  )
}

interface TickProps {
  readonly checked: boolean
  readonly note: string | null | undefined
  readonly onToggle: () => void
  readonly children: ReactNode
}

function Tick({ checked, note, onToggle, children }: TickProps) {
  return (
    <li>
      <label className="lg-tick">
        <input type="checkbox" checked={checked} onChange={onToggle} />
        <span>{children}{note && <small>{note}</small>}</span>
      </label>
    </li>
  )
}
