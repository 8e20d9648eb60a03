import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

const FOCUSABLE = 'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]'

/** Keeps the tab key inside `box`. The dialog element would do it, but not in the oldest web views that we serve. */
function keepFocusInside(event: KeyboardEvent, box: HTMLElement) {
  const stops = [...box.querySelectorAll<HTMLElement>(FOCUSABLE)]
  const edge = event.shiftKey ? stops[0] : stops[stops.length - 1]
  const other = event.shiftKey ? stops[stops.length - 1] : stops[0]
  if (document.activeElement !== edge && document.activeElement !== box) return
  event.preventDefault()
  other?.focus()
}

export interface SheetProps {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons; the last one is nearest to the thumb. */
  readonly footer?: ReactNode
}

/** Rises from the lower edge on a phone, floats on the desk. Holds the focus, closes with Esc, gives the focus back. */
export function Sheet(props: SheetProps) {
  return props.open ? createPortal(<OpenSheet {...props} />, document.body) : null
}

function OpenSheet({ title, onClose, children, footer }: SheetProps) {
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  useEffect(() => {
    const before = document.activeElement
    const overflow = document.body.style.overflow
    document.body.style.overflow = 'hidden'
    box.current?.focus()
    return () => {
      document.body.style.overflow = overflow
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
    if (event.key === 'Tab' && box.current) keepFocusInside(event, box.current)
  }
  return (
    <div className="tx-veil" onClick={(event) => event.target === event.currentTarget && onClose()}>
      <div className="tx-sheet" role="dialog" aria-modal="true" aria-labelledby={id} tabIndex={-1} ref={box} onKeyDown={onKeyDown}>
        <div className="tx-sheet-head">
          <h2 id={id}>{title}</h2>
          <button type="button" className="tx-icon-button" aria-label="关闭" onClick={onClose}><Icon name="close" /></button>
        </div>
        <div className="tx-sheet-body">{children}</div>
        {footer && <div className="tx-sheet-foot">{footer}</div>}
      </div>
    </div>
  )
}

export interface DialogProps extends Omit<SheetProps, 'footer'> {
  /** The verb of the confirming button. */
  readonly confirm: string
  readonly onConfirm: () => void
  readonly danger?: boolean
  readonly busy?: boolean
}

/** A question with one answer and the way back. */
export function Dialog({ confirm, onConfirm, danger, busy, ...sheet }: DialogProps) {
  const footer = (
    <>
      <Button onClick={sheet.onClose}>取消</Button>
      <Button look={danger ? 'danger' : 'primary'} busy={busy ?? false} onClick={onConfirm}>{confirm}</Button>
    </>
  )
  return <Sheet {...sheet} footer={footer} />
}
