import { fileTooLarge } from '#kernel/errors'
import type { AnswerOf } from '#kernel/route'
import { ApiProblem, problemOf, send, type AnyRoute, type CallOptions, type InputOf, type LooseInput } from './api.tsx'

/** How far a long piece of work is; `doing` says what it is at, in the words of the server. */
export interface Progress {
  readonly doing: string
  readonly done: number
  readonly total: number
}

export interface LongOptions extends CallOptions {
  readonly onProgress?: (progress: Progress) => void
}

interface Line {
  readonly progress?: Progress
  readonly answer?: unknown
  readonly problem?: { readonly status?: number }
}

const CUT_OFF = '与服务器的连接中断，没有收到结果。请检查网络后重试；已经办完的不会再办一次。'
const cutOff = () => new ApiProblem({ status: 0, code: 'cut-off', say: CUT_OFF })

/**
 * Asks by a `long` route: the answer comes as JSON lines, progress first. Throws `ApiProblem` as `call` does, also when the lines
 * end without an answer; whoever stops it by `signal` gets the signal's reason.
 */
export async function callLong<R extends AnyRoute>(route: R, input: InputOf<R>, options: LongOptions = {}): Promise<AnswerOf<R>> {
  const response = await send(route, input as LooseInput, options)
  for await (const { progress, answer, problem } of linesOf(response, options.signal)) {
    if (problem !== undefined) throw problemOf(problem, problem.status ?? 500)
    if (answer !== undefined) return answer as AnswerOf<R>
    if (progress !== undefined) options.onProgress?.(progress)
  }
  throw cutOff()
}

async function* linesOf(response: Response, signal: AbortSignal | undefined): AsyncGenerator<Line> {
  const [reader, decoder] = [response.body?.getReader(), new TextDecoder()]
  let rest = ''
  for (;;) {
    const part = await reader?.read().catch(() => { throw signal?.aborted ? signal.reason : cutOff() })
    if (part === undefined || part.done) break
    const lines = (rest + decoder.decode(part.value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield JSON.parse(line) as Line
  }
  if (rest !== '') yield JSON.parse(rest) as Line
}

/** Sends one file by an `upload` route. What is too large is refused before it is sent, in the words of the server. */
export async function uploadFile<R extends AnyRoute>(
  route: R, { file, ...input }: InputOf<R> & { readonly file: Blob }, options: CallOptions = {},
): Promise<AnswerOf<R>> {
  if (route.upload !== undefined && file.size > route.upload) throw new ApiProblem(fileTooLarge(route.upload))
  const response = await send(route, { ...input as LooseInput, file }, options)
  return await response.json() as AnswerOf<R>
}
