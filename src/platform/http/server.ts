import { Readable } from 'node:stream'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { newId } from '#kernel/ids'
import { RequestLog } from '#platform/log/requests'
import { addRoute } from './add-route.ts'
import { answerProblem } from './problem.ts'
import { networkOf } from './network.rules.ts'
import { crossSite, noSuchAddress, unreadable } from './refusals.ts'
import { findUnstorable } from './storable.rules.ts'
import { servePages } from './pages.ts'
import type { ServerSpec } from './spec.ts'

/** A whole school behind one address: hundreds of teachers may record within the same minute. */
const REQUESTS_PER_MINUTE = 3_000

/** A form of a quarter megabyte over a poor connection; whoever sends more slowly only holds the line. */
const SLOWEST_REQUEST = 60_000

/** The HTTP server, not yet listening. */
export async function buildServer(spec: ServerSpec): Promise<FastifyInstance> {
  z.config(z.locales.zhCN())
  const app = Fastify({
    logger: spec.logger ?? false, logController: new RequestLog(), genReqId: () => newId(), trustProxy: 'loopback', bodyLimit: 256 * 1024,
    forceCloseConnections: true, requestTimeout: SLOWEST_REQUEST, frameworkErrors: (error, request, reply) => { void answerProblem(error, request, reply) },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerProblem)
  app.decorateRequest('role')
  spec.observe?.(app)
  await secure(app)
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Tongxin 同心', version: spec.version, description: '家校社协同育人' } },
    transform: jsonSchemaTransform,
  })
  await app.register((scope, _options, done) => {
    // A file is read by its route, which knows how large it may be.
    scope.addContentTypeParser('application/octet-stream', (_request, payload, parsed) => { parsed(null, payload) })
    for (const served of spec.routes) addRoute(scope, spec, served)
    done()
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())
  app.get('/healthz', { schema: { hide: true }, logLevel: 'silent' }, () => ({ ok: true }))
  app.get('/readyz', { schema: { hide: true }, logLevel: 'silent' }, async (_request, reply) => {
    const ready = await spec.ready().catch(() => false)
    return reply.code(ready ? 200 : 503).send({ ready })
  })
  if (spec.web === undefined) app.setNotFoundHandler(() => { throw noSuchAddress() })
  else await servePages(app, spec.web)
  await app.ready()
  return app
}

async function secure(app: FastifyInstance): Promise<void> {
  await app.register(cookie)
  await app.register(rateLimit, { max: REQUESTS_PER_MINUTE, timeWindow: '1 minute', keyGenerator: (request) => networkOf(request.ip) })
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        'default-src': [`'self'`], 'script-src': [`'self'`], 'style-src': [`'self'`, `'unsafe-inline'`], 'img-src': [`'self'`, 'data:'], 'font-src': [`'self'`],
        'object-src': [`'none'`], 'frame-ancestors': [`'none'`], 'base-uri': [`'none'`], 'form-action': [`'self'`], 'upgrade-insecure-requests': null,
      },
    },
    // The proxy in front, which holds the certificate, sets this one.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
  })
  app.addHook('onRequest', async (request) => { if (!sameSite(request)) throw crossSite() })
  app.addHook('preValidation', async ({ params, query, body }) => {
    const place = findUnstorable({ params, query, ...(body instanceof Readable ? {} : typeof body === 'object' ? body : { body }) })
    if (place !== undefined) throw unreadable({ [place]: '含有无法保存的字符，或者层次过多。请删去后再提交' })
  })
  app.addHook('onSend', async (request, reply) => {
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()')
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
  })
}

/**
 * Changing requests carry a header that no foreign page can set, and come from a page of ours when a browser says so. Its word
 * on that (Sec-Fetch-Site) holds behind a proxy that passes another Host too; older browsers send an Origin only.
 */
function sameSite(request: FastifyRequest): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return true
  if (request.headers['x-csrf'] !== '1') return false
  const { origin, 'sec-fetch-site': site } = request.headers
  if (site !== undefined) return site === 'same-origin'
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.host)
}

