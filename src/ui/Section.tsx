import { useId, type ReactNode } from 'react'

export interface SectionProps {
  readonly title?: ReactNode
  /** At the right of the title: a filter, a count, a link. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A part of a page on the same paper; parts are separated by ground, not by boxes. */
export function Section({ title, aside, children }: SectionProps) {
  const id = useId()
  return (
    <section className="tx-section" aria-labelledby={title ? id : undefined}>
      {title && <div className="tx-section-head"><h2 id={id}>{title}</h2>{aside && <div className="tx-secondary tx-small">{aside}</div>}</div>}
      {children}
    </section>
  )
}
