import { describe, expect, it } from 'vitest'
import { isLoopback, readConfig } from './config.ts'

describe('readConfig', () => {
  it('stays on this machine and uses its own database unless told otherwise', () => {
    expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: 7266, databaseUrl: undefined })
    expect(readConfig({ HOST: '', PORT: '', DATABASE_URL: '', TONGXIN_DATA: '' })).toEqual(readConfig({}))
  })

  it.each(['x', '-1', '70000', '1.5'])('refuses PORT=%s in words', (PORT) => {
    expect(() => readConfig({ PORT })).toThrow(/PORT 应为/)
  })

  it.each(['mysql://a/b', 'postgres://', 'localhost:5432'])('refuses DATABASE_URL=%s in words', (DATABASE_URL) => {
    expect(() => readConfig({ DATABASE_URL })).toThrow(/DATABASE_URL 应形如/)
  })
})

describe('LOG_LEVEL and METRICS_TOKEN', () => {
  it('are taken when they make sense', () => {
    expect(readConfig({ LOG_LEVEL: 'debug', METRICS_TOKEN: 'sixteen letters.' })).toMatchObject({ logLevel: 'debug', metricsToken: 'sixteen letters.' })
    expect(readConfig({ LOG_LEVEL: '', METRICS_TOKEN: '' })).toMatchObject({ logLevel: undefined, metricsToken: undefined })
  })

  it('are refused in words when they do not', () => {
    expect(() => readConfig({ LOG_LEVEL: 'loud' })).toThrow(/LOG_LEVEL 应为/)
    expect(() => readConfig({ METRICS_TOKEN: 'short' })).toThrow(/容易被猜到/)
  })
})

describe('DATABASE_URL', () => {
  it.each(['postgres://db/tongxin', 'postgres://admin@db/tongxin', 'postgres://admin:@db/tongxin', 'postgres:///tongxin?password=x'])(
    'refuses %s: the passwords of the roles follow from its password', (DATABASE_URL) => {
      expect(() => readConfig({ DATABASE_URL })).toThrow(/没有口令|应形如/)
    })

  it('is taken with a password', () => {
    const DATABASE_URL = 'postgresql://admin:p%40ss:word@db:5432/tongxin'
    expect(readConfig({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL)
  })
})

describe('isLoopback', () => {
  it.each([['127.0.0.1', true], ['127.1.2.3', true], ['localhost', true], ['::1', true], ['0.0.0.0', false], ['::', false],
    ['127.example.invalid', false], ['10.0.0.1', false], ['::ffff:0.0.0.0', false]] as const)('%s: %s', (host, loopback) => {
    expect(isLoopback(host)).toBe(loopback)
  })
})
