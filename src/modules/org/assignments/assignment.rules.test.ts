import fc from 'fast-check'
import { expect, it } from 'vitest'
import { shuffle } from './assignment.rules.ts'

it('keeps every thing exactly once, whatever chance says', () => {
  fc.assert(fc.property(fc.array(fc.integer()), fc.infiniteStream(fc.nat()), (things, chance) => {
    const shuffled = shuffle(things, (n) => (chance.next().value as number) % n)
    const sorted = (list: number[]) => [...list].sort((a, b) => a - b)
    expect(sorted(shuffled)).toEqual(sorted(things))
  }))
})

it('reaches every order', () => {
  const orders = new Set<string>()
  for (const first of [0, 1, 2]) for (const second of [0, 1]) {
    const draws = [first, second]
    orders.add(shuffle(['a', 'b', 'c'], () => draws.shift()!).join(''))
  }
  expect(orders.size).toBe(6)
})
