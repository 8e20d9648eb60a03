import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newId } from '#kernel/ids'
import type { AnswerOf } from '#kernel/route'
import { useCapacity } from '#ui/acting'
import { call, reading, sayError } from '#ui/api'
import { Button } from '#ui/Button'
import { DeskSection } from '#ui/desk/DeskSection'
import { Input } from '#ui/Input'
import { Loaded } from '#ui/Loaded'
import { Notice } from '#ui/Notice'
import { useToast } from '#ui/Toast'
import type { Calendar } from '../../calendar/calendar.contract.ts'
import { previewCalendar, showCalendarDraft } from '../calendar-draft.contract.ts'
import { publishCalendarRoute } from '../plan.contract.ts'
import { CalendarDifferences } from './CalendarDifferences.tsx'
import { calendarOf, draftOf, type CalendarDraft } from './calendarDraft.ts'
import { OverridesField } from './OverridesField.tsx'
import { sayYear } from './say.ts'
import { SpansField } from './SpansField.tsx'
import './plan.css'

export interface CalendarEditorProps {
  readonly academicYear: number
  readonly onClose: () => void
}

/** The officer edits the year's calendar, sees who gains or loses days, and only then publishes. */
export function CalendarEditor({ academicYear, onClose }: CalendarEditorProps) {
  const { id } = useCapacity()
  // Each opening begins with the version that holds then, and keeps it while it is open.
  const query = useQuery({ ...reading(showCalendarDraft, { query: { academicYear } }, { capacity: id }), staleTime: Infinity, gcTime: 0 })
  return <Loaded query={query}>{(answer) => <Editing answer={answer} academicYear={academicYear} onClose={onClose} />}</Loaded>
}

interface EditingProps extends CalendarEditorProps { readonly answer: AnswerOf<typeof showCalendarDraft> }

function Editing({ answer: { calendar, schools, version }, academicYear, onClose }: EditingProps) {
  const [draft, setDraft] = useState<CalendarDraft>(() => draftOf(academicYear, calendar))
  const made = calendarOf(draft)
  const { preview, publishing } = usePublishing(version, onClose)
  const put = (part: Partial<CalendarDraft>) => {
    setDraft({ ...draft, ...part })
    preview.reset()
  }
  return (
    <>
      <DeskSection title={`修改 ${sayYear(academicYear)}校历`} aside={<Button look="plain" onClick={onClose}>不改了</Button>}>
        <CalendarFields draft={draft} schools={schools} onChange={put} />
        {'fault' in made && <Notice kind="problem">{made.fault}</Notice>}
        {preview.isError && <Notice kind="problem">{sayError(preview.error)}</Notice>}
        <div className="pl-acts">
          <Button look={preview.data ? 'quiet' : 'primary'} busy={preview.isPending} disabled={'fault' in made}
            onClick={() => { if ('calendar' in made) preview.mutate(made.calendar) }}>查看变化</Button>
        </div>
      </DeskSection>
      {preview.data && (
        <DeskSection title="发布后的变化">
          <CalendarDifferences differences={preview.data} />
          {publishing.isError && <Notice kind="problem">{sayError(publishing.error)}</Notice>}
          <div className="pl-acts">
            <Button look="primary" busy={publishing.isPending} onClick={() => { if ('calendar' in made) publishing.mutate(made.calendar) }}>发布校历</Button>
          </div>
        </DeskSection>
      )}
    </>
  )
}

/** `version` as it was when the editing began, whatever is read again meanwhile. */
function usePublishing(version: string | null, onClose: () => void) {
  const [replaces] = useState(version)
  const { id } = useCapacity()
  const say = useToast()
  const client = useQueryClient()
  const [idempotencyKey] = useState(() => newId())
  const preview = useMutation({ mutationFn: (body: Calendar) => call(previewCalendar, { body }, { capacity: id }) })
  const publishing = useMutation({
    mutationFn: (calendar: Calendar) => call(publishCalendarRoute, { body: { calendar, replaces } }, { capacity: id, idempotencyKey }),
    onSuccess: async () => {
      await client.invalidateQueries()
      say({ text: '校历已发布，各项责任的期限按新校历计算。' })
      onClose()
    },
  })
  return { preview, publishing }
}

interface CalendarFieldsProps {
  readonly draft: CalendarDraft
  readonly schools: AnswerOf<typeof showCalendarDraft>['schools']
  readonly onChange: (part: Partial<CalendarDraft>) => void
}

function CalendarFields({ draft, schools, onChange }: CalendarFieldsProps) {
  const [first, second] = draft.semesters
  return (
    <div className="pl-fields">
      <fieldset>
        <legend className="tx-legend">第一学期（第一个和最后一个上课日）</legend>
        <div className="pl-edge">
          <Input label="第一学期开始" type="date" value={first.start} onChange={(start) => onChange({ semesters: [{ ...first, start }, second] })} />
          <Input label="第一学期结束" type="date" value={first.end} onChange={(end) => onChange({ semesters: [{ ...first, end }, second] })} />
        </div>
      </fieldset>
      <fieldset>
        <legend className="tx-legend">第二学期（第一个和最后一个上课日）</legend>
        <div className="pl-edge">
          <Input label="第二学期开始" type="date" value={second.start} onChange={(start) => onChange({ semesters: [first, { ...second, start }] })} />
          <Input label="第二学期结束" type="date" value={second.end} onChange={(end) => onChange({ semesters: [first, { ...second, end }] })} />
        </div>
      </fieldset>
      <fieldset><legend className="tx-legend">放假</legend><SpansField spans={draft.holidays} onChange={(holidays) => onChange({ holidays })} add="加一段假期" /></fieldset>
      <fieldset><legend className="tx-legend">调休上课</legend><SpansField spans={draft.workdays} onChange={(workdays) => onChange({ workdays })} add="加调休上课的日子" /></fieldset>
      <fieldset>
        <legend className="tx-legend">另有规定的学段、年级或学校</legend>
        <OverridesField overrides={draft.overrides} schools={schools} onChange={(overrides) => onChange({ overrides })} />
      </fieldset>
      <Input label="说明" value={draft.note} maxLength={500} onChange={(note) => onChange({ note })} />
    </div>
  )
}
