import { PathLink } from '../Nav.tsx'

export interface DeskTab {
  readonly key: string
  readonly label: string
  readonly to: string
}

/** Pages of one kind beside each other. They are links, so each has its own address and opens in its own window. */
export function DeskTabs({ label, tabs, current }: { readonly label: string; readonly tabs: readonly DeskTab[]; readonly current: string }) {
  return (
    <nav className="tx-desk-tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.key} data-current={tab.key === current || undefined}><PathLink to={tab.to}>{tab.label}</PathLink></li>
        ))}
      </ul>
    </nav>
  )
}
