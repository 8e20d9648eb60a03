import { describe, expect, it } from 'vitest'
import { weakness } from './password.rules.ts'

describe('weakness', () => {
  it.each([
    ['short', '123456789', '至少 10'],
    ['common, whatever the case', 'PassWord123', '太常见'],
    ['few different characters', '1212121212', '太常见'],
    ['holds the login', 'my-Wang.Jia-2026', '不能包含账号'],
  ])('refuses what is %s', (_, password, why) => {
    expect(weakness(password, 'wang.jia')).toContain(why)
  })

  it('counts characters, not bytes, and takes a sentence', () => {
    expect(weakness('春天来了我们去看花', 'wang.jia')).toContain('至少 10')
    expect(weakness('春天来了我们去看桃花开', 'wang.jia')).toBeUndefined()
    expect(weakness('four quiet rivers', 'wang.jia')).toBeUndefined()
    expect(weakness('four quiet rivers', 'riv')).toBeUndefined()
  })
})
