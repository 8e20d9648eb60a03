import { describe, expect, it } from 'vitest'
import { findUnstorable } from './storable.rules.ts'

describe('findUnstorable', () => {
  it('lets whatever people write pass, also beyond U+FFFF', () => {
    expect(findUnstorable({ note: '𠮷同学\n👨‍👩‍👧 家长', list: ['a', 1, null, true], deep: { a: { b: 'c' } } })).toBeUndefined()
    expect(findUnstorable(undefined)).toBeUndefined()
  })

  it.each([
    [{ note: 'a\0b' }, 'note'], [{ fields: { topic: 'half \ud83d' } }, 'fields.topic'], [{ list: ['ok', '\udc00'] }, 'list.1'], [{ 'k\0': 1 }, 'k'],
  ])('names the place in %j', (input, place) => {
    expect(findUnstorable(input)).toBe(place)
  })

  it('refuses what nests without end, without a stack of its own', () => {
    let nested: unknown = 'x'
    for (let n = 0; n < 100_000; n++) nested = [nested]
    expect(findUnstorable({ value: nested })).toMatch(/^value\.0/)
  })
})
