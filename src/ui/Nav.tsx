import { Link, useLocation, useNavigate, type NavigateOptions, useSearch } from '@tanstack/react-router'
import { createContext, useCallback, useContext, type ReactNode } from 'react'

/** Address before every path that a page names: `/c/<capacity>`, `/family`, or nothing. */
const Base = createContext('')

export function BaseProvider({ value, children }: { readonly value: string; readonly children: ReactNode }) {
  return <Base.Provider value={value}>{children}</Base.Provider>
}

export type Search = Readonly<Record<string, string>>

export interface PathLinkProps {
  /** Inside the area of this page: `/visits/123` leads to `/c/<capacity>/visits/123`. */
  readonly to: string
  readonly search?: Search
  /** `to` is the whole address, outside of the capacity of this page. */
  readonly outside?: boolean
  /** Is current on the pages below it too, as an entry of the navigation is. */
  readonly within?: boolean
  readonly className?: string
  readonly label?: string
  readonly children: ReactNode
}

export function PathLink({ to, search, outside, within, className, label, children }: PathLinkProps) {
  const base = useContext(Base)
  return (
    <Link to={outside ? to : base + to} search={search ?? {}} className={className} aria-label={label} activeProps={{}}
      activeOptions={{ exact: !within }}>{children}</Link>
  )
}

/** Goes to a path inside the area of this page; `replace` leaves no step back. */
export function useGo() {
  const base = useContext(Base)
  const navigate = useNavigate()
  return useCallback((to: string, options: { search?: Search; replace?: boolean; outside?: boolean } = {}) => {
    const { search = {}, replace = false, outside = false } = options
    void navigate({ to: outside ? to : base + to, search, replace } as NavigateOptions)
  }, [base, navigate])
}

/** One value of the address (`?stage=primary`), so that a filter survives reload, back and a link sent to a colleague. */
export function useSearchValue(name: string, fallback = ''): readonly [string, (value: string) => void] {
  const location = useLocation()
  const navigate = useNavigate()
  // Of this page, not of the address that a click has just changed: a page on its way out must not ask for something else.
  const search = useSearch({ strict: false }) as Search
  const set = (value: string) => {
    const { [name]: _, ...rest } = search
    const next = value === fallback ? rest : { ...rest, [name]: value }
    void navigate({ to: location.pathname, search: next, replace: true } as NavigateOptions)
  }
  return [search[name] ?? fallback, set]
}
