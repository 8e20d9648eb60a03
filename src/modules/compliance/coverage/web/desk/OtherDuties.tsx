import { Button } from 'antd'
import { DeskSection } from '#ui/desk/DeskSection'
import { useSearchValue } from '#ui/Nav'
import { DutyRows } from './DutyRows.tsx'
import { PostTable } from './PostTable.tsx'
import type { SchoolDuty } from './schoolView.ts'

/** Duties beside the table of the classes, those with a figure first; one at a time shows who owes it. */
export function OtherDuties({ duties, persons }: { readonly duties: readonly SchoolDuty[]; readonly persons: boolean }) {
  const [open, setOpen] = useSearchValue('open')
  if (duties.length === 0) return null
  const counted = duties.filter(({ rows }) => rows.length > 0)
  const act = (duty: SchoolDuty) => duty.rows.length > 0 && (
    <Button size="small" aria-expanded={duty.key === open} aria-label={`明细：${duty.sentence}`} onClick={() => setOpen(duty.key === open ? '' : duty.key)}>
      {duty.key === open ? '收起' : '明细'}
    </Button>
  )
  return (
    <DeskSection title="其他责任">
      <DutyRows label="其他责任" duties={[...counted, ...duties.filter((duty) => !counted.includes(duty))]} act={act}
        detail={(duty) => duty.key === open && <div className="co-detail"><PostTable duty={duty} persons={persons} /></div>} />
    </DeskSection>
  )
}
