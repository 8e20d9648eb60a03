import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Icon } from './Icon.tsx'

export interface MenuItem {
  readonly key: string
  readonly label: string
  readonly note?: string | undefined
  readonly current?: boolean
  /** Begins a new part of the menu. */
  readonly apart?: boolean
  readonly onPick: () => void
}

export interface MenuProps {
  /** What the button shows. */
  readonly face: ReactNode
  /** What the button is for, read aloud. */
  readonly label: string
  readonly items: readonly MenuItem[]
}

const TARGETS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** A button that drops a short list; arrow keys move, Esc and a tap elsewhere close. */
export function Menu({ face, label, items }: MenuProps) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  const buttons = () => [...(box.current?.querySelectorAll<HTMLButtonElement>('[role=menuitem]') ?? [])]

  useEffect(() => {
    if (!open) return
    buttons()[0]?.focus()
    const away = (event: Event) => { if (!box.current?.contains(event.target as Node)) setOpen(false) }
    document.addEventListener('pointerdown', away)
    document.addEventListener('focusin', away)
    return () => { document.removeEventListener('pointerdown', away); document.removeEventListener('focusin', away) }
  }, [open])

  const close = () => { setOpen(false); box.current?.querySelector('button')?.focus() }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
    const all = buttons()
    const target = TARGETS[event.key]?.(all.indexOf(document.activeElement as HTMLButtonElement), all.length)
    if (!open || target === undefined) return
    event.preventDefault()
    all[target]?.focus()
  }
  return (
    <div className="tx-menu tx-no-print" ref={box} onKeyDown={onKeyDown}>
      <button type="button" className="tx-icon-button" aria-haspopup="menu" aria-expanded={open} aria-controls={id} aria-label={label}
        onClick={() => setOpen(!open)}>{face}<Icon name="down" /></button>
      {open && (
        <div className="tx-menu-list" role="menu" id={id} aria-label={label}>
          {items.map((item) => <Item key={item.key} item={item} close={close} />)}
        </div>
      )}
    </div>
  )
}

function Item({ item, close }: { item: MenuItem; close: () => void }) {
  return (
    <div className={item.apart ? 'tx-menu-part' : undefined} role="none">
      <button type="button" role="menuitem" className="tx-menu-item" aria-current={item.current || undefined}
        onClick={() => { close(); item.onPick() }}>
        <span>{item.label}{item.note && <small>{item.note}</small>}</span>
        {item.current && <Icon name="check" />}
      </button>
    </div>
  )
}
