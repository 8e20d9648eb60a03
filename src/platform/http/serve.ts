import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { AnswerOf, BodyOf, ParamsOf, QueryOf, Route } from '#kernel/route'
import type { Act } from '#platform/access/act'
import type { Desk } from '#platform/access/desk'
import type { Visitor } from './visitor.ts'

export interface Input<R> {
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: BodyOf<R>
}

/** A download: its bytes, its name (Chinese is fine) and its media type. */
export interface FileAnswer {
  readonly file: Buffer | Readable
  readonly name: string
  readonly type: string
}

type AnyRoute = Route<z.ZodType, z.ZodType, z.ZodType, z.ZodType>
type Given<R extends AnyRoute> = R['answer'] extends 'file' ? FileAnswer : AnswerOf<R> | FileAnswer

type Run<Caller> = (caller: Caller, input: Input<AnyRoute>) => Promise<unknown>

/** A route with the use case behind it; `main.ts` gathers them from the doors of the modules. */
export type Served =
  | { readonly route: AnyRoute; readonly caller: 'act'; readonly run: Run<Act> }
  | { readonly route: AnyRoute; readonly caller: 'desk'; readonly run: Run<Desk> }
  | { readonly route: AnyRoute; readonly caller: 'visitor'; readonly run: Run<Visitor> }

/** For routes with a verb, which need a capacity: one transaction, scoped, committed when the use case answers. */
export const handle = <R extends AnyRoute>(route: R, run: (act: Act, input: Input<R>) => Promise<Given<R>>): Served =>
  ({ route, caller: 'act', run: run as Run<Act> })

/** The same for a route whose body is a file, which is whole before the transaction begins. */
export const handleUpload = <R extends AnyRoute>(
  route: R & { readonly upload: number }, run: (act: Act, input: Omit<Input<R>, 'body'> & { readonly body: Buffer }) => Promise<Given<R>>,
): Served => ({ route, caller: 'act', run: run as unknown as Run<Act> })

/** For `long` routes with a verb: as many transactions as the use case asks for, progress and a way to stop. */
export const handleLong = <R extends AnyRoute>(
  route: R & { readonly long: true }, run: (desk: Desk, input: Input<R>) => Promise<AnswerOf<R>>,
): Served => ({ route, caller: 'desk', run: run as Run<Desk> })

/** For routes without a verb: anybody may call them. */
export const handleOpen = <R extends AnyRoute>(route: R, run: (visitor: Visitor, input: Input<R>) => Promise<Given<R>>): Served =>
  ({ route, caller: 'visitor', run: run as Run<Visitor> })
