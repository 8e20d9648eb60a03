import { createContext, useContext, type ReactNode } from 'react'

/** What the app puts into the head of every page: the switch of capacities and the like. */
export interface Frame {
  readonly tools: ReactNode
}

const FrameContext = createContext<Frame>({ tools: null })

export function FrameProvider({ value, children }: { readonly value: Frame; readonly children: ReactNode }) {
  return <FrameContext.Provider value={value}>{children}</FrameContext.Provider>
}

export const useFrame = (): Frame => useContext(FrameContext)
