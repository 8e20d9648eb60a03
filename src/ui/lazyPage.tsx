import { lazy, type ReactNode } from 'react'

/** What every page receives: the parameters of its address. A page names those that it reads. */
export interface PageParams<Name extends string = never> {
  readonly params: Readonly<Record<Name, string>>
}

type PageBody<Name extends string> = (props: PageParams<Name>) => ReactNode

/**
 * A page that is loaded when it is first opened, for a module's `web.ts`:
 * `export const MatterPage = lazyPage(() => import('./coverage/web/MatterPage.tsx').then((m) => m.MatterPage))`.
 */
export function lazyPage<Name extends string = never>(load: () => Promise<PageBody<Name>>) {
  return lazy(async () => ({ default: await load() }))
}

/** A page as a door exports it, reading the parameters `Name`. */
export type LazyPage<Name extends string> = ReturnType<typeof lazyPage<Name>>
