import { expect, it } from 'vitest'
import { createTurns } from './turns.ts'

const settled = () => new Promise(setImmediate)

it('works at most two at a time, passes over who went away, and goes on after a failure', async () => {
  const inTurn = createTurns(2)
  const begun: string[] = []
  const ends = new Map<string, (failure?: Error) => void>()
  const ask = (name: string, signal = new AbortController().signal) => inTurn(signal, () => new Promise<string>((resolve, reject) => {
    begun.push(name)
    ends.set(name, (failure) => { if (failure === undefined) resolve(name); else reject(failure) })
  }))
  const away = new AbortController()
  const asked = [ask('a'), ask('b'), ask('c', away.signal), ask('d'), ask('e')]
  const results = Promise.allSettled(asked)
  await settled()
  expect(begun).toEqual(['a', 'b'])
  away.abort(new Error('away'))
  ends.get('a')!(new Error('broken'))
  await settled()
  expect(begun).toEqual(['a', 'b', 'd'])
  ends.get('b')!()
  ends.get('d')!()
  await settled()
  ends.get('e')!()
  expect((await results).map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message))).toEqual(['broken', 'b', 'away', 'd', 'e'])
  const late = ask('f')
  await settled()
  ends.get('f')!()
  expect(await late).toBe('f')
})
