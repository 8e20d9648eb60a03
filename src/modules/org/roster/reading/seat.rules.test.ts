import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { className, gradeOf, type ClassFacts } from '../../classes/class.rules.ts'
import { readAround } from './class-name.rules.ts'
import { cellOf, SCHOOL, type Written } from '../roster.factory.ts'
import { readSeat } from './seat.rules.ts'

type Stages = readonly ClassFacts['stage'][]
const PRIMARY: Stages = ['primary']
const JUNIOR: Stages = ['junior']
const SENIOR: Stages = ['senior']
const NINE: Stages = ['primary', 'junior']
const NOWHERE = { class: null, grade: null }

function seat(stages: Stages, written: Written, more: { grade?: Written; sheet?: string } = {}): string {
  const around = more.sheet === undefined ? NOWHERE : readAround(more.sheet)
  const read = readSeat({ class: cellOf(written), grade: cellOf(more.grade ?? null), around }, { ...SCHOOL, stages })
  return read.value === null ? read.faults[0]!.code : className(read.value, SCHOOL.academicYear)
}

describe('a class in its own cell', () => {
  it.each<[Stages, Written, string]>([
    ...['三(2)班', '三（2）班', '三(二)班', '三（２）班', '三 (2) 班', '三(2)', '三年级2班', '三年级二班', '三年级(2)班',
      '三年级（二）班', '3年级2班', '3年2班', '三年2班', '三2', '三2班', '三二班',
      '302', '302班', '0302', '3.2', '3-2', '3(2)', '3（2）班', '3/2', '三.2', '三[2]班', '2024级2班', '2024级(2)班', '24级2班', '2024(2)班',
      '202402', '小学三年级2班', '示例小学三(2)班', '三年级02班', '三\n(2)班',
      302, 3.2, 202402].map((written): [Stages, Written, string] => [PRIMARY, written, '三(2)班']),
    [PRIMARY, '三年级十二班', '三(12)班'], [PRIMARY, '三(12)班', '三(12)班'], [PRIMARY, '312', '三(12)班'],
    [JUNIOR, '七(1)班', '七(1)班'], [JUNIOR, '初一(3)班', '七(3)班'], [JUNIOR, '初一3班', '七(3)班'], [JUNIOR, '初三二班', '九(2)班'],
    [JUNIOR, '701', '七(1)班'], [JUNIOR, '7.1', '七(1)班'],
    [JUNIOR, '2025级2班', '八(2)班'], [JUNIOR, '初2025级2班', '八(2)班'], [JUNIOR, '一年级2班', '七(2)班'], [JUNIOR, '九年级十班', '九(10)班'],
    [SENIOR, '高一1班', '高一(1)班'], [SENIOR, '高一(1)班', '高一(1)班'], [SENIOR, '高二年级12班', '高二(12)班'], [SENIOR, '1003', '高一(3)班'],
    [SENIOR, '12(3)班', '高三(3)班'], [SENIOR, '高2025级3班', '高二(3)班'],
    [['kindergarten'], '小一班', '小(1)班'], [['kindergarten'], '大(2)班', '大(2)班'], [['kindergarten'], '中班二班', '中(2)班'],
    [['kindergarten'], '小2', '小(2)班'], [['kindergarten'], '大班3班', '大(3)班'],
    [['vocational'], '2026级1班', '2026级1班'], [['vocational'], '高一(2)班', '2026级2班'], [['vocational'], '职高一年级2班', '2026级2班'],
    [NINE, '三(2)班', '三(2)班'], [NINE, '八(2)班', '八(2)班'], [NINE, '2023级2班', '四(2)班'], [NINE, '初2024级2班', '九(2)班'],
    [NINE, '小学2024级2班', '三(2)班'],
  ])('%j, %j is %s', (stages, written, expected) => expect(seat(stages, written)).toBe(expected))
})

