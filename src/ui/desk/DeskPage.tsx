import type { ReactNode } from 'react'
import { sayInstant } from '#kernel/dates'
import { useSigned } from '../acting.tsx'
import { useFrame } from '../Frame.tsx'
import { LargeTypeSwitch } from '../LargeType.tsx'
import { PathLink } from '../Nav.tsx'
import { useTitle } from '../Page.tsx'
import { Crumbs, type Crumb } from './Crumbs.tsx'

export interface DeskPageProps {
  /** The matter or the unit that the page is about. */
  readonly title: string
  /** The way here from the top; the page itself is not repeated. */
  readonly crumbs?: readonly Crumb[]
  /** 「2025–2026学年」, or the control that changes it. */
  readonly year?: ReactNode
  /** The instant of the figures; the instant of the session when the page has none of its own. */
  readonly asOf?: Date
  /** `reading` keeps lines at 720 px, `table` uses 1280. */
  readonly width?: 'reading' | 'table'
  readonly children: ReactNode
}

/** A page for a desk: one bar, one title, one column of paper. Works down to 320 px. */
export function DeskPage({ title, crumbs, year, asOf, width = 'table', children }: DeskPageProps) {
  const { tools } = useFrame()
  const { now } = useSigned()
  useTitle(title)
  return (
    <div className="tx-desk">
      <header className="tx-desk-bar">
        <PathLink to="/" outside className="tx-desk-brand">同心</PathLink>
        <h1>{title}</h1>
        <div className="tx-desk-facts">
          {year && <span>{year}</span>}
          <span>截至 {sayInstant(asOf ?? now)}</span>
        </div>
        <div className="tx-desk-tools tx-no-print"><LargeTypeSwitch />{tools}</div>
      </header>
      <main className="tx-desk-main" data-width={width}>
        {crumbs && crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
        {children}
      </main>
    </div>
  )
}
