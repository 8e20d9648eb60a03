import { PathLink, type Search } from '../Nav.tsx'

export interface Crumb {
  readonly label: string
  readonly to: string
  readonly search?: Search
}

/** The way back up: 区 › 学校 › 班级. */
export function Crumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  return (
    <nav className="tx-crumbs" aria-label="所在位置">
      <ol>
        {crumbs.map((crumb) => (
          <li key={crumb.label}><PathLink to={crumb.to} {...(crumb.search ? { search: crumb.search } : {})}>{crumb.label}</PathLink></li>
        ))}
      </ol>
    </nav>
  )
}
