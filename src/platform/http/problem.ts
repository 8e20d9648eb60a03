import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Refusal } from '#kernel/errors'
import { withoutValues } from '#platform/db/failures'
import { broken, tooLarge, tooMany, unreadable } from './refusals.ts'

/** RFC 9457 with a stable code and a sentence that says what to do. */
export const problem = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  say: z.string(),
  fields: z.record(z.string(), z.string()),
  requestId: z.string(),
})
export type Problem = z.infer<typeof problem>

/** Every error leaves as problem+json; what is not a refusal is logged and told without inner details. */
export function answerProblem(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const body = toldProblem(error, request)
  return reply.code(body.status).type('application/problem+json; charset=utf-8').serializer(JSON.stringify).send(body)
}

/** The problem in words, logged where the program is at fault. */
export function toldProblem(error: FastifyError | Error, request: FastifyRequest): Problem {
  const refusal = asRefusal(error, request)
  if (refusal.status >= 500) request.log.error({ err: withoutValues(error) }, refusal.code)
  return {
    type: 'about:blank', title: refusal.code, status: refusal.status, code: refusal.code, say: refusal.say,
    fields: { ...refusal.fields }, requestId: request.id,
  }
}

function asRefusal(error: FastifyError | Error, request: FastifyRequest): Refusal {
  if (error instanceof Refusal) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    return unreadable(Object.fromEntries(error.validation.map((issue) => [issue.instancePath.replace(/^\//, '').replaceAll('/', '.'), issue.message ?? ''])))
  }
  const status = 'statusCode' in error ? error.statusCode : undefined
  if (status === 429) return tooMany()
  if (status === 413) return tooLarge()
  if (status !== undefined && status >= 400 && status < 500) return unreadable({ body: '内容无法读取' })
  return broken(request.id)
}