describe('a class that is completed', () => {
  it.each<[Stages, Written, Parameters<typeof seat>[2], string]>([
    [PRIMARY, '二班', { grade: '三年级' }, '三(2)班'], [PRIMARY, '2', { grade: '3' }, '三(2)班'], [PRIMARY, 2, { grade: 3 }, '三(2)班'],
    [PRIMARY, '(2)班', { grade: '三' }, '三(2)班'], [PRIMARY, '02班', { grade: '2024级' }, '三(2)班'],
    [PRIMARY, '302', { grade: '三年级' }, '三(2)班'], [PRIMARY, '12', { grade: '三年级' }, '三(12)班'],
    [JUNIOR, '2班', { grade: '初一' }, '七(2)班'], [JUNIOR, '2班', { grade: '1' }, '七(2)班'],
    [NINE, '2024级2班', { grade: '三年级' }, '三(2)班'], [NINE, '2024级2班', { grade: '九年级' }, '九(2)班'],
    [PRIMARY, '二班', { sheet: '三年级' }, '三(2)班'], [PRIMARY, '2班', { sheet: '2026秋三年级花名册' }, '三(2)班'],
    [PRIMARY, '', { sheet: '三(2)班' }, '三(2)班'], [PRIMARY, '', { sheet: '三2班' }, '三(2)班'],
    [PRIMARY, '', { sheet: '示例市第一小学三（2）班学生名单' }, '三(2)班'], [PRIMARY, '', { sheet: '2班', grade: '三年级' }, '三(2)班'],
    [['kindergarten'], '1班', { sheet: '大班' }, '大(1)班'],
    [PRIMARY, '四(1)班', { sheet: '三年级' }, '四(1)班'],
  ])('%j, %j with %j is %s', (stages, written, more, expected) => expect(seat(stages, written, more)).toBe(expected))
})

describe('a class that is refused', () => {
  it.each<[Stages, Written, Parameters<typeof seat>[2], string]>([
    [PRIMARY, '', {}, 'class-missing'], [PRIMARY, '', { sheet: 'Sheet1' }, 'class-missing'],
    [PRIMARY, '苹果班', {}, 'class-unclear'], [PRIMARY, '三年级', {}, 'class-unclear'],
    [PRIMARY, '二十三班', { grade: '三' }, 'class-unclear'],
    [PRIMARY, '2班', {}, 'class-without-grade'], [PRIMARY, '32', {}, 'class-without-grade'],
    [PRIMARY, '三(0)班', {}, 'class-unclear'],
    [PRIMARY, '三(2)班', { grade: '四年级' }, 'class-grade-differs'], [PRIMARY, '2班', { grade: '某年级' }, 'grade-unclear'],
    [NINE, '2024级2班', {}, 'class-stage-unclear'], [['junior', 'senior'], '一年级2班', {}, 'class-stage-unclear'],
    [PRIMARY, '七(1)班', {}, 'class-stage-foreign'], [PRIMARY, '高一(1)班', {}, 'class-stage-foreign'],
    [PRIMARY, '2019级1班', {}, 'class-year-out'], [JUNIOR, '初四(1)班', {}, 'class-year-out'],
    [PRIMARY, { text: '2026-03-02', kind: 'date' }, {}, 'class-became-date'], [SENIOR, '高一班', {}, 'class-unclear'],
  ])('%j, %j with %j: %s', (stages, written, more, expected) => expect(seat(stages, written, more)).toBe(expected))
})

it.each(['Sheet1', '302', '3', '一', '附件1 学生花名册', '2026-2027学年度第一学期', '九年一贯制学校', '说明', '2026年9月'])('%s says nothing of a class', (text) => {
  expect(readAround(text)).toEqual(NOWHERE)
})

it('reads every name that the program itself gives to a class', () => {
  const facts = fc.record({
    stage: fc.constantFrom('kindergarten', 'primary', 'junior', 'senior', 'vocational'), entryYear: fc.integer({ min: 2021, max: 2026 }),
    number: fc.integer({ min: 1, max: 40 }),
  }).filter((one) => gradeOf(one, 2026) !== null)
  fc.assert(fc.property(facts, (one) => {
    const name = className(one, 2026)
    const read = readSeat({ class: cellOf(name), grade: undefined, around: NOWHERE }, { ...SCHOOL, stages: [one.stage] })
    expect(read.value).toEqual(one)
    expect(readAround(`示例${name}花名册`).class).not.toBeNull()
  }))
})
