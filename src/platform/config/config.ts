import { isIPv4 } from 'node:net'
import path from 'node:path'
import { Refusal } from '#kernel/errors'
import { LOG_LEVELS, type LogLevel } from '#platform/log/log'

/** The settings of an installation. Everything else is data. */
export interface Config {
  readonly host: string
  readonly port: number
  /** An external PostgreSQL; without it the program runs its own in `dataDir`. */
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  /** Seals single fields, as hexadecimal; without it a file in `dataDir` holds the key. */
  readonly fieldKey: string | undefined
  /** Undefined: `info`, and on a terminal only what is wrong. */
  readonly logLevel: LogLevel | undefined
  /** Who sends it may read `/metrics` from another machine. */
  readonly metricsToken: string | undefined
}

const badPort = (value: string) => new Refusal({ code: 'bad-port', status: 400, say: `PORT 应为 0–65535 的整数，现在是「${value}」。请改正后重新启动。` })
const badLevel = (value: string) => new Refusal({
  code: 'bad-log-level', status: 400, say: `LOG_LEVEL 应为 ${LOG_LEVELS.join('、')} 之一，现在是「${value}」。请改正后重新启动。`,
})
const weakToken = () => new Refusal({
  code: 'weak-metrics-token', status: 400, say: 'METRICS_TOKEN 少于 16 个字符，容易被猜到。请换成足够长的随机字符串；留空则只有本机能读取 /metrics。',
})
const badUrl = () => new Refusal({
  code: 'bad-database-url', status: 400, say: 'DATABASE_URL 应形如 postgres://用户:口令@主机:5432/库名。请改正后重新启动；留空则使用内置数据库。',
})

const noPassword = () => new Refusal({
  code: 'database-password-missing', status: 400,
  say: 'DATABASE_URL 里没有口令，已停止启动：三个数据库角色的口令由它推算，没有口令就等于公开。请写成 postgres://用户:口令@主机:5432/库名，并使用足够长的随机口令。',
})

/** Reads the settings named in deploy/README.md; the working folder holds the data by default. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const port = env['PORT'] === undefined || env['PORT'] === '' ? 7266 : Number(env['PORT'])
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw badPort(env['PORT'] ?? '')
  const databaseUrl = env['DATABASE_URL'] === '' ? undefined : env['DATABASE_URL']
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\/.+\/.+/.test(databaseUrl)) throw badUrl()
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\/[^/@]*:[^/@]+@/.test(databaseUrl)) throw noPassword()
  return {
    host: env['HOST'] || '127.0.0.1', port, databaseUrl, dataDir: path.resolve(env['TONGXIN_DATA'] || 'data'),
    fieldKey: env['TONGXIN_KEY'] || undefined, logLevel: levelOf(env['LOG_LEVEL'] || undefined), metricsToken: tokenOf(env['METRICS_TOKEN'] || undefined),
  }
}

function levelOf(value: string | undefined): LogLevel | undefined {
  const level = LOG_LEVELS.find((one) => one === value)
  if (value !== undefined && level === undefined) throw badLevel(value)
  return level
}

function tokenOf(value: string | undefined): string | undefined {
  if (value !== undefined && value.length < 16) throw weakToken()
  return value
}

/** Demo data is for the person in front of the machine; a name such as 127.example leads anywhere. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
