import { Suspense, type ReactNode } from 'react'
import { sayInstant } from '#kernel/dates'
import { useSigned } from '../acting.tsx'
import { useFrame, type Place } from '../Frame.tsx'
import { LargeTypeSwitch } from '../LargeType.tsx'
import { PathLink } from '../Nav.tsx'
import { useHeading } from '../Page.tsx'
import { Crumbs, type Crumb } from './Crumbs.tsx'
import './desk-way.css'

export interface DeskPageProps {
  /** The matter or the unit that the page is about. */
  readonly title: string
  /** The way here from the top; the page itself is not repeated. */
  readonly crumbs?: readonly Crumb[]
  /** In the place of the crumbs: the pages beside this one. */
  readonly tabs?: ReactNode
  /** 「2025–2026学年」, or the control that changes it. */
  readonly year?: ReactNode
  /** The instant of the figures; the instant of the session when the page has none of its own. */
  readonly asOf?: Date
  /** `reading` keeps lines at 720 px, `table` uses 1280. */
  readonly width?: 'reading' | 'table'
  readonly children: ReactNode
}

/** A page for a desk: one bar, one title, one column of paper. Works down to 320 px. */
export function DeskPage({ title, crumbs, tabs, year, asOf, width = 'table', children }: DeskPageProps) {
  const { tools, places } = useFrame()
  const { now } = useSigned()
  const heading = useHeading(title)
  return (
    <div className="tx-desk">
      <header className="tx-desk-bar">
        <PathLink to="/" outside className="tx-desk-brand">同心</PathLink>
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        <div className="tx-desk-facts">
          {year && <span>{year}</span>}
          <span>截至 {sayInstant(asOf ?? now)}</span>
        </div>
        <div className="tx-desk-tools tx-no-print"><LargeTypeSwitch />{tools}</div>
      </header>
      <main className="tx-desk-main" data-width={width}>
        <div className="tx-desk-way tx-no-print">
          {crumbs && crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
          {tabs}
          {places && <Places places={places} />}
        </div>
        {children}
      </main>
    </div>
  )
}

function Places({ places }: { readonly places: readonly Place[] }) {
  return (
    <nav className="tx-desk-places" aria-label="工作台">
      <ul>{places.map(({ label, to, mark: Mark }) => <li key={to}><PathLink to={to} within>{label}{Mark && <Suspense fallback={null}><Mark /></Suspense>}</PathLink></li>)}</ul>
    </nav>
  )
}
