import { z } from 'zod'
import { schoolDay, STAGES, type Stage } from '#modules/org/units/unit.contract'

const named = z.strictObject({ date: schoolDay, name: z.string().min(1) })

/** The first and the last school day of a semester. */
export const semester = z.strictObject({ no: z.union([z.literal(1), z.literal(2)]), start: schoolDay, end: schoolDay })
export type Semester = z.infer<typeof semester>

/**
 * Another start or end for a stage, a grade (primary 1–6, junior 7–9, then 10–12; a kindergarten's 1–3 with its stage) or
 * one school.
 */
export const override = z.strictObject({
  stage: z.enum(STAGES).optional(),
  grade: z.int().optional(),
  schoolId: z.uuid().optional(),
  semester: z.union([z.literal(1), z.literal(2)]),
  start: schoolDay.optional(),
  end: schoolDay.optional(),
})
export type Override = z.infer<typeof override>

/** One published version of a school calendar (校历). */
export const calendar = z.strictObject({
  /** 2026 is the academic year 2026–2027. */
  academicYear: z.int().min(2000).max(2100),
  semesters: z.tuple([semester, semester]),
  /** Days without school that would be school days. */
  holidays: z.array(named),
  /** 调休: days of the weekend on which there is school. */
  workdays: z.array(named),
  overrides: z.array(override),
  note: z.string().max(500),
}).superRefine((value, context) => {
  const [first, second] = value.semesters
  const wrong = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
  if (first.no !== 1 || second.no !== 2) wrong(['semesters'], '应先写第一学期，再写第二学期')
  if (first.start >= first.end) wrong(['semesters', 0, 'end'], '第一学期的结束应晚于开始')
  if (first.end >= second.start) wrong(['semesters', 1, 'start'], '第二学期的开始应晚于第一学期的结束')
  if (second.start >= second.end) wrong(['semesters', 1, 'end'], '第二学期的结束应晚于开始')
  if (first.start.slice(0, 4) !== String(value.academicYear)) wrong(['academicYear'], '第一学期应在学年的第一年开始')
})
export type Calendar = z.infer<typeof calendar>

/** As it is published from now on: with a slip of the pen such as 2207 every duty would run for centuries. */
export const newCalendar = calendar.superRefine(({ academicYear, semesters, overrides }, context) => {
  const within = (day: string) => day >= `${academicYear}-01-01` && day <= `${academicYear + 1}-12-31`
  for (const [list, edges] of Object.entries({ semesters, overrides })) {
    for (const [at, edge] of edges.entries()) {
      for (const key of ['start', 'end'] as const) {
        const day = edge[key]
        if (day !== undefined && !within(day)) context.addIssue({ code: 'custom', path: [list, at, key], message: `应在${academicYear}–${academicYear + 1}学年之内` })
      }
    }
  }
})

/** Where a person or class stands, for the overrides. */
export interface Place {
  readonly stage?: Stage
  readonly grade?: number
  readonly schoolId?: string
}

/**
 * A period in which a duty is counted. `start`…`end` is the span of days whose records count (semester 1 runs to the
 * day before semester 2, a year to the day before the next); `due` is its last school day for that place.
 */
export interface Period {
  readonly key: string
  readonly start: string
  readonly end: string
  readonly due: string
}

/** The calendar does not say: a sentence for the screen, never a guess. */
export interface Unpublished { readonly missing: string }
