import { addDays, isSchoolDate } from '#kernel/dates'
import type { Stage } from '#modules/org/units/unit.contract'
import { calendar as calendarSchema, type Calendar } from '../../calendar/calendar.contract.ts'
import type { DateSpan } from '../../packs/pack.contract.ts'
import { stretchesOf } from './say.ts'

/** An override as its fields hold it; an empty text is nothing. */
export interface OverrideDraft {
  readonly stage: Stage | ''
  readonly grade: string
  readonly schoolId: string
  readonly semester: '1' | '2'
  readonly start: string
  readonly end: string
}

/** A calendar as the officer types it: stretches instead of single days, texts that may still be empty. */
export interface CalendarDraft {
  readonly academicYear: number
  readonly semesters: readonly [{ readonly start: string; readonly end: string }, { readonly start: string; readonly end: string }]
  readonly holidays: readonly DateSpan[]
  readonly workdays: readonly DateSpan[]
  readonly overrides: readonly OverrideDraft[]
  readonly note: string
}

const EMPTY = { start: '', end: '' } as const

export function draftOf(academicYear: number, calendar: Calendar | undefined): CalendarDraft {
  if (calendar === undefined) return { academicYear, semesters: [EMPTY, EMPTY], holidays: [], workdays: [], overrides: [], note: '' }
  const [first, second] = calendar.semesters
  const spans = (days: Calendar['holidays']) => stretchesOf(days).map(({ name, from, to }) => ({ name, from, to }))
  return {
    academicYear, semesters: [{ start: first.start, end: first.end }, { start: second.start, end: second.end }],
    holidays: spans(calendar.holidays), workdays: spans(calendar.workdays), note: calendar.note,
    overrides: calendar.overrides.map(({ stage, grade, schoolId = '', semester, start = '', end = '' }) =>
      ({ stage: stage ?? '', grade: grade === undefined ? '' : String(grade), schoolId, semester: semester === 1 ? '1' : '2', start, end })),
  }
}

/** A year holds no longer stretch; what runs backwards has no day. */
const LONGEST = 366

function daysOf({ name, from, to }: DateSpan): Calendar['holidays'] {
  if (!isSchoolDate(from) || !isSchoolDate(to)) return [{ date: from, name }]
  const days: Calendar['holidays'] = []
  for (let day = from; day <= to && days.length < LONGEST; day = addDays(day, 1)) days.push({ date: day, name })
  return days
}

/** The calendar that the draft says, or what is still wrong with it. */
export function calendarOf(draft: CalendarDraft): { readonly calendar: Calendar } | { readonly fault: string } {
  const backwards = [...draft.holidays, ...draft.workdays].find(({ from, to }) => to < from)
  if (backwards) return { fault: `“${backwards.name}”的结束早于开始。` }
  const parsed = calendarSchema.safeParse({
    academicYear: draft.academicYear, semesters: draft.semesters.map((one, at) => ({ no: at + 1, ...one })), note: draft.note.trim(),
    holidays: draft.holidays.flatMap(daysOf), workdays: draft.workdays.flatMap(daysOf), overrides: draft.overrides.map(overrideOf),
  })
  if (parsed.success) return { calendar: parsed.data }
  const [issue] = parsed.error.issues
  return { fault: `${PARTS[String(issue?.path[0])] ?? '校历'}还没有填好：${issue?.code === 'custom' || issue?.code === 'invalid_format' ? issue.message : '有一项是空的'}。` }
}

const PARTS: Readonly<Record<string, string>> = {
  semesters: '学期', holidays: '放假', workdays: '调休上课', overrides: '另有规定', note: '说明', academicYear: '学年',
}

function overrideOf({ stage, grade, schoolId, semester, start, end }: OverrideDraft) {
  return {
    ...(stage === '' ? {} : { stage }), ...(grade.trim() === '' ? {} : { grade: Number(grade) }), ...(schoolId === '' ? {} : { schoolId }),
    semester: Number(semester), ...(start === '' ? {} : { start }), ...(end === '' ? {} : { end }),
  }
}
