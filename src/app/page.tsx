import { createElement, type ComponentType } from 'react'
import { lazyPage, type LazyPage, type PageParams } from '#ui/lazyPage'

/** The parameters named in a path: `/visits/$visitId` → `visitId`. */
type Names<Path extends string> =
  Path extends `${string}$${infer Name}/${infer Rest}` ? Name | Names<`/${Rest}`>
    : Path extends `${string}$${infer Name}` ? Name : never

/** A page with its path inside its area: `desk` and `phone` below `/c/<capacity>`, `family` below `/family`. */
export interface PageSpec {
  readonly area: 'desk' | 'phone' | 'family'
  readonly path: string
  readonly page: ComponentType<PageParams<string>>
}

const spec = (area: PageSpec['area']) =>
  // The path provides exactly the parameters that the page reads: that is what `Names` has just checked.
  <Path extends string>(path: Path, page: LazyPage<Names<Path>>): PageSpec =>
    ({ area, path, page: page as unknown as PageSpec['page'] })

export const desk = spec('desk')
export const phone = spec('phone')
export const family = spec('family')

/** A page that asks the documents what they call the bodies of a kind; that is loaded with it and costs the others nothing. */
export const withTopics = <Name extends string>(page: LazyPage<Name>): LazyPage<Name> => lazyPage<Name>(async () => {
  const { Topics } = await import('./topics.tsx')
  const Page = page as unknown as ComponentType<PageParams<Name>>
  return (params) => createElement(Topics, null, createElement(Page, params))
})
