import { Refusal } from '#kernel/errors'

const unavailable = () => new Refusal({
  code: 'database-unavailable', status: 503,
  say: '暂时连不上数据库，刚才的内容没有保存。请稍等片刻后再提交一次；重复提交不会记两次。',
})

const diskFull = () => new Refusal({
  code: 'disk-full', status: 507,
  say: '服务器磁盘已满，刚才的内容没有保存，此前已保存的内容都在。请通知系统管理员清理磁盘后再提交一次。',
})

const busy = () => new Refusal({
  code: 'database-busy', status: 503,
  say: '同一时刻有别人在改相同的内容，刚才的内容没有保存。请再提交一次；重复提交不会记两次。',
})

/** Two transactions waited for each other, or read what the other changed: one of them was ended and may be repeated. */
const COLLIDED = new Set(['40001', '40P01'])

/** Connection lost or refused, server shutting down or starting, too many connections. */
const GONE = /^(08|57P0|53300)/
/** What pg says in words only. */
const LOST = new RegExp([
  'Connection terminated', 'Connection ended', 'connection timeout', 'timeout exceeded when trying to connect', 'not queryable',
  'not currently accepting connections',
].join('|'), 'i')
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** A lost connection and a full disk become refusals in words; every other error stays what it is. */
export function explainDatabaseError(error: unknown): unknown {
  const { code, message } = (error ?? {}) as { code?: string; message?: string }
  if (code === '53100' || code === 'ENOSPC') return diskFull()
  if (code !== undefined && COLLIDED.has(code)) return busy()
  if (code !== undefined && (GONE.test(code) || SOCKET.has(code))) return unavailable()
  if (message !== undefined && LOST.test(message)) return unavailable()
  return error
}

/** An error as a log may keep it. PostgreSQL quotes in its message what a person typed, so only what went wrong and where is kept. */
export function withoutValues(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { message: typeof error }
  const { name, message, stack } = error
  const { severity, code, schema, table, column, constraint, routine } = error as unknown as Record<string, unknown>
  if (severity === undefined) return { name, message, stack }
  const places = stack?.split('\n').filter((line) => /^\s+at /.test(line)).join('\n')
  return { name, message: `PostgreSQL ${String(code)}`, code, schema, table, column, constraint, routine, stack: places }
}
