import { LogController, type FastifyReply, type FastifyRequest } from 'fastify'

/** The pattern under which a request was served: an address itself holds ids. */
export const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? '(none)'

/** One line a request, without person, address or input; nothing that Fastify would add of its own holds them either. */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'requestId' })
  }

  override incomingRequest(): void {}

  override requestCompleted(error: Error | null, request: FastifyRequest, reply: FastifyReply): void {
    const ms = Math.round(reply.elapsedTime * 10) / 10
    const line = { method: request.method, route: routeOf(request), status: reply.statusCode, ms, role: request.role }
    if (error === null || error === undefined) request.log.info(line, 'request')
    else request.log.error({ ...line, err: error }, 'request broke off')
  }

  override routeNotFound(): void {}

  override defaultErrorLog(error: Error, request: FastifyRequest): void {
    request.log.error({ err: error }, 'error')
  }

  override writeHeadError(error: Error, request: FastifyRequest): void {
    request.log.warn({ err: error }, 'answer could not begin')
  }
}
