import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import type { GuardianAccount, Slip } from '../slip.contract.ts'
import { isPrintable, sayChildren, sayCounts, sayGuardian, sayState, verbOf, withoutSlip } from './accountView.ts'
import { addressToType, ADVICE, pagesOf } from './sheetView.ts'

const TODAY = '2026-11-21'
const account = (part: Partial<GuardianAccount> = {}): GuardianAccount => ({
  personId: newId(), name: '张家长甲', login: 'k12345678', state: 'active', codeUntil: null, can: { issue: true }, hindrance: null,
  wards: [{ id: newId(), name: '张同学', relation: '母亲' }], ...part,
})
const slip = (): Slip =>
  ({ personId: newId(), login: 'k12345678', code: 'HJ3K7MNP4RTW', codeUntil: '2026-12-21', bearer: '张同学的母亲', place: '三(2)班', for: 'guardian' })

test('eight slips are a page, and the last page holds the rest', () => {
  expect([0, 1, 8, 9, 24].map((count) => pagesOf(Array.from({ length: count }, slip)).map((page) => page.length))).toEqual([[], [1], [8], [8, 1], [8, 8, 8]])
})

test('the address is typed without what a browser adds by itself', () => {
  expect(addressToType({ protocol: 'https:', host: 'tongxin.example.cn' })).toBe('tongxin.example.cn/activate')
  expect(addressToType({ protocol: 'http:', host: '127.0.0.1:8080' })).toBe('http://127.0.0.1:8080/activate')
})

test('every advice fits on a line of a slip', () => {
  expect(Object.values(ADVICE).flat().filter((line) => line.length > 19)).toEqual([])
})

test('a state says until when a code can be used, also beside an account in use', () => {
  expect(sayState(account(), TODAY)).toBe('已启用')
  expect(sayState(account({ state: 'issued', codeUntil: '2026-12-21' }), TODAY)).toBe('已发码，有效期到 12月21日')
  expect(sayState(account({ state: 'issued', codeUntil: '2027-01-04' }), TODAY)).toBe('已发码，有效期到 2027年1月4日')
  expect(sayState(account({ codeUntil: '2026-12-21' }), TODAY)).toBe('已启用，补发的激活码有效期到 12月21日')
})

test('twins share a guardian, who is named once', () => {
  const twins = account({ wards: ['张同学', '张同学乙'].map((name) => ({ id: newId(), name, relation: '母亲' })) })
  expect([sayChildren(twins), sayGuardian(twins)]).toEqual(['张同学、张同学乙', '母亲 张家长甲'])
})

test('a school prints for those without a slip, and may choose those whose slip lies somewhere', () => {
  const [none, issued, expired, active, hindered] = [
    account({ state: 'none', login: null }), account({ state: 'issued' }), account({ state: 'expired' }), account(), account({ state: 'none', can: { issue: false } }),
  ]
  const all = [none, issued, expired, active, hindered]
  expect(withoutSlip(all)).toEqual([none, expired])
  expect(all.filter(isPrintable)).toEqual([none, issued, expired])
  expect(all.map(verbOf)).toEqual(['发放', '补发', '补发', '补发', '补发'])
  expect(sayCounts(all)).toBe('5 人：已启用 1，已发码 1，未启用 3')
})
