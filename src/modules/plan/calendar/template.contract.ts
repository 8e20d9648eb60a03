import { z } from 'zod'
import { schoolDay, STAGES } from '#modules/org/units/unit.contract'

const dayOfYear = z.string().regex(/^(0[1-9]|1[0-2])-([0-2][0-9]|3[01])$/, '应为 MM-DD')

/** What repeats from year to year, so that a calendar of any academic year follows from it. Days without school move. */
export const calendarTemplate = z.strictObject({
  note: z.string(),
  semesters: z.tuple([
    z.strictObject({ no: z.literal(1), start: dayOfYear, end: dayOfYear }),
    z.strictObject({ no: z.literal(2), start: dayOfYear, end: dayOfYear }),
  ]),
  /** Grades whose teaching ends early in the second semester. */
  leaving: z.array(z.strictObject({ stage: z.enum(STAGES), grade: z.int(), end: dayOfYear })),
  yearly: z.array(z.strictObject({ day: dayOfYear, name: z.string().min(1) })),
  breaks: z.array(z.strictObject({ from: schoolDay, to: schoolDay, name: z.string().min(1) })),
  workdays: z.array(z.strictObject({ date: schoolDay, name: z.string().min(1) })),
})
export type CalendarTemplate = z.infer<typeof calendarTemplate>
