import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { STAGE_NAMES } from '#modules/org/units/unit.contract'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { Button } from '#ui/Button'
import { DeskPage } from '#ui/desk/DeskPage'
import { DeskSection } from '#ui/desk/DeskSection'
import { PickOne } from '#ui/desk/PickOne'
import { EmptyState } from '#ui/EmptyState'
import { Loaded } from '#ui/Loaded'
import { useSearchValue } from '#ui/Nav'
import type { Calendar, Override } from '../../calendar/calendar.contract.ts'
import { likelyYear, schoolWeeks } from '../../calendar/calendar.rules.ts'
import { showCalendar } from '../plan.contract.ts'
import { CalendarEditor } from './CalendarEditor.tsx'
import { SEMESTERS } from './calendarView.ts'
import { sayStretch, sayYear, stretchesOf } from './say.ts'
import './plan.css'

/** An academic year as a table to read. A year that nobody has published says so. */
export function CalendarPage() {
  const { id, role } = useCapacity()
  const [year, setYear] = useSearchValue('year')
  const [editing, setEditing] = useState(false)
  const query = useQuery(reading(showCalendar, { query: /^\d{4}$/.test(year) ? { academicYear: year } : {} }, { capacity: id }))
  const shown = query.data?.academicYear
  const edit = role === 'bureau_officer' && shown !== undefined ? () => setEditing(true) : undefined
  if (editing && shown !== undefined) {
    return <DeskPage title="校历" width="reading"><CalendarEditor academicYear={shown} onClose={() => setEditing(false)} /></DeskPage>
  }
  return (
    <DeskPage title="校历" width="reading" {...(shown === undefined ? {} : { year: <YearPick shown={shown} onChange={setYear} /> })}>
      <Loaded query={query}>
        {({ calendar, missing, today }) => calendar
          ? <CalendarBody calendar={calendar} today={today} onEdit={edit} />
          : (
            <EmptyState title={missing ?? '校历尚未发布'} {...(edit ? { action: <Button look="primary" onClick={edit}>填写校历</Button> } : {})}>
              校历发布后，学期、假期和调休会列在这里。在此之前，本学年各项责任的期限不作推算。
            </EmptyState>
          )}
      </Loaded>
    </DeskPage>
  )
}

const AROUND = [-2, -1, 0, 1] as const

function YearPick({ shown, onChange }: { readonly shown: number; readonly onChange: (year: string) => void }) {
  const { today } = useSigned()
  const years = [...new Set([...AROUND.map((step) => likelyYear(today) + step), shown])].sort((a, b) => a - b)
  return <PickOne label="学年" bare value={String(shown)} onChange={onChange} options={years.map((one) => ({ value: String(one), label: sayYear(one) }))} />
}

interface CalendarBodyProps {
  readonly calendar: Calendar
  readonly today: { readonly semester: 1 | 2; readonly week: number } | undefined
  /** Missing for those who only read. */
  readonly onEdit: (() => void) | undefined
}

function CalendarBody({ calendar, today: week, onEdit }: CalendarBodyProps) {
  const { today } = useSigned()
  return (
    <DeskSection title={sayYear(calendar.academicYear)} aside={<>{week && <span>本周：{SEMESTERS[week.semester]}第 {week.week} 周</span>}{onEdit && <Button onClick={onEdit}>修改校历</Button>}</>}>
      <table className="pl-calendar">
        <Part title="学期">
          {calendar.semesters.map((one) => (
            <Line key={one.no} name={SEMESTERS[one.no]} days={sayStretch({ from: one.start, to: one.end }, today)} note={`${schoolWeeks(calendar, one.no).length} 周`} />
          ))}
        </Part>
        {calendar.holidays.length > 0 && (
          <Part title="放假">
            {stretchesOf(calendar.holidays).map((one) => <Line key={one.from} name={one.name} days={sayStretch(one, today)} note={`${one.days} 天`} />)}
          </Part>
        )}
        {calendar.workdays.length > 0 && (
          <Part title="调休上课">
            {stretchesOf(calendar.workdays).map((one) => <Line key={one.from} name={one.name} days={sayStretch(one, today)} />)}
          </Part>
        )}
        {calendar.overrides.length > 0 && (
          <Part title="另有规定">
            {calendar.overrides.map((one) => <Line key={JSON.stringify(one)} name={sayPlace(one)} days={sayOverride(one, today)} note={SEMESTERS[one.semester]} />)}
          </Part>
        )}
      </table>
      {calendar.note !== '' && <p className="pl-note">{calendar.note}</p>}
    </DeskSection>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return <tbody><tr><th scope="rowgroup" colSpan={3}>{title}</th></tr>{children}</tbody>
}

function Line({ name, days, note }: { readonly name: string; readonly days: string; readonly note?: string }) {
  return <tr><th scope="row">{name}</th><td>{days}</td><td>{note}</td></tr>
}

const sayPlace = ({ stage, grade, schoolId }: Override): string => {
  const parts = [schoolId ? '个别学校' : '', stage ? STAGE_NAMES[stage].zh : '', grade === undefined ? '' : `${grade} 年级`]
  return parts.filter((part) => part !== '').join(' ')
}

function sayOverride({ start, end }: Override, today: string): string {
  const parts = [start && `${sayStretch({ from: start, to: start }, today)}开始`, end && `${sayStretch({ from: end, to: end }, today)}结束`]
  return parts.filter(Boolean).join('，')
}
