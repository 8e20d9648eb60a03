import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { z } from './inertZod.ts'

vi.mock('zod', () => ({ z }))

const SRC = join(import.meta.dirname, '..')
const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file) && !/\.(test|factory)\.tsx?$/.test(file))
const contracts = sources.filter((file) => file.endsWith('.contract.ts') && readFileSync(join(SRC, file), 'utf8').includes("from 'zod'"))
/** What a page may load: the import rules keep services, stores and the platform out. */
const inBrowser = sources.filter((file) => /^(ui|app|kernel)\/|\/web\/|\/web\.ts$|\.(rules|machine|contract)\.ts$/.test(file) && file !== 'app/inertZod.ts')

interface Loose { readonly [name: string]: (...args: unknown[]) => Loose & { readonly options: string[]; readonly shape: Loose } }
const loose = z as Loose

describe('in a browser', () => {
  test('a route keeps its method and path', async () => {
    const { openSession } = await import('#modules/org/session/session.contract')
    expect([openSession.method, openSession.path]).toEqual(['POST', '/api/session'])
  })

  test.each(contracts)('%s can be evaluated without zod', async (file) => {
    expect(Object.keys(await import(join(SRC, file)) as object)).not.toEqual([])
  })

  test('nothing that a page loads checks a value against a schema', () => {
    expect(inBrowser.length).toBeGreaterThan(100)
    const checks = /(?<!\b(?:JSON|Date|URL|decoder))\.(?:safe)?(?:parse|decode|encode)(?:Async)?\(/i
    expect(inBrowser.filter((file) => checks.test(readFileSync(join(SRC, file), 'utf8')))).toEqual([])
  })
})

describe('the stand-in', () => {
  test('lets shapes chain and lists of an enum be read', () => {
    expect(loose['enum']!(['in_home', 'phone']).options).toEqual(['in_home', 'phone'])
    expect(() => loose['object']!({ mode: loose['enum']!(['in_home']) })['strict']!()['optional']!()).not.toThrow()
  })

  test.each(['parse', 'safeParse', 'parseAsync', 'safeParseAsync', 'decode', 'safeEncode', 'spa'])('refuses %s, of a schema and of zod itself', (act) => {
    expect(() => loose['object']!({})[act]!({})).toThrow('checked by the server')
    expect(() => loose[act]!(loose['object']!({}), {})).toThrow('checked by the server')
  })

  test('refuses to list the fields of a shape', () => {
    expect(() => Object.keys(loose['object']!({ mode: 1 }).shape)).toThrow('checked by the server')
  })
})
