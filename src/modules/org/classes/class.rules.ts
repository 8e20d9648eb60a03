import type { SchoolDate } from '#kernel/dates'
import type { Stage } from '../units/unit.contract.ts'

/** What a class is called follows from these three. */
export interface ClassFacts {
  readonly stage: Stage
  readonly entryYear: number
  readonly number: number
}

const YEARS: Readonly<Record<Stage, number>> = { kindergarten: 3, primary: 6, junior: 3, senior: 3, vocational: 3 }
const NAMES: Readonly<Record<Stage, readonly string[]>> = {
  kindergarten: ['小', '中', '大'],
  primary: ['一', '二', '三', '四', '五', '六'],
  junior: ['七', '八', '九'],
  senior: ['高一', '高二', '高三'],
  vocational: [],
}
/** Junior and senior grades go on counting where the primary school ends; calendars use these numbers. */
const FIRST_GRADE: Readonly<Record<Stage, number>> = { kindergarten: 1, primary: 1, junior: 7, senior: 10, vocational: 10 }

/** 2026 is the academic year that begins on 1 September 2026 (义务教育法 11: a child enters in September). */
export const academicYearOf = (date: SchoolDate): number => Number(date.slice(0, 4)) - (date.slice(5) < '09-01' ? 1 : 0)

const yearInStage = (of: ClassFacts, academicYear: number): number | null => {
  const year = academicYear - of.entryYear + 1
  return year >= 1 && year <= YEARS[of.stage] ? year : null
}

/** Kindergarten 小中大 = 1–3, primary 1–6, junior 7–9, senior and vocational 10–12; null for a class not yet begun or already left. */
export function gradeOf(of: ClassFacts, academicYear: number): number | null {
  const year = yearInStage(of, academicYear)
  return year === null ? null : FIRST_GRADE[of.stage] + year - 1
}

/** 「三(2)班」「七(2)班」「高一(2)班」「大(1)班」; 「2026级1班」 for vocational classes and where no grade fits. */
export function className(of: ClassFacts, academicYear: number): string {
  const year = yearInStage(of, academicYear)
  const grade = year === null ? undefined : NAMES[of.stage][year - 1]
  return grade === undefined ? `${of.entryYear}级${of.number}班` : `${grade}(${of.number})班`
}

/** The order of an office list: stage by stage, from the youngest grade up, then by number. */
export function compareClasses(a: ClassFacts, b: ClassFacts): number {
  const stages = Object.keys(YEARS)
  return stages.indexOf(a.stage) - stages.indexOf(b.stage) || b.entryYear - a.entryYear || a.number - b.number
}
