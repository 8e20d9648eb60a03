import { Button } from 'antd'
import { DeskSection } from '#ui/desk/DeskSection'
import { useSearchValue } from '#ui/Nav'
import { DutyRows } from './DutyRows.tsx'
import { PostTable } from './PostTable.tsx'
import type { SchoolDuty } from './schoolView.ts'

interface OtherDutiesProps { readonly duties: readonly SchoolDuty[]; readonly persons: boolean }

/** Duties beside the table of the classes. */
export function OtherDuties({ duties, persons }: OtherDutiesProps) {
  if (duties.length === 0) return null
  return <DeskSection title="其他责任"><OpeningDuties label="其他责任" duties={duties} persons={persons} /></DeskSection>
}

/** Duties of which one at a time shows who owes it, those with a figure first. */
export function OpeningDuties({ label, duties, persons }: OtherDutiesProps & { readonly label: string }) {
  const [open, setOpen] = useSearchValue('open')
  const counted = duties.filter(({ rows }) => rows.length > 0)
  const act = (duty: SchoolDuty) => {
    const shown = duty.key === open
    const verb = shown ? '收起' : '明细'
    return duty.rows.length > 0
      && <Button size="small" aria-expanded={shown} aria-label={`${verb}：${duty.sentence}`} onClick={() => setOpen(shown ? '' : duty.key)}>{verb}</Button>
  }
  return (
    <DutyRows label={label} duties={[...counted, ...duties.filter((duty) => !counted.includes(duty))]} act={act}
      detail={(duty) => duty.key === open && <div className="co-detail"><PostTable duty={duty} persons={persons} /></div>} />
  )
}
