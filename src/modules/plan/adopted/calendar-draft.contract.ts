import { z } from 'zod'
import { route } from '#kernel/route'
import { schoolDay } from '#modules/org/units/unit.contract'
import { calendar, newCalendar } from '../calendar/calendar.contract.ts'

const semesterDays = z.object({ start: schoolDay, end: schoolDay, schoolDays: z.int() })

/** What a draft moves for a place, in days; later and more are positive. */
export const semesterChange = z.object({
  /** 「全部学校」「初中 9 年级」「云杉第一小学」 */
  place: z.string(),
  semester: z.union([z.literal(1), z.literal(2)]),
  before: semesterDays,
  after: semesterDays,
  startMoved: z.int(),
  endMoved: z.int(),
  gained: z.int(),
})
export type SemesterChangeView = z.infer<typeof semesterChange>

const stretch = z.object({ start: schoolDay, due: schoolDay })

/** Days in which duties are counted, and which the draft moves. */
export const movedDuties = z.object({
  place: z.string(),
  /** Missing where the draft makes the first calendar of its year. */
  before: stretch.optional(),
  after: stretch.optional(),
  duties: z.array(z.object({ doc: z.string(), id: z.string(), zh: z.string() })).min(1),
})
export type MovedDuties = z.infer<typeof movedDuties>

export const showCalendarDraft = route({
  method: 'GET', path: '/api/plan/calendar/draft', verb: 'calendar.publish',
  summary: 'The version of a year’s calendar that holds, to be edited, and the schools that may have days of their own',
  query: z.object({ academicYear: z.coerce.number().int().min(2000).max(2100) }),
  answer: z.object({
    calendar: calendar.optional(),
    /** Which version that is; null before the first. */
    version: z.uuid().nullable(),
    schools: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
})

export const previewCalendar = route({
  method: 'POST', path: '/api/plan/calendars/preview', verb: 'calendar.publish',
  summary: 'Who would gain or lose days, and which windows of which duties would move, were this calendar published; nothing is kept',
  body: newCalendar,
  answer: z.object({
    /** No calendar of the year was published yet. */
    first: z.boolean(),
    changes: z.array(semesterChange),
    moved: z.array(movedDuties),
  }),
})
