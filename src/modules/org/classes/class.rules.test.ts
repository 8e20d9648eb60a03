import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { STAGES } from '../units/unit.contract.ts'
import { academicYearOf, className, compareClasses, gradeOf } from './class.rules.ts'

describe('className', () => {
  it.each([
    ['kindergarten', 2026, 3, '小(3)班'],
    ['kindergarten', 2024, 1, '大(1)班'],
    ['primary', 2024, 2, '三(2)班'],
    ['junior', 2026, 2, '七(2)班'],
    ['junior', 2024, 2, '九(2)班'],
    ['senior', 2026, 2, '高一(2)班'],
    ['vocational', 2026, 1, '2026级1班'],
    ['primary', 2020, 2, '2020级2班'],
    ['primary', 2027, 2, '2027级2班'],
  ] as const)('%s, entered in %i, number %i is %s in 2026', (stage, entryYear, number, name) => {
    expect(className({ stage, entryYear, number }, 2026)).toBe(name)
  })
})

it.each([
  ['kindergarten', 2026, 1], ['primary', 2021, 6], ['junior', 2026, 7], ['junior', 2024, 9], ['senior', 2024, 12], ['senior', 2023, null], ['primary', 2027, null],
] as const)('%s, entered in %i, is grade %s', (stage, entryYear, grade) => {
  expect(gradeOf({ stage, entryYear, number: 1 }, 2026)).toBe(grade)
})

it.each([['2026-08-31', 2025], ['2026-09-01', 2026], ['2027-01-01', 2026]])('%s lies in the academic year %i', (date, year) => {
  expect(academicYearOf(date)).toBe(year)
})

const numbered = fc.record({ entryYear: fc.integer({ min: 2018, max: 2028 }), number: fc.integer({ min: 1, max: 30 }) })

it.each(STAGES)('never gives two classes of the stage %s the same name', (stage) => {
  const property = fc.property(numbered, numbered, (a, b) => {
    const same = a.entryYear === b.entryYear && a.number === b.number
    return (className({ stage, ...a }, 2026) === className({ stage, ...b }, 2026)) === same
  })
  expect(fc.check(property).failed).toBe(false)
})

it('lists the youngest first', () => {
  const sorted = [{ stage: 'junior', entryYear: 2026, number: 1 }, { stage: 'primary', entryYear: 2024, number: 2 }, { stage: 'primary', entryYear: 2026, number: 10 },
    { stage: 'primary', entryYear: 2026, number: 2 }] as const
  expect([...sorted].sort(compareClasses).map((c) => className(c, 2026))).toEqual(['一(2)班', '一(10)班', '三(2)班', '七(1)班'])
})
