import { createContext, useContext, type ComponentType, type ReactNode } from 'react'

/** What the app puts into the head of every page: the switch of capacities and the like. */
export interface Frame {
  readonly tools: ReactNode
  /** The places of a desk capacity, in the order of an office day; phones have none. */
  readonly places?: readonly Place[]
}

/** A page that a capacity goes to often: 「文件」「校历」. */
export interface Place {
  readonly label: string
  readonly to: string
  /** A number beside the words: how many wait there. */
  readonly mark?: ComponentType
}

const FrameContext = createContext<Frame>({ tools: null })

export function FrameProvider({ value, children }: { readonly value: Frame; readonly children: ReactNode }) {
  return <FrameContext.Provider value={value}>{children}</FrameContext.Provider>
}

export const useFrame = (): Frame => useContext(FrameContext)
