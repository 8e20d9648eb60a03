// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Role } from '#kernel/capacity'
import { wired } from '#testing/wire'
import type { Calendar } from '../../calendar/calendar.contract.ts'
import { previewCalendar, showCalendarDraft } from '../calendar-draft.contract.ts'
import { publishCalendarRoute, showCalendar } from '../plan.contract.ts'
import { CalendarPage } from './CalendarPage.tsx'
import { calendarOf, draftOf } from './calendarDraft.ts'
import { sayChange, sayMoved } from './calendarView.ts'
import { clearBrowser, furnishBrowser, openPage } from './page.factory.ts'

const SCHOOL = '0192f1a0-0000-7000-8000-000000000001'
const calendar: Calendar = {
  academicYear: 2026,
  semesters: [{ no: 1, start: '2026-09-01', end: '2027-01-22' }, { no: 2, start: '2027-02-22', end: '2027-07-09' }],
  holidays: ['2026-10-01', '2026-10-02', '2026-10-03'].map((date) => ({ date, name: '国庆节' })),
  workdays: [{ date: '2026-10-10', name: '国庆节调休' }],
  overrides: [{ stage: 'junior', grade: 9, semester: 2, end: '2027-06-15' }, { schoolId: SCHOOL, semester: 1, start: '2026-09-03' }],
  note: '第一版',
}
const days = (end: string, schoolDays: number) => ({ start: '2027-02-22', end, schoolDays })
const change = { place: '全部学校', semester: 2, before: days('2027-07-09', 98), after: days('2027-07-02', 93), startMoved: 0, endMoved: -7, gained: -5 } as const
const moved = {
  place: '全部学校', before: { start: '2027-02-22', due: '2027-07-09' }, after: { start: '2027-02-22', due: '2027-07-02' },
  duties: [{ doc: 'd', id: 'visit', zh: '班主任 对本班每名学生 每学年 入户家访 至少 1 次' }],
}

beforeEach(furnishBrowser)
afterEach(clearBrowser)

function open(role?: Role): unknown[] {
  const submitted: unknown[] = []
  const keep = <T,>(answer: T) => ({ body }: { readonly body: unknown }): T => {
    submitted.push(body)
    return answer
  }
  openPage(CalendarPage, [
    wired(showCalendar, () => ({ academicYear: 2026, calendar, today: { semester: 1, week: 12 } })),
    wired(showCalendarDraft, () => ({ calendar, version: SCHOOL, schools: [{ id: SCHOOL, name: '云杉第一小学' }] })),
    wired(previewCalendar, keep({ first: false, changes: [change], moved: [moved] })),
    wired(publishCalendarRoute, keep({ id: SCHOOL })),
  ], role)
  return submitted
}

test('the officer sees who loses days before the calendar is published', async () => {
  const submitted = open()
  fireEvent.click(await screen.findByRole('button', { name: '修改校历' }))
  fireEvent.change(await screen.findByLabelText('第二学期结束'), { target: { value: '2027-07-02' } })
  expect(screen.queryByRole('button', { name: '发布校历' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: '查看变化' }))
  expect(await screen.findByText('结束提前 7 天（2027年7月9日 周五 → 2027年7月2日 周五）；少 5 个上课日')).toBeDefined()
  expect(screen.getByText(/班主任 对本班每名学生/)).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: '发布校历' }))
  const after = { ...calendar, semesters: [calendar.semesters[0], { ...calendar.semesters[1], end: '2027-07-02' }] }
  await waitFor(() => expect(submitted).toEqual([after, { calendar: after, replaces: SCHOOL }]))
})

test('what is changed after the preview must be looked at again', async () => {
  open()
  fireEvent.click(await screen.findByRole('button', { name: '修改校历' }))
  fireEvent.click(await screen.findByRole('button', { name: '查看变化' }))
  await screen.findByRole('button', { name: '发布校历' })
  fireEvent.change(screen.getByLabelText('说明'), { target: { value: '第二版' } })
  await waitFor(() => expect(screen.queryByRole('button', { name: '发布校历' })).toBeNull())
})

test('a calendar that is not whole cannot be looked at, and who only reads edits nothing', async () => {
  open()
  fireEvent.click(await screen.findByRole('button', { name: '修改校历' }))
  fireEvent.change(await screen.findByLabelText('第一学期结束'), { target: { value: '2026-08-01' } })
  expect(screen.getByText('学期还没有填好：第一学期的结束应晚于开始。')).toBeDefined()
  expect(screen.getByRole<HTMLButtonElement>('button', { name: '查看变化' }).disabled).toBe(true)
  clearBrowser()
  furnishBrowser()
  open('principal')
  await screen.findByText('本周：第一学期第 12 周')
  expect(screen.queryByRole('button', { name: '修改校历' })).toBeNull()
})

test('a draft holds what was published, and a year without calendar begins empty', () => {
  expect(calendarOf(draftOf(2026, calendar))).toEqual({ calendar })
  expect(calendarOf(draftOf(2027, undefined))).toEqual({ fault: '学期还没有填好：应为存在的日期，如 2026-09-01。' })
  const far = draftOf(2026, { ...calendar, semesters: [calendar.semesters[0], { ...calendar.semesters[1], end: '2207-07-09' }] })
  expect(calendarOf(far)).toEqual({ fault: '学期还没有填好：第二学期应在学年的第二年结束。' })
  const backwards = { ...draftOf(2026, calendar), holidays: [{ name: '校庆', from: '2026-11-03', to: '2026-11-02' }] }
  expect(calendarOf(backwards)).toEqual({ fault: '“校庆”的结束早于开始。' })
})

test('moves are said in days, and what stays is said too', () => {
  expect(sayChange({ ...change, endMoved: 0, gained: 0 }, '2026-11-21')).toBe('不变')
  expect(sayChange({ ...change, startMoved: 2, after: { ...change.after, start: '2027-02-24' }, gained: 1 }, '2027-01-01'))
    .toBe('开始推迟 2 天（2月22日 周一 → 2月24日 周三）；结束提前 7 天（7月9日 周五 → 7月2日 周五）；多 1 个上课日')
  expect(sayMoved({ place: '', duties: [], after: moved.after }, '2027-01-01')).toBe('无 → 2月22日 周一 至 7月2日 周五')
})
