import { Outlet, useLocation, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, type ReactNode } from 'react'
import { CapacityProvider, SignedProvider, useSigned } from '#ui/acting'
import { ErrorState } from '#ui/ErrorState'
import { FrameProvider } from '#ui/Frame'
import { BaseProvider } from '#ui/Nav'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { FigureSkeleton, ListSkeleton } from '#ui/Skeleton'
import { ToastProvider } from '#ui/Toast'
import { CapacityMenu } from './CapacityMenu.tsx'
import { addressOfCapacity, FAMILY, rememberChoice } from './choices.ts'
import { DemoNotice } from './DemoNotice.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import type { PageSpec } from './page.tsx'
import { PLACES } from './places.ts'
import { Redirect } from './Redirect.tsx'
import { useSession } from './session.tsx'

const DeskTheme = lazy(async () => ({ default: (await import('#ui/desk/DeskTheme')).DeskTheme }))

const DeskWaiting = () => <div className="tx-waiting"><ListSkeleton rows={8} /></div>

function Waiting() {
  return (
    <Page title="同心">
      <Section><FigureSkeleton /></Section>
      <Section><ListSkeleton /></Section>
    </Page>
  )
}

/** Everything, signed in or not. */
export function RootLayout() {
  return <ToastProvider><Outlet /></ToastProvider>
}

/** Pages for people whom we know; the others sign in and come back to the address they asked for. */
export function SignedLayout() {
  const session = useSession()
  const { href } = useLocation()
  if (session.isPending) return <Waiting />
  if (!session.data) return <Page title="同心"><ErrorState error={session.error} onRetry={() => void session.refetch()} /></Page>
  const { signedIn, name, capacities, regions, demo, now, today } = session.data
  if (!signedIn) return <Redirect href={`/sign-in?${new URLSearchParams({ next: href })}`} />
  return (
    <SignedProvider value={{ personName: name ?? '', capacities, regions, demo, now: new Date(now), today }}>
      {demo && <DemoNotice />}
      <Outlet />
    </SignedProvider>
  )
}

/** `/c/<capacity>/…`: the address names the capacity, so two windows can act in two capacities. */
export function CapacityLayout() {
  const { capacityId } = useParams({ strict: false }) as { capacityId: string }
  const capacity = useSigned().capacities.find((one) => one.id === capacityId && one.role !== 'guardian')
  useEffect(() => { if (capacity) rememberChoice(capacity.id) }, [capacity])
  if (!capacity) return <NotFoundPage />
  return (
    <CapacityProvider key={capacity.id} value={capacity}>
      <BaseProvider value={addressOfCapacity(capacity.id)}><Outlet /></BaseProvider>
    </CapacityProvider>
  )
}

/** `/family/…`: all guardianships of this person in all regions, side by side. */
export function FamilyLayout() {
  const { capacities } = useSigned()
  const guards = capacities.some((one) => one.role === 'guardian')
  useEffect(() => { if (guards) rememberChoice('family') }, [guards])
  return guards ? <BaseProvider value={FAMILY}><Outlet /></BaseProvider> : <NotFoundPage />
}

/** One page of a module with the head that its area gives it. */
export function PageBody({ spec }: { readonly spec: PageSpec }) {
  const { capacityId, ...params } = useParams({ strict: false }) as Record<string, string>
  const { capacities } = useSigned()
  const acting = capacities.find((one) => one.id === capacityId)
  const desk = spec.area === 'desk'
  const tools = <CapacityMenu current={capacityId ?? 'family'} face={desk ? acting?.label ?? '家长' : '身份'} />
  const places = desk && acting ? PLACES[acting.role] : undefined
  const Body = spec.page
  return (
    <FrameProvider value={places ? { tools, places } : { tools }}>
      <Suspense fallback={desk ? <DeskWaiting /> : <Waiting />}>
        <Themed desk={desk}><Body params={params} /></Themed>
      </Suspense>
    </FrameProvider>
  )
}

const Themed = ({ desk, children }: { desk: boolean; children: ReactNode }) => (desk ? <DeskTheme>{children}</DeskTheme> : children)
