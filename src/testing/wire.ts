import { vi } from 'vitest'
import type { z } from 'zod'
import type { Route } from '#kernel/route'

type AnyRoute = Route<z.ZodType, z.ZodType, z.ZodType, z.ZodType>

/** One request as it came over the wire. */
export interface Asked {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: unknown
  readonly headers: Headers
}

export interface Wired {
  readonly route: AnyRoute
  /** Throws a `Response` made by `refusal`, or any error for a network that is lost. */
  readonly answer: (asked: Asked) => unknown
}

/** Ties a route to what is answered on it. */
export const wired = (route: unknown, answer: (asked: Asked) => unknown): Wired => ({ route: route as AnyRoute, answer })

const pattern = (path: string) => new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`)

/** As a long route tells it: how far it is, then the answer. */
const inLines = (answer: unknown) =>
  new Response(`${JSON.stringify({ progress: { doing: '正在处理', done: 1, total: 2 } })}\n${JSON.stringify({ answer })}\n`)

async function answerTo({ route, answer }: Wired, asked: Asked): Promise<Response> {
  try {
    const said = await answer({ ...asked, body: asked.body === undefined ? undefined : route.body?.parse(asked.body) })
    if (route.answer === 'file') return Response.json(said)
    return route.long ? inLines(route.answer.parse(said)) : Response.json(route.answer.parse(said))
  } catch (refused) {
    if (refused instanceof Response) return refused
    throw refused
  }
}

/** A request that its page has given up is answered by nobody. */
const stopped = (signal: AbortSignal | null | undefined) => new Promise<never>((_, reject) => {
  signal?.addEventListener('abort', () => { reject(signal.reason instanceof Error ? signal.reason : new DOMException('', 'AbortError')) })
})

/**
 * Stands in the place of the network under screens in jsdom. What comes in and what goes out passes through the schemas of
 * the routes, so that a sample cannot say what the server would never say.
 */
export function wire(answers: readonly Wired[]): void {
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    const { pathname, searchParams: query } = new URL(address, 'http://screen.test')
    // As in the server, a path that is spelled out goes before one with a parameter; of the same path the first answers.
    const fitting = answers.filter(({ route }) => route.method === init.method && pattern(route.path).test(pathname))
    const [one] = fitting.sort((x, y) => x.route.path.split(':').length - y.route.path.split(':').length)
    if (one) {
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
      return Promise.race([stopped(init.signal), answerTo(one, { params: { ...pattern(one.route.path).exec(pathname)?.groups }, query, body, headers: new Headers(init.headers) })])
    }
    throw new Error(`Nothing answers ${init.method} ${pathname}`)
  })
}

/** A refusal as the server says it. */
export const refusal = (status: number, problem: { code: string; say: string; fields?: Record<string, string> }): Response =>
  Response.json(problem, { status })
