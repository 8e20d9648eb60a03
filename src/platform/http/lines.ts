import { PassThrough } from 'node:stream'
import type { z } from 'zod'
import type { Route } from '#kernel/route'
import type { Desk } from '#platform/access/desk'
import { explained } from '#platform/db/database'
import type { Exchange } from './exchange.ts'
import { gone } from './refusals.ts'
import { toldProblem } from './problem.ts'

/**
 * Answers a long route line by line. Before anything was told, a refusal is an ordinary problem with its status; afterwards
 * it is the last line. When the caller goes away, the work is told to stop.
 */
export async function answerInLines(
  { request, reply }: Exchange, route: Pick<Route, 'answer'>, work: (live: Pick<Desk, 'tell' | 'signal'>) => Promise<unknown>,
): Promise<void> {
  const lines = new PassThrough()
  const stop = new AbortController()
  reply.raw.once('close', () => { stop.abort(gone()) })
  const write = (line: unknown) => { lines.write(`${JSON.stringify(line)}\n`) }
  await new Promise<void>((begun, refused) => {
    let told = false
    const tell: Desk['tell'] = (progress) => {
      told = true
      write({ progress })
      begun()
    }
    explained(() => work({ tell, signal: stop.signal })).then((answer) => {
      write({ answer: (route.answer as z.ZodType).parse(answer) })
    }).catch((error: unknown) => {
      if (told) write({ problem: toldProblem(error as Error, request) })
      else refused(error as Error)
    }).finally(() => {
      lines.end()
      begun()
    })
  })
  void reply.code(200).type('application/x-ndjson; charset=utf-8').header('x-accel-buffering', 'no').send(lines)
}
