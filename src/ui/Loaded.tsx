import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from './ErrorState.tsx'
import { ListSkeleton } from './Skeleton.tsx'

export interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data>
  /** The final shape in grey; a list when left out. */
  readonly skeleton?: ReactNode
  readonly children: (data: Data) => ReactNode
}

/** Loading, failed or there. Data that is there stays while a newer answer is fetched or has failed. */
export function Loaded<Data>({ query, skeleton, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return skeleton ?? <ListSkeleton />
}
