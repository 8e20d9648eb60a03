import type { AnswerOf, Route } from '#kernel/route'
import type { z } from 'zod'

/** What the server refused, in words for the person; `fields` names the inputs (`note` → sentence). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly status: number
  readonly code: string
  readonly say: string
  readonly fields: Readonly<Record<string, string>>

  constructor(spec: { status: number; code: string; say: string; fields?: Readonly<Record<string, string>> }) {
    super(`${spec.code}: ${spec.say}`)
    this.status = spec.status
    this.code = spec.code
    this.say = spec.say
    this.fields = spec.fields ?? {}
  }
}

const OFFLINE = '没有连上服务器，刚才的操作没有完成。请检查网络后重试，已填写的内容还在。'
const BROKEN = '服务器暂时不能处理，刚才的操作没有完成。请稍等片刻再试；多次不行时请联系管理员。'

/** The sentence for anything that was thrown while asking the server. */
export const sayError = (error: unknown): string => (error instanceof ApiProblem ? error.say : BROKEN)

/** The sentence for one input of the body, if the server named that input. */
export const fieldError = (error: unknown, name: string): string | undefined =>
  error instanceof ApiProblem ? error.fields[name] : undefined

export type AnyRoute = Route<z.ZodType, z.ZodType, z.ZodType, z.ZodType>
/** A part that the route does not declare is not asked for. */
type Part<Name extends string, Shape> = unknown extends Shape ? unknown : { readonly [K in Name]: Shape }
type ParamsIn<R> = R extends Route<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.input<P> : unknown
type QueryIn<R> = R extends Route<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.input<Q> : unknown
type BodyIn<R> = R extends Route<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.input<B> : unknown

/** `{ params, query, body }`, each only where the route declares it. */
export type InputOf<R> = Part<'params', ParamsIn<R>> & Part<'query', QueryIn<R>> & Part<'body', BodyIn<R>>

export interface LooseInput {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  /** Sent as it is, in the place of a body. */
  readonly file?: Blob
}

export interface CallOptions {
  /** Id of the capacity in which the person acts (`useCapacity().id`). */
  readonly capacity?: string | undefined
  /** Made once per filled form with `newId()`, so that a repeated submit is the same submit. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

/** The address of a route with its path parameters and its query filled in. */
export function addressOf(route: Pick<Route, 'path'>, input: LooseInput): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = input.params?.[name]
    if (value === undefined) throw new Error(`${route.path} needs ${name}`)
    return encodeURIComponent(String(value))
  })
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null && one !== '') query.append(name, String(one))
  }
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

function headersOf(route: Pick<Route, 'method'>, input: LooseInput, options: CallOptions): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (input.body !== undefined) headers['content-type'] = 'application/json'
  if (input.file !== undefined) headers['content-type'] = 'application/octet-stream'
  // A header that no foreign form can send: with SameSite cookies it closes cross-site requests.
  if (route.method !== 'GET') headers['x-csrf'] = '1'
  if (options.capacity !== undefined) headers['x-capacity'] = options.capacity
  if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey
  return headers
}

/** From what the server told, whatever that was. */
export function problemOf(told: unknown, status: number): ApiProblem {
  const problem = (typeof told === 'object' && told !== null ? told : {}) as Partial<ApiProblem>
  return new ApiProblem({ status, code: problem.code ?? 'unexpected', say: problem.say ?? BROKEN, fields: problem.fields ?? {} })
}

/** The answer as it comes in, when the server did not refuse. */
export async function send(route: AnyRoute, input: LooseInput, options: CallOptions): Promise<Response> {
  const body = input.file ?? (input.body === undefined ? undefined : JSON.stringify(input.body))
  const response = await fetch(addressOf(route, input), {
    method: route.method,
    headers: headersOf(route, input, options),
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body }),
    ...(options.signal ? { signal: options.signal } : {}),
  }).catch((error: unknown) => {
    if (options.signal?.aborted) throw error
    throw new ApiProblem({ status: 0, code: 'offline', say: OFFLINE })
  })
  if (!response.ok) throw problemOf(await response.json().catch(() => null), response.status)
  return response
}

/**
 * Asks the server by a route of a contract. Throws `ApiProblem` (problem+json, or `offline` with status 0);
 * a 401 is an ApiProblem too, and the app leads to the sign-in page.
 */
export async function call<R extends AnyRoute>(route: R, input: InputOf<R>, options: CallOptions = {}): Promise<AnswerOf<R>> {
  const response = await send(route, input as LooseInput, options)
  return (response.status === 204 ? undefined : await response.json()) as AnswerOf<R>
}

/** File name of a `content-disposition` header, RFC 6266: the encoded name wins. */
export function fileNameOf(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (encoded) return decodeURIComponent(encoded)
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? '下载'
}

/** Fetches a route whose answer is a file and hands it to the browser's downloads. */
export async function download<R extends AnyRoute>(route: R, input: InputOf<R>, options: CallOptions = {}): Promise<void> {
  const response = await send(route, input as LooseInput, options)
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = fileNameOf(response.headers.get('content-disposition'))
  link.click()
  URL.revokeObjectURL(address)
}

/** Key and function for `useQuery`: the same question in another capacity is another question. */
export function reading<R extends AnyRoute>(route: R, input: InputOf<R>, options: CallOptions = {}) {
  return {
    queryKey: [route.path, options.capacity ?? null, input] as const,
    queryFn: ({ signal }: { signal: AbortSignal }) => call(route, input, { ...options, signal }),
  }
}
