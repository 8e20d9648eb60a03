import { describe, expect, it } from 'vitest'
import { codeExpiry, codeUntil, guardianHindrance, printHindrance, staffHindrance, stateOf, type StaffCase, type Standing } from './slip.rules.ts'

const NOW = new Date('2026-11-21T02:00:00Z')
const standing = (part: Partial<Standing> = {}): Standing =>
  ({ login: 'k12345678', activated: false, codeExpires: null, disabled: false, posted: false, postedElsewhere: false, guardsElsewhere: false, ...part })
const member = (part: Partial<StaffCase> = {}): StaffCase => ({ ...standing(), own: false, kinds: ['head_teacher'], ...part })

describe('a code', () => {
  it('holds to the end of its thirtieth day in Asia/Shanghai, as the slip says', () => {
    const expires = codeExpiry('2026-11-21')
    expect(expires.toISOString()).toBe('2026-12-21T16:00:00.000Z')
    const issued = standing({ codeExpires: expires })
    expect(codeUntil(issued, NOW)).toBe('2026-12-21')
    expect(stateOf(issued, new Date('2026-12-21T15:59:59Z'))).toBe('issued')
    expect(stateOf(issued, new Date('2026-12-21T16:00:00Z'))).toBe('expired')
    expect(codeUntil(issued, expires)).toBeNull()
  })
})

describe('an account', () => {
  it.each([
    ['none', { login: null }], ['expired', {}], ['issued', { codeExpires: codeExpiry('2026-11-21') }], ['active', { activated: true }],
    ['active', { activated: true, codeExpires: codeExpiry('2026-11-21') }], ['disabled', { activated: true, disabled: true }],
  ] as const)('is %s', (state, part) => {
    expect(stateOf(standing(part), NOW)).toBe(state)
  })

  it('in use is renewed one by one only', () => {
    expect((['none', 'issued', 'expired', 'disabled'] as const).map(printHindrance)).toEqual([undefined, undefined, undefined, undefined])
    expect(printHindrance('active')).toMatch(/单独补发/)
  })
})

describe('a slip of a guardian', () => {
  it('is not handed out for a closed account, nor where it would open a post', () => {
    expect(guardianHindrance(standing(), 'head_teacher')).toBeUndefined()
    expect(guardianHindrance(standing({ disabled: true }), 'roster_keeper')).toMatch(/停用/)
    expect(guardianHindrance(standing({ posted: true }), 'roster_keeper')).toMatch(/教职工/)
  })

  it.each([
    ['in use, with a child elsewhere', { activated: true, guardsElsewhere: true }, false], ['in use', { activated: true }, true],
    ['not yet in use, with a child elsewhere', { guardsElsewhere: true }, true],
  ] as const)('%s', (_, part, headTeacher) => {
    expect(guardianHindrance(standing(part), 'roster_keeper')).toBeUndefined()
    expect(guardianHindrance(standing(part), 'head_teacher')).toBe(headTeacher ? undefined : '该家长还有孩子在其他学校，请学籍管理员补发')
  })
})

describe('a slip of staff', () => {
  it.each([
    ['a teacher', {}, true, true], ['a teacher in use', { activated: true }, true, true], ['a new principal', { kinds: ['principal'] }, true, true],
    ['a principal in use', { kinds: ['principal'], activated: true }, false, true],
    ['a vice principal in use who teaches', { kinds: ['vice_principal', 'subject_teacher'], activated: true }, false, true],
    ['another keeper in use', { kinds: ['roster_keeper'], activated: true }, false, true],
    ['a middle leader in use', { kinds: ['middle_leader'], activated: true }, true, true],
    ['a security administrator', { kinds: ['security_admin'] }, false, false], ['a post elsewhere', { postedElsewhere: true }, false, false],
    ['the own account', { own: true }, false, false], ['a closed account', { disabled: true }, false, false],
  ] as const)('%s', (_, part, keeper, principal) => {
    expect(['roster_keeper', 'principal'].map((role) => staffHindrance(member(part), role as 'principal') === undefined)).toEqual([keeper, principal])
  })
})
