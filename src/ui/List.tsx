import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import { PathLink } from './Nav.tsx'

export function List({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  return <ul className="tx-list" aria-label={label}>{children}</ul>
}

export interface ListRowProps {
  readonly title: ReactNode
  readonly note?: ReactNode
  /** At the right: a date, a state. */
  readonly end?: ReactNode
  /** A row leads somewhere, does something, or only says something. */
  readonly to?: string
  readonly onPress?: () => void
}

/** One line of a list; the whole line is the target. */
export function ListRow({ title, note, end, to, onPress }: ListRowProps) {
  const opens = to !== undefined || onPress !== undefined
  const face = (
    <>
      <span className="tx-row-main"><span>{title}</span>{note && <span className="tx-row-note">{note}</span>}</span>
      {(end || opens) && <span className="tx-row-end">{end}{opens && <Icon name="forward" />}</span>}
    </>
  )
  return (
    <li className="tx-row">
      {to !== undefined && <PathLink to={to} className="tx-row-face">{face}</PathLink>}
      {to === undefined && onPress && <button type="button" className="tx-row-face" onClick={onPress}>{face}</button>}
      {!opens && <div className="tx-row-face">{face}</div>}
    </li>
  )
}
