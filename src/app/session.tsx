import { MutationCache, QueryCache, QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { closeSession, readSession } from '#modules/org/session/session.contract'
import { ApiProblem, call, reading } from '#ui/api'

const question = reading(readSession, {})

/** Who is signed in, from the server; asked again when the window comes back to the front. */
export const useSession = () => useQuery({ ...question, staleTime: 60_000 })

/**
 * One client for the whole page. A 401 anywhere asks for the session again, and the layout then leads to the sign-in
 * page. A successful write makes every figure on screen stale: one visit moves duties of several levels.
 */
export function newQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => onProblem(error) }),
    mutationCache: new MutationCache({
      onError: (error) => {
        onProblem(error)
        // A conflict says that what stands on the screen no longer holds.
        if (error instanceof ApiProblem && error.status === 409) void client.invalidateQueries()
      },
      onSuccess: () => void client.invalidateQueries(),
    }),
    // Asked also when the browser believes itself offline: by default it would wait in silence instead of saying so.
    defaultOptions: {
      mutations: { networkMode: 'always' },
      queries: { networkMode: 'always', staleTime: 10_000, retry: (failures, error) => isPassing(error) && failures < 2 },
    },
  })
  const onProblem = (error: Error) => {
    if (error instanceof ApiProblem && error.status === 401) void client.invalidateQueries({ queryKey: question.queryKey })
  }
  return client
}

/** Worth another try by itself: no network, or a server that is starting. */
const isPassing = (error: Error) => error instanceof ApiProblem && (error.status === 0 || error.status === 503)

/** Drops what the last person saw before anybody else can see it. */
export function useForgetAll() {
  const client = useQueryClient()
  return async () => {
    client.clear()
    await client.fetchQuery(question)
  }
}

/** Signs out and loads the sign-in page anew, so that nothing of this person stays in memory. */
export async function signOut(): Promise<void> {
  await call(closeSession, {})
  window.location.assign('/sign-in')
}
