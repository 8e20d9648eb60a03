import { addDays, isSchoolDate } from '#kernel/dates'
import type { Stage } from '#modules/org/units/unit.contract'
import type { Calendar, Override } from '../../calendar/calendar.contract.ts'
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
  const fault = findFault(draft)
  if (fault !== undefined) return { fault }
  const [first, second] = draft.semesters
  return { calendar: {
    academicYear: draft.academicYear, semesters: [{ no: 1, ...first }, { no: 2, ...second }], note: draft.note.trim(),
    holidays: draft.holidays.flatMap(daysOf), workdays: draft.workdays.flatMap(daysOf), overrides: draft.overrides.map(overrideOf),
  } }
}

/** The first thing that is missing or out of order; the server checks everything once more. */
function findFault({ academicYear, semesters: [first, second], holidays, workdays, overrides }: CalendarDraft): string | undefined {
  const backwards = [...holidays, ...workdays].find(({ from, to }) => to < from)
  if (backwards) return `“${backwards.name}”的结束早于开始。`
  const open = [
    { part: '学期', texts: [first.start, first.end, second.start, second.end] },
    { part: '放假', texts: holidays.flatMap(textsOf) }, { part: '调休上课', texts: workdays.flatMap(textsOf) },
    { part: '另有规定', texts: overrides.flatMap(({ start, end }) => [start, end].filter((text) => text !== '')) },
  ].find(({ texts }) => !texts.every(isSchoolDate))
  if (open !== undefined) return `${open.part}还没有填好：应为存在的日期，如 2026-09-01。`
  if ([...holidays, ...workdays].some(({ name }) => name.trim() === '')) return '放假和调休的每一段都要有名称。'
  const order = [
    { holds: first.start < first.end, say: '第一学期的结束应晚于开始' }, { holds: first.end < second.start, say: '第二学期的开始应晚于第一学期的结束' },
    { holds: second.start < second.end, say: '第二学期的结束应晚于开始' }, { holds: second.end <= `${academicYear + 1}-12-31`, say: '第二学期应在学年的第二年结束' },
    { holds: first.start.startsWith(String(academicYear)), say: '第一学期应在学年的第一年开始' },
  ].find(({ holds }) => !holds)
  return order && `学期还没有填好：${order.say}。`
}

const textsOf = ({ from, to }: DateSpan) => [from, to]

function overrideOf({ stage, grade, schoolId, semester, start, end }: OverrideDraft): Override {
  return {
    ...(stage === '' ? {} : { stage }), ...(grade.trim() === '' ? {} : { grade: Number(grade) }), ...(schoolId === '' ? {} : { schoolId }),
    semester: semester === '1' ? 1 : 2, ...(start === '' ? {} : { start }), ...(end === '' ? {} : { end }),
  }
}
