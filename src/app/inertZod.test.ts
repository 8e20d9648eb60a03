import { expect, test, vi } from 'vitest'
import { z } from './inertZod.ts'

vi.mock('zod', () => ({ z }))

test('a contract can be evaluated without zod, and keeps its method and path', async () => {
  const { openSession } = await import('#modules/org/session/session.contract')
  expect([openSession.method, openSession.path]).toEqual(['POST', '/api/session'])
})

test('shapes chain, lists of an enum can be read, and checking a value is refused', () => {
  const loose = z as { [name: string]: (...args: unknown[]) => never }
  const visit = loose['object']!({ mode: loose['enum']!(['in-home', 'phone']) }) as { strict(): { optional(): { parse(value: unknown): void } } }
  expect((loose['enum']!(['in-home', 'phone']) as { options: string[] }).options).toEqual(['in-home', 'phone'])
  expect(() => visit.strict().optional().parse({})).toThrow('checked by the server')
})
