import { createContext, useContext, type ReactNode } from 'react'
import type { BodyKind } from '../body.contract.ts'

/** What documents ask for among bodies of one kind, with the sentence that asks: org knows no document, so the app tells. */
interface Topic { readonly kind: BodyKind; readonly key: string; readonly say: string }

const Topics = createContext<readonly Topic[]>([])

export function TopicsProvider({ value, children }: { readonly value: readonly Topic[]; readonly children: ReactNode }) {
  return <Topics.Provider value={value}>{children}</Topics.Provider>
}

export const useTopics = (kind: BodyKind): readonly Topic[] => useContext(Topics).filter((topic) => topic.kind === kind)
