import { useEffect, useRef, type ReactNode } from 'react'
import { useFrame } from './Frame.tsx'
import { Icon } from './Icon.tsx'
import { LargeTypeSwitch } from './LargeType.tsx'
import { PathLink } from './Nav.tsx'

export interface PageProps {
  readonly title: string
  /** Where the arrow leads; a page without it is a home page and carries the switch of capacities. */
  readonly back?: string
  /** Buttons that stay at the lower edge while the page scrolls. */
  readonly footer?: ReactNode
  readonly children: ReactNode
}

/** A page for a hand: one column of at most 480 px, also on a desk. */
export function Page({ title, back, footer, children }: PageProps) {
  const { tools } = useFrame()
  const heading = useHeading(title)
  return (
    <div className="tx-page">
      <header className="tx-page-head">
        {back !== undefined && <PathLink to={back} className="tx-icon-button tx-page-back tx-no-print" label="返回"><Icon name="back" /></PathLink>}
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        <LargeTypeSwitch />
        {back === undefined && tools}
      </header>
      <main className="tx-page-body">{children}</main>
      {footer && <div className="tx-page-foot tx-no-print">{footer}</div>}
    </div>
  )
}

/**
 * For the h1 of a page. Names the window, so that two windows in two capacities can be told apart, and takes the
 * focus when the link that led here is gone: a screen reader then says where it is.
 */
export function useHeading(title: string) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · 同心`
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
  }, [title])
  return heading
}
