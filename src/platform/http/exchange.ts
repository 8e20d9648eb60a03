import type { FastifyReply, FastifyRequest } from 'fastify'

/** One request and where its answer goes. */
export interface Exchange { readonly request: FastifyRequest; readonly reply: FastifyReply }
