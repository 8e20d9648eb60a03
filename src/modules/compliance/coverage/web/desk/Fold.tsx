import type { ReactNode } from 'react'
import './matters.css'

/** What need not be read every day, under a line that says how much it is. */
export function Fold({ title, open, children }: { readonly title: string; readonly open?: boolean; readonly children: ReactNode }) {
  return <details className="co-fold" open={open}><summary>{title}</summary>{children}</details>
}
