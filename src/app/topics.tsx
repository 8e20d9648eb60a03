import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { TopicsProvider } from '#modules/org/web'
import { listTopics } from '#modules/plan/adopted/topic.contract'
import { useCapacity } from '#ui/acting'
import { reading } from '#ui/api'

/** Bodies are kept by org, which knows no document; what the documents call them is told to its pages here. */
export function Topics({ children }: { readonly children?: ReactNode }) {
  const { id } = useCapacity()
  const { data } = useQuery(reading(listTopics, {}, { capacity: id }))
  return <TopicsProvider value={data?.topics ?? []}>{children}</TopicsProvider>
}
