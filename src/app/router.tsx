import { createRootRoute, createRoute, createRouter, type AnyRoute, type RouterHistory } from '@tanstack/react-router'
import { ErrorState } from '#ui/ErrorState'
import { Page } from '#ui/Page'
import { ActivatePage } from './ActivatePage.tsx'
import { CapacitiesPage, HomePage, NoHomePage } from './HomePages.tsx'
import { CapacityLayout, FamilyLayout, PageBody, RootLayout, SignedLayout } from './layouts.tsx'
import { LostPage, NotFoundPage } from './NotFoundPage.tsx'
import type { PageSpec } from './page.tsx'
import { SignInPage } from './SignInPage.tsx'

const root = createRootRoute({ component: RootLayout, notFoundComponent: LostPage })
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignInPage })
const activation = createRoute({ getParentRoute: () => root, path: '/activate', component: ActivatePage })
const signed = createRoute({ getParentRoute: () => root, id: 'signed', component: SignedLayout })
const home = createRoute({ getParentRoute: () => signed, path: '/', component: HomePage })
const capacities = createRoute({ getParentRoute: () => signed, path: '/capacities', component: CapacitiesPage })
const acting = createRoute({ getParentRoute: () => signed, path: '/c/$capacityId', component: CapacityLayout })
const noHome = createRoute({ getParentRoute: () => acting, path: '/', component: NoHomePage })
const family = createRoute({ getParentRoute: () => signed, path: '/family', component: FamilyLayout })

const routeOf = (parent: AnyRoute) => (spec: PageSpec) =>
  createRoute({ getParentRoute: () => parent, path: spec.path, component: () => <PageBody spec={spec} /> })

const CRASHED = '这一页没有加载完：网络可能断开，或者程序刚更新过。请检查网络后重试；多次不行时请联系管理员。'

/** A page that crashed, or whose script is gone after an update: loading the address anew is the cure for both. */
function CrashedPage() {
  return <Page title="同心"><ErrorState say={CRASHED} onRetry={() => window.location.reload()} /></Page>
}

/** The whole tree from the pages of the modules; the browser's own history unless another is given. */
export function newRouter(pages: readonly PageSpec[], history?: RouterHistory) {
  const ofFamily = pages.filter((spec) => spec.area === 'family')
  const ofCapacity = pages.filter((spec) => spec.area !== 'family')
  const tree = root.addChildren([
    signIn,
    activation,
    signed.addChildren([
      home, capacities,
      acting.addChildren([noHome, ...ofCapacity.map(routeOf(acting))]),
      family.addChildren(ofFamily.map(routeOf(family))),
    ]),
  ])
  return createRouter({
    routeTree: tree,
    ...(history ? { history } : {}),
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: CrashedPage,
    defaultPreload: 'intent',
    scrollRestoration: true,
    // Plain `?a=b`: addresses are read by people and sent to colleagues.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search as Record<string, string>).toString()
      return text ? `?${text}` : ''
    },
  })
}
