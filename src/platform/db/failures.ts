import { Refusal } from '#kernel/errors'

const unavailable = () => new Refusal({
  code: 'database-unavailable', status: 503,
  say: '暂时连不上数据库，刚才的内容没有保存。请稍等片刻后再提交一次；重复提交不会记两次。',
})

const diskFull = () => new Refusal({
  code: 'disk-full', status: 507,
  say: '服务器磁盘已满，刚才的内容没有保存，此前已保存的内容都在。请通知系统管理员清理磁盘后再提交一次。',
})

/** Connection lost or refused, server shutting down or starting, too many connections. */
const GONE = /^(08|57P0|53300)/
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'])

/** A lost connection and a full disk become refusals in words; every other error stays what it is. */
export function explainDatabaseError(error: unknown): unknown {
  const { code, message } = (error ?? {}) as { code?: string; message?: string }
  if (code === '53100' || code === 'ENOSPC') return diskFull()
  if (code !== undefined && (GONE.test(code) || SOCKET.has(code))) return unavailable()
  if (message !== undefined && /Connection terminated|connection timeout|timeout exceeded when trying to connect|not queryable|not currently accepting connections|Connection ended/i.test(message)) return unavailable()
  return error
}
