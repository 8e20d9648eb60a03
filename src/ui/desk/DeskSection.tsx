import { useId, type ReactNode } from 'react'

export interface DeskSectionProps {
  readonly title?: ReactNode
  /** At the right of the title: filters, an export. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A sheet of paper on the ground of a desk page; sheets are never nested. */
export function DeskSection({ title, aside, children }: DeskSectionProps) {
  const id = useId()
  return (
    <section className="tx-desk-section" aria-labelledby={title ? id : undefined}>
      {(title || aside) && (
        <div className="tx-desk-section-head">{title && <h2 id={id}>{title}</h2>}{aside && <div className="tx-desk-aside">{aside}</div>}</div>
      )}
      {children}
    </section>
  )
}
