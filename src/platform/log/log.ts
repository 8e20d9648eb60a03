import type { FastifyServerOptions } from 'fastify'
import { withoutValues } from '#platform/db/failures'

/**
 * The log is JSON lines on standard error, the same from the server and from the command. It holds what happened, where in the
 * program and how long it took; nobody's name, number, address or input.
 */

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** A name or a number that a sentence of an error quotes: other letters than English, long numbers and ids, quoted text. */
const QUOTED = /[^\x20-\x7e]+|\b(?=[\dA-Fa-f-]*\d)[\dA-Fa-f][\dA-Fa-f-]{5,}[\dXx]?\b|"[^"]*"?/g

const masked = (value: unknown) => String(value).replace(QUOTED, '…')

interface LoggedError { readonly [key: string]: unknown; type: string; message: string; stack: string }

/** An error without what somebody typed; the lines of its stack say where. */
export function errorForLog(error: unknown): LoggedError {
  const { name, message, stack, ...known } = error instanceof Error ? withoutValues(error) : error as Readonly<Record<string, unknown>>
  const places = String(stack).split('\n').filter((line) => /^\s+at /.test(line)).join('\n')
  return { type: String(name), message: masked(message), ...known, stack: places }
}

/** For Fastify: the request itself is never written, whoever asks for it. */
export const loggerOf = (level: LogLevel, stream: NodeJS.WritableStream = process.stderr): NonNullable<FastifyServerOptions['logger']> => ({
  level, stream, base: { pid: process.pid }, timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { level: (label) => ({ level: label }) },
  serializers: { err: errorForLog, req: () => ({}), res: ({ statusCode }: { statusCode: number }) => ({ statusCode }) },
})

/** A line of the command itself, before the server is there and after it has gone. */
export const logLine = (msg: string, more: Readonly<Record<string, unknown>> = {}): string =>
  `${JSON.stringify({ level: 'info', time: new Date().toISOString(), pid: process.pid, ...more, msg })}\n`
