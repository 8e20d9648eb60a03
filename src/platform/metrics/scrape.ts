import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isLoopback } from '#platform/config/config'
import { noSuchAddress } from '#platform/http/refusals'
import { routeOf } from '#platform/log/requests'
import type { Metrics } from './metrics.ts'

/** Seconds; the pages' goals lie between 0.1 and 1. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** Measures every request by the pattern of its route, and tells all figures to this machine and to whoever has the token. */
export function serveMetrics(app: FastifyInstance, metrics: Metrics, token: string | undefined): void {
  const took = metrics.histogram({ name: 'tongxin_http_request_duration_seconds', help: 'Requests by route, method and class of status.' }, BOUNDS)
  app.addHook('onResponse', async (request, reply) => {
    const status = `${Math.floor(reply.statusCode / 100)}xx`
    took({ method: request.method, route: patternOf(request), status }, reply.elapsedTime / 1000)
  })
  app.get('/metrics', { schema: { hide: true }, logLevel: 'silent' }, async (request, reply) => {
    if (!isFromHere(request) && !hasToken(request, token)) throw noSuchAddress()
    return reply.type('text/plain; version=0.0.4; charset=utf-8').header('cache-control', 'no-store').send(await metrics.text())
  })
}

/** Every built file has a route of its own, under a name that changes with each build. */
const patternOf = (request: FastifyRequest): string => {
  const route = routeOf(request)
  return route.startsWith('/assets/') ? '/assets/*' : route
}

/** Asked on this machine. Who comes through the proxy that runs here brings the header of one. */
const isFromHere = (request: FastifyRequest): boolean =>
  isLoopback(request.ip.replace(/^::ffff:/i, '')) && request.headers['x-forwarded-for'] === undefined && request.headers['forwarded'] === undefined

function hasToken(request: FastifyRequest, token: string | undefined): boolean {
  const given = request.headers.authorization?.match(/^Bearer (.+)$/)?.[1]
  if (token === undefined || given === undefined) return false
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(token))
}
