import { createContext, useContext, type ReactNode } from 'react'
import type { Capacity } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'

/** Who is signed in, as every page may know it. */
export interface Signed {
  readonly personName: string
  readonly capacities: readonly Capacity[]
  /** Names of the jurisdictions in which the capacities are held. */
  readonly regions: readonly { readonly regionId: number; readonly name: string }[]
  readonly demo: boolean
  /** The server's clock when the session was read; the browser's clock is never asked. */
  readonly now: Date
  readonly today: SchoolDate
}

const SignedContext = createContext<Signed | null>(null)
const CapacityContext = createContext<Capacity | null>(null)

export function SignedProvider({ value, children }: { readonly value: Signed; readonly children: ReactNode }) {
  return <SignedContext.Provider value={value}>{children}</SignedContext.Provider>
}

export function CapacityProvider({ value, children }: { readonly value: Capacity; readonly children: ReactNode }) {
  return <CapacityContext.Provider value={value}>{children}</CapacityContext.Provider>
}

export function useSigned(): Signed {
  const signed = useContext(SignedContext)
  if (!signed) throw new Error('useSigned needs a signed-in page')
  return signed
}

/** The capacity named by the address of this page. Pages of the family act in several and take theirs from `useSigned`. */
export function useCapacity(): Capacity {
  const capacity = useContext(CapacityContext)
  if (!capacity) throw new Error('useCapacity needs a page below /c/:capacityId')
  return capacity
}
