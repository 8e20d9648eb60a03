import type { z } from 'zod'

/**
 * A route, declared once in a `.contract.ts`: the server validates and serves by it, the web client and
 * OpenAPI are typed from it.
 */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Fastify path, for example `/api/students/:studentId`. */
  readonly path: string
  /** The row of the access tables that says who may, for example `visit.record`. Without one anybody may call, signed in or not. */
  readonly verb?: string
  /** One sentence for OpenAPI. */
  readonly summary: string
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** The body is one file of at most so many bytes, sent as it is (`application/octet-stream`). */
  readonly upload?: number
  /** Takes seconds: the answer is JSON lines, `{ progress }` as often as it is told, and at last `{ answer }` or `{ problem }`. */
  readonly long?: true
  /** The answer holds codes that nobody may read twice: it is not kept, and a submit that is repeated makes new ones. */
  readonly secret?: true
  /** JSON answer; a `file` answer is a download and has no schema. */
  readonly answer: Answer | 'file'
}

type Marks = Pick<Route, 'upload' | 'long'>

/** Keeps the types of a route's schemas, and whether it is an upload or long. */
export const route = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType, M extends Marks>(
  spec: Route<P, Q, B, A> & M,
): Route<P, Q, B, A> & Pick<M, keyof M & keyof Marks> => spec

export type ParamsOf<R> = R extends Route<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.output<P> : never
export type QueryOf<R> = R extends Route<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.output<Q> : never
export type BodyOf<R> = R extends Route<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.output<B> : never
export type AnswerOf<R> = R extends Route<z.ZodType, z.ZodType, z.ZodType, infer A> ? z.output<A> : never
