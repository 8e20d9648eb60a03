import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Role } from '#kernel/capacity'
import { oneAtATime } from '#platform/auth/failures'
import { explained } from '#platform/db/database'
import type { Exchange } from './exchange.ts'
import { deskAt, knock, throughGate } from './gate.ts'
import { answerInLines } from './lines.ts'
import { networkOf } from './network.rules.ts'
import { problem } from './problem.ts'
import { signInFirst, unreadable } from './refusals.ts'
import type { FileAnswer, Served } from './serve.ts'
import type { ServerSpec } from './spec.ts'
import { findSession } from './session.store.ts'
import { readUpload } from './upload.ts'
import type { Session, Visitor } from './visitor.ts'

const SESSION_COOKIE = 'tongxin_session'

/** Serves one route by its declaration. */
export function addRoute(app: FastifyInstance, spec: ServerSpec, served: Served): void {
  const { route } = served
  app.route({
    method: route.method,
    url: route.path,
    schema: {
      summary: route.summary,
      ...(route.params && { params: route.params }),
      ...(route.query && { querystring: route.query }),
      ...(route.body && { body: route.body }),
      response: route.answer === 'file' ? { default: problem } : { 200: route.answer, default: problem },
    },
    handler: async (request, reply) => {
      const answer = await explained(() => run(spec, served, { request, reply }))
      if (answer === reply) return reply
      return isFile(answer) ? sendFile(reply, answer) : reply.code(200).send(answer)
    },
  })
}

async function run(spec: ServerSpec, served: Served, exchange: Exchange): Promise<unknown> {
  const { request, reply } = exchange
  const { route } = served
  const visitor = visitorOf(spec, exchange)
  const session = served.caller === 'visitor' ? undefined : await getSession(visitor)
  const inputOf = (body: unknown) => ({ params: request.params, query: request.query, body }) as never
  if (served.caller === 'visitor') return served.run(visitor, inputOf(request.body))
  const errandOf = (body: unknown) => ({
    route, input: inputOf(body), path: request.url, capacityId: header(request, 'x-capacity') ?? '', idempotencyKey: keyOf(request),
    acting: (role: Role) => { request.role = role },
  })
  const errand = errandOf(route.upload === undefined ? request.body
    : await readUpload(request, route.upload, () => knock(spec.gate, session!, errandOf(undefined))))
  const { input } = errand
  if (served.caller === 'act') return throughGate(spec.gate, session!, { ...errand, run: served.run })
  return answerInLines(exchange, route, (live) => inTurnOfPerson(session!.identityId, () => {
    live.signal.throwIfAborted()
    return served.run(deskAt(spec.gate, session!, { errand, live }), input)
  })).then(() => reply)
}

/** Whoever clicks ten times, or means harm, takes one place among those who wait for seconds, not ten. */
const inTurnOfPerson = oneAtATime()

/** A key that cannot be kept must not pass as none: the submit would not be safe to repeat. */
function keyOf(request: FastifyRequest): string | undefined {
  const key = header(request, 'idempotency-key')
  if (key === undefined && request.headers['idempotency-key'] !== undefined) throw unreadable({ 'idempotency-key': '提交编号应为 1–200 个字符' })
  return key
}

async function getSession(visitor: Visitor): Promise<Session> {
  const session = await findSession(visitor)
  if (session === undefined) throw signInFirst()
  return session
}

function visitorOf(spec: ServerSpec, { request, reply }: Exchange): Visitor {
  const flags = { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' } as const
  return {
    db: spec.db, now: spec.clock.now(), vault: spec.gate.vault, address: networkOf(request.ip), requestId: request.id, token: request.cookies[SESSION_COOKIE],
    setToken: (token) => {
      if (token === null) reply.clearCookie(SESSION_COOKIE, flags)
      else reply.setCookie(SESSION_COOKIE, token, flags)
    },
  }
}

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name]
  return typeof value === 'string' && value !== '' && value.length <= 200 ? value : undefined
}

const isFile = (answer: unknown): answer is FileAnswer => typeof answer === 'object' && answer !== null && 'file' in answer && 'type' in answer

/** RFC 6266 with the UTF-8 form, so that Chinese names survive. */
const sendFile = (reply: FastifyReply, answer: FileAnswer) => reply
  .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(answer.name)}`)
  .type(answer.type).serializer((payload: unknown) => payload as string).send(answer.file)
